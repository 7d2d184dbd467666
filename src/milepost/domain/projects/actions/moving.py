"""Projects are moved as a whole, as tried on the roadmap."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import CannotEdit, editing
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.calculations.linked_projects import in_order, waits_between
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.calculations.what_if import (
    CannotShift,
    moved_values,
    shifted_network,
    spans_of,
)
from milepost.domain.projects.models import Project, Task


def move_projects(
    moves: Mapping[Project, int], *, by: Person, at: datetime, reason: str
) -> dict[Project, Consequence]:
    """Move several projects by days of the calendar, all or none; each is a change of its own that can be undone."""
    known = {project.pk: project for project in moves}
    with transaction.atomic():
        try:
            Held(known)
        except LinkedProjectBusy as busy:
            raise CannotEdit(str(busy)) from busy
        # Each from the dates that stand: those that follow are moved before what they wait for.
        order = reversed(in_order(known.keys(), waits_between()))
        return {
            known[pk]: move_project(known[pk], moves[known[pk]], by=by, at=at, reason=reason) for pk in order
        }


def move_project(project: Project, days: int, *, by: Person, at: datetime, reason: str) -> Consequence:
    """Let a project begin so many days later, or earlier; once work has begun, what is open is held back."""
    with editing(
        project,
        "projects.move_project",
        by=by,
        at=at,
        permission="projects.move_project",
        reason=reason.strip(),
    ) as edit:
        if not reason.strip():
            raise CannotEdit(gettext("Say why the project moves."), field="reason")
        plan = network_of(edit.project)
        try:
            network = shifted_network(plan, spans_of(edit.project), days=days, name=project.name)
        except CannotShift as refusal:
            raise CannotEdit(str(refusal)) from refusal
        moved: dict[str, datetime] = {}
        if network.start != plan.network.start:
            moved["start"] = edit.project.start + timedelta(days=days)
        if edit.project.required_finish:
            moved["required_finish"] = edit.project.required_finish + timedelta(days=days)
        edit.record.update(edit.project, **moved)
        tasks = Task.objects.in_bulk(plan.task_ids)
        edit.record.update_many(moved_values(plan, network, tasks))
    project.refresh_from_db()
    return edit.result
