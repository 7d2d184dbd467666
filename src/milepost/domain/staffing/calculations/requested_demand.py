"""The work that staff requests ask for and no assignment says yet, as demands on the days of their tasks."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.calculations.demand import Demand
from milepost.domain.staffing.models import RequestEntry, StaffRequest
from milepost.domain.staffing.queries import open_tasks
from milepost.engine.instants import MINUTES_PER_DAY, day_of, minutes_of

State = StaffRequest.State
HELD = (State.TENTATIVE, State.COUNTERED)
"""The states in which a supervisor keeps the time for a project, without anybody being assigned yet."""


class Requested(NamedTuple):
    """What a request asks of its last offer's person, or of its role, on one task."""

    request: StaffRequest
    demand: Demand


def requested_demands(requests: QuerySet[StaffRequest]) -> list[Requested]:
    """Give what requests ask for beyond the assignments that stand, in a constant number of queries.

    A person who is on the task already is not counted again, and neither is a role that stands on it.
    """
    found = list(requests.select_related("role").prefetch_related("tasks", "offers", "entries"))
    if not found:
        return []
    wanted = {(one.project_id, row.uid) for one in found for row in one.tasks.all()}
    rows = open_tasks().filter(
        project__in={project for project, _ in wanted}, uid__in={uid for _, uid in wanted}
    )
    tasks = {(task.project_id, task.uid): task for task in rows.select_related("dates", "project")}
    there = _who_is_there(tasks.values())
    return [
        Requested(one, demand)
        for one in found
        for row in one.tasks.all()
        if (task := tasks.get((one.project_id, row.uid))) is not None
        for demand in _demand(one, task, there)
    ]


def _who_is_there(tasks: Iterable[Task]) -> set[tuple[int, int | str]]:
    """Give the people and roles that stand on tasks, by task."""
    rows = Assignment.objects.filter(task__in=[task.pk for task in tasks])
    return {
        (task, person or resource.casefold())
        for task, person, resource in rows.values_list("task_id", "person_id", "resource")
    }


def _demand(request: StaffRequest, task: Task, there: set[tuple[int, int | str]]) -> Iterator[Demand]:
    offers = {one.pk: one for one in request.offers.all()}
    offer = max(offers.values(), key=lambda one: one.version)
    role = request.role.name if request.role else ""
    who = offer.person_id or role.casefold()
    if (task.pk, who) in there:
        return
    sent = [one.offer_id for one in request.entries.all() if one.deed == RequestEntry.Deed.SENT]
    asked = offers.get(sent[-1] or 0, offer) if sent else offer
    start, finish = minutes_of(task.dates.start), minutes_of(task.dates.finish)
    later = max(0, day_of(offer.first) * MINUTES_PER_DAY - start)
    lasts = round((finish - start) * max(1.0, asked.share_percent / offer.share_percent))
    yield Demand(
        assignment_id=0,
        person_id=offer.person_id,
        resource="" if offer.person_id else role,
        units_percent=offer.share_percent,
        work_minutes=round(task.duration_minutes * asked.share_percent / 100),
        task_id=task.pk,
        task_name=task.name,
        project_id=task.project_id,
        project_state=task.project.state,
        duration_minutes=task.duration_minutes,
        duration_unit=task.duration_unit,
        percent_complete=task.percent_complete,
        remaining_minutes=task.remaining_minutes,
        joined_minutes=0,
        start=start + later,
        finish=start + later + lasts,
        calendar_id=task.calendar_id or task.project.calendar_id,
        is_held=True,
    )
