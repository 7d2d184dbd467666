"""The search on a grid: breeding and CP-SAT by turns, each from the best schedule of the other."""

from enum import StrEnum
from time import perf_counter
from typing import Any

from milepost.engine.kernel import COMPILED, PLAIN
from milepost.engine.leveling.effort import Effort
from milepost.engine.leveling.gridding import Gridded
from milepost.engine.leveling.islands import Islands
from milepost.engine.leveling.result import Stopped
from milepost.engine.leveling.solver import Solver, is_there

MOST_PLAIN = 40_000
"""So many activities can be placed in plain Python before compiled code has been loaded."""


class Phase(StrEnum):
    BREED = "breed"
    PROVE = "prove"
    BLOCKS = "blocks"


PHASES: tuple[tuple[Phase, float], ...] = (
    (Phase.BREED, 0.10),
    (Phase.PROVE, 0.10),
    (Phase.BREED, 0.25),
    (Phase.BLOCKS, 0.20),
    (Phase.BREED, 0.15),
    (Phase.BLOCKS, 0.20),
)
"""What is done in which share of the time where OR-Tools is installed."""
WORTH_SECONDS = 3.0
"""In less time breeding alone finds more, and importing OR-Tools takes part of a second."""
MOST_FOR_SOLVER = 700
"""With more activities CP-SAT is still building its model when breeding has long found better."""


class GridSearch:
    """Looks for a schedule of the least length on a grid."""

    def __init__(self, on_grid: Gridded, first: Any, bound: int, effort: Effort) -> None:
        """Begin with the starts of a schedule by rule, and a bound of the length."""
        self.on_grid = on_grid
        self.bound = bound
        self.effort = effort
        self.uses_solver = (
            effort.use_solver
            and effort.left >= WORTH_SECONDS
            and len(on_grid.jobs) <= MOST_FOR_SOLVER
            and is_there()
        )
        self.phases = PHASES if self.uses_solver else ((Phase.BREED, 1.0),)
        self.islands = self._islands(first)
        self.islands.begin(first)
        self.starts, self.length = self.islands.starts, self.islands.best
        self.solver = Solver(on_grid, effort)

    def run(self) -> Stopped:
        """Go through the phases, and tell what ended them."""
        begun, seconds = perf_counter(), self.effort.left
        share, stopped = 0.0, self._end()
        for phase, of_time in self.phases:
            share += of_time
            until = begun + share * seconds
            while stopped is None and perf_counter() < until:
                self._go_on(phase, until)
                stopped = self._end()
                if phase is Phase.PROVE:
                    break
        return stopped or Stopped.SECONDS

    @property
    def method(self) -> str:
        return "population search with CP-SAT" if self.uses_solver else "population search"

    def _end(self) -> Stopped | None:
        return Stopped.OPTIMAL if self.length <= self.bound else self.effort.end(self.islands.schedules)

    def _go_on(self, phase: Phase, until: float) -> None:
        match phase:
            case Phase.BREED:
                self.islands.go_on(self.bound)
                self._take(self.islands.starts)
            case Phase.PROVE:
                starts, bound = self.solver.prove(self.starts, self.bound, until - perf_counter())
                self.bound = max(self.bound, bound)
                self._take(starts)
            case Phase.BLOCKS:
                self._take(self.solver.shorten(self.starts))

    def _take(self, starts: Any) -> None:
        """Keep a schedule that is shorter, and let the islands breed from it."""
        length = self.on_grid.length_of(starts)
        if length < self.length:
            self.starts, self.length = starts, length
            self.islands.settle(starts, length)

    def _islands(self, first: Any) -> Islands:
        effort = self.effort
        schedules = effort.schedules or self._expected(first)
        return Islands(
            self.on_grid,
            seed=effort.seed,
            threads=effort.threads,
            schedules=schedules,
            speed=COMPILED if len(self.on_grid.jobs) * schedules > MOST_PLAIN else PLAIN,
            is_over=lambda: effort.is_over,
        )

    def _expected(self, first: Any) -> float:
        """Make a few schedules to see how many there is time for."""
        probe = Islands(self.on_grid, seed=self.effort.seed, threads=1, schedules=1, speed=COMPILED)
        begun = perf_counter()
        probe.begin(first)
        share = sum(of_time for phase, of_time in self.phases if phase is Phase.BREED)
        pace = (perf_counter() - begun) / probe.schedules
        return share * self.effort.left * self.effort.threads / pace
