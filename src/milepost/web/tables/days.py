"""Ranges of days that move with the calendar, such as the last seven days."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Range = tuple[date | None, date | None]
"""The first and the last day, both within; `None` is open."""

DAY = timedelta(days=1)
MOST_DAYS = 3660
_COUNTED = re.compile(r"(last|next)-(\d{1,4})-days")


def range_of(name: str, today: date) -> Range | None:
    """Give the days that a name means today; `None` for what is no such name."""
    if found := _COUNTED.fullmatch(name):
        days = min(int(found[2]), MOST_DAYS) * DAY
        return (today - days + DAY, today) if found[1] == "last" else (today, today + days - DAY)
    made = _RANGES.get(name)
    return made(today) if made else None


def label_of(name: str) -> str:
    """Say a range in words: last 7 days."""
    return name.replace("-", " ")


def _week(day: date) -> Range:
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _next_month(day: date) -> Range:
    return _month(day.replace(day=28) + 4 * DAY)


def _quarter(day: date) -> Range:
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first, _month(first.replace(month=first.month + 2))[1]


def _year(day: date) -> Range:
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


_RANGES: dict[str, Callable[[date], Range]] = {
    "today": lambda day: (day, day),
    "this-week": _week,
    "last-week": lambda day: _week(day - 7 * DAY),
    "next-week": lambda day: _week(day + 7 * DAY),
    "this-month": _month,
    "last-month": lambda day: _month(day.replace(day=1) - DAY),
    "next-month": _next_month,
    "this-quarter": _quarter,
    "this-year": _year,
    "last-year": lambda day: _year(day.replace(year=day.year - 1, day=1)),
    "next-year": lambda day: _year(day.replace(year=day.year + 1, day=1)),
    "past": lambda day: (None, day - DAY),
    "future": lambda day: (day + DAY, None),
}
OFFERED = (
    "today", "last-7-days", "last-30-days", "last-90-days", "next-7-days", "next-30-days", "next-90-days",
    *(name for name in _RANGES if name != "today"),
)  # fmt: skip
"""The names that a filter offers; any other count of days may stand in an address."""
