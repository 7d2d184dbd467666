"""What the open threats of a project would cost by their chances, now and over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.risk_scales import RiskScales, risk_scales
from milepost.domain.projects.models import Project, Risk, RiskScore
from milepost.domain.projects.models.restriction import cleared_for

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Exposure:
    """The expected cost of open threats; `None` while no open threat has a cost. Unrated threats are counted."""

    amount: Decimal | None
    rated: int
    unrated: int
    withheld: bool
    """Whether threats are left out that the reader has no clearance for."""


@dataclass(frozen=True, slots=True)
class ExposurePoint:
    """The exposure at the end of a day, with how many open risks there were."""

    on: date
    amount: Decimal | None
    count: int


def exposure_of(project: Project, *, seen_by: Person | None, as_of: date) -> Exposure:
    """Add up chance times cost of the open threats a person has clearance for.

    The chance is the middle of its step on the scale.
    """
    scales = risk_scales(on=as_of)
    cleared = cleared_for(seen_by)
    open_threats = project.risks.filter(state=Risk.State.OPEN, kind=Risk.Kind.THREAT)
    threats = list(open_threats.filter(cleared).values_list("probability", "cost_if_happens"))
    rated = sum(cost is not None for _, cost in threats)
    withheld = bool(cleared) and open_threats.exclude(cleared).exists()
    return Exposure(expected_cost(threats, scales), rated, len(threats) - rated, withheld)


def exposure_over_time(project: Project, *, seen_by: Person | None, as_of: date) -> list[ExposurePoint]:
    """Give the exposure at each month's end since the first risk was rated, and on the day itself.

    Each day counts the ratings that stood then, on the scales in force now, of the risks that a person has
    clearance for now.
    """
    scales = risk_scales(on=as_of)
    threats = project.risks.filter(cleared_for(seen_by), kind=Risk.Kind.THREAT).order_by()
    rated = RiskScore.objects.filter(risk__in=threats, on__lte=as_of).order_by("at", "id")
    scores = list(rated)
    if not scores:
        return []
    standing: dict[int, RiskScore] = {}
    points, place = [], 0
    for day in _month_ends(scores[0].on, as_of):
        while place < len(scores) and scores[place].on <= day:
            standing[scores[place].risk_id] = scores[place]
            place += 1
        points.append(_point(day, standing.values(), scales))
    return points


def _point(day: date, standing: Iterable[RiskScore], scales: RiskScales) -> ExposurePoint:
    threats = [one for one in standing if one.state == Risk.State.OPEN]
    amount = expected_cost([(one.probability, one.cost_if_happens) for one in threats], scales)
    return ExposurePoint(day, amount, len(threats))


def expected_cost(threats: Sequence[tuple[int, Decimal | None]], scales: RiskScales) -> Decimal | None:
    """Add up what is known; without any threat there is nothing to lose, with none rated nothing is known."""
    if not threats:
        return Decimal(0)
    costs = [
        Decimal(str(scales.chance(probability))) * cost for probability, cost in threats if cost is not None
    ]
    return sum(costs, Decimal()).quantize(CENT) if costs else None


def _month_ends(first: date, last: date) -> list[date]:
    days, day = [], first
    while (end := _month_end(day)) < last:
        days.append(end)
        day = end + timedelta(days=1)
    return [*days, last]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
