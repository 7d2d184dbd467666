"""What each month of a cost forecast is made of: parts of what is left to pay, anybody's word, and what is promised."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from milepost.domain.money.calculations.forecast import ZERO, Forecast, ForecastLine, Source, dollars
from milepost.domain.money.calculations.forecast_facts import Place
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.engine.cost_forecast import parts_of


class Basis(StrEnum):
    """Why a part is in the forecast."""

    PLAN = "plan"
    WORD = "word"
    PROMISED = "promised"


class ForecastPart(NamedTuple):
    """What one basis puts on one line in one month; the parts of a line and month re-add to its forecast."""

    basis: Basis
    source: int | None
    """Where in the forecast's list of sources the plan has it."""
    line: ForecastLine
    month: date
    fiscal_year: int
    amount: Decimal


class Crossing(NamedTuple):
    """Something that is paid in part before and in part after the end of a fiscal year."""

    number: int
    source: Source
    before: Decimal
    after: Decimal


def parts_of_forecast(found: Forecast) -> list[ForecastPart]:
    """Take a forecast apart; what anybody says otherwise, and what is promised beyond, are parts of their own."""
    return sorted(_parts(found), key=lambda part: (part.month, part.line.code, part.source is None))


def crossings(found: Forecast, parts: Sequence[ForecastPart]) -> list[Crossing]:
    """Give what is under way over the end of the fiscal year."""
    end = found.year_ends_on
    crossing = []
    for number, source in enumerate(found.sources):
        if source.work.first <= end < source.work.last:
            own = [part for part in parts if part.source == number]
            after = sum((part.amount for part in own if part.month > end), ZERO)
            crossing.append(Crossing(number, source, source.amount - after, after))
    return crossing


def _parts(found: Forecast) -> Iterator[ForecastPart]:
    start = found.facts.start_month
    lines = {line.place: line for line in found.lines}
    planned: dict[tuple[Place, date], Decimal] = {}
    for number, source in enumerate(found.sources):
        for place, month, cents in parts_of(source.work, as_of=found.as_of):
            if cents:
                key = place, month
                planned[key] = planned.get(key, ZERO) + dollars(cents)
                year = fiscal_year_of(month, start_month=start)
                yield ForecastPart(Basis.PLAN, number, lines[place], month, year, dollars(cents))
    for place, line in lines.items():
        of_plan = {month for known, month in planned if known == place}
        for month in sorted({*of_plan, *line.said, *line.months}):
            said, stands = line.said.get(month, ZERO), line.months.get(month, ZERO)
            year = fiscal_year_of(month, start_month=start)
            if word := said - planned.get((place, month), ZERO):
                yield ForecastPart(Basis.WORD, None, line, month, year, word)
            if raised := stands - said:
                yield ForecastPart(Basis.PROMISED, None, line, month, year, raised)
