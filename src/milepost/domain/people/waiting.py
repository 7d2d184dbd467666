"""What waits for a person; every area registers what it knows of when the application starts."""

from collections.abc import Callable, Iterable
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

_SOURCES: list[Source] = []


def waits(source: Source) -> Source:
    """Register a source: asked for a person on a day, it gives what waits, in a constant number of queries."""
    _SOURCES.append(source)
    return source


def waiting_for(person: Person, *, as_of: date) -> list[Waiting]:
    """Give all that waits for a person, the most urgent first; of equal days in the order of the sources."""
    found = [one for source in _SOURCES for one in source(person, as_of)]
    return sorted(found, key=lambda one: (one.urgency(as_of), one.due or as_of))
