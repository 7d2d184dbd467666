"""The time scale of a printed chart: minutes to points, and the two tiers above the bars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from milepost.charts.gantt.plan import MINUTES_PER_DAY, Span

EPOCH = date(1970, 1, 1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

POINTS_PER_DAY = {"days": 13.0, "weeks": 4.6, "months": 1.1, "quarters": 0.36}
_NARROWEST = (("days", 10.5), ("weeks", 3.9), ("months", 0.66), ("quarters", 0.2), ("years", 0.0))


class Tick(NamedTuple):
    """One unit of a tier."""

    x: float
    width: float
    label: str


class _Unit(NamedTuple):
    floor: Callable[[date], date]
    next: Callable[[date], date]
    label: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Scale:
    """Points from the start of a window of time."""

    window: Span
    points_per_day: float

    @property
    def width(self) -> float:
        return self.x(self.window.finish)

    def x(self, minutes: int) -> float:
        """Give the points from the window's start to an instant."""
        return (minutes - self.window.start) / MINUTES_PER_DAY * self.points_per_day

    def tiers(self, left: float, right: float) -> tuple[list[Tick], list[Tick]]:
        """Give the upper and the lower tier between two places."""
        upper, lower = _TIERS[next(name for name, least in _NARROWEST if self.points_per_day >= least)]
        return list(self._ticks(upper, left, right)), list(self._ticks(lower, left, right))

    def _ticks(self, unit: _Unit, left: float, right: float) -> Iterator[Tick]:
        begin = self.window.start // MINUTES_PER_DAY
        day = unit.floor(EPOCH + timedelta(begin + int(left / self.points_per_day)))
        while (x := self.x((day - EPOCH).days * MINUTES_PER_DAY)) < right:
            following = unit.next(day)
            yield Tick(x, (following - day).days * self.points_per_day, unit.label(day))
            day = following


def _months(step: int, label: Callable[[date], str]) -> _Unit:
    def floor(day: date) -> date:
        return date(day.year, (day.month - 1) // step * step + 1, 1)

    def following(day: date) -> date:
        return floor(floor(day) + timedelta(step * 31 + 1))

    return _Unit(floor, following, label)


def _days(step: int, label: Callable[[date], str]) -> _Unit:
    def floor(day: date) -> date:
        return day if step == 1 else day - timedelta(day.weekday())

    return _Unit(floor, lambda day: floor(day) + timedelta(step), label)


def _quarter(day: date) -> str:
    return f"Q{(day.month + 2) // 3}"


def _decade(day: date) -> date:
    return date(day.year // 10 * 10, 1, 1)


_YEARS = _months(12, lambda day: str(day.year))
_TIERS = {
    "days": (
        _days(7, lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}"),
        _days(1, lambda day: str(day.day)),
    ),
    "weeks": (
        _months(1, lambda day: f"{MONTHS[day.month - 1]} {day.year}"),
        _days(7, lambda day: str(day.day)),
    ),
    "months": (
        _months(3, lambda day: f"{_quarter(day)} {day.year}"),
        _months(1, lambda day: MONTHS[day.month - 1]),
    ),
    "quarters": (_YEARS, _months(3, _quarter)),
    "years": (
        _Unit(_decade, lambda day: date(day.year + 10, 1, 1), lambda day: f"{day.year}s"),
        _months(12, lambda day: f"\u2019{day.year % 100:02d}"),
    ),
}
