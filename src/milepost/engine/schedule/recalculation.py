"""The engine's door: a network goes in, its schedule comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from milepost.engine.calendar.table import Horizon, Tables, tables
from milepost.engine.calendar.worktime import WIDEST, widened
from milepost.engine.errors import ScheduleError
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import COMPILED, Speed, speed_for
from milepost.engine.network.columns import NONE, Numbers
from milepost.engine.network.conventions import CriticalBy
from milepost.engine.network.graph import Graph, graph_of, order_of
from milepost.engine.network.layout import Layout, calendars_of, lay_out
from milepost.engine.network.model import Network, Task
from milepost.engine.schedule.backward import backward, start_backward
from milepost.engine.schedule.contradictions import find_contradictions
from milepost.engine.schedule.forward import forward
from milepost.engine.schedule.longest_path import ON_PATH, mark_longest_path
from milepost.engine.schedule.postponing import has_late_tasks, postpone, use_up_free_slack
from milepost.engine.schedule.result import Schedule
from milepost.engine.schedule.slack import measure_slack
from milepost.engine.schedule.work import DATE_ROW, LATE_BY_FREE_SLACK, Work, work_on

COMPUTED = (
    "start",
    "finish",
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "total_slack",
    "free_slack",
    "driver",
    "reason",
)
DECIDED_DATES = (
    "constraint_at",
    "deadline",
    "actual_start",
    "actual_finish",
    "pinned_start",
    "pinned_finish",
)


class OutOfTime(ScheduleError):
    """The plan runs out of the years that a schedule may cover; `uid` names the first task that does."""

    def __init__(self, task: Task) -> None:
        super().__init__(
            f"Task {task.uid} “{task.name}” does not fit between 1900 and 2499: "
            "check its duration, its links' lags and its calendar's working days."
        )
        self.uid = task.uid


@dataclass(frozen=True, slots=True)
class Prepared:
    """A network checked and laid out, ready to be computed."""

    network: Network
    layout: Layout
    graph: Graph
    order: Numbers
    speed: Speed


def schedule(network: Network) -> Schedule:
    """Compute every date and slack of a network; raises ScheduleError."""
    return compute(prepare(network, speed_for(len(network.tasks))))


def warm_up() -> None:
    """Load the compiled kernels, or compile them the first time, so that from now on every schedule is fast."""
    settled = settle(prepare(Network(0, [Task(1)]), COMPILED))
    for kernel in SELDOM:
        COMPILED.run(kernel)(settled.work)


def prepare(network: Network, speed: Speed) -> Prepared:
    """Check a network and bring it into the form that kernels take; raises ScheduleError."""
    layout = lay_out(network, speed)
    graph = graph_of(layout, speed)
    return Prepared(network, layout, graph, order_of(layout, graph, network.tasks, speed), speed)


@dataclass(frozen=True, slots=True)
class Settled:
    """A network with all its dates, and what the passes worked on."""

    prepared: Prepared
    work: Work
    dates: Any

    @property
    def start(self) -> int:
        """Give the project's start, which follows where the finish was decided."""
        return int(self.work.ends[0])


def compute(prepared: Prepared) -> Schedule:
    """Compute every date and slack of a prepared network; raises OutOfTime."""
    return _schedule_of(settle(prepared))


def settle(prepared: Prepared) -> Settled:
    """Run the passes, on wider and wider calendars until every date lies well inside; raises OutOfTime."""
    horizon = _decided_horizon(prepared.layout)
    while True:
        horizon = widened(horizon)
        laid = tables(calendars_of(prepared.network), horizon)
        settled, earliest, latest = _run(prepared, laid)
        if laid.origin < earliest and latest < laid.limit:
            return settled
        if horizon == WIDEST:
            dates = settled.dates
            too_late, too_early = dates["finish"] >= laid.limit, dates["late_start"] <= laid.origin
            outside = too_late if too_late.any() else too_early
            raise OutOfTime(prepared.network.tasks[int(np.argmax(outside))])


SELDOM: Sequence[Callable[[Work], object]] = (start_backward, has_late_tasks, postpone, use_up_free_slack)
"""The passes that only some networks need."""


def recalculate(work: Work, speed: Speed) -> None:
    """Fill in all dates and slack.

    Trap: as one kernel the passes, each inlined where it is called, are too large for the compiler to keep fast: 168 ms
    instead of 1 for 5,000 tasks.
    """
    _run_all((forward, backward), work, speed)
    _run_all(_moving(work, speed), work, speed)
    _run_all((measure_slack, mark_longest_path), work, speed)


def _run_all(kernels: Sequence[Callable[[Work], None]], work: Work, speed: Speed) -> None:
    for kernel in kernels:
        speed.run(kernel)(work)


def _moving(work: Work, speed: Speed) -> Sequence[Callable[[Work], None]]:
    """Give the passes that move what is planned from the finish, or as late as possible."""
    if work.ends[1] != NONE:
        return start_backward, forward, postpone
    if not speed.run(has_late_tasks)(work):
        return ()
    return (use_up_free_slack,) if work.settings.late == LATE_BY_FREE_SLACK else (postpone,)


def _decided_horizon(layout: Layout) -> Horizon:
    decided = np.concatenate(
        [[layout.start, layout.finish, layout.status], *(layout.tasks[field] for field in DECIDED_DATES)]
    )
    days = decided[decided != NONE] // MINUTES_PER_DAY
    return Horizon(int(days.min()), int(days.max()) + 1)


def _run(prepared: Prepared, laid: Tables) -> tuple[Settled, int, int]:
    speed = prepared.speed
    work = speed.columns(work_on(prepared.layout, prepared.graph, prepared.order, laid))
    recalculate(work, speed)
    dates = speed.array(work.dates, DATE_ROW)
    met = np.concatenate(
        [work.reach, *(dates[field] for field in ("start", "finish", "late_start", "late_finish"))]
    )
    return Settled(prepared, work, dates), int(met.min()), int(met.max())


def _schedule_of(settled: Settled) -> Schedule:
    network, tasks, dates = settled.prepared.network, settled.prepared.layout.tasks, settled.dates
    on_path = (dates["path"] & ON_PATH > 0) & ~tasks["external"]
    is_by_path = network.convention.critical is CriticalBy.LONGEST_PATH
    is_critical = on_path if is_by_path else dates["total_slack"] <= network.critical_slack
    copied = {field: dates[field].astype(np.int64) for field in COMPUTED}
    return Schedule(
        uid=settled.prepared.layout.uid,
        **copied,
        critical=~tasks["complete"] & ~tasks["external"] & is_critical,
        longest_path=on_path,
        contradictions=tuple(find_contradictions(network, tasks, dates)),
        start_of_project=settled.start,
        finish_of_project=int(
            dates["finish"][tasks["active"] & ~tasks["external"]].max(initial=settled.start)
        ),
    )
