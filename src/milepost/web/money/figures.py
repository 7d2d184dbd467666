"""Earned value in curves and sentences."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from milepost.charts.curves import Cone, Curve, curves
from milepost.charts.plot import Figure
from milepost.domain.common.models import Run
from milepost.domain.money.calculations.earned_value import EarnedValue, Month
from milepost.domain.projects.calculations.milestones import Milestone, Standing
from milepost.engine.instants import datetime_of
from milepost.web.templatetags.formats import day, dollars

EARLY, LATE = "10", "90"
CONE_STEPS = 12
INDEX_SPAN = (0.4, 1.6)
THOUSAND, MILLION = 1_000, 1_000_000


class Forecast(NamedTuple):
    """Between which finishes and costs the project is likely to end, with the run that says so."""

    early: date
    late: date
    low: float
    high: float
    run: Run


def money_text(value: float) -> str:
    """Write dollars as short as an axis needs: $1.2M, $430K, $90."""
    if abs(value) >= MILLION:
        return f"${value / MILLION:.1f}M"
    return f"${value / THOUSAND:.0f}K" if abs(value) >= THOUSAND else f"${value:.0f}"


def spend_sentence(found: EarnedValue) -> str:
    """Say what was spent against what was planned."""
    whole, at = found.whole, found.months_until_now[-1].until
    if whole.actual is None:
        return f"By {day(at)}, {dollars(whole.planned)} of {dollars(whole.budget)} was planned; nothing is posted yet."
    return (
        f"By {day(at)}, {dollars(whole.actual)} of {dollars(whole.budget)} is spent; "
        f"{dollars(whole.planned)} was planned and {dollars(whole.earned)} is earned."
    )


def milestone_sentence(milestones: Sequence[Milestone]) -> str:
    """Say how many milestones were met of those that were agreed, and what is late."""
    agreed = [one for one in milestones if one.agreed]
    done = [one for one in agreed if one.standing is Standing.DONE]
    late = [one for one in agreed if one.standing in (Standing.LATE, Standing.OVERDUE)]
    if not agreed:
        return "No milestone is agreed yet."
    words = f"{len(done)} of {len(agreed)} agreed milestones are met"
    return f"{words}; {len(late)} of the others {'is' if len(late) == 1 else 'are'} late."


def spend_curves(found: EarnedValue, forecast: Forecast | None) -> Figure:
    """Draw planned value, earned value and actual cost, and where it may lead."""
    months = found.months
    lines = [
        Curve("Planned", [(one.until, one.planned) for one in months], "dashed"),
        Curve("Earned", [(one.until, one.earned) for one in found.months_until_now]),
    ]
    if found.whole.actual is not None:
        lines.append(Curve("Spent", [(one.until, one.actual) for one in found.months_until_now], "strong"))
    return curves(
        lines,
        title="Planned, earned and spent",
        finding=spend_sentence(found),
        shown=money_text,
        cone=_cone(found, forecast) if forecast else None,
        today=found.months_until_now[-1].until,
        width=960,
    )


def index_trend(found: EarnedValue) -> Figure:
    """Draw the indexes month by month."""
    months = found.months_until_now
    low, high = INDEX_SPAN
    return curves(
        [
            Curve("CPI", [(one.until, _within(one.cost_performance, low, high)) for one in months]),
            Curve(
                "SPI", [(one.until, _within(one.schedule_performance, low, high)) for one in months], "dashed"
            ),
        ],
        title="Indexes by month",
        finding=_trend_sentence(months),
        shown=lambda value: f"{value:.2f}",
        level=1.0,
        span=INDEX_SPAN,
    )


def forecast_of(found: EarnedValue, run: Run | None) -> Forecast | None:
    """Join the finishes of the last simulation with the estimates at completion; nothing where one is not known yet."""
    estimates = [one.value for one in found.whole.at_completion if one.value is not None]
    if run is None or not run.result or not estimates or found.whole.actual is None:
        return None
    early, late = (datetime_of(run.result["percentiles"][share]).date() for share in (EARLY, LATE))
    at = found.months_until_now[-1].until
    low, high = (max(value, found.whole.actual) for value in (min(estimates), max(estimates)))
    return Forecast(max(early, at), max(late, at), low, high, run) if late > at else None


def _cone(found: EarnedValue, forecast: Forecast) -> Cone:
    """Spread from what is spent now: up at the dearest and earliest, down at the cheapest and latest."""
    now, spent = found.months_until_now[-1].until, found.whole.actual or 0.0
    days = (forecast.late - now).days
    points = []
    for step in range(CONE_STEPS + 1):
        on = now + timedelta(days=days * step // CONE_STEPS)
        high = spent + (forecast.high - spent) * _share(now, on, forecast.early)
        low = spent + (forecast.low - spent) * _share(now, on, forecast.late)
        points.append((on, low, high))
    return Cone("Forecast", points)


def _share(now: date, on: date, end: date) -> float:
    return min(1.0, (on - now).days / max(1, (end - now).days))


def _within(value: float | None, low: float, high: float) -> float | None:
    return None if value is None else min(high, max(low, value))


def _trend_sentence(months: Sequence[Month]) -> str:
    last = months[-1]
    cost, schedule = (
        "not yet" if value is None else f"{value:.2f}"
        for value in (last.cost_performance, last.schedule_performance)
    )
    return f"CPI {cost}, SPI {schedule} on {day(last.until)}; 1.00 is as planned, below is worse."
