"""Schedules follow what they rest on when that changes outside the project."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from milepost.domain.projects.actions.following import Touched, follow
from milepost.domain.projects.actions.locking import Held
from milepost.domain.projects.calculations.linked_projects import waits_between
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project

Report = Callable[[int, str], None]


def recalculate_projects_on(calendar_id: int, *, report: Report) -> int:
    """Recalculate every open project that uses a calendar, each on its own; gives how many."""
    on_calendar = Q(calendar=calendar_id) | Q(tasks__calendar=calendar_id)
    ids = list(
        Project.objects.open().filter(on_calendar).order_by("pk").values_list("pk", flat=True).distinct()
    )
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
