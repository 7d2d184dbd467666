"""When each activity can be worked on: its calendar, its resources' calendars, and where there are units enough.

A clock is the working time of one way to staff an activity. Its segments form runs: over the pauses inside a run nobody
could use the resources either, so the activity holds them through, which keeps the profiles short.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.calendar.table import Horizon, Segments, Tables, segments, tables_of
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.leveling.model import Resource

Minutes = NDArray[np.int64]
Need = tuple[int, int]
"""Index of a resource, and how many units of it."""


class Spans(NamedTuple):
    """Half-open spans in order, as two columns."""

    start: Minutes
    finish: Minutes


class Clocks(NamedTuple):
    """All clocks laid out, those of the calendars first; a run of a clock is a row of `run_start` and `run_finish`."""

    tables: Tables
    run_of: Any
    """Run of each segment of the tables."""
    run_start: Any
    run_finish: Any


class ClockBuilder:
    """Collects the clocks of a problem over a horizon; equal ones become one."""

    def __init__(
        self, calendars: Sequence[AnyCalendar], resources: Sequence[Resource], horizon: Horizon
    ) -> None:
        self.calendars = calendars
        self.resources = resources
        self.horizon = horizon
        self.limit = horizon.last * MINUTES_PER_DAY
        self.capacity = [capacity_of(resource, horizon) for resource in resources]
        self._open: dict[tuple[Need, bool], Spans | None] = {}
        self._segments: dict[tuple[int, tuple[Need, ...], bool], int] = {}
        self._known: dict[bytes, int] = {}
        self.spans: list[Spans] = [_spans(segments(calendar, horizon)) for calendar in calendars]
        self._known.update({_content(spans): at for at, spans in reversed(list(enumerate(self.spans)))})
        self.users: list[set[int]] = [set() for _ in resources]

    def clock(self, calendar: int, needs: Sequence[Need], *, is_alone: bool = False) -> int:
        """Give the index of the clock by which an activity of a calendar with such needs is worked on.

        Where the calendar is alone, those of the resources do not count.
        """
        limited = tuple(
            sorted(need for need in set(needs) if self._when_open(need, is_alone=is_alone) is not None)
        )
        key = (calendar, limited, is_alone)
        if key not in self._segments:
            self._segments[key] = self._clock_of(calendar, limited, is_alone=is_alone)
        clock = self._segments[key]
        for resource, _ in needs:
            self.users[resource].add(clock)
        return clock

    def _clock_of(self, calendar: int, limited: Iterable[Need], *, is_alone: bool) -> int:
        opens = [spans for need in limited if (spans := self._when_open(need, is_alone=is_alone)) is not None]
        spans = common([self.spans[calendar], *opens]) if opens else self.spans[calendar]
        content = _content(spans)
        if content not in self._known:
            self._known[content] = len(self.spans)
            self.spans.append(spans)
        return self._known[content]

    def _when_open(self, need: Need, *, is_alone: bool) -> Spans | None:
        """Give when a resource works with so many units, or has them where its calendar does not count.

        `None` is always.
        """
        key = (need, is_alone)
        if key not in self._open:
            own = None if is_alone else self.resources[need[0]].calendar
            enough = self._enough(need)
            spans = [] if own is None else [_spans(segments(own, self.horizon))]
            spans += [] if enough is None else [enough]
            self._open[key] = common(spans) if spans else None
        return self._open[key]

    def _enough(self, need: Need) -> Spans | None:
        at, units = self.capacity[need[0]]
        fits = units >= need[1]
        if fits.all():
            return None
        ends = np.append(at[1:], self.limit)
        return united(Spans(at[fits], ends[fits]))

    def laid_out(self) -> Clocks:
        """Lay out all clocks asked for, with their runs."""
        laid = tables_of([_closed(spans, self.limit) for spans in self.spans], self.horizon)
        busy = [self._in_use(resource) for resource in range(len(self.resources))]
        together: dict[int, list[int]] = {}
        for resource, clocks in enumerate(self.users):
            for clock in clocks:
                together.setdefault(clock, []).append(resource)
        run_of, run_start, run_finish, runs = [], [], [], 0
        for clock, spans in enumerate(self.spans):
            unions = {busy[resource][0]: busy[resource][1] for resource in together.get(clock, ())}
            opens = _opens_run(spans, unions.values())
            numbers = np.cumsum(opens) - 1 + runs
            heads = np.flatnonzero(opens)
            run_start.append(spans.start[heads])
            run_finish.append(
                spans.finish[np.append(heads[1:] - 1, len(spans.start) - 1)] if len(heads) else heads
            )
            runs += len(heads)
            # The two empty segments that close a clock have a run of their own, beyond every date.
            run_of.append(np.append(numbers, [runs, runs]))
            run_start.append(np.array([self.limit]))
            run_finish.append(np.array([2 * abs(self.limit) + 1]))
            runs += 1
        return Clocks(laid, np.concatenate(run_of), np.concatenate(run_start), np.concatenate(run_finish))

    def _in_use(self, resource: int) -> tuple[frozenset[int], Spans]:
        clocks = frozenset(self.users[resource])
        spans = [self.spans[clock] for clock in sorted(clocks)]
        return clocks, spans[0] if len(spans) == 1 else united(_joined(spans))

    def profile(self, resource: int) -> tuple[Minutes, Minutes]:
        """Give the units there are over time; where nobody could use them, so many that pauses do not matter."""
        at, units = self.capacity[resource]
        used = self._in_use(resource)[1]
        most = np.full(len(at), max(int(units.max()), self.resources[resource].units))
        ends = np.append(at[1:], self.limit)
        first = np.searchsorted(used.finish, at, side="right")
        starts = np.append(used.start, self.limit)
        is_used = starts[first] < ends
        return at, np.where(is_used, units, most)


def capacity_of(resource: Resource, horizon: Horizon) -> tuple[Minutes, Minutes]:
    """Give the units of a resource as a step function over a horizon: instants, and units from each on."""
    origin, limit = horizon.first * MINUTES_PER_DAY, horizon.last * MINUTES_PER_DAY
    edges = {origin, *(one.at for one in resource.availability)}
    edges.update(edge for span in resource.blackouts for edge in span)
    at = np.array(sorted(edge for edge in edges if origin <= edge < limit), dtype=np.int64)
    step_at = np.array([one.at for one in resource.availability], dtype=np.int64)
    step_units = np.array([resource.units, *(one.units for one in resource.availability)], dtype=np.int64)
    units = step_units[np.searchsorted(step_at, at, side="right")]
    for span in resource.blackouts:
        units[np.searchsorted(at, span.start) : np.searchsorted(at, span.finish)] = 0
    return at, units


def common(spans: Sequence[Spans]) -> Spans:
    """Give the time that lies in all of several lists of spans."""
    starts, finishes = _joined(spans)
    at = np.concatenate([starts, finishes])
    change = np.concatenate([np.ones(len(starts), np.int64), np.full(len(finishes), -1, np.int64)])
    order = np.lexsort((change, at))
    at, inside = at[order], np.cumsum(change[order]) == len(spans)
    begins = np.flatnonzero(inside)
    full = at[begins + 1] > at[begins] if len(begins) else begins.astype(bool)
    return Spans(at[begins[full]], at[begins[full] + 1])


def united(spans: Spans) -> Spans:
    """Give the time that lies in any of the spans; touching ones become one."""
    if not len(spans.start):
        return spans
    order = np.argsort(spans.start, kind="stable")
    start, reach = spans.start[order], np.maximum.accumulate(spans.finish[order])
    heads = np.flatnonzero(np.append(True, start[1:] > reach[:-1]))
    return Spans(start[heads], reach[np.append(heads[1:] - 1, len(start) - 1)])


def _opens_run(spans: Spans, unions: Iterable[Spans]) -> NDArray[np.bool_]:
    opens = np.zeros(len(spans.start), dtype=np.bool_)
    opens[:1] = True
    for union in unions:
        following = np.append(union.start, np.iinfo(np.int64).max)
        first = np.searchsorted(union.finish, spans.finish[:-1], side="right")
        opens[1:] |= following[first] < spans.start[1:]
    return opens


def _joined(spans: Sequence[Spans]) -> Spans:
    empty = np.empty(0, dtype=np.int64)
    return Spans(
        np.concatenate([empty, *(one.start for one in spans)]),
        np.concatenate([empty, *(one.finish for one in spans)]),
    )


def _spans(laid: Segments) -> Spans:
    return Spans(laid.start[:-2], laid.finish[:-2])


def _closed(spans: Spans, limit: int) -> Segments:
    before = np.concatenate(([0], np.cumsum(spans.finish - spans.start), [np.iinfo(np.int64).max]))
    return Segments(np.append(spans.start, [limit] * 2), np.append(spans.finish, [limit] * 2), before)


def _content(spans: Spans) -> bytes:
    return spans.start.tobytes() + spans.finish.tobytes()
