"""What Milepost models, as the texts of Microsoft Project's elements."""

from collections.abc import Sequence
from datetime import datetime

from milepost.engine.network.model import LagUnit
from milepost.exchange.mspdi.document import Values
from milepost.exchange.mspdi.values import CODES, ESTIMATED_OFFSET, duration_text
from milepost.exchange.plan import (
    Kind,
    Plan,
    PlanAssignment,
    PlanBaseline,
    PlanLink,
    PlanResource,
    PlanTask,
    StoredDates,
)

RESOURCE_CODES = {"material": "0", "work": "1", "cost": "0"}


def project_texts(plan: Plan, finish: datetime | None) -> Values:
    """Give the project's own fields."""
    return {
        "Name": plan.name,
        "GUID": plan.guid or None,
        "Title": plan.name,
        "ScheduleFromStart": _flag(not plan.from_finish),
        "StartDate": plan.start.isoformat(),
        "FinishDate": instant_text(finish),
        "CriticalSlackLimit": str(plan.critical_slack_minutes // plan.minutes_per_day),
        "CalendarUID": None if plan.calendar_uid is None else str(plan.calendar_uid),
        "MinutesPerDay": str(plan.minutes_per_day),
        "MinutesPerWeek": str(plan.minutes_per_week),
        "DaysPerMonth": str(plan.days_per_month),
        "StatusDate": instant_text(plan.status_date),
    }


def task_texts(task: PlanTask, dates: StoredDates, *, row: str | None, outline_number: str) -> Values:
    """Give a task's fields in schema order; the computed ones come from `dates`, and `row` where it is new."""
    manual = task.manual_start is not None
    duration = duration_text(task.duration_minutes)
    return {
        "UID": str(task.uid),
        "GUID": task.guid or None,
        "ID": row,
        "Name": task.name,
        "Active": _flag(task.active),
        "Manual": _flag(manual),
        "Type": str(int(task.type)),
        "Contact": task.responsible or None,
        "WBS": task.wbs or None,
        "OutlineNumber": outline_number,
        "OutlineLevel": str(task.outline_level),
        "Priority": str(task.priority),
        "Start": instant_text(dates.start),
        "Finish": instant_text(dates.finish),
        "Duration": duration,
        "ManualStart": instant_text(task.manual_start),
        "ManualFinish": instant_text(task.manual_finish),
        "ManualDuration": duration if manual else None,
        "DurationFormat": str(CODES[task.duration_unit] + (ESTIMATED_OFFSET if task.estimated else 0)),
        "EffortDriven": _flag(task.effort_driven),
        "Estimated": _flag(task.estimated),
        "Milestone": _flag(task.kind is Kind.MILESTONE),
        "Summary": _flag(task.kind is Kind.SUMMARY),
        "Critical": None if dates.critical is None else _flag(dates.critical),
        "EarlyStart": instant_text(dates.early_start),
        "EarlyFinish": instant_text(dates.early_finish),
        "LateStart": instant_text(dates.late_start),
        "LateFinish": instant_text(dates.late_finish),
        "FreeSlack": _tenths(dates.free_slack_minutes),
        "TotalSlack": _tenths(dates.total_slack_minutes),
        "PercentComplete": _number(task.percent_complete),
        "ActualStart": instant_text(task.actual_start),
        "ActualFinish": instant_text(task.actual_finish),
        "RemainingDuration": None
        if task.remaining_minutes is None
        else duration_text(task.remaining_minutes),
        "ConstraintType": str(int(task.constraint)),
        "CalendarUID": str(-1 if task.calendar_uid is None else task.calendar_uid),
        "ConstraintDate": instant_text(task.constraint_at),
        "Deadline": instant_text(task.deadline),
        "LevelingDelay": str(task.leveling_delay_minutes * 10),
        "LevelingDelayFormat": str(CODES["ed"]),
        "IgnoreResourceCalendar": _flag(task.ignores_people),
        "Notes": task.notes or None,
    }


def link_texts(link: PlanLink) -> Values:
    """Give a link's fields; a lag in percent stands as it is, in time in tenths of minutes."""
    percent = link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
    return {
        "PredecessorUID": str(link.predecessor_uid),
        "Type": str(int(link.type)),
        "CrossProject": "0",
        "LinkLag": _number(link.lag) if percent else str(round(link.lag * 10)),
        "LagFormat": str(CODES[link.lag_shown_in]),
    }


def baseline_texts(baseline: PlanBaseline) -> Values:
    """Give what one baseline kept of a task."""
    return {
        "Number": str(baseline.number),
        "Start": instant_text(baseline.start),
        "Finish": instant_text(baseline.finish),
        "Duration": None if baseline.duration_minutes is None else duration_text(baseline.duration_minutes),
        "Work": None if baseline.work_minutes is None else duration_text(baseline.work_minutes),
    }


def resource_texts(resource: PlanResource) -> Values:
    """Give a resource's fields."""
    return {
        "UID": str(resource.uid),
        "Name": resource.name,
        "Type": RESOURCE_CODES[resource.kind],
        "EmailAddress": resource.email or None,
        "MaxUnits": _number(resource.max_units),
        "CalendarUID": str(-1 if resource.calendar_uid is None else resource.calendar_uid),
        "IsCostResource": _flag(resource.kind == "cost"),
    }


def assignment_texts(assignment: PlanAssignment, dates: StoredDates) -> Values:
    """Give an assignment's fields; it runs as long as its task."""
    return {
        "TaskUID": str(assignment.task_uid),
        "ResourceUID": str(assignment.resource_uid),
        "Finish": instant_text(dates.finish),
        "Start": instant_text(dates.start),
        "Units": _number(assignment.units),
        "Work": None if assignment.work_minutes is None else duration_text(assignment.work_minutes),
    }


def outline_numbers(tasks: Sequence[PlanTask]) -> list[str]:
    """Number the rows by their place in the outline: 1, 1.1, 1.2, 2."""
    counts: list[int] = []
    numbers = []
    for task in tasks:
        del counts[task.outline_level :]
        if len(counts) < task.outline_level:
            counts.append(0)
        counts[-1] += 1
        numbers.append(".".join(map(str, counts)))
    return numbers


def instant_text(value: datetime | None) -> str | None:
    """Write a local time."""
    return None if value is None else value.isoformat()


def _flag(value: bool) -> str:  # noqa: FBT001
    return "1" if value else "0"


def _number(value: float) -> str:
    return f"{value:.10g}"


def _tenths(minutes: int | None) -> str | None:
    return None if minutes is None else str(minutes * 10)
