"""Typed texts become the decided fields of a task, with what follows from one for another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.applying_commands.problems import FieldProblem, FieldProblems
from milepost.domain.projects.actions.applying_commands.sheet import Sheet
from milepost.domain.projects.actions.applying_commands.tying import set_predecessors, set_successors
from milepost.domain.projects.actions.assigning import put_team, put_work
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.planning import put_fields
from milepost.domain.projects.calculations.scheduling import finish_after, minutes_between
from milepost.domain.projects.calculations.typed_fields import FINISH_CONSTRAINTS, Duration
from milepost.domain.projects.models import Task
from milepost.engine.network.model import Constraint
from milepost.exchange.fields import BadValue

PROGRESS = {
    "percent": "percent_complete",
    "actual_start": "actual_start",
    "actual_finish": "actual_finish",
    "remaining": "remaining_minutes",
}
# What the rows call otherwise than the typed fields do.
PLAIN = {
    "name": "name",
    "notes": "notes",
    "priority": "priority",
    "deadline": "deadline",
    "calendar": "calendar",
    "active": "is_active",
    "type": "type",
    "effort_driven": "is_effort_driven",
    "ignores_people": "ignores_people",
    "may_split": "may_split",
}
FIELD_OF_ROW = {
    "duration_minutes": "duration",
    "duration_unit": "duration",
    "is_milestone": "milestone",
    "percent_complete": "percent",
    "remaining_minutes": "remaining",
    "manual_start": "start",
    "manual_finish": "finish",
    "is_active": "active",
    "is_effort_driven": "effort_driven",
}
Typed = Mapping[str, Any]


def set_texts(sheet: Sheet, task: Task, texts: Mapping[str, str], *, seen: Mapping[str, str]) -> None:
    """Set fields of a task to what was typed; raises `FieldProblems` that name every field refused."""
    typed = read_texts(sheet, task, texts, seen=seen)
    set_row(sheet, task, typed)
    put_typed(sheet, task, typed)


def set_row(sheet: Sheet, task: Task, typed: Typed) -> None:
    """Set the row's own fields that follow from typed ones."""
    if row := row_values(sheet, task, typed):
        put_fields(sheet.edit, task, row, is_summary=sheet.is_summary(task))


def put_typed(sheet: Sheet, task: Task, typed: Typed) -> None:
    """Set what stands beside a row: its links, its team and its progress."""
    if "predecessors" in typed:
        set_predecessors(sheet, task, typed["predecessors"])
    if "successors" in typed:
        set_successors(sheet, task, typed["successors"])
    if "assigned" in typed:
        put_team(sheet.edit, task, typed["assigned"])
    if "work" in typed:
        _work(sheet, task, typed["work"])
    _report(sheet, task, typed)


def _work(sheet: Sheet, task: Task, work: Duration | None) -> None:
    if work is None:
        raise FieldProblems([FieldProblem("work", "Type hours such as 40h.")])
    put_work(sheet.edit, task, work.minutes)


def read_texts(
    sheet: Sheet, task: Task, texts: Mapping[str, str], *, seen: Mapping[str, str]
) -> dict[str, Any]:
    """Read every typed field, less what stands so already; raises `FieldProblems`."""
    typed, problems = {}, []
    for field, text in texts.items():
        try:
            if task.pk and text.strip() == sheet.typed.text(field, task):
                continue
            if field in seen and not sheet.typed.is_still(field, seen[field], task):
                problems.append(_stale(sheet, task, field, text))
                continue
            typed[field] = sheet.typed.read(field, text, task)
        except KeyError:
            problems.append(FieldProblem(field, f"There is no field “{field}”."))
        except BadValue as error:
            problems.append(FieldProblem(field, f"“{text}” {error}."))
    if problems:
        raise FieldProblems(problems)
    return typed


def row_values(sheet: Sheet, task: Task, typed: Typed) -> dict[str, Any]:
    """Give the row's fields that follow from typed ones, progress and links apart."""
    row = {PLAIN[field]: value for field, value in typed.items() if field in PLAIN}
    if "responsible" in typed:
        row |= {"responsible": typed["responsible"], "responsible_name": ""}
    if "milestone" in typed:
        row["is_milestone"] = typed["milestone"]
    if "duration" in typed:
        row |= _duration(task, typed["duration"])
    if "constraint" in typed or "constraint_at" in typed:
        row |= _constraint(sheet, task, typed)
    if "manual" in typed:
        row |= _manual(sheet, task, typed)
    if "start" in typed or "finish" in typed:
        row |= _dates(sheet, task, typed, row)
    elif "duration" in typed and task.is_manual and task.manual_start:
        finish = finish_after(task, task.manual_start, row["duration_minutes"])
        row |= {"manual_start": task.manual_start, "manual_finish": finish}
    return row


def _duration(task: Task, duration: Duration | None) -> dict[str, Any]:
    """A duration of nothing makes a milestone, and any other ends it, as in Microsoft Project."""
    if duration is None:
        raise FieldProblems([FieldProblem("duration", "Type a duration such as 3d, 2w, 4h or 5ed.")])
    row: dict[str, Any] = {
        "duration_minutes": duration.minutes,
        "duration_unit": duration.unit,
        "is_estimated": duration.is_estimated,
    }
    if not duration.minutes:
        row["is_milestone"] = True
    elif task.is_milestone and not task.duration_minutes:
        row["is_milestone"] = False
    return row


def _constraint(sheet: Sheet, task: Task, typed: Typed) -> dict[str, Any]:
    """A constraint that needs a date takes the task's own while none is typed; a date alone keeps the start."""
    moment = typed.get("constraint_at", task.constraint_at)
    kind = typed.get("constraint", Constraint(task.constraint))
    if "constraint" not in typed and kind <= Constraint.AS_LATE_AS_POSSIBLE and moment:
        kind = Constraint.START_NO_EARLIER_THAN
    if kind <= Constraint.AS_LATE_AS_POSSIBLE or ("constraint" not in typed and not moment):
        kept = kind if kind is Constraint.AS_LATE_AS_POSSIBLE else Constraint.AS_SOON_AS_POSSIBLE
        return {"constraint": kept, "constraint_at": None}
    start, finish = sheet.dates(task)
    return {"constraint": kind, "constraint_at": moment or (finish if kind in FINISH_CONSTRAINTS else start)}


def _manual(sheet: Sheet, task: Task, typed: Typed) -> dict[str, Any]:
    if not typed["manual"]:
        return {"manual_start": None, "manual_finish": None}
    start, finish = sheet.dates(task)
    return {"manual_start": start, "manual_finish": finish}


def _dates(sheet: Sheet, task: Task, typed: Typed, row: dict[str, Any]) -> dict[str, Any]:
    """A typed start holds the task from then on; a typed finish changes how long it lasts."""
    start: datetime | None = typed.get("start")
    finish: datetime | None = typed.get("finish")
    if row.get("manual_start", task.manual_start):
        return _manual_dates(sheet, task, start, finish, row)
    if task.actual_start and "start" in typed:
        raise CannotEdit(gettext("The task has started; change its actual start instead."), field="start")
    values: dict[str, Any] = {}
    if "start" in typed:
        kind = Constraint.START_NO_EARLIER_THAN if start else Constraint.AS_SOON_AS_POSSIBLE
        values = {"constraint": kind, "constraint_at": start}
    if "finish" in typed:
        is_milestone = row.get("is_milestone", task.is_milestone)
        if finish is None:
            raise FieldProblems([FieldProblem("finish", "Type a date, or change the duration.")])
        if is_milestone and not row.get("duration_minutes", task.duration_minutes):
            return values | {"constraint": Constraint.FINISH_NO_EARLIER_THAN, "constraint_at": finish}
        values |= _until(task, start or sheet.dates(task)[0], finish)
    return values


def _manual_dates(
    sheet: Sheet, task: Task, start: datetime | None, finish: datetime | None, row: dict[str, Any]
) -> dict[str, Any]:
    begins = start or row.get("manual_start") or task.manual_start or sheet.dates(task)[0]
    if finish:
        return _until(task, begins, finish) | {"manual_start": begins, "manual_finish": finish}
    minutes = row.get("duration_minutes", task.duration_minutes)
    return {"manual_start": begins, "manual_finish": finish_after(task, begins, minutes)}


def _until(task: Task, start: datetime, finish: datetime) -> dict[str, Any]:
    minutes = minutes_between(task, start, finish)
    if minutes <= 0:
        raise FieldProblems([FieldProblem("finish", "The task would end before it starts.")])
    return {"duration_minutes": minutes, "is_estimated": False, "is_milestone": False}


def _report(sheet: Sheet, task: Task, typed: Typed) -> None:
    changed = {row: typed[field] for field, row in PROGRESS.items() if field in typed}
    if not changed:
        return
    require(sheet.by, "projects.record_progress", sheet.project)
    if (duration := changed.get("remaining_minutes")) is not None:
        changed["remaining_minutes"] = duration.minutes
    sheet.report(task, changed)


def _stale(sheet: Sheet, task: Task, field: str, text: str) -> FieldProblem:
    theirs = sheet.typed.text(field, task)
    shown, entered = theirs or "empty", text or "empty"
    message = f"Somebody changed this meanwhile: it is {shown} now, and you entered {entered}."
    return FieldProblem(field, message, theirs=theirs, yours=text)
