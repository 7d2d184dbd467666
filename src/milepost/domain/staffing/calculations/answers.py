"""What each answer to a staff request would do: to its project, to others that use the person, and to the person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.domain.people.models import Person
from milepost.domain.projects.assignment_guards import Objection, objections_to_team
from milepost.domain.projects.calculations.effort import Settled
from milepost.domain.projects.calculations.scheduling import Span
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.calculations.capacity import OVER_MINUTES, cells_of_time
from milepost.domain.staffing.calculations.demand import Demand, demands_of, spread
from milepost.domain.staffing.calculations.labor_cost import costs_of_plans
from milepost.domain.staffing.calculations.leveling_people import shares_by_day
from milepost.domain.staffing.calculations.making_room import Days, Delays, room_for
from milepost.domain.staffing.calculations.offered_teams import (
    Asked,
    OfferedTerms,
    asked_in,
    held_until,
    settled_by,
)
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.calculations.trial_plans import TrialPlans
from milepost.domain.staffing.calculations.trial_teams import (
    ProjectEffect,
    Week,
    agreed,
    agreed_minutes,
    demand_of,
    network_with,
    refusal_of,
    teams_of,
)
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.effort import ImpossibleEffort
from milepost.engine.instants import datetime_of, day_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import ScheduleError

MINUTES_PER_HOUR = 60


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
    weeks: list[Week] = field(default_factory=list)
    refusal: str = ""
    _demands: list[Demand] = field(default_factory=list)
    _work: list[Demand] = field(default_factory=list)
    """The person's work on the tasks asked for, whole."""

    @property
    def over_hours(self) -> float:
        """Hours that the person has too much by this answer, beyond what is too much already."""
        return sum(week.added for week in self.weeks) / MINUTES_PER_HOUR

    @property
    def over_weeks(self) -> list[Week]:
        return [week for week in self.weeks if week.added > OVER_MINUTES]

    @property
    def harm(self) -> tuple[int, float]:
        """Give what ranks answers: days that projects finish later in sum, then hours too much."""
        moved = [one.days_later for one in [*filter(None, [self.own]), *self.others]]
        return (10**6 if self.refusal else sum(moved), round(self.over_hours, 1))


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
        effect = Effect(terms, refusal=refusal_of(objections, {}))
        if effect.refusal:
            return effect
        try:
            self._try(effect)
        except (ImpossibleEffort, ScheduleError) as error:
            effect.refusal = str(error)
        refusal = effect.refusal or refusal_of(objections, effect.spans)
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
        rows = {task.pk: task for task in self.tasks}
        stored, held = self.plans.stored(self.project.pk), {}
        for pk, row in rows.items():
            if (span := stored.get(pk)) is not None:
                planned = datetime_of(span.start).date()
                held[pk] = held_until(row, planned, terms, self.holds.get(row.uid))
        return network_with(self.plans.plan(self.project.pk), rows, settled, held)

    @staticmethod
    def _work(settled: Settled, person: int | None) -> float:
        """Give the work of one person on a task, in minutes."""
        return sum(
            one.work_in(settled.duration_minutes)
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
            demand_of(rows[pk], one, whole, spans[pk], state=Project.State.IN_PROGRESS)
            for pk, whole in settled.items()
            for one in whole.team
            if one.person == person and pk in spans
        ]

    def _weigh(self, effects: Sequence[Effect], people: Mapping[int, Person]) -> None:
        """Lay each person's weeks out as they would be, with one spread for all."""
        weighed = [one for one in effects if one.terms.person is not None and not one.refusal]
        if not weighed:
            return
        weeks = periods_from(self.as_of, Unit.WEEK)
        order = list(people)
        there = dict(zip(order, cells_of_time([people[pk] for pk in order], weeks), strict=True))
        before = {pk: agreed_minutes(self._demands[pk], weeks, self.as_of) for pk in order}
        lists = [one._demands for one in weighed]
        minutes = spread([each for one in lists for each in one], weeks, as_of=self.as_of).minutes
        start = 0
        for effect, demands in zip(weighed, lists, strict=True):
            rows = minutes[start : start + len(demands)]
            start += len(demands)
            after = agreed(demands, rows)
            person = effect.terms.person or 0
            capacity, operations = there[person]
            columns = zip(weeks, capacity, operations, before[person], after, strict=True)
            effect.weeks = [Week(week, *map(float, values)) for week, *values in columns]


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
