"""Dates, durations and counts in words."""

from collections.abc import Sequence
from datetime import date

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440
NAMED = 5


def day_text(day: date) -> str:
    """Write a date as in Mar 12, 2027."""
    return f"{day:%b} {day.day}, {day.year}"


def number_text(value: float) -> str:
    """Write a number with at most one decimal, and none where it is whole."""
    return f"{value:,.1f}".removesuffix(".0")


def working_days_text(days: float) -> str:
    """Write a number of working days."""
    return f"{number_text(days)} working day{'' if round(days, 1) == 1 else 's'}"


def counted(count: int, noun: str) -> str:
    """Write a count with its noun: 1 task, 2 tasks."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def named(names: Sequence[str], *, count: int | None = None) -> str:
    """Name the first few in quotes, and count the rest of them all; `count` where not all are at hand."""
    more = (len(names) if count is None else count) - NAMED
    return ", ".join(f"“{name}”" for name in names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def duration_text(
    minutes: int, unit: str, *, minutes_per_day: int, minutes_per_week: int, days_per_month: int
) -> str:
    """Write a duration in the unit it was entered in: 10 d, 1.5 ew."""
    is_elapsed = unit.startswith("e")
    day = MINUTES_PER_DAY if is_elapsed else minutes_per_day
    week = 7 * MINUTES_PER_DAY if is_elapsed else minutes_per_week
    month = 30 * MINUTES_PER_DAY if is_elapsed else days_per_month * minutes_per_day
    size = {"m": 1, "h": MINUTES_PER_HOUR, "d": day, "w": week, "mo": month}[unit.removeprefix("e")]
    amount = f"{minutes / size:,.2f}".rstrip("0").removesuffix(".")
    return f"{amount} {unit}"
