"""The decided facts of one schedule, as the engine takes them: tasks, links, calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.network.conventions import MICROSOFT_PROJECT, Convention


class LinkType(IntEnum):
    """Which end drives which; the codes of Microsoft Project's XML."""

    FINISH_TO_FINISH = 0
    FINISH_TO_START = 1
    START_TO_FINISH = 2
    START_TO_START = 3


class LagUnit(IntEnum):
    """How a lag is counted: working time of the successor, elapsed time, or a share of the predecessor's duration."""

    WORKING = 0
    ELAPSED = 1
    PERCENT = 2
    ELAPSED_PERCENT = 3


class Constraint(IntEnum):
    """The eight date constraints; the codes of Microsoft Project's XML."""

    AS_SOON_AS_POSSIBLE = 0
    AS_LATE_AS_POSSIBLE = 1
    MUST_START_ON = 2
    MUST_FINISH_ON = 3
    START_NO_EARLIER_THAN = 4
    START_NO_LATER_THAN = 5
    FINISH_NO_EARLIER_THAN = 6
    FINISH_NO_LATER_THAN = 7


class Pause(NamedTuple):
    """A split: after so many working minutes of its own, a task's work stops for so many working minutes."""

    after: int
    minutes: int


class Task(NamedTuple):
    """One row of the work breakdown; durations and instants in minutes, `None` where nothing was decided."""

    uid: int
    parent: int | None = None
    """`uid` of the summary task above; a task that is a parent is scheduled from its children."""
    duration: int = 0
    elapsed: bool = False
    calendar: int | None = None
    """Index into `Network.calendars`; `None` is the project calendar."""
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_at: int | None = None
    is_mandatory: bool = False
    """The date it must keep wins over links by every convention."""
    deadline: int | None = None
    percent_complete: float = 0.0
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining: int | None = None
    """Remaining duration of a started task; `None` follows from `percent_complete`."""
    pinned_start: int | None = None
    pinned_finish: int | None = None
    """Dates of a manually scheduled task: they are taken as they stand and drive its successors."""
    pauses: tuple[Pause, ...] = ()
    people_calendar: int | None = None
    """The calendar that work runs on by who is assigned, where that is not `calendar`, on which lags count."""
    leveling_delay: int = 0
    """Elapsed minutes between the early start and the start of a task, so that its people are free for it."""
    waits_for_work: bool = False
    """A milestone that begins work: it stands where its calendar works next, not where its predecessor ends."""
    active: bool = True
    name: str = ""
    of: str = ""
    """The project of an external task: one of another schedule, whose fixed dates only hold back its successors."""

    @property
    def words(self) -> str:
        """Name the task in quotes; an external one with its project, and by that alone where its name is withheld."""
        if self.of:
            return f"“{self.name}” of {self.of}" if self.name else f"a task of {self.of}"
        return f"“{self.name}”" if self.name else f"task {self.uid}"


class Link(NamedTuple):
    """A dependency between two tasks, by `uid`; `lag` is in minutes or percent, and negative for a lead."""

    predecessor: int
    successor: int
    type: LinkType = LinkType.FINISH_TO_START
    lag: float = 0
    lag_unit: LagUnit = LagUnit.WORKING


@dataclass(frozen=True, slots=True)
class Network:
    """Everything a schedule follows from. Tasks stand in outline order, each parent before its children."""

    start: int
    tasks: Sequence[Task]
    links: Sequence[Link] = ()
    calendars: Sequence[AnyCalendar] = ()
    project_calendar: int = 0
    status: int | None = None
    """The status date; `Convention.progress` says what it does to work that is not done."""
    critical_slack: int = 0
    """A task is critical when its total slack is at most this many minutes, unless the longest path decides."""
    finish: int | None = None
    """Schedule backward from this finish; the start then follows, and tasks stand late unless as soon as possible."""
    convention: Convention = MICROSOFT_PROJECT
    """How the tool schedules that the plan comes from."""
