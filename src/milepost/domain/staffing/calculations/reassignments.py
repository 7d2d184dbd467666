"""What reassigning work would do: to every project that uses either person, to both people, and to the cost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.assignment_guards import Objection, objections_to_team
from milepost.domain.projects.calculations.effort import Settled
from milepost.domain.projects.calculations.scheduling import Span
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task
from milepost.domain.staffing.calculations.capacity import OVER_MINUTES, cells_of_time
from milepost.domain.staffing.calculations.demand import Demand, demands_of, spread
from milepost.domain.staffing.calculations.given_teams import WHOLE, given
from milepost.domain.staffing.calculations.labor_cost import costs_of_plans
from milepost.domain.staffing.calculations.leveling_people import shares_by_day
from milepost.domain.staffing.calculations.making_room import Days, Delays, Mover
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.calculations.trial_plans import TrialPlans
from milepost.domain.staffing.calculations.trial_teams import (
    ProjectEffect,
    Week,
    agreed_minutes,
    demand_of,
    network_with,
    refusal_of,
    teams_of,
)
from milepost.domain.staffing.queries import open_assignments, open_tasks
from milepost.engine.effort import ImpossibleEffort
from milepost.engine.instants import datetime_of, day_of, minutes_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import ScheduleError

MINUTES_PER_HOUR = 60


class Way(StrEnum):
    """A way out of too much work."""

    GIVE = "give"
    """Another person does what is left of the task."""
    SHARE = "share"
    """Another person does a part of what is left."""
    SWAP = "swap"
    """Another person takes the task and gives one in return."""
    MOVE = "move"
    """The task waits until the person has room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassignment:
    """A person's work on a task goes elsewhere; tasks and people by key."""

    way: Way
    task: int
    giver: int
    taker: int | None = None
    share_percent: float = 50
    """Of a shared task: the part of the work that the other person takes."""
    in_return: int | None = None
    """Of a swap: the task of the other person."""

    @property
    def tasks(self) -> list[int]:
        return [self.task] if self.in_return is None else [self.task, self.in_return]


@dataclass(slots=True)
class Load:
    """The weeks of one person before and after."""

    person: int
    weeks: Sequence[Week]

    @property
    def over_before(self) -> float:
        """Hours too much over all weeks as things are."""
        return sum(week.over_before for week in self.weeks) / MINUTES_PER_HOUR

    @property
    def over_after(self) -> float:
        """Hours too much over all weeks as they would be."""
        return sum(week.over_after for week in self.weeks) / MINUTES_PER_HOUR

    @property
    def over_weeks(self) -> list[Week]:
        """Give the weeks in which there would be too much."""
        return [week for week in self.weeks if week.over_after > OVER_MINUTES]


@dataclass(slots=True)
class Reassigned:
    """What one reassignment does; projects by key, of which a page shows no more than its reader may see."""

    wanted: Reassignment
    own: ProjectEffect | None = None
    others: list[ProjectEffect] = field(default_factory=list)
    """Every other project that uses either person, or that would move."""
    loads: list[Load] = field(default_factory=list)
    """Of the giver, and of who takes over."""
    hours: float = 0
    """The work that is left of the task for the giver, in sum as things are."""
    cost_difference: Decimal | None = None
    """What both people's work left on the tasks costs more at loaded rates; `None` where a rate is missing."""
    settled: dict[int, Settled] = field(default_factory=dict)
    delays: Delays = field(default_factory=dict)
    spans: Mapping[int, Span] = field(default_factory=dict)
    """The dates that the tasks concerned would have."""
    refusal: str = ""
    _after: dict[int, list[Demand]] = field(default_factory=dict)
    """What both people would be assigned to."""

    @property
    def harm(self) -> tuple[int, float]:
        """Give what ranks ways out: days that projects finish later in sum, then hours too much that come or go."""
        moved = sum(one.days_later for one in [*filter(None, [self.own]), *self.others])
        return (
            10**6 if self.refusal else moved,
            round(sum(one.over_after - one.over_before for one in self.loads), 1),
        )


class Reassignments:
    """Tries reassignments on the schedules as they are."""

    def __init__(self, *, as_of: date) -> None:
        self.as_of = as_of
        self.plans = TrialPlans()
        self.tasks: dict[int, Task] = {}
        self.people: dict[int, Person] = {}
        self._teams: dict[int, list[Terms]] = {}
        self._demands: dict[int, list[Demand]] = {}
        self._shares: dict[int, list[int]] = {}

    def effects(self, wanted: Sequence[Reassignment]) -> list[Reassigned]:
        """Say what each would do; one that no schedule follows from says why."""
        self._read(wanted)
        found = [self._effect(one) for one in wanted]
        self._weigh([one for one in found if not one.refusal])
        return found

    def demands_on(self, person: int) -> list[Demand]:
        """Give what a person is assigned to, among the people that were asked about."""
        return self._demands[person]

    def _read(self, wanted: Sequence[Reassignment]) -> None:
        keys = {pk for one in wanted for pk in one.tasks} - self.tasks.keys()
        related = ("project__calendar", "calendar", "dates")
        rows = open_tasks().filter(pk__in=keys).select_related(*related)
        self.tasks |= {task.pk: task for task in rows}
        self._teams |= teams_of(rows)
        people = {pk for one in wanted for pk in (one.giver, one.taker) if pk} - self.people.keys()
        new = Person.objects.in_bulk(people)
        self.people |= new
        self._demands |= {pk: [] for pk in new}
        for one in demands_of(open_assignments().filter(person__in=new)):
            self._demands[one.person_id or 0].append(one)
        self._shares |= shares_by_day(list(new.values()), self.as_of)

    def _effect(self, one: Reassignment) -> Reassigned:
        if refusal := self._hindrance(one):
            return Reassigned(one, refusal=refusal)
        effect, objections = Reassigned(one), self._objections(one)
        effect.refusal = refusal_of(objections, {})
        if effect.refusal:
            return effect
        try:
            self._try(effect)
        except (ImpossibleEffort, ScheduleError) as error:
            effect.refusal = str(error)
        refusal = effect.refusal or refusal_of(objections, effect.spans)
        return Reassigned(one, refusal=refusal) if refusal else effect

    def _hindrance(self, one: Reassignment) -> str:
        """Say why something cannot be reassigned at all."""
        if any(not self._works_on(pk, person) for pk, person in _gives(one)):
            return gettext("The task is done, or somebody else works on it by now.")
        taker = self.people.get(one.taker or 0)
        if one.way is not Way.MOVE and (taker is None or not taker.is_active or one.taker == one.giver):
            return gettext("Name somebody else who is still there.")
        if one.way is Way.SWAP and one.in_return is None:
            return gettext("Say which task comes in return.")
        return ""

    def _objections(self, one: Reassignment) -> list[tuple[int, Objection]]:
        """Give what the assignments may be refused for, with the task; the same that is asked when they are made."""
        if one.way is Way.MOVE or one.taker is None:
            return []
        joining = {pk: one.taker if giver == one.giver else one.giver for pk, giver in _gives(one)}
        return [
            (pk, objection)
            for pk, person in joining.items()
            if not self._works_on(pk, person)
            for objection in objections_to_team(self.tasks[pk], [self.people[person]], on=self.as_of)
        ]

    def _works_on(self, task: int, person: int) -> bool:
        return any(one.person == person for one in self._teams.get(task, ()))

    def _try(self, effect: Reassigned) -> None:
        one = effect.wanted
        own = self.tasks[one.task].project_id
        effect.settled = self._settle(one)
        networks = self._networks(effect.settled)
        if one.way is Way.MOVE:
            networks, effect.delays = self._moved_away(one)
        tried = self.plans.run(networks)
        used = {each.project_id for pk in self._concerned(one) for each in self._demands[pk]} - {own}
        moves = {pk: self._project(pk, tried.finishes) for pk in {own, *used, *tried.finishes}}
        effect.own = moves.pop(own)
        effect.others = [each for pk, each in sorted(moves.items()) if pk in used or each.days_later]
        effect.spans = {pk: tried.spans[pk] for pk in one.tasks if pk in tried.spans}
        effect._after = {pk: self._after(pk, effect, tried.spans) for pk in self._concerned(one)}

    def _settle(self, one: Reassignment) -> dict[int, Settled]:
        if one.way is Way.MOVE or one.taker is None:
            return {}
        share = one.share_percent if one.way is Way.SHARE else WHOLE
        found = {}
        for pk, giver in _gives(one):
            taker = one.taker if giver == one.giver else one.giver
            team = self._teams[pk]
            found[pk] = given(self.tasks[pk], team, giver=giver, taker=taker, share_percent=share)
        return found

    def _networks(self, settled: Mapping[int, Settled]) -> dict[int, Network]:
        projects = {self.tasks[pk].project_id for pk in settled}
        return {
            project: network_with(
                self.plans.plan(project),
                self.tasks,
                {pk: one for pk, one in settled.items() if self.tasks[pk].project_id == project},
                {},
            )
            for project in projects
        }

    def _moved_away(self, one: Reassignment) -> tuple[dict[int, Network], Delays]:
        """Let a task wait until it fits beside the person's other work; raises `ScheduleError`."""
        mover = Mover(self.plans, {})
        moving = next(each for each in self._demands[one.giver] if each.task_id == one.task)
        if not mover.may_move(moving):
            raise ScheduleError(gettext("The task has begun, or must keep its date."))
        days = Days(day_of(self.as_of), self._shares[one.giver])
        for each in self._demands[one.giver]:
            if each.task_id != one.task and not each.is_tentative:
                days.use(mover.span(each), each.units_percent)
        span = mover.span(moving)
        if days.fits(span, moving.units_percent):
            raise ScheduleError(gettext("The task fits where it is."))
        later = days.later(span, moving.units_percent)
        if later is None:
            raise ScheduleError(gettext("There is no room for it in sight."))
        mover.delay(moving, later.start)
        return mover.networks, mover.delays

    def _project(self, project: int, finishes: Mapping[int, int]) -> ProjectEffect:
        before = self.plans.finish(project)
        return ProjectEffect(project, before, finishes.get(project, before if before is not None else 0))

    def _concerned(self, one: Reassignment) -> list[int]:
        return [one.giver] if one.taker is None or one.way is Way.MOVE else [one.giver, one.taker]

    def _after(self, person: int, effect: Reassigned, spans: Mapping[int, Span]) -> list[Demand]:
        kept = [one for one in self._demands[person] if one.task_id not in effect.settled]
        kept = [one._replace(**spans[one.task_id]._asdict()) if one.task_id in spans else one for one in kept]
        return kept + [
            demand_of(task, one, whole, spans[pk], state=task.project.state)
            for pk, whole in effect.settled.items()
            for task in [self.tasks[pk]]
            for one in whole.team
            if one.person == person and pk in spans
        ]

    def _weigh(self, effects: Sequence[Reassigned]) -> None:
        """Lay out the weeks of both people, and what their work left on the tasks costs, before and after."""
        weeks = periods_from(self.as_of, Unit.WEEK)
        order = sorted({pk for effect in effects for pk in effect._after})
        if not order:
            return
        there = dict(zip(order, cells_of_time([self.people[pk] for pk in order], weeks), strict=True))
        before = {pk: agreed_minutes(self._demands[pk], weeks, self.as_of) for pk in order}
        plans = []
        for effect in effects:
            for pk, demands in effect._after.items():
                after = agreed_minutes(demands, weeks, self.as_of)
                columns = zip(weeks, *there[pk], before[pk], after, strict=True)
                effect.loads.append(Load(pk, [Week(week, *map(float, values)) for week, *values in columns]))
            own = self._left(self._demands[effect.wanted.giver], [effect.wanted.task])
            effect.hours = sum(one.work_minutes or 0 for one in own) / MINUTES_PER_HOUR
            now = [one for pk in effect._after for one in self._left(self._demands[pk], effect.wanted.tasks)]
            then = [one for rows in effect._after.values() for one in self._left(rows, effect.wanted.tasks)]
            plans += [now, then]
        costs = iter(costs_of_plans(plans))
        for effect, was, will in zip(effects, costs, costs, strict=True):
            effect.cost_difference = None if was is None or will is None else will - was

    def _left(self, demands: Iterable[Demand], tasks: Sequence[int]) -> list[Demand]:
        """Give what is left of the work on tasks, as work by itself from the day on."""
        rows = [one for one in demands if one.task_id in tasks]
        if not rows:
            return []
        end = datetime_of(max(one.finish for one in rows)).date() + timedelta(days=1)
        first = min(self.as_of, *(datetime_of(one.start).date() for one in rows))
        whole = [Period(first, max(end, self.as_of + timedelta(days=1)))]
        minutes = spread(rows, whole, as_of=self.as_of).minutes.sum(axis=1)
        today = minutes_of(datetime.combine(self.as_of, time()))
        return [
            one._replace(
                work_minutes=round(float(left)),
                joined_minutes=0,
                percent_complete=0,
                remaining_minutes=None,
                start=max(one.start, today),
                finish=max(one.finish, today),
            )
            for one, left in zip(rows, minutes, strict=True)
        ]


def _gives(one: Reassignment) -> Iterator[tuple[int, int]]:
    """Give each task that passes on, and who gives it."""
    yield one.task, one.giver
    if one.way is Way.SWAP and one.in_return is not None and one.taker is not None:
        yield one.in_return, one.taker
