"""Filters: what an address says of a column, read by the column's kind, as a condition and in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext

from milepost.domain.people.local_time import day_begins
from milepost.web.tables import days
from milepost.web.tables.column import Column, Kind, Option, Reader, Stored
from milepost.web.templatetags import formats

NONE, SOME = "none", "some"
"""Values of `.is`: the column is empty, or holds something."""
SUFFIXES = ("", ".from", ".to", ".in", ".is")
EMPTY_WORDS = {NONE: "empty", SOME: "not empty"}
MOST_TEXT = 200


@dataclass(slots=True)
class Filter:
    """What is asked of one column: its condition, the words of its chip, and what was typed with its errors."""

    column: Column
    values: list[str] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    options: Sequence[tuple[str, str]] = ()
    condition: Q | None = None
    words: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    is_default: bool = False

    @property
    def is_narrowing(self) -> bool:
        return self.condition is not None


def filter_of(column: Column, data: QueryDict, reader: Reader, options: Sequence[Option] = ()) -> Filter:
    """Read what an address asks of a column; what it says wrongly narrows nothing and is told."""
    asked = Filter(column, options=[(option.value, str(option.label)) for option in options])
    # Who searches by a name wants what bears it, also where the list leaves it out as it comes.
    asked.is_default = bool(column.default) and column.name not in data and not data.get("q", "").strip()
    given = list(column.default) if asked.is_default else data.getlist(column.name)
    asked.values = [value[:MOST_TEXT] for value in given if value.strip()]
    asked.typed = {suffix[1:]: data.get(column.name + suffix, "").strip() for suffix in SUFFIXES[1:]}
    _READ[column.kind](asked, reader, options)
    emptiness = asked.typed["is"] or asked.typed["in"]
    if emptiness in EMPTY_WORDS and column.kind not in {Kind.CHOICE, Kind.FLAG}:
        _add(asked, _empty(column, is_empty=emptiness == NONE), EMPTY_WORDS[emptiness])
    return asked


def _read_text(asked: Filter, reader: Reader, options: Sequence[Option]) -> None:
    """Find what contains each text; one in double quotes is the whole of it."""
    for value in map(str.strip, asked.values):
        is_whole = len(value) > 2 and value[0] == value[-1] == '"'
        text, lookup = (value[1:-1], "exact") if is_whole else (value, "icontains")
        words = gettext("exactly “{text}”") if is_whole else "“{text}”"
        _add(asked, Q(**{f"{asked.column.source}__{lookup}": text}), words.format(text=text))


def _read_choice(asked: Filter, reader: Reader, options: Sequence[Option]) -> None:
    known = {option.value: option for option in options}
    if unknown := [value for value in asked.values if value not in known]:
        asked.errors[""] = f"“{unknown[0]}” is not one of the choices."
        asked.values = [value for value in asked.values if value in known]
    if asked.values:
        condition = Q()
        for value in asked.values:
            condition |= known[value].matches
        _add(asked, condition, ", ".join(str(known[value].label) for value in asked.values))


def _read_flag(asked: Filter, reader: Reader, options: Sequence[Option]) -> None:
    if asked.values and asked.values[-1] in {"yes", "no"}:
        is_true = asked.values[-1] == "yes"
        _add(asked, Q(**{asked.column.source: is_true}), "yes" if is_true else "no")


def _read_number(asked: Filter, reader: Reader, options: Sequence[Option]) -> None:
    _read_range(
        asked,
        _number,
        lambda number: f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}",
    )
    source = asked.column.source
    for name, lookup in (("from", "gte"), ("to", "lte")):
        if (bound := _bound(asked, name, _number)) is not None:
            asked.condition = (asked.condition or Q()) & Q(**{f"{source}__{lookup}": float(bound)})


def _read_date(asked: Filter, reader: Reader, options: Sequence[Option]) -> None:
    named = asked.typed["in"]
    if named in EMPTY_WORDS:
        pass
    elif named and (found := days.range_of(named, reader.today)):
        first, last = found
        _add(asked, _between(asked.column, first, last), days.label_of(named))
    elif named:
        asked.errors["in"] = f"“{named}” is no range of days, such as last-7-days."
    _read_range(asked, _day, formats.day)
    first, last = _bound(asked, "from", _day), _bound(asked, "to", _day)
    if first or last:
        asked.condition = (asked.condition or Q()) & _between(asked.column, first, last)


def _read_range(asked: Filter, read: Callable[[str], Any], write: Callable[[Any], str]) -> None:
    """Put a range into words, and tell of bounds that cannot be read or stand the wrong way round."""
    for name in ("from", "to"):
        text = asked.typed[name]
        if text and read(text) is None:
            asked.errors[name] = _EXAMPLES[asked.column.kind].format(text)
    low, high = _bound(asked, "from", read), _bound(asked, "to", read)
    if low is not None and high is not None and low > high:
        asked.errors["to"] = "This comes before the other end."
        low = high = None
    if low is not None and high is not None:
        _say(asked, f"{write(low)} to {write(high)}")
    elif low is not None:
        _say(asked, f"from {write(low)}")
    elif high is not None:
        _say(asked, f"up to {write(high)}")


_EXAMPLES = {
    Kind.NUMBER: "“{}” is not a number, such as 12 or 0.5.",
    Kind.DATE: "“{}” is not a date, such as 2027-03-12.",
}
_READ: dict[Kind, Callable[[Filter, Reader, Sequence[Option]], None]] = {
    Kind.TEXT: _read_text,
    Kind.CHOICE: _read_choice,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.FLAG: _read_flag,
}


def _bound(asked: Filter, name: str, read: Callable[[str], Any]) -> Any:
    return None if name in asked.errors or "to" in asked.errors else read(asked.typed[name])


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**15 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _between(column: Column, first: date | None, last: date | None) -> Q:
    """Match the days from the first to the last, both within, however the column keeps them."""
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{column.source}__gte": _beginning(column, first)})
    if last is not None:
        condition &= Q(**{f"{column.source}__lt": _beginning(column, last + timedelta(days=1))})
    return condition


def _beginning(column: Column, day: date) -> date:
    match column.stored:
        case Stored.DAY:
            return day
        case Stored.MINUTE:
            return datetime.combine(day, time())
        case Stored.STAMP:
            return day_begins(day)


def _empty(column: Column, *, is_empty: bool) -> Q:
    empty = Q(**{f"{column.source}__isnull": True})
    if column.kind == Kind.TEXT:
        empty |= Q(**{column.source: ""})
    return empty if is_empty else ~empty


def _add(asked: Filter, condition: Q, words: str) -> None:
    asked.condition = condition if asked.condition is None else asked.condition & condition
    _say(asked, words)


def _say(asked: Filter, words: str) -> None:
    asked.words = " and ".join(filter(None, [asked.words, words]))
