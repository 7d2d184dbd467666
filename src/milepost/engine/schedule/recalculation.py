"""The engine's door: a network goes in, its schedule comes out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.table import Horizon, Tables, tables
from milepost.engine.calendar.worktime import WIDEST, widened
from milepost.engine.errors import ScheduleError
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import Speed, speed_for
from milepost.engine.network.graph import Graph, graph_of, order_of
from milepost.engine.network.layout import NONE, Layout, Numbers, calendars_of, lay_out
from milepost.engine.network.model import Network
from milepost.engine.schedule.contradictions import contradictions
from milepost.engine.schedule.passes import Dates, Work, backward, forward, is_as_late
from milepost.engine.schedule.result import Schedule
from milepost.engine.schedule.slack import measure


class OutOfTime(ScheduleError):
    """The plan runs out of the years a schedule may cover; `uid` names the first task that does."""

    def __init__(self, uid: int, name: str) -> None:
        super().__init__(
            f"Task {uid} “{name}” would not fit between 1900 and 2499: "
            "check its duration, its links' lags, and its calendar's working days."
        )
        self.uid = uid


@dataclass(frozen=True, slots=True)
class Prepared:
    """A network checked and laid out, ready to be computed as often as its numbers change."""

    network: Network
    layout: Layout
    graph: Graph
    order: Numbers
    speed: Speed


def schedule(network: Network) -> Schedule:
    """Compute every date and slack of a network; raises ScheduleError."""
    return compute(prepare(network))


def prepare(network: Network, *, speed: Speed | None = None) -> Prepared:
    """Check a network and bring it into the form the kernels take; raises ScheduleError."""
    speed = speed or speed_for(len(network.tasks))
    layout = lay_out(network)
    graph = graph_of(layout, speed)
    return Prepared(network, layout, graph, order_of(graph, network.tasks, speed), speed)


def compute(prepared: Prepared) -> Schedule:
    """Run both passes, over wider and wider calendars until every date lies well inside them; raises OutOfTime."""
    horizon = _first_horizon(prepared.layout)
    while True:
        horizon = widened(horizon)
        laid = tables(calendars_of(prepared.network), horizon)
        dates = _run(prepared, laid)
        if laid.origin < dates.reach[0] and dates.reach[1] < laid.limit:
            return _result(prepared, dates)
        if horizon == WIDEST:
            raise _out_of_time(prepared, dates, laid)


def _first_horizon(layout: Layout) -> Horizon:
    given = [
        column[column != NONE]
        for column in (
            np.array([layout.start]),
            layout.constraint_at,
            layout.deadline,
            layout.actual_start,
            layout.actual_finish,
            layout.pinned_start,
            layout.pinned_finish,
        )
    ]
    instants = np.concatenate(given)
    return Horizon(int(instants.min()) // MINUTES_PER_DAY, int(instants.max()) // MINUTES_PER_DAY + 1)


def _run(prepared: Prepared, laid: Tables) -> Dates:
    speed = prepared.speed
    layout = prepared.layout._replace(duration=prepared.layout.duration.copy())
    work = Work(
        speed.columns(layout),
        speed.columns(prepared.graph),
        speed.columns(laid),
        speed.columns(_blank(layout)),
        speed.column(prepared.order),
    )
    speed.run(recalculate)(work)
    dates = Dates._make(np.asarray(column, dtype=np.int64) for column in work.dates)
    met = [dates.reach, dates.start, dates.finish, dates.late_start, dates.late_finish]
    everything = np.concatenate(met)
    return dates._replace(reach=np.array([everything.min(), everything.max()]))


def _blank(layout: Layout) -> Dates:
    blank = np.zeros(len(layout.parent), dtype=np.int64)
    columns = {name: blank.copy() for name in Dates._fields}
    return Dates(**columns | {"reach": np.array([layout.start, layout.start])})


def recalculate(work: Work) -> None:
    """Fill in all dates and slack; kernel."""
    forward(work, False)
    backward(work)
    for task in range(len(work.plan.parent)):
        if is_as_late(work.plan, task):
            forward(work, True)
            break
    measure(work)


def _result(prepared: Prepared, dates: Dates) -> Schedule:
    network, layout = prepared.network, prepared.layout
    active = layout.active
    return Schedule(
        uid=np.array([task.uid for task in network.tasks], dtype=np.int64),
        start=dates.start,
        finish=dates.finish,
        early_start=dates.early_start,
        early_finish=dates.early_finish,
        late_start=dates.late_start,
        late_finish=dates.late_finish,
        total_slack=dates.total_slack,
        free_slack=dates.free_slack,
        critical=_critical(layout, dates, network.critical_slack),
        driver=dates.driver,
        reason=dates.reason,
        contradictions=contradictions(network, layout, dates),
        start_of_project=layout.start,
        finish_of_project=int(dates.finish[active].max(initial=layout.start)),
    )


def _critical(layout: Layout, dates: Dates, critical_slack: int) -> NDArray[np.bool_]:
    critical: NDArray[np.bool_] = ~layout.complete & (dates.total_slack <= critical_slack)
    return critical


def _out_of_time(prepared: Prepared, dates: Dates, laid: Tables) -> OutOfTime:
    outside = (dates.finish >= laid.limit) | (dates.start <= laid.origin) | (dates.late_start <= laid.origin)
    task = prepared.network.tasks[int(np.argmax(outside))]
    return OutOfTime(task.uid, task.name)
