"""A column of a table: what it is called, where its values come from, how they read, and what may be done with them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.db.models import Aggregate, Q, QuerySet
from django.db.models.expressions import Combinable

from milepost.domain.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choices = Sequence[tuple[Any, "StrOrPromise"]]
Found = QuerySet[Any]


class Reader(NamedTuple):
    """Who looks at a table, and on which day of the city; `known` keeps what one answer works out and needs again."""

    person: Person
    today: date
    known: dict[str, dict[int, Any]]


class Kind(StrEnum):
    """What a column holds, which decides how it is filtered, ordered, drawn and exported."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


class Stored(StrEnum):
    """How the database keeps a date: as a civil day, a local minute, or a stamp in UTC."""

    DAY = "day"
    MINUTE = "minute"
    STAMP = "stamp"


class Option(NamedTuple):
    """A choice that stands for more than one value, such as all open states."""

    value: str
    label: "StrOrPromise"
    matches: Q


@dataclass(frozen=True, slots=True)
class Edit:
    """How a cell is changed in place: its field, who may, and the action that saves it."""

    field: Callable[[Any], forms.Field]
    initial: Callable[[Any], Any]
    may: Callable[[Person, Any], bool]
    act: Callable[[Any, Any, Person, datetime], str | None]
    """Calls the action with a row's new value; gives a sentence worth telling, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `path` leads from a row of the database to its value.

    A value that no query can tell is `computed`, for many rows at once and only when it is asked for.
    """

    name: str
    label: "StrOrPromise"
    kind: Kind = Kind.TEXT
    path: str = ""
    shown_by: str = ""
    """The path of a relation's name: what it is ordered, grouped and chosen by."""
    expression: Combinable | None = None
    computed: Callable[[Found, Reader], Mapping[int, Any]] | None = None
    stored: Stored = Stored.DAY
    choices: Choices = ()
    options: tuple[Option, ...] = ()
    own: Callable[[Reader], Q] | None = None
    """What “me” means, in a column of persons."""
    default: tuple[str, ...] = ()
    """What the filter says where the address does not."""
    read: Callable[[Any], Any] | None = None
    """The value of a loaded row; without it the path is followed."""
    draw: Callable[[Any, Any], str] | None = None
    """The cell's markup from its value and row; without it the kind decides."""
    write: Callable[[Any], Any] | None = None
    """What an export holds for a row; without it the value, or its label."""
    total: type[Aggregate] | None = None
    css: str = ""
    help: "StrOrPromise" = ""
    is_optional: bool = False
    """Shown only when chosen."""
    is_nullable: bool = False
    can_filter: bool = True
    can_sort: bool = True
    can_group: bool | None = None
    edit: Edit | None = None

    @property
    def source(self) -> str:
        """The name by which queries know the column's value."""
        return f"table_{self.name}" if self.is_made else self.path or self.name

    @property
    def is_made(self) -> bool:
        return self.computed is not None or self.expression is not None

    @property
    def is_relation(self) -> bool:
        """Whether it leads to rows of another model, shown by their name."""
        return bool(self.shown_by) and self.shown_by != self.path

    @property
    def is_groupable(self) -> bool:
        return self.kind in {Kind.CHOICE, Kind.FLAG} if self.can_group is None else self.can_group

    @property
    def is_numeric(self) -> bool:
        return self.kind == Kind.NUMBER

    @property
    def empty_label(self) -> str:
        """How a group without a value is called."""
        return "No one yet" if self.own else f"No {self.label.lower()}"

    def value(self, row: Any) -> Any:
        """Give a loaded row's value."""
        if self.read is not None:
            return self.read(row)
        return reduce(_step, (self.shown_by or self.path or self.name).split("__"), row)

    def label_of(self, value: Any) -> str:
        """Give how a value of a choice or flag reads."""
        if self.kind == Kind.FLAG:
            return "Yes" if value else "No"
        return str(dict(self.choices).get(value, "" if value is None else value))

    def exported(self, row: Any) -> Any:
        """Give what an export holds for a row: a number, a date, or a text."""
        if self.write is not None:
            return self.write(row)
        value = self.value(row)
        if self.kind == Kind.FLAG or self.choices:
            return self.label_of(value)
        return value


def _step(thing: Any, name: str) -> Any:
    return None if thing is None else getattr(thing, name, None)


def names(columns: Iterable[Column]) -> list[str]:
    """Name columns in their order."""
    return [column.name for column in columns]
