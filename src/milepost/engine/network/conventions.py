"""What scheduling tools decide differently, and the named conventions of the two that matter."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class LagCalendar(IntEnum):
    """Whose working time a lag counts on."""

    SUCCESSOR = 0
    PREDECESSOR = 1
    PROJECT = 2


class Progress(IntEnum):
    """What becomes of work that is not done at the status date."""

    AS_STARTED = 0
    """A started task goes on from its start, and nothing moves because of the status date."""
    RETAINED_LOGIC = 1
    """What remains waits for the status date, and for the predecessors as if it had not started."""
    OVERRIDE = 2
    """What remains of a started task waits for the status date only."""


class SlackOf(IntEnum):
    """Between which dates total slack is measured."""

    SMALLER = 0
    """The smaller of the next two."""
    START = 1
    FINISH = 2


class CriticalBy(StrEnum):
    """What makes a task critical."""

    SLACK = "slack"
    """Its total slack is at most the plan's threshold."""
    LONGEST_PATH = "longest path"
    """It stands on a chain of links that drive the last finish."""


class LateBy(IntEnum):
    """How far a task that is to be as late as possible moves."""

    TOTAL_SLACK = 0
    """To its late dates; what follows it moves too."""
    FREE_SLACK = 1
    """As far as nothing else moves."""


@dataclass(frozen=True, slots=True)
class Convention:
    """How a tool schedules where others do otherwise; `docs/engine/scheduling.md` names the source of each value."""

    name: str
    lag_calendar: LagCalendar = LagCalendar.SUCCESSOR
    progress: Progress = Progress.AS_STARTED
    total_slack: SlackOf = SlackOf.SMALLER
    critical: CriticalBy = CriticalBy.SLACK
    has_many_critical_paths: bool = False
    """A task without successors may finish no later than it does, so that each chain has a critical path."""
    has_binding_dates: bool = True
    """Dates that a task must keep, or be no later than, win over links; else they limit late dates alone."""
    may_precede_start: bool = True
    """A task without predecessors whose own date is earlier than the project's start stands there."""
    late: LateBy = LateBy.TOTAL_SLACK


MICROSOFT_PROJECT = Convention("microsoft_project")

PRIMAVERA = Convention(
    "primavera",
    lag_calendar=LagCalendar.PREDECESSOR,
    progress=Progress.RETAINED_LOGIC,
    total_slack=SlackOf.FINISH,
    has_binding_dates=False,
    may_precede_start=False,
    late=LateBy.FREE_SLACK,
)

CONVENTIONS = {convention.name: convention for convention in (MICROSOFT_PROJECT, PRIMAVERA)}
