"""The figures of a simulated plan file: how likely each finish is, what drives it, and its cost beside it."""

from collections.abc import Iterator
from datetime import date

from milepost.charts.finish_spread import Bin, Mark, binned, finish_spread
from milepost.charts.joint_scatter import Joint, joint_scatter
from milepost.charts.plot import Figure
from milepost.charts.stacked import stacked
from milepost.charts.tornado import Bar, tornado
from milepost.engine.instants import EPOCH_ORDINAL, MINUTES_PER_DAY, datetime_of, us_date
from milepost.engine.simulation import Outcome
from milepost.exchange.plan import Plan

MOST_BARS = 12
MOST_POINTS = 1_000


def risk_figures(plan: Plan, found: Outcome, *, share: float, budget: float | None) -> str:
    """Draw the spread of the finish, the tornado, and finish and cost together where there are costs."""
    return stacked(list(_figures(plan, found, share, budget)), title=plan.name)


def _figures(plan: Plan, found: Outcome, share: float, budget: float | None) -> Iterator[Figure]:
    yield _spread(plan, found, share)
    yield _tornado(plan, found)
    if found.costs is not None:
        yield _joint(found, share, budget)


def _spread(plan: Plan, found: Outcome, share: float) -> Figure:
    days = (found.finishes // MINUTES_PER_DAY).tolist()
    bins = [
        Bin(date.fromordinal(EPOCH_ORDINAL + first), width, count) for first, width, count in binned(days)
    ]
    sure = found.percentile(share)
    marks = [
        Mark(datetime_of(found.planned).date(), "Plan"),
        Mark(datetime_of(sure).date(), f"{share:.0%}", is_strong=True),
    ]
    finding = f"{share:.0%} chance to finish by {us_date(sure)}."
    return finish_spread(bins, marks, title=plan.name, finding=finding)


def _tornado(plan: Plan, found: Outcome) -> Figure:
    widest = found.finish_swings[:MOST_BARS]
    bars = [
        Bar(one.name, one.width / plan.minutes_per_day, f"{one.width / plan.minutes_per_day:.1f} d")
        for one in widest
    ]
    finding = f"“{bars[0].name}” moves the finish most: by {bars[0].shown}." if bars else "Nothing varies."
    return tornado(
        bars,
        title="What moves the finish, in working days",
        finding=finding,
        headings=("Task or risk", "Working days"),
    )


def _joint(found: Outcome, share: float, budget: float | None) -> Figure:
    finish, cost = found.percentile(share), budget
    if cost is None:
        cost = found.cost_percentile(share) or 0.0
    joint, costs = found.joint(finish, cost), found.costs
    if joint is None or costs is None:
        raise ValueError("There are no costs to draw.")
    neither = 1 - joint.finish_chance - joint.cost_chance + joint.both
    shares = (joint.both, joint.finish_chance - joint.both, joint.cost_chance - joint.both, neither)
    pairs = zip(found.finishes[:MOST_POINTS].tolist(), costs[:MOST_POINTS].tolist(), strict=True)
    return joint_scatter(
        [Joint(datetime_of(on).date(), each) for on, each in pairs],
        wanted=Joint(datetime_of(finish).date(), cost),
        shares=shares,
        title="Finish and cost together",
        finding=f"By {us_date(finish)} and within {cost:,.0f}: {joint.both:.0%}.",
        shown=lambda value: f"{value:,.0f}",
    )
