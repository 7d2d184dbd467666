"""A task is revised as its form shows it: fields, predecessors and progress in one change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.assigning import check_team_fresh, put_team, put_work
from milepost.domain.projects.actions.editing import Edit, StaleField, check_fresh, editing
from milepost.domain.projects.actions.linking import Predecessors, predecessors_of, put_predecessors
from milepost.domain.projects.actions.planning import set_fields
from milepost.domain.projects.actions.progressing import record_reports, reported
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task


def revise_task(
    task: Task,
    *,
    by: Person,
    at: datetime,
    fields: Mapping[str, Any],
    progress: Mapping[str, Any],
    predecessors: Predecessors | None = None,
    team: Sequence[Terms] | None = None,
    work_minutes: int | None = None,
    seen: Mapping[str, Any],
) -> Consequence:
    """Set what an editor changed; `seen` holds what the editor had read of each field, predecessors and team included.

    Raises `StaleField` where a field was changed since, and `CannotEdit`.
    """
    is_progress_alone = not fields and predecessors is None and team is None and work_minutes is None
    action = "projects.record_progress" if is_progress_alone else "projects.edit_task"
    permission = "projects.record_progress" if is_progress_alone else "projects.edit_schedule"
    with editing(task.project, action, by=by, at=at, permission=permission) as edit:
        if fields:
            set_fields(edit, task, fields, seen=seen)
        if predecessors is not None:
            _set_predecessors(edit, task, predecessors, seen)
        if team is not None:
            _set_team(edit, task, team, seen)
        if work_minutes is not None:
            _set_work(edit, task, work_minutes, None if team is not None else seen.get("assigned"))
        if progress:
            _report(edit, task, progress, by, seen)
    return edit.result


def _set_predecessors(edit: Edit, task: Task, wanted: Predecessors, seen: Mapping[str, Any]) -> None:
    now = predecessors_of(task, seen_by=edit.by)
    if now not in (seen["predecessors"], wanted):
        raise StaleField("predecessors", theirs=now, yours=wanted)
    put_predecessors(edit, task, wanted)


def _set_team(edit: Edit, task: Task, wanted: Sequence[Terms], seen: Mapping[str, Any]) -> None:
    current = Task.objects.select_related("responsible").get(pk=task.pk)
    check_team_fresh(current, seen.get("assigned"), wanted)
    put_team(edit, current, wanted)


def _set_work(edit: Edit, task: Task, work_minutes: int, seen_team: Sequence[Terms] | None) -> None:
    current = Task.objects.get(pk=task.pk)
    check_team_fresh(current, seen_team, seen_team or ())
    put_work(edit, current, work_minutes)


def _report(edit: Edit, task: Task, changed: Mapping[str, Any], by: Person, seen: Mapping[str, Any]) -> None:
    require(by, "projects.record_progress", edit.project)
    current = Task.objects.get(pk=task.pk)
    check_fresh(current, seen, changed)
    record_reports(edit, [reported(current, changed)])
