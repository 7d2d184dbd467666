"""The population search on a grid: one pair of populations on each thread, now and then a migrant between them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from milepost.engine.kernel import Speed
from milepost.engine.leveling.bounds import heads_and_tails
from milepost.engine.leveling.founding import Founding
from milepost.engine.leveling.grid import DIGITS, Grid, Room
from milepost.engine.leveling.gridding import Gridded
from milepost.engine.leveling.population import AGE, BEST, SCHEDULES, Population, breed, found

NOTHING_YET = 2**62
ACTIVITY_SECONDS = 1e-7
"""About the time of one activity of one schedule; from it follows how many schedules there is time for."""
ROUND_SECONDS = 0.05
STALE = 120
"""Generations without gain after which an island begins anew."""
FOUNDERS = 6
"""At most so many schedules are made for each place of a population, and the best stays."""
MUTATION = 8
"""Of a thousand activities so many get another place by chance."""


class Islands:
    """Searches the schedules of a grid; the same seed and the same number of rounds give the same schedule."""

    def __init__(self, gridded: Gridded, *, seed: int, threads: int, schedules: float, speed: Speed) -> None:
        """Prepare for about so many schedules in all."""
        self.gridded = gridded
        self.speed = speed
        self.grid: Grid = speed.columns(gridded.grid)
        count, rows = len(gridded.jobs), len(gridded.grid.full)
        self.size = int(np.clip(0.63 * (schedules / threads) ** 0.5, 8, 1500))
        self.founders = int(np.clip(schedules / threads / (6 * self.size), 1, FOUNDERS))
        in_a_round = ROUND_SECONDS / (ACTIVITY_SECONDS * count * max(1, rows))
        self.round = max(2 * self.size, round(min(in_a_round, schedules / threads)))
        self.rooms = [self._room(count, gridded.grid) for _ in range(threads)]
        tail = heads_and_tails(gridded)[1]
        self.foundings = [Founding(gridded, tail, seed=(seed, at)) for at in range(threads)]
        self.populations = [self._population(count, seed, at) for at in range(threads)]
        self.best = NOTHING_YET
        self.starts: Any = None

    def begin(self, key: Any) -> None:
        """Fill the populations; the first schedule is that of a rule's keys, least first."""
        for population in self.populations:
            for job, value in enumerate(key):
                population.keys[job] = value
        self._each(lambda at: self.speed.run(found)(self.grid, self.rooms[at], self.populations[at]))

    def go_on(self, bound: int) -> None:
        """Search for one round."""
        limits = [int(population.state[SCHEDULES]) + self.round for population in self.populations]

        def one(at: int) -> None:
            run = self.speed.run(breed)
            run(self.grid, self.rooms[at], self.populations[at], limits[at], bound, MUTATION)
            if self.populations[at].state[AGE] > STALE:
                self._begin_anew(at)

        self._each(one)

    def _begin_anew(self, at: int) -> None:
        population = self.populations[at]
        population.keys[:] = self._keys(at)
        self.speed.run(found)(self.grid, self.rooms[at], population)
        population.state[AGE] = 0

    def settle(self, starts: Any, length: int) -> None:
        """Take a better schedule from elsewhere into each population, in the place of one by chance."""
        count = len(starts)
        self.best, self.starts = min(self.best, length), starts
        for population in self.populations:
            if length >= population.state[BEST]:
                continue
            population.state[BEST] = length
            for side in (0, 1):
                at = side * population.size + length % population.size
                population.makespan[at] = length
                for job, start in enumerate(starts.tolist()):
                    population.starts[at * count + job] = start
                    population.best[job] = start

    @property
    def schedules(self) -> int:
        return sum(int(population.state[SCHEDULES]) for population in self.populations)

    def _each(self, run: Callable[[int], None]) -> None:
        if len(self.populations) == 1:
            run(0)
        else:
            with ThreadPoolExecutor(len(self.populations)) as threads:
                list(threads.map(run, range(len(self.populations))))
        for population in self.populations:
            if population.state[BEST] < self.best:
                self.best, self.starts = int(population.state[BEST]), np.array(population.best)

    def _room(self, count: int, grid: Grid) -> Room:
        cells = np.repeat(grid.full, grid.width)
        column = self.speed.column
        zeros = [column(np.zeros(count, dtype=np.int64)) for _ in range(6)]
        return Room(
            cells=column(cells),
            touched=column(np.array([0, -1])),
            start=zeros[0],
            order=zeros[1],
            listed=zeros[2],
            placed=zeros[3],
            stack=column(np.zeros(count + 1, dtype=np.int64)),
            key=zeros[4],
            spare=zeros[5],
            counts=column(np.zeros(DIGITS, dtype=np.int64)),
        )

    def _population(self, count: int, seed: int, at: int) -> Population:
        column = self.speed.column
        return Population(
            size=self.size,
            starts=column(np.zeros(2 * self.size * count, dtype=np.int64)),
            makespan=column(np.zeros(2 * self.size, dtype=np.int64)),
            keys=self._keys(at),
            child=column(np.zeros(count, dtype=np.int64)),
            best=column(np.zeros(count, dtype=np.int64)),
            state=column(np.array([NOTHING_YET, 0, 0, 0])),
            random=column(np.array([(seed * 7919 + at * 104729 + 1) % 0xFFFFFFFE + 1])),
        )

    def _keys(self, at: int) -> Any:
        return self.speed.column(self.foundings[at].keys(self.founders * self.size))
