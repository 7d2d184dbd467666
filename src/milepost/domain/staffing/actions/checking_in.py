"""A person goes through the own tasks once a week: what is done, and how much work is left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.actions.progressing import Progress, report_own_progress, reported
from milepost.domain.projects.calculations.linked_projects import in_order, waits_between
from milepost.domain.projects.calculations.progress_words import Word
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.working_time import working_times
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.own_work import (
    OwnTask,
    changes_of,
    others_left,
    week_of,
)
from milepost.domain.staffing.models import CheckIn, CheckInLine


class CannotCheckIn(Refusal):
    """Says why a check-in is refused."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of an own task; `None` leaves as it stands."""

    own: OwnTask
    percent: float | Word | None = None
    left_minutes: int | None = None


class CheckedIn(NamedTuple):
    """The check-in, and what followed from it in each project that changed."""

    check_in: CheckIn
    consequences: list[tuple[Project, Consequence]]


def check_in(said: Sequence[Said], *, week: date, note: str = "", by: Person, at: datetime) -> CheckedIn:
    """Record what a person says of the own tasks, in all projects or in none; raises `CannotCheckIn`, `CannotEdit`."""
    if week_of(week) > week_of(local_time(at).date()):
        raise CannotCheckIn(gettext("This week has not begun yet."))
    for one in said:
        require(by, "projects.record_progress", one.own.task)
    with transaction.atomic():
        reported_said = report_said(said, of=by, by=by, at=at)
        changed = reported_said.changed
        with recording("staffing.check_in", by=by.account, at=at, subject=by) as record:
            made = record.create(CheckIn(person=by, week=week_of(week), note=note.strip(), at=at))
            record.create_many([_line(made, one, changed.get(one.own.task.pk, {})) for one in said])
    return CheckedIn(made, reported_said.consequences)


class SaidReported(NamedTuple):
    """The fields that changed by task, and what followed in each project."""

    changed: dict[int, dict[str, Any]]
    consequences: list[tuple[Project, Consequence]]


def report_said(said: Sequence[Said], *, of: Person, by: Person, at: datetime) -> SaidReported:
    """Report as progress what follows from what is said of a person's own tasks; raises `CannotEdit`.

    It runs within the transaction of whoever asks, so that all projects change or none.
    """
    changed = _changes(said, of, at)
    reports: dict[int, list[Progress]] = defaultdict(list)
    for task_id, values in changed.items():
        task = next(one.own.task for one in said if one.own.task.pk == task_id)
        reports[task.project_id].append(reported(task, values))
    projects = {one.own.task.project_id: one.own.task.project for one in said}
    _hold_all(reports)
    consequences = [
        (projects[pk], report_own_progress(projects[pk], reports[pk], by=by, at=at))
        for pk in in_order(reports, waits_between())
    ]
    return SaidReported(changed, consequences)


def _changes(said: Sequence[Said], of: Person, at: datetime) -> dict[int, dict[str, Any]]:
    """Give the fields of each task that are to be other than they are."""
    changing = [one for one in said if one.percent is not None or one.left_minutes is not None]
    clocks = working_times([one.own.task.project for one in changing])
    left = others_left(of, [one.own.task for one in changing], at=at)
    now = local_time(at).replace(tzinfo=None, second=0, microsecond=0)
    found = {
        one.own.task.pk: changes_of(
            one.own,
            percent=one.percent,
            left_minutes=one.left_minutes,
            others_left=left[one.own.task.pk],
            clock=clocks[one.own.task.project_id],
            now=now,
        )
        for one in changing
    }
    return {pk: values for pk, values in found.items() if values}


def _line(made: CheckIn, one: Said, values: dict[str, Any]) -> CheckInLine:
    task = one.own.task
    percent = values.get("percent_complete", task.percent_complete)
    left = one.left_minutes
    if percent >= 100:
        left = 0 if one.own.whole_minutes is not None else None
    elif left is None:
        left = one.own.left_minutes if not values else _left_after(one.own, values)
    return CheckInLine(check_in=made, task=task, percent_complete=percent, left_minutes=left)


def _left_after(own: OwnTask, values: dict[str, Any]) -> int | None:
    """Give the work that is left once the values stand, without touching the row that was read."""
    if own.whole_minutes is None:
        return None
    remaining: int | None = values.get("remaining_minutes")
    if remaining is not None and own.task.duration_minutes:
        return own.work_over(remaining)
    percent: float | None = values.get("percent_complete")
    if percent is None:
        return own.planned_left
    return own.work_over(own.task.duration_minutes * (1 - percent / 100))


def _hold_all(projects: dict[int, list[Progress]]) -> None:
    try:
        Held(projects)
    except LinkedProjectBusy as busy:
        raise CannotEdit(str(busy)) from busy
