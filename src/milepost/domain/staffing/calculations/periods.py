"""The months or weeks that capacity is counted in."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

MONTHS_AHEAD = 18


class Unit(StrEnum):
    MONTH = "month"
    WEEK = "week"


class Period(NamedTuple):
    """A month or a week, from its first day to the day behind its last."""

    first: date
    end: date

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def periods_from(day: date, unit: Unit, *, months: int = MONTHS_AHEAD) -> list[Period]:
    """Give the months, or the weeks from their Mondays, that begin with a day's and cover so many months."""
    end = months_later(day.replace(day=1), months)
    if unit is Unit.MONTH:
        starts = [months_later(day.replace(day=1), number) for number in range(months + 1)]
    else:
        monday = day - timedelta(days=day.weekday())
        starts = [monday + timedelta(weeks=number) for number in range((end - monday).days // 7 + 2)]
    return [Period(*pair) for pair in pairwise(starts)]


def months_later(first: date, months: int) -> date:
    """Give the first day of a month so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
