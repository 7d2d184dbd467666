"""Run a simulation: draw, schedule every iteration by the engine's own forward pass, and sum up."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.table import Horizon, Tables, tables
from milepost.engine.calendar.worktime import WIDEST, WorkTime, widened
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import speed_for
from milepost.engine.network.columns import LONGEST
from milepost.engine.network.layout import calendars_of
from milepost.engine.network.model import Network
from milepost.engine.schedule.recalculation import OutOfTime, Prepared, compute, prepare
from milepost.engine.schedule.work import DATE_ROW, work_on
from milepost.engine.simulation.inputs import ImpossibleInputs, Inputs
from milepost.engine.simulation.outcome import DriverResult, Outcome
from milepost.engine.simulation.passes import iterate
from milepost.engine.simulation.sampling import Sampler
from milepost.engine.simulation.sums import Sums

BLOCK = 256

Minutes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a block of iterations needs: the network laid out, the drawn tasks by place, and whom to watch."""

    prepared: Prepared
    time: WorkTime
    sampler: Sampler
    places: Minutes
    watched: Minutes
    drives: Minutes


@dataclass(frozen=True, slots=True)
class Block:
    """What a block of iterations found."""

    finishes: Minutes
    ends: Minutes
    critical: Minutes
    sums: Sums
    work: NDArray[np.float64]
    latest: int


def simulate(
    network: Network,
    inputs: Inputs,
    *,
    watched: Sequence[int] = (),
    threads: int = 1,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Outcome:
    """Schedule the network once for each iteration; raises ScheduleError.

    `watched` are the tasks (uid) whose finishes are kept. `on_progress` is told the share done and may raise to cancel.
    """
    prepared = prepare(network, speed_for(len(network.tasks) * inputs.iterations))
    planned = compute(prepared)
    place = {uid: at for at, uid in enumerate(planned.uid.tolist())}
    bench = _bench(prepared, inputs, place, watched)
    blocks = _run(bench, threads=threads, on_progress=on_progress)
    sums = sum((block.sums for block in blocks), start=Sums.nothing())
    counts = np.sum([block.critical for block in blocks], axis=0) / inputs.iterations
    drawn = dict(zip(bench.sampler.uids, bench.places.tolist(), strict=True))
    ends = np.concatenate([block.ends for block in blocks])
    finishes = np.concatenate([block.finishes for block in blocks])
    start = network.start
    return Outcome(
        finishes=finishes,
        planned=planned.finish_of_project,
        costs=None,
        planned_cost=None,
        ends={uid: ends[:, at] for at, uid in enumerate(watched)},
        criticality={uid: float(counts[at]) for uid, at in place.items() if counts[at]},
        cruciality=dict(zip(drawn, sums.correlations, strict=True)),
        sensitivity=dict(zip(drawn, sums.sensitivities(counts[list(drawn.values())]), strict=True)),
        drivers=tuple(
            DriverResult(driver.name, float(struck) / inputs.iterations, effect, None)
            for driver, struck, effect in zip(inputs.drivers, sums.struck, sums.effects, strict=False)
        ),
        finish_swings=(),
        cost_swings=(),
        deadlines=(),
        work=np.concatenate([block.work for block in blocks]),
        planned_work=float(bench.time.between(start, planned.finish_of_project)),
    )


def _bench(prepared: Prepared, inputs: Inputs, place: dict[int, int], watched: Sequence[int]) -> Bench:
    """Find every task that is uncertain or that a risk may strike, and is not done."""
    if len({one.uid for one in inputs.uncertain}) < len(inputs.uncertain):
        raise ImpossibleInputs("A task has two estimates.")
    tasks = prepared.layout.tasks
    named = [one.uid for one in inputs.uncertain] + [uid for driver in inputs.drivers for uid in driver.uids]
    uids = [uid for uid in dict.fromkeys(named) if _is_open(tasks[_place(place, uid)])]
    places = np.array([place[uid] for uid in uids], dtype=np.int64)
    network = prepared.network
    return Bench(
        prepared,
        WorkTime(calendars_of(network)[network.project_calendar]),
        Sampler(inputs, uids, tasks["remaining"][places].astype(np.float64)),
        places,
        np.array([_place(place, uid) for uid in watched], dtype=np.int64),
        _drives(prepared),
    )


def _place(place: dict[int, int], uid: int) -> int:
    if uid not in place:
        raise ImpossibleInputs(f"There is no task {uid} in the plan.")
    return place[uid]


def _is_open(task: Any) -> bool:
    return bool(task["active"] and not task["complete"] and not task["summary"] and not task["external"])


def _drives(prepared: Prepared) -> Minutes:
    """Give the predecessor of each link, by the link's number; a link that does not drive has none."""
    arcs = prepared.layout.arcs
    drives = np.full(len(prepared.network.links), -1, dtype=np.int64)
    drives[arcs["link"]] = arcs["predecessor"]
    return drives


def _run(bench: Bench, *, threads: int, on_progress: Callable[[float], None]) -> list[Block]:
    """Run all blocks, on wider calendars when one runs out of them; raises OutOfTime."""
    first = bench.prepared.layout.start // MINUTES_PER_DAY
    horizon = Horizon(first, first + 1)
    while True:
        horizon = widened(horizon)
        laid = tables(calendars_of(bench.prepared.network), horizon)
        blocks = _run_within(bench, laid, threads=threads, on_progress=on_progress)
        if max(block.latest for block in blocks) < laid.limit:
            return blocks
        if horizon == WIDEST:
            raise OutOfTime(bench.prepared.network.tasks[int(bench.places[0])])


def _run_within(
    bench: Bench, laid: Tables, *, threads: int, on_progress: Callable[[float], None]
) -> list[Block]:
    """Run block after block; after one that runs out of its calendar the others are not waited for."""
    count = bench.sampler.inputs.iterations
    ranges = [range(at, min(at + BLOCK, count)) for at in range(0, count, BLOCK)]
    found: list[Block] = []
    pool = ThreadPoolExecutor(max_workers=threads)
    try:
        for block in pool.map(partial(_block, bench, laid), ranges):
            found.append(block)
            if block.latest >= laid.limit:
                break
            on_progress(len(found) / len(ranges))
    finally:
        pool.shutdown(cancel_futures=True)
    return found


def _block(bench: Bench, laid: Tables, iterations: range) -> Block:
    prepared, layout = bench.prepared, bench.prepared.layout
    speed = prepared.speed
    work = speed.columns(
        work_on(layout._replace(tasks=layout.tasks.copy()), prepared.graph, prepared.order, laid)
    )
    drawn, struck = bench.sampler.drawn(iterations)
    remaining = np.rint(np.minimum(drawn, LONGEST)).astype(np.int64)
    done = (layout.tasks["duration"] - layout.tasks["remaining"])[bench.places]
    trials = tuple(speed.column(array) for array in (bench.places, done, remaining))
    sizes = (len(iterations), (len(iterations), len(bench.watched)), len(layout.tasks))
    filled = [speed.column(np.zeros(size, dtype=np.int64)) for size in sizes]
    speed.run(iterate)(work, trials, speed.column(bench.watched), speed.column(bench.drives), *filled)
    finishes, ends, critical = (np.asarray(column, dtype=np.int64) for column in filled)
    reached = (
        speed.array(work.dates, DATE_ROW)["finish"].max(initial=0),
        *np.asarray(work.reach),
        finishes.max(),
    )
    worked = _worked(bench, finishes, laid)
    return Block(
        finishes,
        ends.reshape(len(iterations), len(bench.watched)),
        critical,
        Sums.of(remaining, struck, worked),
        worked,
        int(max(reached)),
    )


def _worked(bench: Bench, instants: Minutes, laid: Tables) -> NDArray[np.float64]:
    """Give the working minutes from the project's start to each instant, on the project's calendar."""
    found, back = np.unique(np.minimum(instants, laid.limit), return_inverse=True)
    start = bench.prepared.network.start
    return np.array([bench.time.between(start, int(instant)) for instant in found], dtype=np.float64)[back]
