"""Schedules follow what they rest on when that changes outside the project."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.following import Touched, follow
from milepost.domain.projects.actions.locking import Held
from milepost.domain.projects.calculations.linked_projects import waits_between
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.projects.queries import projects_waiting_for

Report = Callable[[int, str], None]


def recalculate_projects_on(calendar_id: int, *, report: Report) -> int:
    """Recalculate every open project that uses a calendar, each on its own; gives how many."""
    on_calendar = Q(calendar=calendar_id) | Q(tasks__calendar=calendar_id)
    people = Person.objects.filter(Q(calendar=calendar_id) | Q(calendar=None))
    assigned = Q(tasks__assignments__person__in=people) | Q(tasks__assignments__calendar=calendar_id)
    by_people = Q(follows_people=True) & assigned
    booked = Q(tasks__assignments__equipment__calendar=calendar_id)
    return _recalculate(Project.objects.open().filter(on_calendar | by_people | booked), report=report)


def recalculate_projects_of(person_id: int, *, report: Report) -> int:
    """Recalculate every open project whose dates follow when a person works, each on its own; gives how many."""
    return _recalculate(projects_waiting_for(person_id), report=report)


def recalculate_projects_booking(equipment_id: int, *, report: Report) -> int:
    """Recalculate every open project that books equipment, each on its own; gives how many."""
    return _recalculate(
        Project.objects.open().filter(tasks__assignments__equipment=equipment_id), report=report
    )


def _recalculate(projects: ProjectQuerySet, *, report: Report) -> int:
    ids = list(projects.order_by("pk").values_list("pk", flat=True).distinct())
    for done, project_id in enumerate(ids):
        report(100 * done // len(ids), f"{done} of {len(ids)} projects recalculated")
        _recalculate_locked(project_id)
    return len(ids)


def _recalculate_locked(project_id: int) -> None:
    with transaction.atomic():
        held = Held([project_id])
        project = held[project_id]
        project.revision += 1
        project.save(update_fields=["revision"])
        follow(project, held, Touched(project, (), recalculate(project).rescheduled), waits_between())
