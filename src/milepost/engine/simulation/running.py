"""Run a simulation: draw and schedule all iterations in compiled blocks, on as many threads as wanted."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.table import Horizon, Tables, tables, worked
from milepost.engine.calendar.worktime import WIDEST, widened
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import COMPILED
from milepost.engine.network.layout import calendars_of
from milepost.engine.network.model import Network, Task
from milepost.engine.schedule.recalculation import OutOfTime
from milepost.engine.simulation.bench import Bench, bench_of
from milepost.engine.simulation.blocks import Aim, Buffers, Found, run
from milepost.engine.simulation.inputs import Inputs
from milepost.engine.simulation.outcome import Outcome
from milepost.engine.simulation.program import Program, program_of
from milepost.engine.simulation.summing import Gathered, outcome_of
from milepost.engine.simulation.trials import Scratch

CHUNK = 512
"""Iterations that one thread runs at a time, and after which sums are added up, in order."""
BLOCK = 64
"""Iterations whose dates stay in the cache together."""

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A bench with calendars laid out over a horizon."""

    bench: Bench
    laid: Tables
    program: Program
    aim: Aim
    spare: SimpleQueue[tuple[Scratch, Buffers]]

    def chunk(self, iterations: range) -> tuple[Found, int]:
        """Run iterations, and give the latest instant met."""
        sizes = len(iterations)
        found = _nothing(self.bench, sizes)
        scratch, buffers = self.spare.get() if not self.spare.empty() else _room(self.bench, self.program)
        scratch.reach[0] = self.program.start
        COMPILED.run(run)(
            self.program, self.laid, self.bench.draws, self.aim, scratch, buffers, found, iterations.start
        )
        latest = int(scratch.reach[0])
        self.spare.put((scratch, buffers))
        return found, latest


def simulate(
    network: Network,
    inputs: Inputs,
    *,
    watched: Sequence[int] = (),
    threads: int = 1,
    on_progress: Progress = lambda share: None,
) -> Outcome:
    """Schedule the network once for each iteration; raises ScheduleError.

    `watched` are the tasks (uid) whose finishes are kept, beside those with a deadline. `on_progress` is told the share
    done and may raise to cancel.
    """
    bench = bench_of(network, inputs, watched)
    return outcome_of(bench, _run_all(bench, threads=threads, on_progress=on_progress))


def warm_up() -> None:
    """Load the compiled kernels, or compile them the first time, so that from now on every simulation is fast."""
    simulate(Network(0, [Task(1, duration=1)]), Inputs(iterations=1))


def _run_all(bench: Bench, *, threads: int, on_progress: Progress) -> Gathered:
    """Run all iterations, on wider calendars when one runs out of them; raises OutOfTime."""
    first = bench.prepared.layout.start // MINUTES_PER_DAY
    horizon = Horizon(first, first + 1)
    while True:
        horizon = widened(horizon)
        laid = tables(calendars_of(bench.network), horizon)
        gathered = _run_within(run_on(bench, laid), threads=threads, on_progress=on_progress)
        if gathered is not None:
            return gathered
        if horizon == WIDEST:
            raise OutOfTime(bench.network.tasks[int(bench.varies[0]) if len(bench.varies) else 0])


def _run_within(on: Run, *, threads: int, on_progress: Progress) -> Gathered | None:
    """Run chunk after chunk; after one that runs out of its calendar the others are not waited for."""
    inputs = on.bench.sampler.inputs
    ranges = [range(at, min(at + CHUNK, inputs.iterations)) for at in range(0, inputs.iterations, CHUNK)]
    gathered = Gathered([])
    pool = ThreadPoolExecutor(max_workers=threads)
    try:
        for found, latest in pool.map(on.chunk, ranges):
            if latest >= on.laid.limit:
                return None
            gathered.found.append(found)
            on_progress(ranges[len(gathered.found) - 1].stop / inputs.iterations)
            if inputs.stop and gathered.is_settled(inputs.stop):
                break
    finally:
        pool.shutdown(cancel_futures=True)
    return gathered


def run_on(bench: Bench, laid: Tables) -> Run:
    is_watched = np.zeros(len(bench.prepared.layout.tasks), dtype=np.bool_)
    is_watched[bench.watched] = True
    program = program_of(bench.prepared, laid, bench.sampler.is_long(), is_watched)
    return Run(bench, laid, program, _aim(bench, laid), SimpleQueue())


def _aim(bench: Bench, laid: Tables) -> Aim:
    tasks, clock = bench.prepared.layout.tasks, bench.network.project_calendar
    return Aim(
        watched=bench.watched,
        drawn=bench.varies,
        planned=tasks["duration"][bench.varies].astype(np.int64),
        planned_work=bench.planned_work,
        planned_cost=bench.planned_cost,
        planned_costs=bench.planned_costs,
        clock=clock,
        start_work=worked(laid, clock, bench.network.start),
        size=BLOCK,
    )


def _nothing(bench: Bench, count: int) -> Found:
    """Give room for what a chunk finds."""
    inputs = bench.sampler.inputs
    return Found(
        finishes=np.zeros(count, dtype=np.int64),
        ends=np.zeros((len(bench.watched), count), dtype=np.int64),
        costs=np.zeros(count),
        struck=np.zeros((len(inputs.drivers), count), dtype=np.bool_),
        work=np.zeros(count, dtype=np.int64),
        critical=np.zeros(len(bench.prepared.layout.tasks), dtype=np.int64),
        sums=np.zeros((len(bench.varies), 3)),
        cost_sums=np.zeros((len(inputs.costs), 3)),
    )


def _room(bench: Bench, program: Program) -> tuple[Scratch, Buffers]:
    """Give a thread room for the dates and the draws of a block."""
    inputs, draws = bench.sampler.inputs, bench.draws
    count, drivers = len(bench.prepared.layout.tasks), len(inputs.drivers)
    whole = partial(_rows, dtype=np.int32)
    scratch = Scratch(
        whole(count),
        whole(count),
        whole(program.rows),
        whole(program.rows),
        whole(len(draws.ordered)),
        np.zeros(1, dtype=np.int64),
    )
    real, single = partial(_rows, dtype=np.float64), partial(_rows, dtype=np.float32)
    frames = int(np.max(program.frame, initial=0)) + 2
    buffers = Buffers(
        common=single(len(inputs.groups)),
        matrix=single(len(draws.matrix_quantity)),
        strike=real(0),
        factor=real(drivers),
        cost_factor=real(drivers),
        deviations=single(1)[0],
        value=real(1)[0],
        other=real(1)[0],
        product=real(1)[0],
        parallel=real(1)[0],
        task_cost=real(len(inputs.costs)),
        best=whole(frames),
        best_task=whole(frames),
        work=np.zeros(BLOCK, dtype=np.int64),
    )
    return scratch, buffers


def _rows(count: int, *, dtype: Any) -> NDArray[Any]:
    return np.zeros((count, BLOCK), dtype=dtype)
