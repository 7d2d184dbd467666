"""From rows to what leveling takes: tasks of chosen projects, their people, and what those owe to other projects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span, network_of
from milepost.domain.projects.calculations.what_if import spans_of
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.demand import Demand as Asked
from milepost.domain.staffing.calculations.demand import demands_of
from milepost.domain.staffing.calculations.leveling_equipment import EquipmentSupply, equipment_uid
from milepost.domain.staffing.calculations.leveling_hours import PeopleHours, worked_by
from milepost.domain.staffing.calculations.leveling_people import (
    FULL,
    HORIZON_DAYS,
    own_calendars,
    people_resources,
    shares_by_day,
)
from milepost.domain.staffing.calculations.leveling_splits import Splitting, shortest_part
from milepost.domain.staffing.calculations.role_holders import role_holders
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar
from milepost.engine.instants import MINUTES_PER_DAY, day_of
from milepost.engine.leveling import Activity, Demand, Problem
from milepost.engine.leveling import Project as Weighed
from milepost.engine.network.model import Constraint, Link, LinkType
from milepost.engine.network.model import Task as EngineTask

ENOUGH = 0.75
"""Who has less than this share of what a role asks for is not thought of for it."""
LONG_AGO = -(2**40)
_HELD = frozenset({Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON})
_FROM_START = frozenset({LinkType.START_TO_START, LinkType.START_TO_FINISH})


@dataclass(frozen=True, slots=True)
class ChosenProject:
    """A project to level, with its network and its dates as they are."""

    project: Project
    plan: ProjectNetwork
    spans: Mapping[int, Span]
    weight: float


@dataclass(slots=True)
class LevelingProblem:
    """The engine's problem; activities are known by the keys of their tasks, resources by those of persons.

    Equipment stands among the resources below zero, see `equipment_uid`.
    """

    chosen: Sequence[ChosenProject]
    problem: Problem
    unmet: list[tuple[int, int, int]] = field(default_factory=list)
    """Task, resource and units of what asks for more of it than there ever is; leveling cannot mend that."""
    unfilled: list[tuple[int, str]] = field(default_factory=list)
    """Task and role of what asks for more people of a role than could fill it."""
    roles: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """The role of each demand of a task that asks for one, by its place."""


def leveling_problem(
    weights: Mapping[Project, float], *, as_of: date, until: date | None, may_split: bool = False
) -> LevelingProblem:
    """Lay out the projects' open tasks from a day on, and what their people owe to other projects as fixed.

    What asks for a role may be done by any of those who could fill it. Tasks that are planned to start after `until`
    keep their links and ask for nobody. Where tasks may be split, none that has begun or is split already is; a task
    may say otherwise of itself.
    """
    start = day_of(as_of) * MINUTES_PER_DAY
    chosen = [
        ChosenProject(project, _unleveled(network_of(project)), spans_of(project), weight)
        for project, weight in weights.items()
    ]
    keys = {project.pk for project in weights}
    competing = _competing(keys, as_of=as_of, until=until)
    people, equipment, asked = competing.people, competing.equipment, competing.asked
    shares = shares_by_day(list(people.values()), as_of)
    supply = EquipmentSupply(equipment, as_of=as_of, horizon_days=HORIZON_DAYS)
    most = {pk: max(units, default=0) for pk, units in shares.items()}
    most |= {equipment_uid(key): supply.most(key) for key in equipment}
    able = {name: [person.pk for person in them] for name, them in competing.holders.items()}
    calendars = own_calendars(people, as_of)
    builder = _Builder(
        start, asked, most, able, PeopleHours(calendars, start), Splitting(keys, usual=may_split)
    )
    for one in chosen:
        builder.add(one)
    unmet = list(builder.unmet)
    builder.add_others([one for one in asked if one.project_id not in keys])
    builder.add_missing(supply)
    resources = people_resources(people, shares, builder.floors, calendars, as_of) + supply.resources()
    problem = Problem(
        start=start,
        activities=list(builder.activities.values()),
        resources=resources,
        links=builder.links(),
        calendars=builder.calendars,
        projects=[Weighed(one.project.pk, one.project.name, one.weight) for one in chosen],
    )
    return LevelingProblem(chosen, problem, unmet, builder.unfilled, builder.roles)


class _Competing(NamedTuple):
    """What open tasks ask for, and of whom and of what."""

    people: Mapping[int, Person]
    equipment: Mapping[int, Equipment]
    holders: Mapping[str, Sequence[Person]]
    """Who could fill each role that is asked for."""
    asked: list[Asked]


def _competing(keys: Set[int], *, as_of: date, until: date | None) -> _Competing:
    """Read what projects ask for, and what the same people and equipment owe to all others."""
    named = demands_of(open_assignments().filter(person__organization=None, person__isnull=False))
    open_roles = demands_of(open_assignments().filter(person=None, equipment=None, task__project__in=keys))
    booked = demands_of(open_assignments().filter(equipment__isnull=False))
    equipment = Equipment.objects.in_bulk({one.equipment_id for one in booked if one.project_id in keys})
    holders = role_holders({one.resource for one in open_roles}, on=as_of)
    people = Person.objects.in_bulk({one.person_id for one in named if one.project_id in keys})
    people |= {person.pk: person for able in holders.values() for person in able}
    asked = [
        one
        for one in [*named, *booked]
        if (one.person_id in people or one.equipment_id in equipment)
        and not (one.is_tentative and one.project_id not in keys)
    ]
    asked += [one for one in open_roles if one.resource.casefold() in holders]
    limit = None if until is None else (day_of(until) + 1) * MINUTES_PER_DAY
    asked = [one for one in asked if limit is None or one.start < limit or one.project_id not in keys]
    return _Competing(people, equipment, holders, asked)


def _unleveled(plan: ProjectNetwork) -> ProjectNetwork:
    """Take earlier leveling off: it is laid out anew."""
    tasks = [task._replace(leveling_delay=0) for task in plan.network.tasks]
    return replace(plan, network=replace(plan.network, tasks=tasks))


class _Builder:
    def __init__(
        self,
        start: int,
        asked: Sequence[Asked],
        most: Mapping[int, int],
        holders: Mapping[str, Sequence[int]],
        hours: PeopleHours,
        splitting: Splitting,
    ) -> None:
        self.activities: dict[int, Activity] = {}
        self.calendars: list[AnyCalendar] = []
        self.floors: dict[int, int] = defaultdict(int)
        """The most that a single task asks of each person, which alone never holds that task back."""
        self.unmet: list[tuple[int, int, int]] = []
        self.unfilled: list[tuple[int, str]] = []
        self.roles: dict[int, dict[int, str]] = {}
        self._start, self._most, self._holders, self._hours = start, most, holders, hours
        self._splitting = splitting
        self._given: dict[int, float] = defaultdict(float)
        """Minutes that each person is the first choice for, so that no one is for everything."""
        self._links: list[tuple[int, int, Link]] = []
        self._asked: dict[int, list[Asked]] = defaultdict(list)
        for one in asked:
            self._asked[one.task_id].append(one)

    def add(self, one: ChosenProject) -> None:
        network = one.plan.network
        own = network.tasks[: len(one.plan.task_ids)]
        keys = {task.uid: pk for pk, task in zip(one.plan.task_ids, own, strict=True)}
        parents = {task.uid: task.parent for task in own}
        held = set(parents.values())
        releases: dict[int | None, int] = {None: max(network.start, self._start)}
        leaves: dict[int, list[int]] = defaultdict(list)
        for task in own:
            releases[task.uid] = max(releases[task.parent], _release(task))
            if task.uid in held or not task.active:
                continue
            above: int | None = task.uid
            while above is not None:
                leaves[above].append(task.uid)
                above = parents[above]
            key = keys[task.uid]
            calendar = ROUND_THE_CLOCK if task.elapsed else worked_by(task, network)
            self.activities[key] = self._activity(key, task, one, calendar, releases[task.uid])
        for task in network.tasks[len(own) :]:
            self.activities.setdefault(-task.uid, _external(task))
            keys[task.uid], leaves[task.uid] = -task.uid, [task.uid]
        for link in network.links:
            self._links += [
                (keys[before], keys[after], link)
                for before in _ends(
                    leaves[link.predecessor], keys, one.spans, is_start=link.type in _FROM_START
                )
                for after in leaves[link.successor]
            ]

    def add_others(self, asked: Iterable[Asked]) -> None:
        """Let what people owe to other projects stand as it is; it takes their time first."""
        for one in asked:
            if one.finish <= self._start:
                continue
            standing = self.activities.get(one.task_id)
            if standing is not None and standing.demands:
                continue
            books = any(row.equipment_id for row in self._asked[one.task_id])
            self.activities[one.task_id] = Activity(
                one.task_id,
                demands=self._demands(one.task_id, None),
                project=one.project_id,
                # Equipment is taken at whatever hours, be it in the evening.
                calendar=self._place(ROUND_THE_CLOCK) if books else None,
                fixed_start=max(one.start, self._start),
                fixed_finish=max(one.finish, self._start + 1),
                name=one.task_name,
            )

    def add_missing(self, supply: EquipmentSupply) -> None:
        """Let what is not there of equipment for a time be taken."""
        missing = supply.missing(calendar=self._place(ROUND_THE_CLOCK))
        self.activities |= {one.uid: one for one in missing}

    def links(self) -> list[Link]:
        """Give the links among activities, those to summaries spread over what they hold."""
        known = self.activities
        return [
            link._replace(predecessor=before, successor=after)
            for before, after, link in self._links
            if before in known and after in known and known[after].fixed_start is None
        ]

    def _activity(
        self, key: int, task: EngineTask, one: ChosenProject, calendar: AnyCalendar, release: int
    ) -> Activity:
        span = one.spans.get(key)
        is_begun = task.actual_start is not None or task.percent_complete > 0
        is_fixed = is_begun or task.pinned_start is not None or task.constraint in _HELD
        is_over = task.percent_complete >= 100 or (
            is_fixed and span is not None and span.finish <= self._start
        )
        demands = () if is_over else self._demands(key, calendar)
        first = [demand.choices[0] for demand in demands]
        late = task.constraint_at if task.constraint == Constraint.FINISH_NO_LATER_THAN else None
        return Activity(
            key,
            # During a split that a person made the task goes on holding its people: what is there is not undone.
            duration=task.duration + sum(pause.minutes for pause in task.pauses),
            demands=demands,
            project=one.project.pk,
            calendar=self._place(calendar),
            keeps_own_hours=_is_by_people(task, one) or not self._hours.meet(calendar, first),
            release=release,
            fixed_start=span.start if is_fixed and span else None,
            fixed_finish=span.finish if is_fixed and span else None,
            deadline=task.deadline if late is None else late,
            planned_start=span.start if span else None,
            is_splittable=self._splitting.may(key) and not (is_fixed or task.elapsed or task.pauses),
            shortest_part=shortest_part(task.duration),
            name=task.name,
        )

    def _demands(self, task: int, calendar: AnyCalendar | None) -> tuple[Demand, ...]:
        """Give what a task asks for; `calendar` is what it is worked by, where that is to be met."""
        demands = []
        rows = self._asked.get(task, ())
        for one in rows:
            named = one.person_id if one.equipment_id is None else equipment_uid(one.equipment_id)
            if named is not None and (units := self._within(task, named, _units(one))):
                demands.append(Demand((named,), units))
                self.floors[named] = max(self.floors[named], units)
        taken = {one.person_id for one in rows}
        for one in rows:
            if one.person_id is None and one.equipment_id is None:
                demands += self._of_role(one, taken, calendar, first=len(demands))
        return tuple(demands)

    def _of_role(
        self, one: Asked, taken: set[int | None], calendar: AnyCalendar | None, *, first: int
    ) -> list[Demand]:
        """Ask for as many people of a role as its units take, each one of those who could fill it.

        Of each it asks for no more than they have beside operations; who has much less than the others is left out, and
        who never works at the task's hours while others do.
        """
        count = -(-_units(one) // FULL)
        holders, demands = self._holders[one.resource.casefold()], list[Demand]()
        if calendar is not None:
            holders = [person for person in holders if self._hours.meet(calendar, [person])] or holders
        for _ in range(count):
            free = [person for person in holders if person not in taken and self._most[person] > 0]
            if not free:
                self.unfilled.append((one.task_id, one.resource))
                break
            units = min(-(-_units(one) // count), max(self._most[person] for person in free))
            able = [person for person in holders if self._most[person] >= ENOUGH * units]
            units = min(units, *(self._most[person] for person in able))
            chosen = min((person for person in free if person in able), key=self._given.__getitem__)
            taken.add(chosen)
            self._given[chosen] += one.duration_minutes * units / FULL
            self.roles.setdefault(one.task_id, {})[first + len(demands)] = one.resource
            demands.append(Demand((chosen, *(person for person in able if person != chosen)), units))
        return demands

    def _within(self, task: int, person: int, units: int) -> int:
        """Give what is asked of a person, no more than there ever is."""
        if units > self._most[person]:
            self.unmet.append((task, person, units))
        return min(units, self._most[person])

    def _place(self, calendar: AnyCalendar) -> int:
        if calendar not in self.calendars:
            self.calendars.append(calendar)
        return self.calendars.index(calendar)


def _is_by_people(task: EngineTask, one: ChosenProject) -> bool:
    """Tell whether the hours of a task's people are in its own already."""
    return one.project.follows_people and task.people_calendar is not None


def _ends(
    leaves: Sequence[int], keys: Mapping[int, int], spans: Mapping[int, Span], *, is_start: bool
) -> Sequence[int]:
    """Give the tasks below a link's predecessor that stand for it: all for its finish, the first for its start."""
    if not is_start or len(leaves) < 2:
        return leaves
    return [min(leaves, key=lambda uid: spans[keys[uid]].start if keys[uid] in spans else 0)]


def _release(task: EngineTask) -> int:
    is_held = task.constraint == Constraint.START_NO_EARLIER_THAN
    return LONG_AGO if not is_held or task.constraint_at is None else task.constraint_at


def _external(task: EngineTask) -> Activity:
    start = task.pinned_start or 0
    return Activity(-task.uid, fixed_start=start, fixed_finish=task.pinned_finish or start, name=task.name)


def _units(one: Asked) -> int:
    """Give the units that the work takes over the duration, or that are booked of equipment."""
    if one.equipment_id is not None or one.work_minutes is None or not one.duration_minutes:
        return round(one.units_percent)
    return max(1, round(one.work_minutes / one.lasts_minutes * FULL))
