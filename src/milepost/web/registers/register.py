"""A register of a project as its pages show it: its table, its form, and what may be done with an entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django import forms
from django.db.models import QuerySet

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.tables.shown import TableView
from milepost.web.tables.table import Table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Shown = Mapping[str, Any]


class MakesForm(Protocol):
    """Makes the form of an entry; without a row it is for a new one."""

    def __call__(self, data: Any, *, project: Project, row: Any, person: Person) -> forms.Form: ...


@dataclass(frozen=True, slots=True)
class End:
    """A way an entry ends or goes on, offered while it is in some of its states."""

    name: str
    label: "StrOrPromise"
    told: "StrOrPromise"
    """How the message goes on after the entry's name: `is closed`."""
    act: Callable[[Any, str, Person, datetime], object]
    """Calls the action with the row and the words given."""
    states: frozenset[str]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One register beside others on a tab."""

    label: "StrOrPromise"
    url: str
    name: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything its pages need to know; `name` is the word for one entry in addresses, `plural` for the list."""

    name: str
    plural: str
    tab: str
    label: "StrOrPromise"
    plural_label: "StrOrPromise"
    new_label: "StrOrPromise"
    table: Table
    form: MakesForm
    rows: Callable[[Person], QuerySet[Any]]
    """The entries of all projects that a person may see."""
    make: Callable[..., Any]
    change: Callable[..., Any]
    view: str
    """The permission to enter the register; what of it is seen is narrowed by row."""
    edit: str
    segments: Callable[[AskedBy, Project], Sequence[Segment]]
    ends: tuple[End, ...] = ()
    end_label: "StrOrPromise" = ""
    """What is asked for in words when an entry ends."""
    state: Callable[[Any], str] = lambda row: str(row.state)
    empty: str = ""
    """The template that says what an empty register is for."""
    actions: str = "registers/parts/actions.html"
    above: str = ""
    """A template over the table."""
    beside: str = ""
    """A template beside an entry's form."""
    below: str = ""
    """A template under an entry's form."""
    of_list: Callable[[AskedBy, Project, TableView], Shown] = lambda request, project, table: {}
    of_entry: Callable[[AskedBy, Any], Shown] = lambda request, row: {}
    related: tuple[str, ...] = ("owner", "project")
    is_kept_after_end: bool = False
    """Whether entries are still made and changed when the project is over."""
    namespace: str = "projects"
    has_discussion: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)

    def address(self, page: str) -> str:
        """Name an address of the register: `list`, `new`, `entry` or `end`."""
        names = {
            "list": self.plural,
            "new": f"new-{self.name}",
            "entry": self.name,
            "end": f"{self.name}-end",
        }
        return f"{self.namespace}:{names[page]}"

    def offered(self, row: Any) -> list[End]:
        """Give the ways on that an entry in its state has."""
        return [end for end in self.ends if self.state(row) in end.states]
