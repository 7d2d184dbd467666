"""Working calendars laid out as tables of segments, so that calendar arithmetic is a look-up.

The functions over `Tables` are kernels (see `milepost.engine.kernel`): plain loops over whole numbers.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.pattern import AnyCalendar, Calendar, CombinedCalendar
from milepost.engine.instants import MINUTES_PER_DAY

Minutes = NDArray[np.int64]

BUCKET_BITS = 7
BUCKET = 1 << BUCKET_BITS
"""Minutes between the entries of an index: less than between two breaks, so that a look-up walks a step at most.
The first step is taken without a branch, which nobody could predict."""

MONDAY_OF_EPOCH_WEEK = 3
"""Day 0 was a Thursday: `(day + 3) % 7` counts from Monday."""


class Horizon(NamedTuple):
    """The days a table covers: from midnight of day `first` to midnight of day `last`."""

    first: int
    last: int


class Segments(NamedTuple):
    """The working segments of one calendar in order and the working minutes before each; two empty ones close it."""

    start: Minutes
    finish: Minutes
    before: Minutes


class Tables(NamedTuple):
    """The segments of several calendars end to end, with indexes by time and by work in buckets of minutes."""

    origin: int
    limit: int
    start: Any
    finish: Any
    before: Any
    first_segment: Any
    by_time: Any
    """First segment of the calendar that ends after the beginning of each bucket of time."""
    time_offset: Any
    by_work: Any
    """Segment of the calendar in which each bucket of work begins."""
    work_offset: Any
    total: Any
    """Working minutes of each calendar within the horizon."""


def worked(tables: Tables, calendar: int, instant: int) -> int:
    """Count the working minutes of a calendar from the horizon's beginning to an instant."""
    inside = min(max(instant, tables.origin), tables.limit - 1)
    bucket = tables.time_offset[calendar] + ((inside - tables.origin) >> BUCKET_BITS)
    segment = tables.first_segment[calendar] + tables.by_time[bucket]
    segment += tables.finish[segment] <= inside
    while tables.finish[segment] <= inside:
        segment += 1
    return tables.before[segment] + max(0, inside - tables.start[segment])


def start_after(tables: Tables, calendar: int, work: int) -> int:
    """Give the latest instant with so many minutes worked before it: where the next minute of work starts."""
    if work < 0:
        return tables.origin
    inside = min(work, tables.total[calendar])
    bucket = tables.work_offset[calendar] + (inside >> BUCKET_BITS)
    segment = tables.first_segment[calendar] + tables.by_work[bucket]
    segment += tables.before[segment + 1] <= inside
    while tables.before[segment + 1] <= inside:
        segment += 1
    return tables.start[segment] + inside - tables.before[segment]


def finish_after(tables: Tables, calendar: int, work: int) -> int:
    """Give the earliest instant with so many minutes worked before it: where the last minute of work finishes."""
    if work <= 0:
        return tables.origin
    return start_after(tables, calendar, work - 1) + 1


def add_work(tables: Tables, calendar: int, instant: int, minutes: int) -> int:
    """Move an instant by working minutes, backward if negative; no minutes leave it where it is."""
    if minutes > 0:
        return finish_after(tables, calendar, worked(tables, calendar, instant) + minutes)
    if minutes < 0:
        return start_after(tables, calendar, worked(tables, calendar, instant) + minutes)
    return instant


def next_work(tables: Tables, calendar: int, instant: int) -> int:
    """Give the first instant not before this one at which work can start."""
    return start_after(tables, calendar, worked(tables, calendar, instant))


def previous_work(tables: Tables, calendar: int, instant: int) -> int:
    """Give the last instant not after this one at which work can finish."""
    return finish_after(tables, calendar, worked(tables, calendar, instant))


def work_between(tables: Tables, calendar: int, first: int, second: int) -> int:
    """Count working minutes from the first instant to the second; negative when the second comes earlier."""
    return worked(tables, calendar, second) - worked(tables, calendar, first)


@lru_cache(maxsize=128)
def segments(calendar: AnyCalendar, horizon: Horizon) -> Segments:
    """Lay a calendar out over a horizon; touching and overlapping shifts become one segment."""
    if isinstance(calendar, CombinedCalendar):
        start, finish = _combined(calendar, horizon)
    else:
        start, finish = _shifts(calendar, np.arange(horizon.first, horizon.last, dtype=np.int64))
    reach = np.maximum.accumulate(finish)
    opens = np.ones(len(start), dtype=np.bool_)
    opens[1:] = start[1:] > reach[:-1]
    heads = np.flatnonzero(opens)
    start = start[heads]
    finish = np.maximum.reduceat(reach, heads) if len(heads) else finish
    stops = [horizon.last * MINUTES_PER_DAY] * 2
    before = np.concatenate(([0], np.cumsum(finish - start), [np.iinfo(np.int64).max]))
    return Segments(np.append(start, stops), np.append(finish, stops), before)


def _combined(calendar: CombinedCalendar, horizon: Horizon) -> tuple[Minutes, Minutes]:
    """Give the spans in which at least one of the calendars works, or all of them."""
    laid = [segments(one, horizon) for one in calendar.of]
    opens = np.concatenate([one.start[:-2] for one in laid])
    closes = np.concatenate([one.finish[:-2] for one in laid])
    instants = np.concatenate([opens, closes])
    steps = np.concatenate([np.ones(len(opens), np.int64), np.full(len(closes), -1, np.int64)])
    # At one instant the spans that end come first, so that spans that only touch have nothing in common.
    order = np.lexsort((steps, instants))
    instants, at_work = instants[order], np.cumsum(steps[order])
    works = at_work >= (len(calendar.of) if calendar.is_common else 1)
    begins = np.flatnonzero(works & ~np.append(False, works[:-1]))
    ends = np.flatnonzero(~works & np.append(False, works[:-1]))
    start, finish = instants[begins], instants[ends]
    return start[finish > start], finish[finish > start]


def _shifts(calendar: Calendar, days: Minutes) -> tuple[Minutes, Minutes]:
    patterns = [*calendar.week, *(exception.shifts for exception in calendar.exceptions)]
    pattern_of_day = (days + MONDAY_OF_EPOCH_WEEK) % 7
    for number, exception in enumerate(calendar.exceptions, start=7):
        low, high = np.searchsorted(days, (exception.first, exception.last + 1))
        pattern_of_day[low:high] = number
    starts = [np.empty(0, dtype=np.int64)]
    finishes = [np.empty(0, dtype=np.int64)]
    for number, shifts in enumerate(patterns):
        midnights = days[pattern_of_day == number] * MINUTES_PER_DAY
        starts += [midnights + shift.start for shift in shifts]
        finishes += [midnights + shift.finish for shift in shifts]
    start, finish = np.concatenate(starts), np.concatenate(finishes)
    order = np.argsort(start, kind="stable")
    return start[order], finish[order]


def tables(calendars: Sequence[AnyCalendar], horizon: Horizon) -> Tables:
    """Lay several calendars out over one horizon, indexed for constant-time look-ups."""
    return _laid_out(tuple(calendars), horizon)


@lru_cache(maxsize=8)
def _laid_out(calendars: tuple[AnyCalendar, ...], horizon: Horizon) -> Tables:
    """Keep the latest, which an edit asks for several times; an index takes longer to make than a small schedule."""
    return tables_of([segments(calendar, horizon) for calendar in calendars], horizon)


def tables_of(laid: Sequence[Segments], horizon: Horizon) -> Tables:
    """Index the segments of several calendars end to end."""
    times = np.arange(horizon.first * MINUTES_PER_DAY, horizon.last * MINUTES_PER_DAY, BUCKET, dtype=np.int64)
    total = np.array([one.before[-2] for one in laid], dtype=np.int64)
    by_time = [np.searchsorted(one.finish, times, side="right") for one in laid]
    by_work = [
        np.searchsorted(one.before, np.arange(0, work + 1, BUCKET), side="right") - 1
        for one, work in zip(laid, total, strict=True)
    ]
    return Tables(
        origin=horizon.first * MINUTES_PER_DAY,
        limit=horizon.last * MINUTES_PER_DAY,
        start=np.concatenate([one.start for one in laid]),
        finish=np.concatenate([one.finish for one in laid]),
        before=np.concatenate([one.before for one in laid]),
        first_segment=_offsets(one.start for one in laid),
        by_time=np.concatenate(by_time),
        time_offset=_offsets(by_time),
        by_work=np.concatenate(by_work),
        work_offset=_offsets(by_work),
        total=total,
    )


def _offsets(columns: Iterable[Minutes]) -> Minutes:
    return np.cumsum([0, *(len(column) for column in columns)], dtype=np.int64)[:-1]
