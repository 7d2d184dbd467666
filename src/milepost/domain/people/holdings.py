"""What a person holds that somebody has to take over one day; every area registers what it knows of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from milepost.domain.people.models import Person


class Holding(NamedTuple):
    """One thing a person holds; `subject` is the row it is about."""

    kind: str
    subject: Any
    title: str
    detail: str = ""
    project: Any = None
    """The project it belongs to, where it belongs to one."""
    is_asked: bool = False
    """Whoever takes it over is asked to accept it."""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.subject.pk}"


class Passing(NamedTuple):
    """From whom things pass to whom, who lets them, when and why."""

    person: Person
    to: Person
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldingKind:
    """A kind of thing: how those of a person are found that a reader may see, and how they pass to somebody else."""

    name: str
    label: str
    find: Callable[[Person, Person], Iterable[Holding]]
    pass_on: Callable[[Sequence[Any], Passing], None]
    """Takes the subjects; asks the permissions that each thing asks of whoever changes it by hand."""
    is_right: bool = False
    """It is a role that lets people do things, so that whoever hands on the own work gives it away last."""


_KINDS: dict[str, HoldingKind] = {}


def register_holdings(*kinds: HoldingKind) -> None:
    """Register kinds of things that people hold."""
    _KINDS.update({kind.name: kind for kind in kinds})


def holding_kinds() -> list[HoldingKind]:
    """Give all kinds, in the order of the areas that registered them."""
    return list(_KINDS.values())


def holdings_of(person: Person, *, seen_by: Person) -> list[Holding]:
    """Give everything a person holds that a reader may see, kind by kind, in a constant number of queries."""
    return [one for kind in _KINDS.values() for one in kind.find(person, seen_by)]
