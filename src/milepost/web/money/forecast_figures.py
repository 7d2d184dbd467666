"""The cost forecast as curves and sentences."""

from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext

from milepost.charts.curves import Curve, curves
from milepost.charts.plot import Figure
from milepost.domain.common.models import Run
from milepost.domain.money.calculations.earned_value import expended_on
from milepost.domain.money.calculations.forecast import Forecast
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.analyzing_risk import KIND
from milepost.domain.projects.models import Project
from milepost.engine.cost_forecast import month_after
from milepost.web.money.figures import money_text
from milepost.web.templatetags.formats import day, dollars

SURE = "80"
UNLIKELY = 10
"""Percent of simulations below which the budget is said to be unlikely to keep."""


class Confidence(NamedTuple):
    """What the last simulation says of the cost."""

    run: Run
    sure: float
    """The cost that four of five simulations keep below."""
    chance: float
    """In how many percent of simulations the cost keeps to the budget."""

    @property
    def is_unlikely(self) -> bool:
        """Whether hardly any simulation keeps to the budget."""
        return self.chance < UNLIKELY


def confidence_of(person: Person, project: Project) -> Confidence | None:
    """Give the cost of the last simulation that its reader may see; nothing before one had costs."""
    if not may(person, "projects.view_analyses", project):
        return None
    run = Run.objects.about(KIND, project).made().first()
    cost = run.result.get("cost") if run and run.result else None
    return Confidence(run, cost["percentiles"][SURE], 100 * cost["chance"]) if run and cost else None


def forecast_sentence(found: Forecast) -> str:
    """Say what the project will cost and how that compares with its budget."""
    said = gettext("{eac} at completion: {expended} expended and {left} left to pay.").format(
        eac=dollars(found.at_completion), expended=dollars(found.standing.expended), left=dollars(found.to_complete)
    )  # fmt: skip
    if found.variance is None:
        return f"{said} " + gettext("No budget is adopted yet.")
    if not found.variance:
        return f"{said} " + gettext("That is the budget.")
    compared = gettext("{by} below the budget of {budget}.")
    if found.variance < 0:
        compared = gettext("{by} above the budget of {budget}.")
    return f"{said} " + compared.format(by=dollars(abs(found.variance)), budget=dollars(found.budget))


def forecast_curves(found: Forecast) -> Figure | None:
    """Draw what was spent and what will be, added up month by month."""
    if not found.months:
        return None
    spent = (
        expended_on(found.facts.project)
        .order_by("entry__on")
        .values_list("entry__on")
        .annotate(Sum("amount"))
    )
    by_month: dict[date, float] = {}
    for on, amount in spent:
        month = min(on.replace(day=1), found.as_of.replace(day=1))
        by_month[month] = by_month.get(month, 0.0) + float(amount)
    past = [
        (min(month_after(month) - timedelta(days=1), found.as_of), value)
        for month, value in zip(
            sorted(by_month), accumulate(by_month[one] for one in sorted(by_month)), strict=True
        )
    ]
    now = float(found.standing.expended)
    past = [*(point for point in past if point[0] < found.as_of), (found.as_of, now)]
    ahead = [(found.as_of, now)]
    for month in found.months:
        paid = sum(float(line.months.get(month, 0)) for line in found.lines)
        ahead.append((month_after(month) - timedelta(days=1), ahead[-1][1] + paid))
    return curves(
        [Curve(gettext("Expended"), past, "strong"), Curve(gettext("Forecast"), ahead, "dashed")],
        title=gettext("Expended and forecast"),
        finding=forecast_sentence(found) + " " + gettext("As of {day}.").format(day=day(found.as_of)),
        shown=money_text,
        level=float(found.budget) if found.budget else None,
        today=found.as_of,
        width=960,
    )
