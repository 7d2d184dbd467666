"""What leveling takes: activities on working time, what they need, and what there is of it.

Instants are minutes since the epoch, durations working minutes, units whole numbers in which demand and capacity of
a resource are both counted (for people percent of one full-time person, so 100 is one person).

Changes of this module since it was published: none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from milepost.engine.calendar.pattern import STANDARD, AnyCalendar
from milepost.engine.network.model import Link


class Span(NamedTuple):
    """A half-open span of time."""

    start: int
    finish: int


class Availability(NamedTuple):
    """From this instant on so many units are there, until the next one."""

    at: int
    units: int


class ResourceKind(StrEnum):
    PERSON = "person"
    TEAM = "team"
    EQUIPMENT = "equipment"
    SLOT = "slot"
    """An agenda slot: of a council, a change board or a maintenance window."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that several activities compete for.

    Absences are `blackouts`; a steady operations load lowers `units`, a dated one is `availability`.
    """

    uid: int
    name: str
    units: int = 100
    availability: Sequence[Availability] = ()
    """Changes of what is there over time, in order; before the first, `units` count."""
    blackouts: Sequence[Span] = ()
    """When nothing of it is there; an activity under way waits for the end, as it does overnight."""
    calendar: AnyCalendar | None = None
    """When it works; `None` is whenever the activity works."""
    kind: ResourceKind = ResourceKind.PERSON


@dataclass(frozen=True, slots=True)
class Demand:
    """Units of one resource for as long as the activity is worked on; any one of `choices` will do."""

    choices: tuple[int, ...]
    """Resources by uid: those with the skill, the one planned today first."""
    units: int = 100


@dataclass(frozen=True, slots=True)
class Activity:
    """One task that leveling may place; `None` where nothing was decided."""

    uid: int
    duration: int = 0
    """Working minutes, of what is left when the activity is given no fixed start."""
    demands: Sequence[Demand] = ()
    project: int = 0
    calendar: int | None = None
    """Index into `Problem.calendars`; `None` is the first."""
    release: int | None = None
    """No earlier start."""
    keeps_own_hours: bool = False
    """Its calendar alone says when it is worked on: those of its resources are in it already, or do not count."""
    fixed_start: int | None = None
    """Set for what has started or is fixed by a person: it never moves, and takes its resources first."""
    fixed_finish: int | None = None
    """Finish of a fixed activity; `None` follows from its duration."""
    deadline: int | None = None
    is_deadline_hard: bool = False
    """No answer may miss the deadline: rather say that there is none."""
    weight: float = 1.0
    """How much a late day of this activity counts against others."""
    is_splittable: bool = False
    shortest_part: int = 240
    """Working minutes below which a part of a splittable activity is not worth starting, except its last."""
    planned_start: int | None = None
    """Start in the current plan: what people were told."""
    planned_resources: tuple[int, ...] = ()
    """Resource of each demand in the current plan; empty takes each demand's first choice."""
    name: str = ""

    @property
    def words(self) -> str:
        """Name the activity in quotes."""
        return f"“{self.name}”" if self.name else f"task {self.uid}"


@dataclass(frozen=True, slots=True)
class Project:
    """A project among several; `weight` tells how much a day of its finish counts against the others'."""

    key: int
    name: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a leveled schedule follows from. Links name activities by uid; circles are refused."""

    start: int
    activities: Sequence[Activity]
    resources: Sequence[Resource] = ()
    links: Sequence[Link] = ()
    calendars: Sequence[AnyCalendar] = (STANDARD,)
    projects: Sequence[Project] = ()
    """Projects without an entry weigh 1."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What counts, each times its weight: the answer has the least sum. Days are elapsed days."""

    makespan: float = 1.0
    """Per day until everything is finished."""
    finishes: float = 0.0
    """Per day until a project is finished, times the project's weight."""
    tardiness: float = 0.0
    """Per day past a deadline, times the activity's weight and its project's."""
    peaks: float = 0.0
    """Per hundred units of each resource's highest use."""
    moves: float = 0.0
    """Per activity that starts at another time than planned or gets another resource."""
    people_told: float = 0.0
    """Per resource one of whose activities moves."""


EARLY = Objective()
ON_TIME = Objective(makespan=0.01, finishes=0.1, tardiness=1.0)
LEVEL = Objective(makespan=0.1, peaks=1.0)
STEADY = Objective(makespan=0.1, tardiness=1.0, moves=1.0, people_told=2.0)
"""Close to the current plan."""


class Rule(StrEnum):
    """The priority rule that a plain answer is built by."""

    LATEST_FINISH = "latest finish"
    LATEST_START = "latest start"
    MOST_SUCCESSORS = "most successors"
    DEADLINE = "earliest deadline by priority"
    PLANNED = "current plan"
    GIVEN = "order given"


class Scheme(StrEnum):
    """Serial: each activity in turn as early as it fits. Parallel: never leave idle what could start now."""

    SERIAL = "serial"
    PARALLEL = "parallel"
