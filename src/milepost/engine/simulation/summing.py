"""What the iterations found, brought together: shares, correlations, tornadoes and chances."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.engine.simulation.bench import Bench
from milepost.engine.simulation.blocks import Found
from milepost.engine.simulation.inputs import StopRule
from milepost.engine.simulation.outcome import DeadlineChance, DriverResult, Outcome, Spread, Swing

LEAST_VARIANCE = 1e-9
TENTH = 1.2816
"""Standard deviations from the mean to the 10th and 90th percentile of a normal distribution."""
MOST_SWINGS = 100

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the chunks found, in order."""

    found: list[Found]

    def joined(self, field: str) -> NDArray[np.generic]:
        """Give a value of all iterations."""
        return np.concatenate([getattr(one, field) for one in self.found], axis=-1)

    def summed(self, field: str) -> Values:
        """Add up what chunks summed, in their order, so that threads change nothing."""
        return np.asarray(sum(getattr(one, field) for one in self.found), dtype=np.float64)

    def is_settled(self, rule: StopRule) -> bool:
        """Tell whether a percentile is known as well as a rule asks."""
        work = np.asarray(self.joined("work"), dtype=np.int64)
        return Spread(work, 0, None, None).convergence(rule.share).half_width <= rule.half_width


@dataclass(frozen=True, slots=True)
class Moments:
    """Means, deviations and covariances of many values with one result, from sums over iterations."""

    mean: Values
    deviation: Values
    covariance: Values
    result_deviation: float

    @classmethod
    def of(cls, sums: Values, result: Values) -> "Moments":
        """Take sums of values, of their squares and of their products with a result; each row is one value."""
        count = len(result)
        mean = sums[:, 0] / count
        variance = np.maximum(0.0, sums[:, 1] / count - mean**2)
        return cls(mean, np.sqrt(variance), sums[:, 2] / count - mean * result.mean(), float(result.std()))

    @property
    def correlations(self) -> list[float | None]:
        scale = self.deviation * self.result_deviation
        return [
            float(shared / each) if each > LEAST_VARIANCE else None
            for shared, each in zip(self.covariance, scale, strict=True)
        ]

    @property
    def half_swings(self) -> Values:
        """Give how far the result moves when a value rises from its mean to its 90th percentile, by regression."""
        moves = self.deviation > LEAST_VARIANCE
        return np.asarray(
            np.divide(TENTH * self.covariance, self.deviation, out=np.zeros_like(self.deviation), where=moves)
        )

    def sensitivities(self, criticality: Values) -> list[float | None]:
        """Give each value's criticality times its deviation over that of the result."""
        if self.result_deviation <= LEAST_VARIANCE:
            return [None] * len(criticality)
        found: list[float | None] = (criticality * self.deviation / self.result_deviation).tolist()
        return found


def outcome_of(bench: Bench, gathered: Gathered) -> Outcome:
    """Bring the findings of a simulation together."""
    uids = bench.planned.uid.tolist()
    work = np.asarray(gathered.joined("work"), dtype=np.float64)
    has_costs = bench.sampler.inputs.has_costs
    costs = np.asarray(gathered.joined("costs"), dtype=np.float64) if has_costs else None
    critical = gathered.summed("critical") / len(work)
    durations = Moments.of(gathered.summed("sums"), work - bench.planned_work)
    drawn = [uids[at] for at in bench.varies]
    ends = dict(zip(bench.watched_uids, np.asarray(gathered.joined("ends"), dtype=np.int64), strict=True))
    drivers = _drivers(bench, gathered, work, costs)
    return Outcome(
        finishes=np.asarray(gathered.joined("finishes"), dtype=np.int64),
        planned=bench.planned.finish_of_project,
        costs=costs,
        planned_cost=bench.planned_cost if has_costs else None,
        ends=ends,
        criticality={uids[at]: float(critical[at]) for at in np.flatnonzero(critical).tolist()},
        cruciality=dict(zip(drawn, durations.correlations, strict=True)),
        sensitivity=dict(zip(drawn, durations.sensitivities(critical[bench.varies]), strict=True)),
        drivers=drivers,
        finish_swings=_swings(
            bench, drawn, durations, {one.name: one.later_minutes for one in drivers}, drivers
        ),
        cost_swings=_cost_swings(bench, gathered, costs, drivers),
        deadlines=tuple(
            DeadlineChance(task.uid, task.deadline, float(np.mean(ends[task.uid] <= task.deadline)))
            for task in bench.network.tasks
            if task.deadline is not None
        ),
        work=work,
        planned_work=float(bench.planned_work),
        notices=bench.notices,
    )


def _drivers(
    bench: Bench, gathered: Gathered, work: Values, costs: Values | None
) -> tuple[DriverResult, ...]:
    struck = np.asarray(gathered.joined("struck"), dtype=np.bool_)
    return tuple(
        DriverResult(driver.name, float(row.mean()), _effect(row, work), _effect(row, costs))
        for driver, row in zip(bench.sampler.inputs.drivers, struck, strict=True)
    )


def _effect(struck: NDArray[np.bool_], result: Values | None) -> float | None:
    """Give how much more a result is on average when a risk strikes than when not."""
    if result is None or struck.all() or not struck.any():
        return None
    return float(result[struck].mean() - result[~struck].mean())


def _cost_swings(
    bench: Bench, gathered: Gathered, costs: Values | None, drivers: tuple[DriverResult, ...]
) -> tuple[Swing, ...]:
    if costs is None:
        return ()
    moments = Moments.of(gathered.summed("cost_sums"), costs - bench.planned_cost)
    uids = [one.uid for one in bench.sampler.inputs.costs]
    return _swings(bench, uids, moments, {one.name: one.dearer for one in drivers}, drivers)


def _swings(
    bench: Bench,
    uids: list[int],
    moments: Moments,
    effects: Mapping[str, float | None],
    drivers: tuple[DriverResult, ...],
) -> tuple[Swing, ...]:
    """Give the widest bars of a tornado."""
    names = {task.uid: task.name for task in bench.network.tasks}
    half = moments.half_swings
    widest = np.argsort(-np.abs(half), kind="stable")[:MOST_SWINGS]
    bars = [Swing(uids[at], names[uids[at]], -float(half[at]), float(half[at])) for at in widest if half[at]]
    for driver in drivers:
        effect = effects[driver.name]
        if effect:
            bars.append(Swing(None, driver.name, -effect * driver.struck, effect * (1 - driver.struck)))
    return tuple(sorted(bars, key=lambda bar: -bar.width)[:MOST_SWINGS])
