"""Texts of one record read as values, with errors that name the record and the field."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from milepost.exchange import limits
from milepost.exchange.errors import Damaged

Value = TypeVar("Value")
_NUMBER = re.compile(r"[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})([eE][+-]?\d{1,2})?")


class BadValue(ValueError):
    """A text is not of the notation; the message completes a sentence."""


@lru_cache(maxsize=1 << 14)
def instant_of(text: str) -> datetime:
    """Read a local time; seconds are dropped, and a zone is ignored as Microsoft Project ignores it."""
    try:
        instant = datetime.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadValue("is not a date that exists, such as 2027-03-12T08:00:00") from None
    within_limits(instant.date())
    return instant


def within_limits(day: date) -> date:
    """Refuse a day that no project can mean."""
    if not limits.FIRST_DAY <= day <= limits.LAST_DAY:
        raise BadValue(f"lies outside the years {limits.FIRST_DAY.year} to {limits.LAST_DAY.year}")
    return day


def number_of(text: str) -> float:
    """Read a decimal number."""
    if not _NUMBER.fullmatch(text.strip()):
        raise BadValue("is not a number")
    return float(text)


class Fields:
    """One record's texts by field name; an empty text is no value."""

    __slots__ = ("_texts", "_where")

    def __init__(self, texts: Mapping[str, str], where: str) -> None:
        self._texts = texts
        self._where = where

    def text(self, name: str, default: str = "") -> str:
        return self._texts.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        text = self._texts.get(name)
        return text.strip().lower() in ("1", "true", "y") if text else default

    def number(self, name: str, default: float = 0.0) -> float:
        number = self.value(name, number_of)
        return default if number is None else number

    def whole(self, name: str, default: int = 0) -> int:
        text = self._texts.get(name, "")
        if text.isascii() and text.isdecimal() and len(text) < 16:
            return int(text)
        return round(self.number(name, default))

    def instant(self, name: str) -> datetime | None:
        return self.value(name, instant_of)

    def value(self, name: str, notation: Callable[[str], Value]) -> Value | None:
        """Read a field of some notation, which raises `BadValue`; `None` where it is empty."""
        text = self._texts.get(name)
        if not text:
            return None
        try:
            return notation(text)
        except BadValue as error:
            raise self.damaged(name, str(error)) from error

    def damaged(self, name: str, reason: str) -> Damaged:
        """Give the error for a field whose value is wrong for a reason that completes a sentence."""
        text = self._texts.get(name, "")[:60]
        return Damaged(f"{self._where}: {name} “{text}” {reason}. Correct it and import again.")
