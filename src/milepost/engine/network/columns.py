"""Decided values as columns of whole numbers, each checked to be one that a schedule can hold."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.worktime import WIDEST
from milepost.engine.errors import ScheduleError
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Task

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
WHOLE = np.dtype(np.int64)

NONE = -(2**62)
"""Stands for `None` in a column; far below every instant, and safe to add to."""

LONGEST = (WIDEST.last - WIDEST.first) * MINUTES_PER_DAY
"""No duration or lag is longer than the years a schedule may cover."""


class ImpossibleNumber(ScheduleError):
    """A duration, lag, date or calendar of a task is not one that a schedule can hold."""

    def __init__(self, task: Task, field: str) -> None:
        super().__init__(f"The {field} of task {task.uid} “{task.name}” is out of range.")
        self.uid = task.uid
        self.field = field


def fields_of(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Give the fields of records as lists, by name."""
    return {name: list(map(itemgetter(at), rows)) for at, name in enumerate(names)}


def whole(tasks: Sequence[Task], values: Iterable[Any], field: str) -> Numbers:
    """Give a column of whole numbers, with NONE for `None`; raises ImpossibleNumber."""
    numbers = [NONE if value is None else value for value in values]
    try:
        return np.array(numbers, dtype=np.int64)
    except (OverflowError, ValueError):
        misfit = next(at for at, value in enumerate(numbers) if not abs(value) < 2**63)
        raise ImpossibleNumber(tasks[misfit], field) from None


def within(tasks: Sequence[Task], column: Numbers, lowest: int, highest: int, field: str) -> Numbers:
    """Give the column back if all that it holds lies between the bounds, inclusive; raises ImpossibleNumber."""
    outside = np.flatnonzero(((column < lowest) | (column > highest)) & (column != NONE))
    if len(outside):
        raise ImpossibleNumber(tasks[outside[0]], field)
    return column


def lengths(tasks: Sequence[Task], values: Iterable[Any], field: str) -> Numbers:
    """Give a column of durations; raises ImpossibleNumber."""
    return within(tasks, whole(tasks, values, field), 0, LONGEST, field)


def instants(tasks: Sequence[Task], values: Iterable[Any], field: str) -> Numbers:
    """Give a column of instants; raises ImpossibleNumber."""
    first, last = WIDEST.first * MINUTES_PER_DAY, WIDEST.last * MINUTES_PER_DAY
    return within(tasks, whole(tasks, values, field), first + 1, last - 1, field)


def positions(column: Numbers, wanted: Numbers) -> Numbers:
    """Give where in a column each wanted number stands, or -1 where it does not."""
    if not len(column):
        return np.full(len(wanted), -1)
    order = np.argsort(column, kind="stable")
    found = order[np.minimum(np.searchsorted(column, wanted, sorter=order), len(order) - 1)]
    return np.where(column[found] == wanted, found, -1)
