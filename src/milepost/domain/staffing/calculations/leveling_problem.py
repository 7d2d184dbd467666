"""From rows to what leveling takes: tasks of chosen projects, their people, and what those owe to other projects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from milepost.domain.people.calculations.availability import attendance, person_calendars
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span, network_of
from milepost.domain.projects.calculations.what_if import spans_of
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.demand import Demand as Asked
from milepost.domain.staffing.calculations.demand import demands_of
from milepost.domain.staffing.calculations.operations import operations_share
from milepost.domain.staffing.calculations.role_holders import role_holders
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar
from milepost.engine.instants import MINUTES_PER_DAY, day_of
from milepost.engine.leveling import Activity, Availability, Demand, Problem, Resource
from milepost.engine.leveling import Project as Weighed
from milepost.engine.leveling import Span as Blackout
from milepost.engine.network.model import Constraint, Link, LinkType, Network
from milepost.engine.network.model import Task as EngineTask

HORIZON_DAYS = 3 * 366
FULL = 100
SHORTEST_PART = 240
"""Working minutes below which a part of a split task is not worth starting."""
MOST_PARTS = 10
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
    """The engine's problem; activities are known by the keys of their tasks, resources by those of persons."""

    chosen: Sequence[ChosenProject]
    people: Mapping[int, Person]
    problem: Problem
    unmet: list[tuple[int, int, int]] = field(default_factory=list)
    """Task, person and units of what asks for more of somebody than there ever is; leveling cannot mend that."""
    unfilled: list[tuple[int, str]] = field(default_factory=list)
    """Task and role of what asks for more people of a role than could fill it."""
    roles: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """The role of each demand of a task that asks for one, by its place."""


def leveling_problem(
    weights: Mapping[Project, float], *, as_of: date, until: date | None, may_split: bool = False
) -> LevelingProblem:
    """Lay out the projects' open tasks from a day on, and what their people owe to other projects as fixed.

    What asks for a role may be done by any of those who could fill it. Tasks that are planned to start after `until`
    keep their links and ask for nobody. Where tasks may be split, none that has begun or is split already is.
    """
    start = day_of(as_of) * MINUTES_PER_DAY
    chosen = [
        ChosenProject(project, _unleveled(network_of(project)), spans_of(project), weight)
        for project, weight in weights.items()
    ]
    asked = demands_of(open_assignments().filter(person__organization=None, person__isnull=False))
    keys = {project.pk for project in weights}
    open_roles = demands_of(open_assignments().filter(person=None, task__project__in=keys))
    holders = role_holders({one.resource for one in open_roles}, on=as_of)
    people = Person.objects.in_bulk({one.person_id for one in asked if one.project_id in keys})
    people |= {person.pk: person for able in holders.values() for person in able}
    asked = [
        one
        for one in asked
        if one.person_id in people and not (one.is_tentative and one.project_id not in keys)
    ]
    asked += [one for one in open_roles if one.resource.casefold() in holders]
    limit = None if until is None else (day_of(until) + 1) * MINUTES_PER_DAY
    asked = [one for one in asked if limit is None or one.start < limit or one.project_id not in keys]
    shares = shares_by_day(list(people.values()), as_of)
    most = {pk: max(units, default=0) for pk, units in shares.items()}
    able = {name: [person.pk for person in them] for name, them in holders.items()}
    builder = _Builder(start, asked, most, able, may_split=may_split)
    for one in chosen:
        builder.add(one)
    unmet = list(builder.unmet)
    builder.add_others([one for one in asked if one.project_id not in keys])
    resources = _resources(people, shares, builder.floors, as_of)
    problem = Problem(
        start=start,
        activities=list(builder.activities.values()),
        resources=resources,
        links=builder.links(),
        calendars=builder.calendars,
        projects=[Weighed(one.project.pk, one.project.name, one.weight) for one in chosen],
    )
    return LevelingProblem(chosen, people, problem, unmet, builder.unfilled, builder.roles)


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
        *,
        may_split: bool,
    ) -> None:
        self.activities: dict[int, Activity] = {}
        self.calendars: list[AnyCalendar] = []
        self.floors: dict[int, int] = defaultdict(int)
        """The most that a single task asks of each person, which alone never holds that task back."""
        self.unmet: list[tuple[int, int, int]] = []
        self.unfilled: list[tuple[int, str]] = []
        self.roles: dict[int, dict[int, str]] = {}
        self._start, self._most, self._holders, self._may_split = start, most, holders, may_split
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
            self.activities[key] = self._activity(key, task, one, self._place(calendar), releases[task.uid])
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
            self.activities[one.task_id] = Activity(
                one.task_id,
                demands=self._demands(one.task_id),
                project=one.project_id,
                fixed_start=max(one.start, self._start),
                fixed_finish=max(one.finish, self._start + 1),
                name=one.task_name,
            )

    def links(self) -> list[Link]:
        """Give the links among activities, those to summaries spread over what they hold."""
        known = self.activities
        return [
            link._replace(predecessor=before, successor=after)
            for before, after, link in self._links
            if before in known and after in known and known[after].fixed_start is None
        ]

    def _activity(
        self, key: int, task: EngineTask, one: ChosenProject, calendar: int, release: int
    ) -> Activity:
        span = one.spans.get(key)
        is_begun = task.actual_start is not None or task.percent_complete > 0
        is_fixed = is_begun or task.pinned_start is not None or task.constraint in _HELD
        is_over = task.percent_complete >= 100 or (
            is_fixed and span is not None and span.finish <= self._start
        )
        late = task.constraint_at if task.constraint == Constraint.FINISH_NO_LATER_THAN else None
        return Activity(
            key,
            # During a split that a person made the task goes on holding its people: what is there is not undone.
            duration=task.duration + sum(pause.minutes for pause in task.pauses),
            demands=() if is_over else self._demands(key),
            project=one.project.pk,
            calendar=calendar,
            release=release,
            fixed_start=span.start if is_fixed and span else None,
            fixed_finish=span.finish if is_fixed and span else None,
            deadline=task.deadline if late is None else late,
            planned_start=span.start if span else None,
            is_splittable=self._may_split and not (is_fixed or task.elapsed or task.pauses),
            shortest_part=max(SHORTEST_PART, task.duration // MOST_PARTS),
            name=task.name,
        )

    def _demands(self, task: int) -> tuple[Demand, ...]:
        demands = []
        rows = self._asked.get(task, ())
        for one in rows:
            if one.person_id is not None and (units := self._within(task, one.person_id, _units(one))):
                demands.append(Demand((one.person_id,), units))
                self.floors[one.person_id] = max(self.floors[one.person_id], units)
        taken = {one.person_id for one in rows}
        for one in rows:
            if one.person_id is None:
                demands += self._of_role(one, taken, first=len(demands))
        return tuple(demands)

    def _of_role(self, one: Asked, taken: set[int | None], *, first: int) -> list[Demand]:
        """Ask for as many people of a role as its units take, each one of those who could fill it.

        Of each it asks for no more than they have beside operations; who has much less than the others is left out.
        """
        count = -(-_units(one) // FULL)
        holders, demands = self._holders[one.resource.casefold()], list[Demand]()
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


def worked_by(task: EngineTask, network: Network) -> AnyCalendar:
    """Give the calendar that the schedule works a task by: its people's, else its own, else the project's."""
    places = (task.people_calendar, task.calendar, network.project_calendar)
    return network.calendars[next(place for place in places if place is not None)]


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
    """Give the units that the work takes over the duration."""
    if one.work_minutes is None or not one.duration_minutes:
        return round(one.units_percent)
    return max(1, round(one.work_minutes / one.duration_minutes * FULL))


def shares_by_day(people: Sequence[Person], as_of: date) -> dict[int, list[int]]:
    """Give the units of each person day by day: all of the time, less absences and operations; 0 where away all day."""
    last = as_of + timedelta(days=HORIZON_DAYS)
    there = attendance(people, as_of, last)
    whole = attendance(people, as_of, last, with_absences=False)
    operations = operations_share(people, as_of, last)
    found = {}
    for place, person in enumerate(people):
        units, known = [], FULL
        for present, full, share in zip(there[place], whole[place], operations[place], strict=True):
            known = round(FULL * present / full * (1 - share)) if full else known
            units.append(known)
        found[person.pk] = units
    return found


def _resources(
    people: Mapping[int, Person], shares: Mapping[int, Sequence[int]], floors: Mapping[int, int], as_of: date
) -> list[Resource]:
    years = range(as_of.year - 1, as_of.year + HORIZON_DAYS // 366 + 2)
    calendars = person_calendars((one for one in people.values() if one.calendar_id), years=years)
    return [
        Resource(
            pk,
            person.name,
            units=max(shares[pk][0], floors[pk]),
            availability=_availability(shares[pk], floors[pk], as_of),
            blackouts=_blackouts(shares[pk], as_of),
            calendar=calendars.get(pk),
        )
        for pk, person in people.items()
    ]


def _availability(units: Sequence[int], floor: int, as_of: date) -> list[Availability]:
    """Give where the units change, on days that are not away at all; a single task is never held back by a share."""
    first, steps, before = day_of(as_of), [], None
    for day, there in enumerate(units):
        now = max(there, floor)
        if there and now != before:
            steps.append(Availability((first + day) * MINUTES_PER_DAY, now))
            before = now
    return steps


def _blackouts(units: Sequence[int], as_of: date) -> list[Blackout]:
    first, spans = day_of(as_of), []
    begun: int | None = None
    for day, there in enumerate([*units, 1]):
        if not there and begun is None:
            begun = day
        elif there and begun is not None:
            spans.append(Blackout((first + begun) * MINUTES_PER_DAY, (first + day) * MINUTES_PER_DAY))
            begun = None
    return spans
