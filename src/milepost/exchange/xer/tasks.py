"""Activities and relationships of Primavera P6 as tasks and links."""

from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.fields import Fields
from milepost.exchange.plan import Kind, PlanLink, PlanTask, StoredDates
from milepost.exchange.xer.tables import Row

MINUTES = 60
START_MILESTONE = "TT_Mile"
MILESTONES = {START_MILESTONE, "TT_FinMile"}
MANDATORY = {"CS_MANDSTART", "CS_MANDFIN"}
SPANNING = {"TT_LOE", "TT_WBS"}
"""Activities whose dates follow from others; they keep the dates they have."""

CONSTRAINTS = {
    "CS_ALAP": Constraint.AS_LATE_AS_POSSIBLE,
    "CS_MSO": Constraint.MUST_START_ON,
    "CS_MANDSTART": Constraint.MUST_START_ON,
    "CS_MEO": Constraint.MUST_FINISH_ON,
    "CS_MANDFIN": Constraint.MUST_FINISH_ON,
    "CS_MSOA": Constraint.START_NO_EARLIER_THAN,
    "CS_MSOB": Constraint.START_NO_LATER_THAN,
    "CS_MEOA": Constraint.FINISH_NO_EARLIER_THAN,
    "CS_MEOB": Constraint.FINISH_NO_LATER_THAN,
}
TYPES = {
    "DT_FixedDrtn": TaskType.FIXED_DURATION,
    "DT_FixedDUR2": TaskType.FIXED_DURATION,
    "DT_FixedRate": TaskType.FIXED_UNITS,
    "DT_FixedQty": TaskType.FIXED_WORK,
}
"""P6 calls work units, and units units per time."""
LINK_TYPES = {
    "PR_FS": LinkType.FINISH_TO_START,
    "PR_SS": LinkType.START_TO_START,
    "PR_FF": LinkType.FINISH_TO_FINISH,
    "PR_SF": LinkType.START_TO_FINISH,
}


def read_task(row: Row, *, level: int, critical_slack: int) -> PlanTask:
    """Read one activity at an outline level; slack up to `critical_slack` minutes is critical."""
    fields = Fields(row, f"Activity {row.get('task_code', '')} “{row.get('task_name', '')[:60]}”")
    kind = fields.text("task_type")
    constraint = CONSTRAINTS.get(fields.text("cstr_type"), Constraint.AS_SOON_AS_POSSIBLE)
    task = PlanTask(
        uid=fields.whole("task_id"),
        name=fields.text("task_name"),
        outline_level=level,
        kind=Kind.MILESTONE if kind in MILESTONES else Kind.TASK,
        guid=fields.text("guid"),
        wbs=fields.text("task_code"),
        duration_minutes=0 if kind in MILESTONES else _minutes(fields, "target_drtn_hr_cnt") or 0,
        type=TYPES.get(fields.text("duration_type"), TaskType.FIXED_DURATION),
        calendar_uid=fields.whole("clndr_id"),
        constraint=constraint,
        is_mandatory=fields.text("cstr_type") in MANDATORY,
        waits_for_work=kind == START_MILESTONE,
        percent_complete=_percent(fields),
        actual_start=fields.instant("act_start_date"),
        actual_finish=fields.instant("act_end_date"),
        stored=_stored(fields, critical_slack),
    )
    if constraint >= Constraint.MUST_START_ON:
        task.constraint_at = fields.instant("cstr_date")
    if task.actual_start is not None and task.actual_finish is None:
        task.remaining_minutes = _minutes(fields, "remain_drtn_hr_cnt")
    if kind in SPANNING:
        task.manual_start, task.manual_finish = task.stored.start, task.stored.finish
    return task


def _minutes(fields: Fields, name: str) -> int | None:
    return round(fields.number(name) * MINUTES) if fields.text(name) else None


def _percent(fields: Fields) -> float:
    if fields.text("status_code") == "TK_Complete":
        return 100.0
    if fields.text("status_code") == "TK_NotStart":
        return 0.0
    target, remaining = fields.number("target_drtn_hr_cnt"), fields.number("remain_drtn_hr_cnt")
    if fields.text("complete_pct_type") == "CP_Phys" or not target:
        return fields.number("phys_complete_pct")
    return max(0.0, 100 * (1 - remaining / target))


def _stored(fields: Fields, critical_slack: int) -> StoredDates:
    """Give what the file's tool answered; its early and late dates are those of the work that remains.

    Source: Oracle's reference of the fields: "the earliest possible date the remaining work ... can begin".
    """
    slack = _minutes(fields, "total_float_hr_cnt")
    actual_start, actual_finish = fields.instant("act_start_date"), fields.instant("act_end_date")
    early_start, early_finish = fields.instant("early_start_date"), fields.instant("early_end_date")
    return StoredDates(
        start=actual_start or early_start or fields.instant("target_start_date"),
        finish=actual_finish or early_finish or fields.instant("target_end_date"),
        early_start=None if actual_start else early_start,
        early_finish=None if actual_finish else early_finish,
        late_start=None if actual_start else fields.instant("late_start_date"),
        late_finish=None if actual_finish else fields.instant("late_end_date"),
        total_slack_minutes=slack,
        free_slack_minutes=_minutes(fields, "free_float_hr_cnt"),
        critical=None if slack is None else slack <= critical_slack,
    )


def read_link(row: Row, *, lag_unit: LagUnit) -> PlanLink:
    """Read one relationship."""
    fields = Fields(row, f"The relationship {row.get('task_pred_id', '')}")
    kind = fields.text("pred_type")
    if kind not in LINK_TYPES:
        raise fields.damaged("pred_type", "is not one of PR_FS, PR_SS, PR_FF and PR_SF")
    return PlanLink(
        predecessor_uid=fields.whole("pred_task_id"),
        successor_uid=fields.whole("task_id"),
        type=LINK_TYPES[kind],
        lag=(_minutes(fields, "lag_hr_cnt") or 0),
        lag_unit=lag_unit,
        lag_shown_in="ed" if lag_unit is LagUnit.ELAPSED else "d",
    )
