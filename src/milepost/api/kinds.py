"""Kinds of value that calls carry, bounded so that nothing beyond them reaches an action."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, NaiveDatetime, WithJsonSchema

FIRST_YEAR, LAST_YEAR = 1980, 2199


def _in_reach(day: date | datetime) -> date | datetime:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"A date lies between {FIRST_YEAR} and {LAST_YEAR}.")
    return day


Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Minutes = Annotated[int, Field(ge=0, le=2**31 - 1)]
Day = Annotated[date, AfterValidator(_in_reach)]
Instant = Annotated[
    NaiveDatetime,
    AfterValidator(_in_reach),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$"}),
]
"""A local time of the city, without a zone, which is why it is no `date-time` of RFC 3339."""
Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=20_000)]
"""Text of any length that fits; a NUL is refused, for databases do not store it."""
