"""Who works on what without the clearance it takes, or longer than the clearance counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance


@dataclass(frozen=True, slots=True)
class ClearanceGap:
    """One person on one task that takes a clearance: missing, or held only until a day."""

    person: Person
    task: Task
    clearance: Clearance
    held: PersonClearance | None

    @property
    def sentence(self) -> str:
        if self.held is None or self.held.expires_on is None:
            return f"{self.person} has no {self.clearance}, which “{self.task}” takes."
        until = day_text(self.held.expires_on)
        return f"{self.person}'s {self.clearance} expires {until}, before “{self.task}” ends."


def gaps_of(projects: Collection[int]) -> list[ClearanceGap]:
    """Give every gap among the open tasks of projects, in a constant number of queries."""
    needs = _needs_of(projects)
    if not needs:
        return []
    parents = _parents_in(needs)
    rows = Assignment.objects.filter(
        task__project__in=needs, task__percent_complete__lt=100, task__is_active=True, person__isnull=False
    ).select_related("task__dates", "task__project", "person")
    assignments = list(rows.order_by("task__project", "task__position", "person__name"))
    held = held_by([row.person for row in assignments if row.person])
    return [
        gap
        for row in assignments
        if row.person
        for clearance in _needed(row.task_id, parents, needs[row.task.project_id])
        for gap in _gap(row.person, row.task, clearance, held)
    ]


def bounds_on(task: Task, people: Sequence[Person]) -> list[ClearanceGap]:
    """Give what people who are to work on a task lack, or hold only until a day, whenever the task ends."""
    needs = _needs_of([task.project_id])
    if not needs:
        return []
    held = held_by(people)
    needed = _needed(task.pk, _parents_in(needs), needs[task.project_id])
    bounds = [
        ClearanceGap(person, task, clearance, held.get((person.pk, clearance.pk)))
        for person in people
        for clearance in needed
    ]
    return [one for one in bounds if one.held is None or one.held.expires_on is not None]


def held_by(people: Iterable[Person]) -> dict[tuple[int, int], PersonClearance]:
    """Give the clearances people hold, by person and clearance."""
    rows = PersonClearance.objects.filter(person__in={person.pk for person in people})
    return {(row.person_id, row.clearance_id): row for row in rows}


def _needs_of(projects: Collection[int]) -> dict[int, list[ClearanceNeed]]:
    found: dict[int, list[ClearanceNeed]] = defaultdict(list)
    for need in ClearanceNeed.objects.filter(project__in=projects).select_related("clearance"):
        found[need.project_id].append(need)
    return found


def _parents_in(projects: Collection[int]) -> dict[int, int | None]:
    return dict(Task.objects.filter(project__in=projects).values_list("pk", "parent"))


def _needed(
    task: int | None, parents: Mapping[int, int | None], needs: Sequence[ClearanceNeed]
) -> list[Clearance]:
    """Give what a task takes: by itself, by what it lies in, or by the whole project."""
    above: set[int | None] = {None}
    while task is not None:
        above.add(task)
        task = parents.get(task)
    found = {need.clearance_id: need.clearance for need in needs if need.task_id in above}
    return list(found.values())


def _gap(
    person: Person, task: Task, clearance: Clearance, held: Mapping[tuple[int, int], PersonClearance]
) -> Iterable[ClearanceGap]:
    one = held.get((person.pk, clearance.pk))
    dates = getattr(task, "dates", None)
    if one is None or (dates is not None and one.has_expired(dates.finish.date())):
        yield ClearanceGap(person, task, clearance, one)
