"""Networks in which other teams stand on tasks, and what a person's weeks become; for all that is tried on people."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.domain.projects.assignment_guards import Objection
from milepost.domain.projects.calculations.effort import Settled
from milepost.domain.projects.calculations.people_calendars import Member
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span
from milepost.domain.projects.calculations.teams import Terms, terms_of
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.calculations.demand import Demand, spread
from milepost.domain.staffing.calculations.periods import Period
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import Network


@dataclass(frozen=True, slots=True)
class ProjectEffect:
    """A project's finish now and as it would be, in minutes; `None` where it has no dates."""

    project: int
    before: int | None
    after: int | None

    @property
    def days_later(self) -> int:
        """Days of the calendar by which the finish moves; negative is earlier."""
        if self.before is None or self.after is None:
            return 0
        return (datetime_of(self.after).date() - datetime_of(self.before).date()).days


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a person, in minutes: there, taken by operations, assigned before, and with the answer."""

    period: Period
    capacity: float
    operations: float
    before: float
    after: float

    @property
    def over_before(self) -> float:
        """What is too much as things are."""
        return max(0.0, self.before - max(self.capacity - self.operations, 0.0))

    @property
    def over_after(self) -> float:
        """What would be too much."""
        return max(0.0, self.after - max(self.capacity - self.operations, 0.0))

    @property
    def added(self) -> float:
        """What is too much by the answer, beyond what was before."""
        spare = self.capacity - self.operations
        return max(0.0, self.after - max(spare, self.before))


def teams_of(tasks: Iterable[Task]) -> dict[int, list[Terms]]:
    """Give who works on each of these tasks, in one query."""
    found: dict[int, list[Terms]] = {task.pk: [] for task in tasks}
    for row in Assignment.objects.filter(task__in=list(found)).order_by("pk"):
        found[row.task_id].append(terms_of(row))
    return found


def refusal_of(objections: Sequence[tuple[int, Objection]], spans: Mapping[int, Span]) -> str:
    """Give the objections that hold with the dates that tasks would have; without dates, those that always do."""
    finishes = {pk: datetime_of(span.finish).date() for pk, span in spans.items()}
    return " ".join(one.sentence for pk, one in objections if one.holds(finishes.get(pk)))


def network_with(
    plan: ProjectNetwork,
    rows: Mapping[int, Task],
    settled: Mapping[int, Settled],
    held: Mapping[int, Mapping[str, Any]],
) -> Network:
    """Give a project's network with other teams on some tasks, and with what else of their rows is other then.

    All is by task; people who join count with their absences where the project follows its people.
    """
    tasks = list(plan.network.tasks)
    for place, pk in enumerate(plan.task_ids):
        if pk in settled:
            values = {**settled[pk].values(rows[pk]), **held.get(pk, {})}
            tasks[place] = tasks[place]._replace(**_engine_values(values))
    return _with_people(plan, replace(plan.network, tasks=tasks), rows, settled)


def demand_of(task: Task, one: Terms, settled: Settled, span: Span, *, state: str) -> Demand:
    """Give what one member of a settled team is asked for."""
    then = settled.values(task)
    return Demand(
        assignment_id=0,
        person_id=one.person,
        resource=one.resource,
        units_percent=one.units_percent,
        work_minutes=one.work_minutes,
        joined_minutes=one.joined_minutes,
        task_id=task.pk,
        task_name=task.name,
        project_id=task.project_id,
        project_state=state,
        duration_minutes=settled.duration_minutes,
        duration_unit=task.duration_unit,
        percent_complete=then.get("percent_complete", task.percent_complete),
        remaining_minutes=then.get("remaining_minutes", task.remaining_minutes),
        start=span.start,
        finish=span.finish,
        calendar_id=task.calendar_id or task.project.calendar_id,
    )


def agreed(demands: Sequence[Demand], minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum what is not only proposed."""
    kept = np.array([not one.is_tentative for one in demands], dtype=bool)
    found: NDArray[np.float64] = minutes[kept].sum(axis=0)
    return found


def agreed_minutes(demands: Sequence[Demand], weeks: Sequence[Period], as_of: date) -> NDArray[np.float64]:
    """Give the minutes that demands ask for in each week, of what is not only proposed."""
    if not demands:
        return np.zeros(len(weeks))
    return agreed(demands, spread(demands, weeks, as_of=as_of).minutes)


def _has_role(settled: Settled) -> bool:
    return any(one.person is None for one in settled.team)


def _is_of_role(member: Member) -> bool:
    return member.person is None and member.equipment is None


def _engine_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the engine's fields for those of a row."""
    names = {"duration_minutes": "duration", "remaining_minutes": "remaining"}
    found = {names.get(name, name): value for name, value in values.items()}
    if (at := values.get("constraint_at")) is not None:
        found["constraint_at"] = minutes_of(at)
    return found


def _with_people(
    plan: ProjectNetwork, network: Network, rows: Mapping[int, Task], settled: Mapping[int, Settled]
) -> Network:
    """Let tasks run while their people are there, in a project that follows that."""
    if plan.people is None or not plan.people.has_people:
        return network
    crews = {
        pk: {Member(person=one.person) for one in found.team if one.units_percent > 0 and one.person}
        | {one for one in plan.people.crews.get(pk, ()) if one.equipment}
        | {one for one in plan.people.crews.get(pk, ()) if _is_of_role(one) and _has_role(found)}
        for pk, found in settled.items()
        if not rows[pk].ignores_people
    }
    people = copy.copy(plan.people)
    people.crews = {**people.crews, **crews}
    people.load(crews.values())
    calendars, tasks = list(network.calendars), list(network.tasks)
    for place, pk in enumerate(plan.task_ids):
        if pk in crews:
            own = tasks[place].calendar
            runs_on = people.on(pk, None if own is None else calendars[own])
            if runs_on is not None and runs_on not in calendars:
                calendars.append(runs_on)
            at = None if runs_on is None else calendars.index(runs_on)
            tasks[place] = tasks[place]._replace(people_calendar=at)
    return replace(network, tasks=tasks, calendars=calendars)
