"""What a printed Gantt chart is drawn from: rows, links and dates, in local minutes since 1970."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["summary", "task", "milestone"]
MINUTES_PER_DAY = 1440


class Span(NamedTuple):
    """A half-open time, in minutes."""

    start: int
    finish: int


@dataclass(frozen=True, slots=True)
class Row:
    """One task as it is drawn; `lines` is its name broken to fit the name column."""

    uid: int
    level: int
    lines: tuple[str, ...]
    kind: Kind
    span: Span | None
    percent: int = 0
    is_critical: bool = False
    is_inactive: bool = False
    baseline: Span | None = None
    deadline: int | None = None
    label: str = ""
    cells: tuple[str, ...] = ()


class Link(NamedTuple):
    """An arrow between two rows; `type` is FS, SS, FF or SF."""

    predecessor: int
    successor: int
    type: str
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A schedule to print. `free_days` are runs of days without work, the second day not included."""

    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()
    free_days: tuple[tuple[int, int], ...] = ()
    status_date: int | None = None
    today: int | None = None
    window: Span = field(default=Span(0, MINUTES_PER_DAY))
