"""Dates as people type them: 12/1, Dec 1, 2026 8:00 AM, 1 Dec, 2026-12-01, next monday, +5d."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from milepost.exchange.fields import BadValue, within_limits

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
FIRST_YEAR_OF_TWO_DIGITS = 1980
NO_DATE = "is not a date such as 2027-03-12 or 3/12/2027"

_TIME = re.compile(
    r"(?:^|[\s,]+|(?<=\d)T)(?:at\s+)?(?:(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?|(\d{1,2})\s*([ap])\.?m\.?)$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+'?(\d{2}|\d{4}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?(?:[\s,-]+'?(\d{2}|\d{4}))?")
_AHEAD = re.compile(r"([+-])\s*(\d{1,4})\s*(d|w|mo)[a-z]*")
_WEEKDAY = re.compile(r"(?:(next|this|last)\s+)?([a-z]{3,9})")
_WEEKDAY_BEFORE = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=.*\d)")


class Reference(NamedTuple):
    """What a date that leaves something out is told by."""

    today: date
    near: date
    """The year that is not typed is the one that brings the date nearest to this day."""


def instant_of(text: str, *, minute_of_day: int, reference: Reference | None = None) -> datetime:
    """Read a date, with `minute_of_day` where no time is given; without a reference it must be whole."""
    typed = " ".join(text.split())
    time = _TIME.search(typed)
    day = day_of(typed[: time.start()] if time else typed, reference)
    minute = _minute_of(time) if time else 0
    # Midnight is how a spreadsheet writes a date alone.
    minute = minute or minute_of_day
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def day_of(text: str, reference: Reference | None = None) -> date:
    """Read a civil date; without a reference it must be whole."""
    typed = _WEEKDAY_BEFORE.sub("", text.strip().lower(), count=1)
    try:
        day = _whole(typed) or (_by_reference(typed, reference) if reference else None)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise BadValue(NO_DATE)
    return within_limits(day)


def _minute_of(time: re.Match[str]) -> int:
    hour, minute, half = int(time[1] or time[4]), int(time[2] or 0), (time[3] or time[5] or "").lower()
    if minute > 59 or hour > (12 if half else 24) or (half and not hour):
        raise BadValue("names no time of day, such as 8:00 AM or 17:00")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour % 24
    return hour * 60 + minute


def _whole(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    year, month, day = _parts(text)
    return date(_four_digits(year), month, day) if year and month else None


def _by_reference(text: str, reference: Reference) -> date | None:
    if text in RELATIVE_DAYS:
        return reference.today + timedelta(days=RELATIVE_DAYS[text])
    if match := _AHEAD.fullmatch(text):
        return _ahead(reference.today, int(match[1] + match[2]), match[3])
    _, month, day = _parts(text)
    if month:
        return _nearest(month, day, reference.near)
    if match := _WEEKDAY.fullmatch(text):
        return _on_weekday(match[1] or "", match[2], reference.today)
    return None


def _parts(text: str) -> tuple[str, int, int]:
    """Give the typed year, the month and the day; the month is 0 where the text is of another form."""
    if match := _NUMBERS.fullmatch(text):
        return match[3] or "", int(match[1]), int(match[2])
    if (match := _MONTH_FIRST.fullmatch(text)) and (month := _named(match[1], MONTHS)):
        return match[3] or "", month, int(match[2])
    if (match := _DAY_FIRST.fullmatch(text)) and (month := _named(match[2], MONTHS)):
        return match[3] or "", month, int(match[1])
    return "", 0, 0


def _named(text: str, names: tuple[str, ...]) -> int:
    """Give the number of a month or weekday, from 1, by its name or the first letters of it; 0 for none."""
    return next((number for number, name in enumerate(names, 1) if name.startswith(text)), 0)


def _four_digits(year: str) -> int:
    if len(year) == 4:
        return int(year)
    found = FIRST_YEAR_OF_TWO_DIGITS // 100 * 100 + int(year)
    return found if found >= FIRST_YEAR_OF_TWO_DIGITS else found + 100


def _nearest(month: int, day: int, near: date) -> date:
    """Give the day in the year that brings it nearest; February 29 in the nearest leap year."""
    years = range(near.year - 4, near.year + 5)
    found = [date(year, month, day) for year in years if _exists(year, month, day)]
    if not found:
        raise BadValue(NO_DATE)
    return min(found, key=lambda one: abs(one - near))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _ahead(day: date, count: int, unit: str) -> date:
    if unit != "mo":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + count
    last = (date(months // 12 + (months % 12 == 11), (months + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(months // 12, months % 12 + 1, min(day.day, last))


def _on_weekday(which: str, name: str, today: date) -> date | None:
    """Give the coming weekday; `this` is of this week, `next` and `last` of those beside it."""
    weekday = _named(name, WEEKDAYS) - 1
    if weekday < 0:
        return None
    monday = today - timedelta(days=today.weekday())
    weeks = {"this": 0, "next": 1, "last": -1}
    if which:
        return monday + timedelta(days=weekday, weeks=weeks[which])
    return today + timedelta(days=(weekday - today.weekday()) % 7)
