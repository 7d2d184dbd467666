"""What follows from a network: dates, slack, and why each task starts when it does."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.int64]


class Reason(IntEnum):
    """What decides a task's start."""

    PROJECT_START = 0
    LINK = 1
    CONSTRAINT = 2
    ACTUAL = 3
    PINNED = 4
    CHILDREN = 5
    PARENT = 6
    """The summary above holds it, by a link or a constraint of its own."""
    EXTERNAL = 7
    """The schedule of another project; told of that project's tasks alone."""
    LEVELED = 8
    """Leveling delays it past its early start; told in explanations alone, before what decides that."""
    LATE = 9
    """It is as late as what follows it allows; told in explanations alone, as the next is."""
    LAST = 10
    """It is as late as the finish of the project, or its own deadline, allows."""


class Conflict(StrEnum):
    """Which decided date the rest of the plan contradicts."""

    CONSTRAINT = "constraint"
    ACTUAL = "actual start"
    PINNED = "fixed start"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A decided date that the links do not allow, or a deadline that the finish misses."""

    uid: int
    conflict: Conflict
    decided: int
    """The instant the task was given, or the deadline."""
    needed: int
    """The earliest start its links allow, or the finish that misses the deadline."""


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """The computed columns of a network, aligned with its tasks: instants and slack in minutes."""

    uid: Minutes
    start: Minutes
    finish: Minutes
    early_start: Minutes
    early_finish: Minutes
    late_start: Minutes
    late_finish: Minutes
    total_slack: Minutes
    free_slack: Minutes
    critical: NDArray[np.bool_]
    longest_path: NDArray[np.bool_]
    """Whether the task, or one below it, stands on a chain of driving links to the last finish."""
    driver: Minutes
    """Index into `Network.links` of the link that decides the start, or -1."""
    reason: Minutes
    contradictions: tuple[Contradiction, ...]
    start_of_project: int
    finish_of_project: int

    def position(self, uid: int) -> int:
        """Give the index of a task in the columns; raises KeyError."""
        found = np.flatnonzero(self.uid == uid)
        if not len(found):
            raise KeyError(uid)
        return int(found[0])
