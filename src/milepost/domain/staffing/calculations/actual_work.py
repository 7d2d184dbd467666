"""Actual work of a project: what was planned, is posted, is left and comes to at completion, by task and person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.calculations.demand import demands_of
from milepost.domain.staffing.calculations.labor_cost import (
    CostedDay,
    WorkedOut,
    costed_days,
    sum_of_costs,
    work_and_cost,
)


class Worker(NamedTuple):
    """One person on one task by its number in the project; without a task, on the project as a whole."""

    person: int
    task_uid: int | None


@dataclass(frozen=True, slots=True)
class ActualWork:
    """The work of an assignment in minutes, and what it costs; undefined is `None`."""

    planned: WorkedOut
    left: WorkedOut
    days: Sequence[CostedDay]
    has_begun: bool

    @property
    def posted(self) -> int:
        return sum(one.minutes for one in self.days)

    @property
    def posted_cost(self) -> Decimal | None:
        return sum_of_costs([one.cost for one in self.days]) if self.is_known else None

    @property
    def is_known(self) -> bool:
        """Tell whether the hours so far are known: nothing is done yet, or some were posted."""
        return bool(self.days) or not self.has_begun

    @property
    def at_completion(self) -> int | None:
        return self.posted + self.left.minutes if self.is_known else None

    @property
    def variance(self) -> int | None:
        """Give the minutes at completion beyond those planned."""
        whole = self.at_completion
        return None if whole is None else whole - self.planned.minutes

    @property
    def cost_at_completion(self) -> Decimal | None:
        return sum_of_costs([self.posted_cost, self.left.cost]) if self.is_known else None


@dataclass(frozen=True, slots=True)
class UnassignedHours:
    """Hours that count of somebody who is not assigned to the task, or on the project as a whole."""

    person: Person
    task_uid: int | None
    task_name: str
    days: Sequence[CostedDay]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.days)

    @property
    def cost(self) -> Decimal | None:
        return sum_of_costs([one.cost for one in self.days])


@dataclass(frozen=True, slots=True)
class WorkOfProject:
    """Every assignment by key, and the hours beside them; together they are all hours posted on the project."""

    assignments: Mapping[int, ActualWork]
    unassigned: Sequence[UnassignedHours]

    @property
    def planned(self) -> int:
        return sum(one.planned.minutes for one in self.assignments.values())

    @property
    def posted(self) -> int:
        return sum(day.minutes for day in self._days)

    @property
    def left(self) -> int:
        return sum(one.left.minutes for one in self.assignments.values())

    @property
    def unknown(self) -> int:
        """Count the assignments that are under way without posted hours."""
        return sum(not one.is_known for one in self.assignments.values())

    @property
    def at_completion(self) -> int | None:
        return None if self.unknown else self.posted + self.left

    @property
    def cost(self) -> Decimal | None:
        """Give what posted hours with a rate cost; `None` where none are posted."""
        known = [day.cost for day in self._days if day.cost is not None]
        return sum(known, Decimal("0.00")) if known else None

    @property
    def minutes_without_rate(self) -> int:
        return sum(day.minutes for day in self._days if day.cost is None)

    @property
    def _days(self) -> list[CostedDay]:
        assigned = [day for one in self.assignments.values() for day in one.days]
        return assigned + [day for one in self.unassigned for day in one.days]


def actual_work_of(project: Project, *, as_of: date) -> WorkOfProject:
    """Give the work of a project in a constant number of queries.

    What is left counts from the day on, as capacity counts it; hours posted later than the day count as well.
    """
    demands = demands_of(
        Assignment.objects.filter(task__project=project, task__is_active=True, task__dates__isnull=False)
    )
    posted: dict[Worker, list[CostedDay]] = defaultdict(list)
    for day in costed_days(project):
        posted[Worker(day.person, day.task_uid)].append(day)
    tasks = {pk: (uid, name) for pk, uid, name in _tasks(project)}
    whole, left = work_and_cost(demands, as_of=as_of)
    assignments = {
        one.assignment_id: ActualWork(
            planned,
            remaining,
            posted.pop(Worker(one.person_id or 0, tasks[one.task_id][0]), ()),
            has_begun=one.percent_complete > 0,
        )
        for one, planned, remaining in zip(demands, whole, left, strict=True)
    }
    return WorkOfProject(assignments, _unassigned(posted, dict(tasks.values())))


def _tasks(project: Project) -> list[tuple[int, int, str]]:
    return list(Task.objects.filter(project=project).values_list("pk", "uid", "name"))


def _unassigned(
    posted: Mapping[Worker, Sequence[CostedDay]], names: Mapping[int, str]
) -> list[UnassignedHours]:
    people = Person.objects.in_bulk({one.person for one in posted})
    found = [
        UnassignedHours(people[one.person], one.task_uid, names.get(one.task_uid or 0, ""), days)
        for one, days in posted.items()
    ]
    return sorted(found, key=lambda one: (one.person.name, one.task_uid or 0))
