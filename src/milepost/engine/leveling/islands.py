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
ROUNDS = 20
"""Into so many rounds the schedules expected are divided; between them somebody may cancel."""
STALE = 120
"""Generations without gain after which an island begins anew."""
FOUNDERS = 60
"""At most so many schedules are made for each place of a population, and the best stays."""
FOUNDING = 0.75
"""The share of all schedules that populations are founded by at most."""
BROAD, FEW = 75, 300
"""With no more activities than so many there is time to breed good lists from random ones: all of the first are then
left to chance, or half of them."""
AT_PEAKS = 40
"""Between the same sizes so many of a hundred spans that children inherit are the busiest of their length."""
MUTATION = 8
"""Of a thousand activities so many get another place by chance."""


class Islands:
    """Searches the schedules of a grid; the same seed and the same number of rounds give the same schedule."""

    def __init__(
        self,
        gridded: Gridded,
        *,
        seed: int,
        threads: int,
        schedules: float,
        speed: Speed,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        """Prepare for about so many schedules in all; `is_over` is asked while populations are founded."""
        self.is_over = is_over
        self.gridded = gridded
        self.speed = speed
        self.grid: Grid = speed.columns(gridded.grid)
        count = len(gridded.jobs)
        self.size = int(np.clip(0.63 * (schedules / threads) ** 0.5, 8, 1500))
        self.founders = int(np.clip(FOUNDING * schedules / threads / (2 * self.size), 1, FOUNDERS))
        self.round = max(2 * self.size, round(schedules / threads / ROUNDS))
        self.rooms = [self._room(count, gridded.grid) for _ in range(threads)]
        tail = heads_and_tails(gridded)[1]
        self.listed = self.size if count <= BROAD else self.size // 2 if count <= FEW else 1
        self.foundings = [
            Founding(gridded, tail, listed=self.listed, seed=(seed, at)) for at in range(threads)
        ]
        self.populations = [self._population(count, seed, at) for at in range(threads)]
        self.best = NOTHING_YET
        self.starts: Any = None

    def begin(self, key: Any) -> None:
        """Fill the populations; the first schedule is that of a rule's keys, least first."""
        self._each(lambda at: self._found(at, key))

    def _found(self, at: int, key: Any = None) -> None:
        population, founding, count = self.populations[at], self.foundings[at], len(self.gridded.jobs)
        founding.begin_anew()
        for place in range(2 * self.size):
            population.makespan[place] = NOTHING_YET
        for turn in range(self._founding_turns(is_first=key is not None)):
            if turn > 0 and self.is_over():
                break
            population.keys[:] = self.speed.column(founding.keys(self.size))
            if turn == 0 and key is not None:
                population.keys[:count] = self.speed.column(key)
            self.speed.run(found)(self.grid, self.rooms[at], population, turn == 0)
            founding.learn(population.made)

    def _founding_turns(self, *, is_first: bool) -> int:
        if self.listed == self.size:
            return 1
        return self.founders if is_first else max(1, self.founders // 4)

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
        self._found(at)
        self.populations[at].state[AGE] = 0

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
            load=column(np.zeros(grid.width + 1, dtype=np.int64)),
        )

    def _population(self, count: int, seed: int, at: int) -> Population:
        column = self.speed.column
        return Population(
            size=self.size,
            listed=self.listed,
            at_peaks=AT_PEAKS if BROAD < count <= FEW else 0,
            starts=column(np.zeros(2 * self.size * count, dtype=np.int64)),
            makespan=column(np.zeros(2 * self.size, dtype=np.int64)),
            keys=column(np.zeros(self.size * count, dtype=np.int64)),
            made=column(np.zeros(self.size, dtype=np.int64)),
            child=column(np.zeros(count, dtype=np.int64)),
            best=column(np.zeros(count, dtype=np.int64)),
            state=column(np.array([NOTHING_YET, 0, 0, 0])),
            random=column(np.array([(seed * 7919 + at * 104729 + 1) % 0xFFFFFFFE + 1])),
        )
