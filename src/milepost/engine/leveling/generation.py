"""Schedules from lists and rules: the kernels of `placing` run over a layout."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from milepost.engine.kernel import PLAIN, Speed
from milepost.engine.leveling.checking import ordered
from milepost.engine.leveling.evaluation import Found
from milepost.engine.leveling.layout import Layout
from milepost.engine.leveling.model import Rule, Scheme
from milepost.engine.leveling.placing import OVERFLOW, PARTS, Bench, place_in_order, place_without_idling
from milepost.engine.leveling.priorities import holds_of, keys_of
from milepost.engine.network.columns import NONE

MOST_AT_FIRST = 1_000_000
"""So many steps of all profiles there is room for at the first attempt; then twice as many, until all fit."""


class OutOfHorizon(Exception):
    """The schedule runs past the days that are laid out; `jobs` do."""

    def __init__(self, jobs: Sequence[int]) -> None:
        super().__init__()
        self.jobs = jobs


class Generator:
    """Makes schedules of one layout; its columns are used again and again."""

    def __init__(self, layout: Layout, speed: Speed, *, unlimited: bool = False) -> None:
        self.layout = layout
        self.speed = speed
        self.unlimited = unlimited
        """With enough of every resource at any time, only links and clocks hold."""
        self.room = _first_room(layout)
        self.part_room = 2 * len(layout.order) + 16
        self._bench: Bench | None = None
        self._limits: Any = None

    def by_rule(self, scheme: Scheme, rule: Rule, *, keep_plan: bool = False) -> Found:
        """Make the schedule of a priority rule; raises OutOfHorizon."""
        keys = keys_of(self.layout, rule)
        hold = np.array(holds_of(self.layout.problem, keep_plan=keep_plan), dtype=np.int64)
        if scheme is Scheme.PARALLEL:
            return self.without_idling(keys, hold)
        return self.in_order(ordered(self.layout.problem, keys), hold)

    def in_order(self, order: Sequence[int], hold: Any = None, limits: Any = None) -> Found:
        """Make the schedule of a list by the serial scheme, using no more of each resource than its limit.

        Raises OutOfHorizon.
        """
        self._limits = limits
        column = self.speed.column
        hold = np.full(len(self.layout.order), NONE, dtype=np.int64) if hold is None else hold
        listed = column(np.asarray(order, dtype=np.int64))
        return self._made(lambda bench: self.speed.run(place_in_order)(bench, listed, column(hold)))

    def without_idling(self, keys: Sequence[float], hold: Any) -> Found:
        """Make the schedule of priorities by the parallel scheme; raises OutOfHorizon."""
        self._limits = None
        column, count = self.speed.column, len(keys)
        key = column(np.array(keys, dtype=np.float64))
        rooms = [column(np.zeros(count, dtype=np.int64)) for _ in range(3)]
        run = self.speed.run(place_without_idling)
        return self._made(lambda bench: run(bench, key, column(hold), *rooms))

    def with_dates(self, found: Found) -> Bench:
        """Give a bench in plain columns with the dates of a schedule, to ask its links."""
        layout, none, plain = self.layout, [0], PLAIN.columns
        return Bench(
            jobs=plain(layout.jobs),
            modes=plain(layout.modes),
            links=plain(layout.links),
            tables=plain(layout.tables),
            run_of=none,
            run_start=none,
            run_finish=none,
            room=0,
            step_at=none,
            step_units=none,
            steps=none,
            start=found.start.tolist(),
            finish=found.finish.tolist(),
            mode=found.mode.tolist(),
            part_of=none,
            part_start=none,
            part_finish=none,
            state=none,
        )

    def _made(self, run: Any) -> Found:
        while True:
            bench = self._cleared()
            run(bench)
            if not bench.state[OVERFLOW]:
                break
            self.room, self.part_room, self._bench = 2 * self.room, 2 * self.part_room, None
        found = self._found(bench)
        beyond = np.flatnonzero(found.finish >= self.layout.tables.limit)
        if len(beyond):
            raise OutOfHorizon(beyond.tolist())
        return found

    def _cleared(self) -> Bench:
        bench = self._bench = self._bench or self._new_bench()
        bench.state[OVERFLOW] = bench.state[PARTS] = 0
        for resource, (at, units) in enumerate(self._profiles):
            first = resource * bench.room
            bench.steps[resource] = len(at)
            bench.step_at[first : first + len(at)] = at
            bench.step_units[first : first + len(at)] = self._limited(units, resource)
        return bench

    def _limited(self, units: Any, resource: int) -> Any:
        if self._limits is None:
            return units
        limit = int(self._limits[resource])
        return np.minimum(units, limit) if self.speed.is_compiled else [min(each, limit) for each in units]

    def _new_bench(self) -> Bench:
        layout, column = self.layout, self.speed.column
        count, resources = len(layout.order), len(layout.profiles)
        profiles = layout.profiles
        if self.unlimited:
            profiles = tuple((at[:1], np.array([2**40])) for at, _ in profiles)
        self._profiles = [(column(at), column(units)) for at, units in profiles]
        return Bench(
            jobs=self.speed.columns(layout.jobs),
            modes=self.speed.columns(layout.modes),
            links=self.speed.columns(layout.links),
            tables=self.speed.columns(layout.tables),
            run_of=column(layout.clocks.run_of),
            run_start=column(layout.clocks.run_start),
            run_finish=column(layout.clocks.run_finish),
            room=self.room,
            step_at=self._zeros(resources * self.room + 1),
            step_units=self._zeros(resources * self.room + 1),
            steps=self._zeros(resources + 1),
            start=self._zeros(count),
            finish=self._zeros(count),
            mode=self._zeros(count),
            part_of=self._zeros(self.part_room),
            part_start=self._zeros(self.part_room),
            part_finish=self._zeros(self.part_room),
            state=self._zeros(2),
        )

    def _zeros(self, count: int) -> Any:
        return self.speed.column(np.zeros(count, dtype=np.int64))

    def _found(self, bench: Bench) -> Found:
        start, finish, mode = (
            np.array(column, dtype=np.int64) for column in (bench.start, bench.finish, bench.mode)
        )
        kept = bench.state[PARTS]
        parts = tuple(
            np.array(column[:kept], dtype=np.int64)
            for column in (bench.part_of, bench.part_start, bench.part_finish)
        )
        return Found(start, finish, mode, (parts[0], parts[1], parts[2]), self._peaks(bench))

    def _peaks(self, bench: Bench) -> Any:
        peaks = np.zeros(len(self._profiles), dtype=np.int64)
        for resource, (at, units) in enumerate(self._profiles):
            first = resource * bench.room
            until = first + int(bench.steps[resource])
            steps, left = (np.asarray(each[first:until]) for each in (bench.step_at, bench.step_units))
            changes = np.union1d(steps, np.asarray(at))
            there = np.asarray(self._limited(units, resource))
            taken = _at(np.asarray(at), there, changes) - _at(steps, left, changes)
            peaks[resource] = taken.max(initial=0)
        return peaks


def _at(steps: Any, values: Any, instants: Any) -> Any:
    """Give the values of a step function at instants."""
    return values[np.searchsorted(steps, instants, side="right") - 1]


def _first_room(layout: Layout) -> int:
    """Guess how many steps a profile needs: two for each use of a resource, far fewer where pauses free it at night."""
    uses = np.bincount(layout.modes.resource, minlength=1).max(initial=0)
    own = max((len(at) for at, _ in layout.profiles), default=1)
    return int(64 + 4 * own + min(2 * int(uses), MOST_AT_FIRST // max(1, len(layout.profiles))))
