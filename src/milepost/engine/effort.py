"""Work, units and duration of a task, and which of the three follows when another changes.

The rules of Microsoft Project, by its task types: duration = work / units ("Change the task type for more accurate
scheduling", Microsoft Support). Durations and work in minutes; units of 1.0 are one person's full time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from milepost.engine.errors import ScheduleError


class TaskType(IntEnum):
    """What stays when something else changes; the codes of Microsoft Project's XML."""

    FIXED_UNITS = 0
    FIXED_DURATION = 1
    FIXED_WORK = 2


class ImpossibleEffort(ScheduleError):
    """Units, work or a duration from which nothing can follow."""

    def __init__(self, field: str, value: float) -> None:
        super().__init__(f"The {field} of {value:g} cannot be: give more than nothing.")
        self.field = field


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: how much of the working time, and the work that makes."""

    units: float
    work: float


@dataclass(frozen=True, slots=True)
class Effort:
    """A task's duration and its shares, which all start with the task."""

    type: TaskType
    duration: float
    shares: tuple[Share, ...] = ()
    is_effort_driven: bool = False
    """The work stays in sum when people are added or taken away."""

    @property
    def work(self) -> float:
        return sum(share.work for share in self.shares)


def with_duration(effort: Effort, duration: float) -> Effort:
    """Change the duration: units follow of fixed work, else the work; raises ImpossibleEffort."""
    _positive("duration", duration)
    if effort.type is TaskType.FIXED_WORK:
        shares = [replace(share, units=share.work / duration) for share in effort.shares]
    else:
        shares = [replace(share, work=share.units * duration) for share in effort.shares]
    return replace(effort, duration=duration, shares=tuple(shares))


def with_work(effort: Effort, work: float) -> Effort:
    """Change the work in sum: units follow of a fixed duration, else the duration; raises ImpossibleEffort."""
    _positive("work", work)
    by = work / effort.work if effort.work else 0
    return _settled(effort, [replace(share, work=share.work * by) for share in effort.shares])


def with_units(effort: Effort, person: int, units: float) -> Effort:
    """Change one person's units: work follows of a fixed duration, else the duration; raises ImpossibleEffort."""
    _positive("units", units)
    shares = list(effort.shares)
    is_fixed = effort.type is TaskType.FIXED_DURATION
    work = units * effort.duration if is_fixed else shares[person].work
    shares[person] = Share(units, work)
    return replace(effort, shares=tuple(shares)) if is_fixed else _settled(effort, shares)


def with_share(effort: Effort, person: int, share: Share) -> Effort:
    """Set one person's units and work together: the duration follows where it is not fixed; raises ImpossibleEffort."""
    _positive("units", share.units)
    shares = [share if at == person else one for at, one in enumerate(effort.shares)]
    is_fixed = effort.type is TaskType.FIXED_DURATION
    return replace(effort, shares=tuple(shares)) if is_fixed else _settled(effort, shares)


def with_share_work(effort: Effort, person: int, work: float) -> Effort:
    """Change one person's work: units follow of a fixed duration, else the duration; raises ImpossibleEffort."""
    _positive("work", work)
    shares = [replace(one, work=work) if at == person else one for at, one in enumerate(effort.shares)]
    return _settled(effort, shares)


def with_people(effort: Effort, units: Sequence[float]) -> Effort:
    """Add people, who take over work of an effort-driven task and add work to another; raises ImpossibleEffort.

    The first to be assigned, however many they are, give the work: none is there to be shared yet.
    """
    for share in units:
        _positive("units", share)
    joined = [*effort.shares, *(Share(share, share * effort.duration) for share in units)]
    if not effort.shares or not effort.is_effort_driven:
        return replace(effort, shares=tuple(joined))
    return _settled(effort, _spread(effort.work, joined))


def without_person(effort: Effort, person: int) -> Effort:
    """Take a person away, whose work falls to the others where the task is effort-driven."""
    left = [share for at, share in enumerate(effort.shares) if at != person]
    if not left or not effort.is_effort_driven:
        return replace(effort, shares=tuple(left))
    return _settled(effort, _spread(effort.work, left))


def _spread(work: float, shares: Sequence[Share]) -> list[Share]:
    """Share out work in proportion to units."""
    units = sum(share.units for share in shares)
    return [replace(share, work=work * share.units / units) for share in shares]


def _settled(effort: Effort, shares: Sequence[Share]) -> Effort:
    """Let the units follow from the work where the duration is fixed, and else the duration from the longest share."""
    if effort.type is TaskType.FIXED_DURATION:
        _positive("duration", effort.duration)
        return replace(
            effort, shares=tuple(replace(share, units=share.work / effort.duration) for share in shares)
        )
    return replace(effort, duration=max(share.work / share.units for share in shares), shares=tuple(shares))


def _positive(field: str, value: float) -> None:
    if not 0 < value < float("inf"):
        raise ImpossibleEffort(field, value)
