"""What waits for a person; every area registers what it knows of when the application starts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from milepost.domain.people.models import Person


class Urgency(IntEnum):
    """How soon something that waits is to be done, the soonest first."""

    LATE = 1
    THIS_WEEK = 2
    NEXT = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person; `kind` says how it is shown and opened, `subject` is the row it is about."""

    kind: str
    subject: Any
    title: str
    detail: str = ""
    project: Any = None
    """The project it belongs to, where it belongs to one."""
    due: date | None = None
    """Until when it is to be done; what has no day waits now."""
    is_decision: bool = False

    def urgency(self, as_of: date) -> Urgency:
        """Say how urgent it is on a day; a week ends with its Sunday."""
        if self.due is not None and self.due < as_of:
            return Urgency.LATE
        sunday = as_of + timedelta(days=6 - as_of.weekday())
        return Urgency.THIS_WEEK if self.due is None or self.due <= sunday else Urgency.NEXT


Source = Callable[[Person, date], Iterable[Waiting]]

_SOURCES: list[tuple[frozenset[str], Source]] = []


def waits(*kinds: str) -> Callable[[Source], Source]:
    """Register a source of things of these kinds: asked for a person on a day, it gives what waits.

    It takes a constant number of queries.
    """

    def register(source: Source) -> Source:
        _SOURCES.append((frozenset(kinds), source))
        return source

    return register


def waiting_for(person: Person, *, as_of: date, kinds: Collection[str] | None = None) -> list[Waiting]:
    """Give what waits for a person, of all kinds or of some, the most urgent first; of equal days by source."""
    asked = [source for known, source in _SOURCES if kinds is None or not known.isdisjoint(kinds)]
    found = [one for source in asked for one in source(person, as_of)]
    return sorted(found, key=lambda one: (one.urgency(as_of), one.due or as_of))
