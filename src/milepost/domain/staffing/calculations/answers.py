"""What each answer to a staff request would do: to its project, to others that use the person, and to the person."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.domain.people.models import Person
from milepost.domain.projects.assignment_guards import Objection, objections_to_team
from milepost.domain.projects.calculations.effort import Settled
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span
from milepost.domain.projects.calculations.teams import Terms, terms_of
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.calculations.capacity import OVER_MINUTES, cells_of_time
from milepost.domain.staffing.calculations.demand import Demand, demands_of, spread
from milepost.domain.staffing.calculations.labor_cost import costs_of_plans
from milepost.domain.staffing.calculations.leveling_problem import shares_by_day
from milepost.domain.staffing.calculations.making_room import Days, Delays, room_for
from milepost.domain.staffing.calculations.offered_teams import (
    Asked,
    OfferedTerms,
    asked_in,
    held_until,
    settled_by,
)
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.calculations.trial_plans import TrialPlans
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.effort import ImpossibleEffort
from milepost.engine.instants import datetime_of, day_of, minutes_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import ScheduleError

MINUTES_PER_HOUR = 60


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


@dataclass(slots=True)
class Effect:
    """What one answer does; projects by key, of which a page shows no more than its reader may see."""

    terms: OfferedTerms
    own: ProjectEffect | None = None
    others: list[ProjectEffect] = field(default_factory=list)
    """Every other project that uses the person, or that would move."""
    delays: Delays = field(default_factory=dict)
    spans: Mapping[int, Span] = field(default_factory=dict)
    """The dates that the tasks asked for would have."""
    hours: float = 0
    """The person's work on the tasks asked for, which is what they cost beside the ledger."""
    cost: Decimal | None = None
    """What those hours cost at loaded rates; `None` where a rate is missing or nobody would do them."""
    weeks: list["Week"] = field(default_factory=list)
    refusal: str = ""
    _demands: list[Demand] = field(default_factory=list)
    _work: list[Demand] = field(default_factory=list)
    """The person's work on the tasks asked for, whole."""

    @property
    def over_hours(self) -> float:
        """Hours that the person has too much by this answer, beyond what is too much already."""
        return sum(week.added for week in self.weeks) / MINUTES_PER_HOUR

    @property
    def over_weeks(self) -> list["Week"]:
        return [week for week in self.weeks if week.added > OVER_MINUTES]

    @property
    def harm(self) -> tuple[int, float]:
        """Give what ranks answers: days that projects finish later in sum, then hours too much."""
        moved = [one.days_later for one in [*filter(None, [self.own]), *self.others]]
        return (10**6 if self.refusal else sum(moved), round(self.over_hours, 1))


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a person, in minutes: there, taken by operations, assigned before, and with the answer."""

    period: Period
    capacity: float
    operations: float
    before: float
    after: float

    @property
    def added(self) -> float:
        """What is too much by the answer, beyond what was before."""
        spare = self.capacity - self.operations
        return max(0.0, self.after - max(spare, self.before))


class Answers:
    """Tries answers to one request on the schedules as they are."""

    def __init__(self, request: StaffRequest, *, as_of: date) -> None:
        self.request, self.as_of = request, as_of
        self.asked: Asked = asked_in(request)
        self.plans = TrialPlans()
        self.project: Project = self.plans.project(request.project_id)
        self.tasks = concerned_tasks(request)
        self.holds = {row.uid: row for row in request.tasks.all()}
        self.teams = teams_of(self.tasks)
        self._demands: dict[int, list[Demand]] = {}
        self._shares: dict[int, list[int]] = {}

    def effects(self, terms: Sequence[OfferedTerms]) -> list[Effect]:
        """Say what each of these would do; one that no schedule follows from says why."""
        people = Person.objects.in_bulk({one.person for one in terms if one.person})
        self._read(people)
        objections = self._objections(list(people.values()))
        found = [self._effect(one, objections.get(one.person or 0, ())) for one in terms]
        self._weigh(found, people)
        worked = [one for one in found if one.terms.person is not None and not one.refusal]
        for effect, cost in zip(worked, costs_of_plans([one._work for one in worked]), strict=True):
            effect.cost = cost
        return found

    def time_of(self, person: int) -> tuple[list[Demand], list[int]]:
        """Give what a person is assigned to, and the share of the time there day by day from the day on."""
        self._read(Person.objects.in_bulk([person]))
        return self._demands[person], self._shares[person]

    def _read(self, people: Mapping[int, Person]) -> None:
        new = {pk: person for pk, person in people.items() if pk not in self._demands}
        if not new:
            return
        for pk in new:
            self._demands[pk] = []
        for one in demands_of(open_assignments().filter(person__in=new)):
            self._demands[one.person_id or 0].append(one)
        self._shares |= shares_by_day(list(new.values()), self.as_of)

    def _objections(self, people: Sequence[Person]) -> dict[int, list[tuple[int, Objection]]]:
        """Give what the assignment may be refused for, by person, with the task; the same that is asked then."""
        found: dict[int, list[tuple[int, Objection]]] = defaultdict(list)
        for task in self.tasks:
            there = {one.person for one in self.teams[task.pk]}
            joining = [person for person in people if person.pk not in there]
            for one in objections_to_team(task, joining, on=self.as_of):
                found[one.person.pk].append((task.pk, one))
        return found

    def _effect(self, terms: OfferedTerms, objections: Sequence[tuple[int, Objection]]) -> Effect:
        effect = Effect(terms, refusal=_refusal(objections, {}))
        if effect.refusal:
            return effect
        try:
            self._try(effect)
        except (ImpossibleEffort, ScheduleError) as error:
            effect.refusal = str(error)
        refusal = effect.refusal or _refusal(objections, effect.spans)
        # What is refused does nothing: of an answer that outlasts a clearance only the reason is shown.
        return Effect(terms, refusal=refusal) if refusal else effect

    def _try(self, effect: Effect) -> None:
        terms, own = effect.terms, self.project.pk
        settled = {task.pk: settled_by(task, self.teams[task.pk], self.asked, terms) for task in self.tasks}
        networks = {own: self._network(settled, terms)}
        if terms.person is not None and terms.makes_room:
            new = self._new(terms.person, settled, self.plans.schedule(own, networks[own]))
            others = [one for one in self._demands[terms.person] if one.task_id not in settled]
            days = Days(day_of(self.as_of), self._shares[terms.person])
            networks, effect.delays = room_for(new, others, days, self.plans, networks)
        tried = self.plans.run(networks)
        effect.own = self._moved(own, tried.finishes)
        used = {one.project_id for one in self._demands.get(terms.person or 0, ())} - {own}
        moved = {pk for pk in tried.finishes if pk != own and self._moved(pk, tried.finishes).days_later}
        effect.others = [self._moved(pk, tried.finishes) for pk in sorted(used | moved)]
        effect.spans = {pk: tried.spans[pk] for pk in settled if pk in tried.spans}
        effect.hours = sum(self._work(one, terms.person) for one in settled.values()) / MINUTES_PER_HOUR
        if terms.person is not None:
            effect._demands = self._demands_after(terms.person, settled, tried.spans)
            effect._work = self._work_asked(terms.person, settled, tried.spans)

    def _moved(self, project: int, finishes: Mapping[int, int]) -> ProjectEffect:
        before = self.plans.finish(project)
        return ProjectEffect(project, before, finishes.get(project, before if before is not None else 0))

    def _network(self, settled: Mapping[int, Settled], terms: OfferedTerms) -> Network:
        plan = self.plans.plan(self.project.pk)
        stored = self.plans.stored(self.project.pk)
        rows = {task.pk: task for task in self.tasks}
        tasks = list(plan.network.tasks)
        for place, pk in enumerate(plan.task_ids):
            if pk in settled:
                row, span = rows[pk], stored.get(pk)
                values = settled[pk].values(row)
                if span is not None:
                    planned = datetime_of(span.start).date()
                    values |= held_until(row, planned, terms, self.holds.get(row.uid))
                tasks[place] = tasks[place]._replace(**_engine_values(values))
        return _with_people(plan, replace(plan.network, tasks=tasks), rows, settled)

    @staticmethod
    def _work(settled: Settled, person: int | None) -> float:
        """Give the work of one person on a task, in minutes."""
        return sum(
            settled.duration_minutes * one.units_percent / 100
            if one.work_minutes is None
            else one.work_minutes
            for one in settled.team
            if person is not None and one.person == person
        )

    @staticmethod
    def _new(
        person: int, settled: Mapping[int, Settled], spans: Mapping[int, Span]
    ) -> list[tuple[Span, float]]:
        return [
            (spans[pk], one.units_percent)
            for pk, found in settled.items()
            for one in found.team
            if one.person == person and pk in spans
        ]

    def _demands_after(
        self, person: int, settled: Mapping[int, Settled], spans: Mapping[int, Span]
    ) -> list[Demand]:
        kept = [one for one in self._demands[person] if one.task_id not in settled]
        found = [
            one._replace(**spans[one.task_id]._asdict()) if one.task_id in spans else one for one in kept
        ]
        return found + self._asked_demands(person, settled, spans)

    def _work_asked(
        self, person: int, settled: Mapping[int, Settled], spans: Mapping[int, Span]
    ) -> list[Demand]:
        return [
            one._replace(work_minutes=round(self._work(settled[one.task_id], person)))
            for one in self._asked_demands(person, settled, spans)
        ]

    def _asked_demands(
        self, person: int, settled: Mapping[int, Settled], spans: Mapping[int, Span]
    ) -> list[Demand]:
        rows = {task.pk: task for task in self.tasks}
        return [
            self._demand(rows[pk], one, whole, spans[pk])
            for pk, whole in settled.items()
            for one in whole.team
            if one.person == person and pk in spans
        ]

    def _demand(self, task: Task, one: Terms, settled: Settled, span: Span) -> Demand:
        then = settled.values(task)
        return Demand(
            assignment_id=0,
            person_id=one.person,
            resource="",
            units_percent=one.units_percent,
            work_minutes=one.work_minutes,
            task_id=task.pk,
            task_name=task.name,
            project_id=self.project.pk,
            project_state=Project.State.IN_PROGRESS,
            duration_minutes=settled.duration_minutes,
            duration_unit=task.duration_unit,
            percent_complete=then.get("percent_complete", task.percent_complete),
            remaining_minutes=then.get("remaining_minutes", task.remaining_minutes),
            start=span.start,
            finish=span.finish,
            calendar_id=task.calendar_id or self.project.calendar_id,
        )

    def _weigh(self, effects: Sequence[Effect], people: Mapping[int, Person]) -> None:
        """Lay each person's weeks out as they would be, with one spread for all."""
        weighed = [one for one in effects if one.terms.person is not None and not one.refusal]
        if not weighed:
            return
        weeks = periods_from(self.as_of, Unit.WEEK)
        order = list(people)
        there = dict(zip(order, cells_of_time([people[pk] for pk in order], weeks), strict=True))
        before = {pk: self._minutes(self._demands[pk], weeks) for pk in order}
        lists = [one._demands for one in weighed]
        minutes = spread([each for one in lists for each in one], weeks, as_of=self.as_of).minutes
        start = 0
        for effect, demands in zip(weighed, lists, strict=True):
            rows = minutes[start : start + len(demands)]
            start += len(demands)
            after = _agreed(demands, rows)
            person = effect.terms.person or 0
            capacity, operations = there[person]
            columns = zip(weeks, capacity, operations, before[person], after, strict=True)
            effect.weeks = [Week(week, *map(float, values)) for week, *values in columns]

    def _minutes(self, demands: Sequence[Demand], weeks: Sequence[Period]) -> NDArray[np.float64]:
        if not demands:
            return np.zeros(len(weeks))
        return _agreed(demands, spread(demands, weeks, as_of=self.as_of).minutes)


def _agreed(demands: Sequence[Demand], minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum what is not only proposed."""
    kept = np.array([not one.is_tentative for one in demands], dtype=bool)
    agreed: NDArray[np.float64] = minutes[kept].sum(axis=0)
    return agreed


def concerned_tasks(request: StaffRequest) -> list[Task]:
    """Give the tasks a request is about that are still to be worked on."""
    rows = Task.objects.filter(
        project=request.project_id,
        uid__in=request.tasks.values("uid"),
        is_active=True,
        percent_complete__lt=100,
        children=None,
    )
    return list(rows.select_related("project__calendar", "calendar", "dates").order_by("position"))


def teams_of(tasks: Iterable[Task]) -> dict[int, list[Terms]]:
    """Give who works on each of these tasks, in one query."""
    found: dict[int, list[Terms]] = {task.pk: [] for task in tasks}
    for row in Assignment.objects.filter(task__in=list(found)).order_by("pk"):
        found[row.task_id].append(terms_of(row))
    return found


def _refusal(objections: Sequence[tuple[int, Objection]], spans: Mapping[int, Span]) -> str:
    """Give the objections that hold with the dates that tasks would have; without dates, those that always do."""
    finishes = {pk: datetime_of(span.finish).date() for pk, span in spans.items()}
    return " ".join(one.sentence for pk, one in objections if one.holds(finishes.get(pk)))


def _has_role(settled: Settled) -> bool:
    return any(one.person is None for one in settled.team)


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
    if plan.people is None:
        return network
    crews = {
        pk: {(one.person, None) for one in found.team if one.units_percent > 0 and one.person}
        | {member for member in plan.people.crews.get(pk, ()) if member[0] is None and _has_role(found)}
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
