"""A table: its columns, how its rows are loaded, and what may be done with many of them at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.web.tables.column import Column, Found, Reader

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Things = Mapping[str, int]
"""The ids in the address of a table's page, by name; empty for a list over the city."""


@dataclass(slots=True)
class Outcome:
    """What became of an action on many rows: how many it did, and why it refused the others."""

    done: int = 0
    refused: list[tuple[Any, str]] = field(default_factory=list)
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """Something to do with many rows at once, by the same actions as with one."""

    name: str
    label: "StrOrPromise"
    icon: str
    act: Callable[[Sequence[Any], dict[str, Any], Person, datetime], Outcome]
    form: Callable[[Any], forms.Form] | None = None
    may: Callable[[Person], bool] = lambda person: True
    """Whether it is offered at all; each row is asked for by the action itself."""
    done: "StrOrPromise" = "done"
    """The word of the message: 12 risks closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Sums that stand for many rows of a long table, so that it is not added up for every reader.

    They have fields of the table's own names, and `lines` says how many rows each stands for.
    """

    rows: Callable[[Person], Found]
    columns: frozenset[str]
    """The columns by which they may be narrowed as the rows themselves."""
    rest: Q
    """Which rows stand in no kept sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that a page, its filter, its export and its saved views need to know of a list.

    `name` is the page name of its saved views.
    """

    name: str
    label: "StrOrPromise"
    nouns: tuple["StrOrPromise", "StrOrPromise"]
    columns: tuple[Column, ...]
    sort: str
    """What the rows are ordered by unless the address says otherwise: names of columns, falling with a minus."""
    rows: Callable[[Person, Things], Found]
    """Gives the rows a person may see of what the address is about, such as one project."""
    load: Callable[[Found, Reader], Iterable[Any]]
    """Loads rows for showing, with what their cells need, in a constant number of queries."""
    key: Callable[[Any], int] = lambda row: int(row.pk)
    link: Callable[[Any], str] | None = None
    """The address of a row's own page."""
    searches: tuple[str, ...] = ()
    """Paths of the texts that the search box looks into."""
    search_label: "StrOrPromise" = "Search"
    bulks: tuple[Bulk, ...] = ()
    standard: "StrOrPromise" = "Standard view"
    kept: Kept | None = None
    """What the table adds up to, where it is kept."""

    def column(self, name: str) -> Column | None:
        """Give a column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def noun(self, count: int) -> str:
        """Give the word for one or many rows."""
        return str(self.nouns[0] if count == 1 else self.nouns[1])
