"""What leveling answers: where each activity goes, what that costs, why it is delayed; or what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.errors import ScheduleError
from milepost.engine.leveling.model import Span


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an activity goes."""

    uid: int
    start: int
    finish: int
    resources: tuple[int, ...]
    """The resource chosen for each demand, by uid."""
    parts: tuple[Span, ...]
    """When it is worked on, nonworking time left in: one span unless it was split."""


class Held(StrEnum):
    """What holds a delayed activity."""

    RESOURCE = "resource"
    PREDECESSOR = "predecessor"
    PLAN = "plan"
    """It could start earlier, but people were told otherwise."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Why an activity starts later than its links and calendars alone would have it."""

    uid: int
    unleveled: int
    """Its start if there were enough of every resource."""
    start: int
    held: Held
    resource: int | None
    """The resource that it waits for, by uid."""
    by: tuple[int, ...]
    """The activities that have the resource until then, or the predecessor that is late itself."""
    until: int


@dataclass(frozen=True, slots=True)
class Overload:
    """Fixed activities alone take more of a resource than there is; leveling cannot mend that."""

    resource: int
    uids: tuple[int, ...]
    span: Span
    units: int
    capacity: int


@dataclass(frozen=True, slots=True)
class ObjectiveParts:
    """The amounts that the weights of an objective multiply."""

    makespan: float
    finishes: float
    tardiness: float
    peaks: float
    moves: int
    people_told: int


class Stopped(StrEnum):
    """What ended the search."""

    OPTIMAL = "optimal"
    SECONDS = "seconds"
    SCHEDULES = "schedules"
    CANCELED = "canceled"
    RULES = "rules"
    """Nothing was searched: the plain rules answered."""


@dataclass(frozen=True, slots=True)
class Leveling:
    """A leveled schedule; placements stand in the order of the problem's activities."""

    placements: tuple[Placement, ...]
    start: int
    finish: int
    makespan: int
    """Working minutes of the first calendar from the problem's start to the last finish."""
    bound: int
    """No schedule has a smaller makespan."""
    value: float
    """What the objective comes to."""
    parts: ObjectiveParts
    delays: tuple[Delay, ...]
    overloads: tuple[Overload, ...]
    late: tuple[int, ...]
    """Activities that miss their deadlines."""
    method: str
    seed: int
    schedules: int
    """How many schedules were looked at."""
    seconds: float
    stopped: Stopped

    @property
    def gap(self) -> float | None:
        """Give how far the makespan may be above the least one, as a share of the bound; `None` of no length."""
        return (self.makespan - self.bound) / self.bound if self.bound else None

    def placement(self, uid: int) -> Placement:
        """Give where an activity went; raises KeyError."""
        for placement in self.placements:
            if placement.uid == uid:
                return placement
        raise KeyError(uid)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The cheapest change that would make a schedule possible."""

    sentence: str
    uid: int | None = None
    resource: int | None = None
    field: str = ""
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that no schedule can satisfy."""

    sentence: str
    uids: tuple[int, ...] = ()
    resource: int | None = None
    field: str = ""
    relaxation: Relaxation | None = None


class Infeasible(ScheduleError):
    """No schedule satisfies the problem; `obstacles` says what conflicts and what would help."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        first = obstacles[0]
        more = f" ({len(obstacles) - 1} more.)" if len(obstacles) > 1 else ""
        help_ = f" {first.relaxation.sentence}" if first.relaxation else ""
        super().__init__(f"{first.sentence}{help_}{more}")
        self.obstacles = tuple(obstacles)
