"""A leveling's result in words, within what its reader may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.models import Run
from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.calculations.leveling_equipment import equipment_key, equipment_uid
from milepost.domain.staffing.calculations.leveling_people import FULL
from milepost.engine.instants import datetime_of

MOST_NAMED = 2
RANKS = {"low": 0, "normal": 1, "high": 2}


@dataclass(frozen=True, slots=True)
class MovedTask:
    """A task that goes elsewhere, and why."""

    task: Task | None
    project: Project | None
    start_before: datetime
    start_after: datetime
    finish_before: datetime
    finish_after: datetime
    why: str

    @property
    def days(self) -> int:
        """Count by how many days the finish moves."""
        return (self.finish_after.date() - self.finish_before.date()).days


@dataclass(frozen=True, slots=True)
class FilledRole:
    """Who could do what a task asks of a role, and when."""

    task: Task
    role: str
    person: Person
    start: datetime
    finish: datetime


@dataclass(frozen=True, slots=True)
class LeveledProject:
    """What a leveling does to a project."""

    project: Project | None
    finish_before: datetime | None
    finish_after: datetime | None
    moved: int

    @property
    def days(self) -> int | None:
        if self.finish_before is None or self.finish_after is None:
            return None
        return (self.finish_after.date() - self.finish_before.date()).days


@dataclass(frozen=True, slots=True)
class LevelingWords:
    """A result as a page shows it."""

    projects: Sequence[LeveledProject]
    tasks: Sequence[MovedTask]
    people: Sequence[tuple[Person, int]]
    """The people whose tasks move, with how many, the most first."""
    notices: Sequence[str]
    """What leveling cannot mend."""
    finish_before: datetime | None
    finish_after: datetime | None
    filled: Sequence[FilledRole] = ()
    obstacles: Sequence[tuple[str, str]] = ()
    """What no dates can satisfy, each with the cheapest change that would help."""


def words_of(run: Run, *, reader: Person) -> LevelingWords:
    """Put a leveling's result into words, in a constant number of queries."""
    result = run.result or {}
    names = _Names(result, run.parameters["projects"], reader)
    projects = [
        LeveledProject(
            names.projects.get(one["project"]),
            _moment(one["finish_before"]),
            _moment(one["finish_after"]),
            one["moved"],
        )
        for one in result["projects"]
    ]
    tasks = [names.moved(one) for one in result["tasks"]]
    counts = Counter(person for one in result["tasks"] for person in names.team(one["task"]))
    return LevelingWords(
        projects,
        sorted(tasks, key=lambda one: (one.project.number if one.project else "", one.start_after)),
        [(names.people[pk], count) for pk, count in counts.most_common() if pk in names.people],
        list(
            dict.fromkeys(
                [
                    *names.unmet(result["unmet"]),
                    *names.unfilled(result.get("unfilled", ())),
                    *names.overloads(result["overloads"]),
                ]
            )
        ),
        max((one.finish_before for one in projects if one.finish_before), default=None),
        max((one.finish_after for one in projects if one.finish_after), default=None),
        names.filled(result.get("filled", ())),
        [names.obstacle(one) for one in result.get("obstacles", ())],
    )


class _Names:
    def __init__(self, result: Mapping[str, Any], priorities: Mapping[str, str], reader: Person) -> None:
        self.priorities = priorities
        wanted = {one["task"] for one in result["tasks"]}
        wanted |= {task for one in result.get("obstacles", ()) for task in one["tasks"]}
        wanted |= {task for one in result["tasks"] for task in one["by"]}
        wanted |= {task for task, _, _ in result["unmet"]}
        wanted |= {row[0] for name in ("filled", "unfilled") for row in result.get(name, ())}
        wanted |= {task for one in result["overloads"] for task in one["tasks"]}
        visible = Project.objects.visible_to(reader)
        self.projects = visible.in_bulk([one["project"] for one in result["projects"]])
        tasks = Task.objects.filter(project__in=visible).select_related("project")
        self.tasks = tasks.prefetch_related("assignments").in_bulk(wanted)
        people = {pk for task in self.tasks.values() for pk in _people_on(task)}
        people |= {one["person"] for one in [*result["tasks"], *result["overloads"]] if one["person"]}
        people |= {person for _, person, _ in result["unmet"]}
        people |= {row[2] for row in result.get("filled", ())}
        self.people = Person.objects.in_bulk(people)
        booked = Equipment.objects.in_bulk([key for uid in people if (key := equipment_key(uid))])
        self.resources: dict[int, Person | Equipment] = {
            equipment_uid(key): one for key, one in booked.items()
        }
        self.resources |= self.people

    def team(self, task: int) -> list[int]:
        return _people_on(self.tasks[task]) if task in self.tasks else []

    def moved(self, one: Mapping[str, Any]) -> MovedTask:
        task = self.tasks.get(one["task"])
        (start, finish), (later, end) = one["before"], one["after"]
        return MovedTask(
            task,
            task.project if task else None,
            start_before=datetime_of(start),
            start_after=datetime_of(later),
            finish_before=datetime_of(finish),
            finish_after=datetime_of(end),
            why=self._why(one) + self._in_parts(one),
        )

    def _in_parts(self, one: Mapping[str, Any]) -> str:
        count = one.get("parts", 1)
        return gettext("; worked on in {count} parts").format(count=count) if count > 1 else ""

    def filled(self, rows: Sequence[Sequence[Any]]) -> list[FilledRole]:
        found = [
            FilledRole(self.tasks[task], role, self.people[person], datetime_of(start), datetime_of(finish))
            for task, role, person, start, finish in rows
            if task in self.tasks and person in self.people
        ]
        return sorted(found, key=lambda one: (one.role, one.start))

    def _why(self, one: Mapping[str, Any]) -> str:
        if one["held"] == "resource" and one["person"] in self.resources:
            until = day_text(datetime_of(one["until"])) if one["until"] else ""
            of = self.resources[one["person"]]
            taken = "taken by" if isinstance(of, Equipment) else "busy with"
            busy = f", {taken} {self._named(one['by'])}" if one["by"] else ""
            waits = f"waits for {of}{busy}{f' until {until}' if until else ''}"
            return f"{waits}{self._order(one)}"
        if one["held"] == "plan":
            return "could start earlier, and stays where people were told"
        if one["by"]:
            return f"follows {self._named(one['by'])}, which moves"
        return "follows what moves" if one["after"][0] > one["before"][0] else "is free to start earlier"

    def _order(self, one: Mapping[str, Any]) -> str:
        """Say why the first of those that a task waits for goes first."""
        first = next(iter(one["by"]), None)
        if first is None:
            return ""
        if first in one.get("fixed", ()):
            return gettext(", which has begun, is fixed or is not leveled here")
        ahead, own = (self.priorities.get(str(self._project(task))) for task in (first, one["task"]))
        if ahead is None or own is None:
            return ""
        if RANKS[ahead] > RANKS[own]:
            return gettext(", whose project has the higher priority")
        if RANKS[ahead] < RANKS[own]:
            return gettext(", whose project has the lower priority; no better order was found")
        return gettext(", of the same priority; no better order was found")

    def _project(self, task: int) -> int | None:
        return self.tasks[task].project_id if task in self.tasks else None

    def obstacle(self, one: Mapping[str, Any]) -> tuple[str, str]:
        """Say what no dates can satisfy, and what would help most cheaply."""
        if one["field"] != "deadline" or one["value"] is None or not one["tasks"]:
            return one["sentence"], one["change"]
        day, task = day_text(datetime_of(one["value"])), self._task(one["tasks"][0])
        return (
            gettext("{task} cannot keep its deadline: the best dates found finish it {day}.").format(
                task=task, day=day
            ),
            gettext("Move the deadline to {day}, or leave out or lower what competes for its people.").format(
                day=day
            ),
        )

    def unmet(self, rows: Sequence[Sequence[int]]) -> list[str]:
        return [
            self._asks_too_much(task, self.resources[named], units)
            for task, named, units in rows
            if named in self.resources
        ]

    def _asks_too_much(self, task: int, of: Person | Equipment, units: int) -> str:
        if isinstance(of, Equipment):
            return gettext("{task} books {count} of {name}, of which there are never so many.").format(
                task=self._task(task), count=f"{units / FULL:g}", name=of
            )
        return f"{self._task(task)} asks for {units}% of {of}, who never has as much time."

    def unfilled(self, rows: Sequence[Sequence[Any]]) -> list[str]:
        return [
            gettext(
                "{task} asks for more of the role {role} than there are people who could fill it."
            ).format(task=self._task(task), role=role)
            for task, role in rows
        ]

    def overloads(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        return [
            f"{self._too_much(one)} from {day_text(datetime_of(one['first']))} by what has begun or is fixed: "
            f"{self._named(one['tasks'])}."
            for one in rows
            if one["person"] in self.resources
        ]

    def _too_much(self, one: Mapping[str, Any]) -> str:
        of = self.resources[one["person"]]
        if isinstance(of, Equipment):
            return f"{one['units'] / FULL:g} of {of} are booked where there is room for {one['capacity'] / FULL:g},"
        return f"{of} has {one['units']}% of {one['capacity']}%"

    def _named(self, tasks: Sequence[int]) -> str:
        named = list(dict.fromkeys(self._task(task) for task in tasks))
        more = len(named) - MOST_NAMED
        return " and ".join(named[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")

    def _task(self, task: int) -> str:
        found = self.tasks.get(task)
        return f"“{found.name}” ({found.project.number})" if found else f"work in {ANOTHER_PROJECT}"


def _people_on(task: Task) -> list[int]:
    return [row.person_id for row in task.assignments.all() if row.person_id]


def _moment(minutes: int | None) -> datetime | None:
    return None if minutes is None else datetime_of(minutes)
