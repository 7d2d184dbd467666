"""Progress: percent complete, actual dates, remaining duration, and the status date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project, Task


class Progress(NamedTuple):
    """What is reported of one task; `None` leaves open what follows from the rest."""

    task: Task
    percent_complete: float
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_minutes: int | None = None


PROGRESS_FIELDS = Progress._fields[1:]


def reported(task: Task, changed: Mapping[str, Any]) -> Progress:
    """Complete the fields that somebody changed with those that stand; what a change makes void is left open."""
    values = {field: getattr(task, field) for field in PROGRESS_FIELDS} | dict(changed)
    if "percent_complete" in changed and "remaining_minutes" not in changed:
        values["remaining_minutes"] = None
    if "actual_finish" not in changed and values["percent_complete"] < 100:
        values["actual_finish"] = None
    return Progress(task, **values)


def record_progress(
    project: Project,
    reports: Iterable[Progress],
    *,
    by: Person,
    at: datetime,
    status_date: datetime | None = None,
) -> Consequence:
    """Record progress of tasks of one project, and move its status date when one is given."""
    with editing(
        project, "projects.record_progress", by=by, at=at, permission="projects.record_progress"
    ) as edit:
        record_reports(edit, list(reports))
        if status_date:
            edit.record.update(edit.project, status_date=status_date)
    return edit.result


def report_progress(task: Task, changed: Mapping[str, Any], *, by: Person, at: datetime) -> Consequence:
    """Record progress of one task, which whoever is responsible for it may do without a role on the project."""
    with editing(
        task.project,
        "projects.record_progress",
        by=by,
        at=at,
        permission="projects.record_progress",
        over=task,
    ) as edit:
        record_reports(edit, [reported(task, changed)])
    return edit.result


def report_own_progress(
    project: Project, reports: Sequence[Progress], *, by: Person, at: datetime
) -> Consequence:
    """Record progress of tasks of one project by somebody who works on each, with or without a role on the project."""
    for report in reports:
        require(by, "projects.record_progress", report.task)
    with editing(
        project,
        "projects.record_progress",
        by=by,
        at=at,
        permission="projects.record_progress",
        over=reports[0].task,
    ) as edit:
        record_reports(edit, reports)
    return edit.result


def record_reports(edit: Edit, reports: Sequence[Progress]) -> None:
    """Record what is reported of tasks within an edit under way."""
    standing = Task.objects.filter(project=edit.project).select_related("dates")
    tasks = standing.in_bulk([report.task.pk for report in reports])
    for report in reports:
        put_report(edit, tasks[report.task.pk], report)


def put_report(edit: Edit, task: Task, report: Progress) -> None:
    """Record what is reported of a row that was read within the edit under way."""
    if task.children.exists():
        raise CannotEdit(
            gettext("“{name}” is a summary; record the tasks below it.").format(name=task.name),
            field="percent_complete",
        )
    edit.record.update(task, **_consistent(task, report))


def _consistent(task: Task, report: Progress) -> dict[str, object]:
    """Complete a report so that percent, actual dates and remaining duration agree; refuse what cannot."""
    percent, start, finish, remaining = report[1:]
    if not 0 <= percent <= 100:
        raise CannotEdit(gettext("Percent complete lies between 0 and 100."), field="percent_complete")
    if finish or percent == 100:
        finish = finish or task.actual_finish or task.dates.finish
        start = start or task.actual_start or min(task.dates.start, finish)
        percent, remaining = 100.0, 0
    elif percent or start or remaining is not None:
        start = start or task.actual_start or task.dates.start
    if start and finish and start > finish:
        raise CannotEdit(
            gettext("“{name}” cannot finish before it starts.").format(name=task.name), field="actual_finish"
        )
    return {
        "percent_complete": percent,
        "actual_start": start,
        "actual_finish": finish,
        "remaining_minutes": remaining,
    }
