"""Which of a person's other tasks wait so that new work fits, and by how much: the same for trial and deed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from milepost.domain.projects.calculations.scheduling import Span
from milepost.domain.staffing.calculations.demand import Demand
from milepost.domain.staffing.calculations.trial_plans import TrialPlans
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, Network
from milepost.engine.network.model import Task as EngineTask

MOST_ROUNDS = 8
_HELD = frozenset({Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON})
Delays = dict[int, dict[int, int]]
"""By project and task: its leveling delay in elapsed minutes."""


class Days:
    """How much of a person's time is used day by day, in percent, from a first day on."""

    def __init__(self, first: int, there: Sequence[int]) -> None:
        self.first = first
        self._there = there
        self._used = [0.0] * len(there)

    def use(self, span: Span, units: float) -> None:
        for day in self._within(span):
            self._used[day] += units

    def fits(self, span: Span, units: float) -> bool:
        """Tell whether so much is free on every day; work that is alone on a day always fits."""
        return all(
            self._used[day] <= 0 or self._used[day] + units <= self._there[day]
            for day in self._within(span)
            if self._there[day]
        )

    def least_free(self, span: Span) -> float:
        """Give the share that is free on every day on which the person is there."""
        free = [self._there[day] - self._used[day] for day in self._within(span) if self._there[day]]
        return min(free, default=0.0)

    def touches(self, span: Span, others: Iterable[Span]) -> bool:
        """Tell whether days are shared with other work."""
        days = set(self._within(span))
        return any(not days.isdisjoint(self._within(other)) for other in others)

    def later(self, span: Span, units: float) -> Span | None:
        """Give the first days from a span's on, as many, on which it fits; `None` where there are none in sight."""
        for day in range(max(span.start // MINUTES_PER_DAY + 1, self.first), self.first + len(self._there)):
            start = day * MINUTES_PER_DAY
            moved = Span(start, start + span.finish - span.start)
            if self._there[day - self.first] and self.fits(moved, units):
                return moved
        return None

    def _within(self, span: Span) -> range:
        begin = max(span.start // MINUTES_PER_DAY - self.first, 0)
        end = max((max(span.finish, span.start + 1) - 1) // MINUTES_PER_DAY + 1 - self.first, begin)
        return range(begin, min(end, len(self._there)))


def room_for(
    new: Sequence[tuple[Span, float]],
    others: Sequence[Demand],
    days: Days,
    plans: TrialPlans,
    networks: Mapping[int, Network],
) -> tuple[dict[int, Network], Delays]:
    """Let a person's other work wait where it does not fit beside the new, front to back.

    `new` are the new tasks' dates and units, `networks` what is tried already. What has begun, is fixed by hand or must
    keep its date does not move. Gives the networks with the delays, and the delays; raises `ScheduleError`.
    """
    mover = Mover(plans, dict(networks))
    for span, units in new:
        days.use(span, units)
    fixed = [one for one in others if not mover.may_move(one)]
    for one in fixed:
        days.use(mover.span(one), one.units_percent)
    spans = [span for span, _ in new]
    left = [one for one in others if mover.may_move(one)]
    while left:
        one = min(left, key=lambda each: (mover.span(each), each.assignment_id))
        left.remove(one)
        span = mover.span(one)
        if days.touches(span, spans) and not days.fits(span, one.units_percent):
            wanted = days.later(span, one.units_percent)
            if wanted is not None:
                mover.delay(one, wanted.start)
        days.use(mover.span(one), one.units_percent)
    return mover.networks, mover.delays


class Mover:
    """Delays tasks on networks that are tried; what has begun, is fixed by hand or must keep its date does not move."""

    def __init__(self, plans: TrialPlans, networks: dict[int, Network]) -> None:
        self.networks = networks
        self.delays: Delays = {}
        self._plans = plans
        self._spans: dict[int, dict[int, Span]] = {}

    def span(self, one: Demand) -> Span:
        """Give the dates of a demand's task as it is tried."""
        return self._dates(one.project_id).get(one.task_id) or Span(one.start, one.finish)

    def may_move(self, one: Demand) -> bool:
        """Tell whether a demand's task may be delayed."""
        task = self._task(one)
        return (
            task.actual_start is None
            and not task.percent_complete
            and task.pinned_start is None
            and task.constraint not in _HELD
        )

    def delay(self, one: Demand, start: int) -> None:
        """Delay a task until it starts at a moment or later."""
        for _ in range(MOST_ROUNDS):
            missing = start - self.span(one).start
            if missing <= 0:
                return
            task = self._task(one)._replace(leveling_delay=self._task(one).leveling_delay + missing)
            network = self._network(one.project_id)
            tasks = [task if each.uid == task.uid else each for each in network.tasks]
            self.networks[one.project_id] = replace(network, tasks=tasks)
            self.delays.setdefault(one.project_id, {})[one.task_id] = task.leveling_delay
            self._spans.pop(one.project_id)

    def _network(self, project: int) -> Network:
        return self.networks.get(project) or self._plans.plan(project).network

    def _task(self, one: Demand) -> EngineTask:
        place = self._plans.plan(one.project_id).task_ids.index(one.task_id)
        return self._network(one.project_id).tasks[place]

    def _dates(self, project: int) -> dict[int, Span]:
        if project not in self._spans:
            changed = self.networks.get(project)
            is_tried = changed is not None
            self._spans[project] = (
                self._plans.schedule(project, self._network(project))
                if is_tried
                else self._plans.stored(project)
            )
        return self._spans[project]
