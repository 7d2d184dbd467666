"""The notations of Microsoft Project's XML: dates, durations, flags and their codes."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from milepost.engine.network.model import LagUnit
from milepost.exchange import limits
from milepost.exchange.errors import Damaged

UNITS = {
    3: "m",
    4: "em",
    5: "h",
    6: "eh",
    7: "d",
    8: "ed",
    9: "w",
    10: "ew",
    11: "mo",
    12: "emo",
    19: "%",
    20: "e%",
}
UNSHOWN = 21
ESTIMATED_OFFSET = 32
_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d*)?S)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{0,15})?([eE][+-]?\d{1,2})?")


class BadValue(ValueError):
    """A text is not of the notation; the message completes a sentence."""


@lru_cache(maxsize=1 << 14)
def instant_of(text: str) -> datetime:
    """Read a local time; seconds are dropped, and a zone is ignored as Microsoft Project ignores it."""
    try:
        instant = datetime.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadValue("is not a date that exists, such as 2027-03-12T08:00:00") from None
    day_within_limits(instant.date())
    return instant


def day_within_limits(day: date) -> date:
    """Refuse a day that no project can mean."""
    if not limits.FIRST_DAY <= day <= limits.LAST_DAY:
        raise BadValue(f"lies outside {limits.FIRST_DAY.year} to {limits.LAST_DAY.year}")
    return day


@lru_cache(maxsize=1 << 14)
def minutes_of_duration(text: str) -> int:
    """Read `PT8H30M0S`; seconds are rounded to the nearest minute."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise BadValue("is not a duration such as PT8H0M0S")
    sign, days, hours, minutes, seconds = match.groups()
    total = int(days or 0) * 1440 + int(hours or 0) * 60 + int(minutes or 0) + (int(seconds or 0) + 30) // 60
    if total > limits.DURATION_MINUTES:
        raise BadValue("is longer than 100 years")
    return -total if sign else total


def number_of(text: str) -> float:
    """Read a decimal number."""
    if not _NUMBER.fullmatch(text.strip()):
        raise BadValue("is not a number")
    return float(text)


def minute_of_day(text: str) -> int:
    """Read 08:30:00, or the time of day of a full date."""
    hours, _, rest = text.strip().rpartition("T")[2].partition(":")
    minutes = rest[:2]
    if not (hours.isdigit() and minutes.isdigit() and int(hours) <= 24 and int(minutes) < 60):
        raise BadValue("is not a time of day such as 08:00:00")
    return int(hours) * 60 + int(minutes)


def shown_unit(code: int) -> tuple[str, bool]:
    """Give the unit a duration is shown in, and whether it is an estimate."""
    estimated = code > ESTIMATED_OFFSET
    unit = UNITS.get(code - ESTIMATED_OFFSET if estimated else code, "d")
    return ("d" if unit.endswith("%") else unit), estimated


def lag_unit(code: int) -> tuple[LagUnit, str]:
    """Give how a lag counts, and the unit it is shown in."""
    unit = UNITS.get(code - ESTIMATED_OFFSET if code > ESTIMATED_OFFSET else code, "d")
    if unit == "%":
        return LagUnit.PERCENT, unit
    if unit == "e%":
        return LagUnit.ELAPSED_PERCENT, unit
    return (LagUnit.ELAPSED if unit.startswith("e") else LagUnit.WORKING), unit


class Fields:
    """The leaves of one record, read with errors that name the record and the field."""

    __slots__ = ("_texts", "_where")

    def __init__(self, texts: Mapping[str, str], where: str) -> None:
        self._texts = texts
        self._where = where

    def text(self, name: str, default: str = "") -> str:
        return self._texts.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        text = self._texts.get(name)
        if not text:
            return default
        return text.strip().lower() in ("1", "true")

    def whole(self, name: str, default: int = 0) -> int:
        text = self._texts.get(name)
        if not text:
            return default
        return (
            int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else round(self.number(name))
        )

    def number(self, name: str, default: float = 0.0) -> float:
        text = self._texts.get(name)
        if not text:
            return default
        try:
            return number_of(text)
        except BadValue as error:
            raise self.damaged(name, str(error)) from error

    def minutes(self, name: str) -> int | None:
        text = self._texts.get(name)
        if not text:
            return None
        try:
            return minutes_of_duration(text)
        except BadValue as error:
            raise self.damaged(name, str(error)) from error

    def instant(self, name: str) -> datetime | None:
        text = self._texts.get(name)
        if not text:
            return None
        try:
            return instant_of(text)
        except BadValue as error:
            raise self.damaged(name, str(error)) from error

    def slack(self, name: str) -> int | None:
        """Read tenths of minutes; some writers give a duration instead."""
        text = self._texts.get(name)
        if not text:
            return None
        return self.minutes(name) if "P" in text else round(self.number(name) / 10)

    def damaged(self, name: str, reason: str) -> Damaged:
        """Give the error for a field whose value `reason`."""
        text = self._texts.get(name, "")[:60]
        return Damaged(f"{self._where}: {name} “{text}” {reason}. Correct it and import again.")
