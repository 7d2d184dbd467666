"""Tasks, links, resources and assignments of Microsoft Project's XML."""

from collections.abc import Iterator
from datetime import datetime

from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.fields import Fields, instant_of, number_of
from milepost.exchange.mspdi.records import Record
from milepost.exchange.mspdi.values import duration_of, lag_unit, money_of, shown_unit, slack_of
from milepost.exchange.plan import (
    Kind,
    PlanAssignment,
    PlanBaseline,
    PlanLink,
    PlanResource,
    PlanTask,
    StoredDates,
    Trait,
)

RESOURCE_KINDS = {0: "material", 1: "work", 2: "cost"}
UNASSIGNED = -65535
PROJECT_SUMMARY_LEVEL = 0
DAYS = 7
PHYSICAL = 1
TRAIT_FLAGS = {"Recurring": Trait.RECURRING, "ExternalTask": Trait.EXTERNAL, "IsSubproject": Trait.SUBPROJECT}
PINNED_TRAITS = {Trait.EXTERNAL, Trait.SUBPROJECT}
"""Their dates are decided in another file, so they are kept as they stand."""


def fields_of(record: Record) -> Fields:
    """Read a task's leaves, naming the task in errors."""
    return Fields(
        record.fields, f"Task {record.fields.get('ID', '?')} “{record.fields.get('Name', '')[:60]}”"
    )


def is_blank(record: Record) -> bool:
    """Tell an empty row of the task table."""
    return record.fields.get("IsNull", "0") in ("1", "true")


def is_project_summary(record: Record) -> bool:
    """Tell the row that stands for the whole project."""
    return record.fields.get("OutlineLevel", "1") == "0"


def read_task(record: Record) -> PlanTask:
    """Read one row; where it stands in the outline is settled once all rows are known."""
    fields = fields_of(record)
    unit, estimated = shown_unit(fields.whole("DurationFormat", DAYS))
    calendar = fields.whole("CalendarUID", -1)
    task = PlanTask(
        uid=fields.whole("UID"),
        name=fields.text("Name"),
        outline_level=fields.whole("OutlineLevel", 1),
        kind=Kind.MILESTONE if fields.flag("Milestone") else Kind.TASK,
        guid=fields.text("GUID"),
        wbs=fields.text("WBS"),
        duration_minutes=fields.value("Duration", duration_of) or 0,
        duration_unit=unit,
        estimated=estimated or fields.flag("Estimated"),
        type=_type(fields),
        effort_driven=fields.flag("EffortDriven"),
        calendar_uid=None if calendar < 0 else calendar,
        constraint=_constraint(fields),
        deadline=fields.instant("Deadline"),
        percent_complete=fields.number("PercentComplete"),
        actual_start=fields.instant("ActualStart"),
        actual_finish=fields.instant("ActualFinish"),
        ignores_people=fields.flag("IgnoreResourceCalendar"),
        leveling_delay_minutes=max(0, fields.value("LevelingDelay", slack_of) or 0),
        active=fields.flag("Active", default=True),
        priority=fields.whole("Priority", 500),
        notes=fields.text("Notes"),
        responsible=fields.text("Contact"),
        cost=fields.value("Cost", money_of),
        fixed_cost=fields.value("FixedCost", money_of),
        actual_cost=fields.value("ActualCost", money_of),
        actual_work_minutes=fields.value("ActualWork", duration_of),
        physical_percent=_physical_percent(fields),
        baselines=[_baseline(child) for child in record.each("Baseline")],
        stored=_stored(fields),
    )
    if task.constraint >= Constraint.MUST_START_ON:
        task.constraint_at = fields.instant("ConstraintDate")
    if task.actual_start is not None:
        task.remaining_minutes = fields.value("RemainingDuration", duration_of)
    task.traits = _traits(record, fields)
    if fields.flag("Manual"):
        task.manual_start = fields.instant("ManualStart") or task.stored.start
        task.manual_finish = fields.instant("ManualFinish") or task.stored.finish
    elif task.traits & PINNED_TRAITS:
        task.manual_start, task.manual_finish = task.stored.start, task.stored.finish
    return task


def _type(fields: Fields) -> TaskType:
    code = fields.whole("Type")
    try:
        return TaskType(code)
    except ValueError:
        raise fields.damaged("Type", "is not one of the three task types, 0 to 2") from None


def _physical_percent(fields: Fields) -> float | None:
    is_physical = fields.whole("EarnedValueMethod") == PHYSICAL
    return fields.number("PhysicalPercentComplete") if is_physical else None


def _traits(record: Record, fields: Fields) -> frozenset[Trait]:
    traits = {trait for name, trait in TRAIT_FLAGS.items() if fields.flag(name)}
    if any(is_external(link) for link in record.each("PredecessorLink")):
        traits.add(Trait.LINKED_ABROAD)
    return frozenset(traits)


def _constraint(fields: Fields) -> Constraint:
    code = fields.whole("ConstraintType")
    try:
        return Constraint(code)
    except ValueError:
        raise fields.damaged("ConstraintType", "is not one of the eight constraints, 0 to 7") from None


def _stored(fields: Fields) -> StoredDates:
    return StoredDates(
        start=fields.instant("Start"),
        finish=fields.instant("Finish"),
        early_start=fields.instant("EarlyStart"),
        early_finish=fields.instant("EarlyFinish"),
        late_start=fields.instant("LateStart"),
        late_finish=fields.instant("LateFinish"),
        total_slack_minutes=fields.value("TotalSlack", slack_of),
        free_slack_minutes=fields.value("FreeSlack", slack_of),
        critical=fields.flag("Critical") if fields.text("Critical") else None,
    )


def _baseline(record: Record) -> PlanBaseline:
    fields = Fields(record.fields, "A baseline")
    return PlanBaseline(
        number=fields.whole("Number"),
        start=fields.instant("Start"),
        finish=fields.instant("Finish"),
        duration_minutes=fields.value("Duration", duration_of),
        work_minutes=fields.value("Work", duration_of),
        cost=fields.value("Cost", money_of),
    )


def read_links(record: Record) -> Iterator[PlanLink]:
    """Read the links to a task's predecessors within the same file."""
    successor = fields_of(record)
    for link in record.each("PredecessorLink"):
        if is_external(link):
            continue
        fields = Fields(
            link.fields, f"A predecessor of task {successor.text('ID')} “{successor.text('Name')[:60]}”"
        )
        unit, shown = lag_unit(fields.whole("LagFormat", DAYS))
        lag = fields.number("LinkLag")
        percent = unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
        yield PlanLink(
            predecessor_uid=fields.whole("PredecessorUID"),
            successor_uid=successor.whole("UID"),
            type=_link_type(fields),
            lag=lag if percent else lag / 10,
            lag_unit=unit,
            lag_shown_in=shown,
        )


def is_external(link: Record) -> bool:
    """Tell a link to a task of another project."""
    return link.fields.get("CrossProject", "0") in ("1", "true")


def _link_type(fields: Fields) -> LinkType:
    code = fields.whole("Type", LinkType.FINISH_TO_START)
    try:
        return LinkType(code)
    except ValueError:
        raise fields.damaged("Type", "is not one of the four link types, 0 to 3") from None


def is_nobody(record: Record) -> bool:
    """Tell the nameless resource that Microsoft Project keeps for unassigned work."""
    return record.fields.get("UID") == "0" and not record.fields.get("Name", "").strip()


def read_resource(record: Record) -> PlanResource:
    """Read one resource."""
    fields = Fields(record.fields, f"Resource “{record.fields.get('Name', '')[:60]}”")
    calendar = fields.whole("CalendarUID", -1)
    return PlanResource(
        uid=fields.whole("UID"),
        name=fields.text("Name"),
        kind="cost" if fields.flag("IsCostResource") else RESOURCE_KINDS.get(fields.whole("Type", 1), "work"),
        email=fields.text("EmailAddress"),
        max_units=fields.number("MaxUnits", 1.0),
        calendar_uid=None if calendar < 0 else calendar,
        # Per hour whatever StandardRateFormat, which says how it is shown.
        rate_per_hour=fields.value("StandardRate", number_of),
    )


def worked_spans(record: Record) -> tuple[int, list[tuple[datetime, datetime]]]:
    """Give the task of an assignment and when work on it is planned or done."""
    fields = Fields(record.fields, f"Assignment {record.fields.get('UID', '')}")
    spans = [(instant_of(start), instant_of(finish)) for start, finish in record.worked if start and finish]
    return fields.whole("TaskUID"), spans


def read_assignment(record: Record) -> PlanAssignment | None:
    """Read one assignment; `None` for the placeholder of a task that nobody works on."""
    fields = Fields(record.fields, f"Assignment {record.fields.get('UID', '')}")
    resource = fields.whole("ResourceUID", UNASSIGNED)
    if resource == UNASSIGNED:
        return None
    return PlanAssignment(
        task_uid=fields.whole("TaskUID"),
        resource_uid=resource,
        units=fields.number("Units", 1.0),
        work_minutes=fields.value("Work", duration_of),
        remaining_minutes=fields.value("RemainingWork", duration_of),
    )
