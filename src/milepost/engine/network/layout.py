"""A network laid out as columns of numbers, checked, for the kernels."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Calendar
from milepost.engine.calendar.worktime import WIDEST
from milepost.engine.errors import ScheduleError
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, LagUnit, Link, LinkType, Network, Task

NONE = -(2**62)
"""Stands for `None` in a column of instants; far below every instant, and safe to add to."""

LONGEST = (WIDEST.last - WIDEST.first) * MINUTES_PER_DAY
"""No duration or lag is longer than the years a schedule may cover."""

Numbers = NDArray[np.int64]


class DuplicateTask(ScheduleError):
    """Two tasks carry the same uid."""

    def __init__(self, uid: int) -> None:
        super().__init__(f"Two tasks carry the number {uid}: give one of them another.")
        self.uid = uid


class DanglingLink(ScheduleError):
    """A link names a task that is not there."""

    def __init__(self, link: Link, missing: int) -> None:
        super().__init__(
            f"The link from task {link.predecessor} to task {link.successor} names task {missing}, which is not there."
        )
        self.link = link


class MisplacedTask(ScheduleError):
    """A task's summary is missing or stands after it."""

    def __init__(self, task: Task) -> None:
        super().__init__(
            f"Task {task.uid} “{task.name}” does not stand below its summary task {task.parent}."
        )
        self.uid = task.uid


class ImpossibleNumber(ScheduleError):
    """A duration, lag, date or calendar of a task is not one a schedule can hold."""

    def __init__(self, task: Task, field: str) -> None:
        super().__init__(f"The {field} of task {task.uid} “{task.name}” is out of range.")
        self.uid = task.uid
        self.field = field


class Layout(NamedTuple):
    """The columns of a network: arrays for the compiled kernels, lists for their plain twins.

    Tasks and links stand by index; a link that holds a summary by its finish stands once for each task below it.
    """

    start: int
    parent: Any
    summary: Any
    active: Any
    rolls_up: Any
    """The task counts in the dates of its summary."""
    complete: Any
    duration: Any
    remaining: Any
    clock: Any
    """Index of the calendar the duration runs on."""
    constraint: Any
    constraint_at: Any
    deadline: Any
    actual_start: Any
    actual_finish: Any
    pinned_start: Any
    pinned_finish: Any
    predecessor: Any
    successor: Any
    link_type: Any
    lag: Any
    lag_unit: Any
    lag_calendar: Any
    link: Any
    """Index into `Network.links`."""


def lay_out(network: Network) -> Layout:
    """Check a network and lay it out; raises DuplicateTask, DanglingLink, MisplacedTask or ImpossibleNumber."""
    tasks = network.tasks
    column = Task(*zip(*tasks, strict=True)) if tasks else Task(*([],) * len(Task._fields))  # type: ignore[arg-type]
    uid = _whole(tasks, column.uid, "number")
    parent = _parents(tasks, uid)
    summary = np.zeros(len(tasks), dtype=np.bool_)
    summary[parent[parent >= 0]] = True
    elapsed = np.array(column.elapsed, dtype=np.bool_)
    calendars = len(calendars_of(network)) - 1
    clock = _calendar_indexes(network, column.calendar)
    constraint = np.array(column.constraint, dtype=np.int64)
    constraint_at = _instants(tasks, column.constraint_at, "constraint date")
    constraint[constraint_at == NONE] *= constraint[constraint_at == NONE] == Constraint.AS_LATE_AS_POSSIBLE
    actual_finish = _instants(tasks, column.actual_finish, "actual finish")
    percent = np.array(column.percent_complete, dtype=np.float64)
    complete = (actual_finish != NONE) | (percent >= 100)
    duration, remaining = _durations(tasks, column, percent)
    active, rolls_up, complete = _down_the_outline(
        parent, summary, np.array(column.active, dtype=np.bool_), complete
    )
    return Layout(
        start=_instants(tasks[:1], [network.start], "project start").tolist()[0] if tasks else network.start,
        parent=parent,
        summary=summary,
        active=active,
        rolls_up=rolls_up,
        complete=complete,
        duration=duration,
        remaining=remaining,
        clock=np.where(elapsed, calendars, clock),
        constraint=constraint,
        constraint_at=constraint_at,
        deadline=_instants(tasks, column.deadline, "deadline"),
        actual_start=_instants(tasks, column.actual_start, "actual start"),
        actual_finish=actual_finish,
        pinned_start=_instants(tasks, column.pinned_start, "start"),
        pinned_finish=_instants(tasks, column.pinned_finish, "finish"),
        **_links(network, uid, parent, summary, active, elapsed, clock),
    )


def calendars_of(network: Network) -> list[Calendar]:
    """Give the network's calendars, then the one that elapsed time runs on."""
    return [*(network.calendars or (STANDARD,)), ROUND_THE_CLOCK]


def positions(sorted_from: Numbers, wanted: Numbers) -> Numbers:
    """Give the index of each wanted number in a column, or -1 where it is not there."""
    if not len(sorted_from):
        return np.full(len(wanted), -1)
    order = np.argsort(sorted_from, kind="stable")
    found = order[np.minimum(np.searchsorted(sorted_from, wanted, sorter=order), len(order) - 1)]
    return np.where(sorted_from[found] == wanted, found, -1)


def _parents(tasks: Sequence[Task], uid: Numbers) -> Numbers:
    ordered = np.sort(uid)
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        raise DuplicateTask(int(ordered[twice[0]]))
    named = np.array([task.parent is not None for task in tasks], dtype=np.bool_)
    parent = positions(
        uid, np.array([task.parent if task.parent is not None else 0 for task in tasks], dtype=np.int64)
    )
    misplaced = np.flatnonzero(named & ((parent < 0) | (parent >= np.arange(len(tasks)))))
    if len(misplaced):
        raise MisplacedTask(tasks[misplaced[0]])
    return np.where(named, parent, -1)


def _whole(tasks: Sequence[Task], values: Iterable[int], field: str) -> Numbers:
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        big = next(task for task, value in zip(tasks, values, strict=False) if not -(2**63) <= value < 2**63)
        raise ImpossibleNumber(big, field) from None


def _within(tasks: Sequence[Task], column: Numbers, lowest: int, highest: int, field: str) -> Numbers:
    outside = np.flatnonzero(((column < lowest) | (column > highest)) & (column != NONE))
    if len(outside):
        raise ImpossibleNumber(tasks[outside[0]], field)
    return column


def _instants(tasks: Sequence[Task], values: Iterable[int | None], field: str) -> Numbers:
    column = _whole(tasks, [NONE if value is None else value for value in values], field)
    return _within(tasks, column, WIDEST.first * MINUTES_PER_DAY, WIDEST.last * MINUTES_PER_DAY, field)


def _calendar_indexes(network: Network, values: Iterable[int | None]) -> Numbers:
    project = network.project_calendar
    column = _whole(network.tasks, [project if value is None else value for value in values], "calendar")
    return _within(network.tasks, column, 0, max(len(network.calendars), 1) - 1, "calendar")


def _durations(tasks: Sequence[Task], column: Task, percent: NDArray[np.float64]) -> tuple[Numbers, Numbers]:
    planned = _within(tasks, _whole(tasks, column.duration, "duration"), 0, LONGEST, "duration")
    undone = planned - np.rint(planned * percent / 100).astype(np.int64)
    given = _whole(
        tasks, [NONE if value is None else value for value in column.remaining], "remaining duration"
    )
    _within(tasks, given, 0, LONGEST, "remaining duration")
    remaining = np.where(given == NONE, undone, given)
    # Percentages are kept rounded to whole numbers, so within one percent the planned duration is the exact one.
    rounding = np.abs(remaining - undone) <= planned / 100
    return np.where(rounding, planned, planned - undone + remaining), remaining


def _down_the_outline(parent: Numbers, summary: Any, active: Any, complete: Any) -> tuple[Any, Any, Any]:
    """An inactive summary makes all below it inactive; a summary is active or complete as its tasks are."""
    above, is_active, is_complete = parent.tolist(), active.tolist(), complete.tolist()
    for task, over in enumerate(above):
        is_active[task] = is_active[task] and (over < 0 or is_active[over])
    alive = (~summary).tolist()
    for task in reversed(range(len(above))):
        is_active[task] = is_active[task] and alive[task]
        if is_active[task] and above[task] >= 0:
            alive[above[task]] = True
    rolls_up = [over < 0 or is_active[task] or not is_active[over] for task, over in enumerate(above)]
    is_complete = [
        complete or heading for complete, heading in zip(is_complete, summary.tolist(), strict=True)
    ]
    for task in reversed(range(len(above))):
        if above[task] >= 0 and rolls_up[task] and not is_complete[task]:
            is_complete[above[task]] = False
    return (
        np.array(is_active, dtype=np.bool_),
        np.array(rolls_up, dtype=np.bool_),
        np.array(is_complete, dtype=np.bool_),
    )


def _links(
    network: Network, uid: Numbers, parent: Numbers, summary: Any, active: Any, elapsed: Any, clock: Numbers
) -> dict[str, Any]:
    links = network.links
    column = Link(*zip(*links, strict=True)) if links else Link([], [], [], [], [])  # type: ignore[arg-type]
    ends = [positions(uid, np.array(end, dtype=np.int64)) for end in (column.predecessor, column.successor)]
    for end, named in zip(ends, (column.predecessor, column.successor), strict=True):
        missing = np.flatnonzero(end < 0)
        if len(missing):
            raise DanglingLink(links[missing[0]], named[missing[0]])  # type: ignore[index]
    kind = np.array(column.type, dtype=np.int64)
    number = np.arange(len(links), dtype=np.int64)
    number, successor = _spread(number, ends[1], parent, summary, kind)
    predecessor, kind = ends[0][number], kind[number]
    lag = np.array(column.lag, dtype=np.float64)
    unit = np.array(column.lag_unit, dtype=np.int64)
    off = np.flatnonzero(~(np.abs(lag) <= LONGEST))
    if len(off):
        raise ImpossibleNumber(network.tasks[ends[1][off[0]]], "lag")
    unit = unit[number]
    unit[(unit == LagUnit.PERCENT) & elapsed[predecessor]] = LagUnit.ELAPSED_PERCENT
    drives = active[predecessor]
    columns = {
        "predecessor": predecessor,
        "successor": successor,
        "link_type": kind,
        "lag": lag[number],
        "lag_unit": unit,
        "lag_calendar": clock[successor],
        "link": number,
    }
    return {name: values[drives] for name, values in columns.items()}


def _spread(
    number: Numbers, successor: Numbers, parent: Numbers, summary: Any, kind: Numbers
) -> tuple[Numbers, Numbers]:
    """Repeat a link to the finish of a summary for each task below it; tools that plan by summaries draw none."""
    to_finish = np.isin(kind, (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)) & summary[successor]
    if not to_finish.any():
        return number, successor
    below: dict[int, list[int]] = {}
    for task in np.flatnonzero(~summary).tolist():
        over = parent[task]
        while over >= 0:
            below.setdefault(int(over), []).append(task)
            over = parent[over]
    ends = [
        below[end] if spread else [end] for end, spread in zip(successor.tolist(), to_finish, strict=True)
    ]
    repeats = [len(end) for end in ends]
    return np.repeat(number, repeats), np.array([task for end in ends for task in end], dtype=np.int64)
