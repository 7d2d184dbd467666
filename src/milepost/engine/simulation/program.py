"""A network as the simulating pass takes it: by task whether it runs in working minutes, and which links are a sum."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.table import Tables, worked
from milepost.engine.network.columns import NONE
from milepost.engine.network.conventions import Progress
from milepost.engine.schedule.recalculation import Prepared
from milepost.engine.schedule.work import (
    AS_LATE_AS_POSSIBLE,
    AS_SOON_AS_POSSIBLE,
    FINISH_TO_START,
    MUST_START_ON,
    START_NO_EARLIER_THAN,
    START_TO_FINISH,
    WORKING,
    may_precede,
)

WALL = -1
"""The frame of a task whose dates are instants; any other frame is the calendar in whose working minutes it runs."""

Flags = NDArray[np.bool_]


class Program(NamedTuple):
    """All that stands still while a network is simulated; arcs are those of the layout, into each task in turn."""

    start: int
    status: int
    """The status date where work that is not done waits for it, or NONE."""
    is_retained: bool
    """What remains of a started task waits for its predecessors too."""
    may_precede_start: bool
    order: Any
    tasks: Any
    into: Any
    """The first arc into each task."""
    frame: Any
    floor: Any
    """The earliest start of a task in working minutes, as the project's start and the status date hold it."""
    capacity: Any
    """The working minutes of a task's calendar within the horizon."""
    not_before: Any
    """The working minute of a no-earlier-than date, or -1."""
    row: Any
    """Where the starts of a task outside any frame are kept; a summary's holds follow its starts."""
    above: Any
    """The summary whose hold counts, or -1."""
    within: Any
    """The summary whose dates a task widens, or -1."""
    source: Any
    kind: Any
    lag: Any
    unit: Any
    calendar: Any
    is_sum: Any
    """Whether a link only adds minutes in the frame that both its tasks share."""
    may_end: Any
    """Whether a task may be the last to finish."""
    rows: int


def program_of(prepared: Prepared, laid: Tables, is_long: Flags, is_watched: Flags) -> Program:
    """Compile a network; `is_long` tells of each task that no iteration makes it last nothing."""
    tasks, arcs = prepared.layout.tasks, prepared.layout.arcs
    count, convention = len(tasks), prepared.network.convention
    frame = _frames(tasks, arcs, is_long)
    live = _live_summaries(tasks, arcs, is_watched)
    parent = tasks["parent"].astype(np.int64)
    under = np.where((parent >= 0) & live[parent], parent, -1)
    nodes = np.asarray(prepared.order)
    dated = tasks["constraint"] == START_NO_EARLIER_THAN
    return Program(
        start=prepared.layout.start,
        status=prepared.layout.status,
        is_retained=convention.progress is Progress.RETAINED_LOGIC,
        may_precede_start=convention.may_precede_start,
        order=nodes[live[nodes % count] | ~tasks["summary"][nodes % count]],
        tasks=tasks,
        into=np.asarray(prepared.graph.into_offset),
        frame=frame,
        floor=_worked(laid, tasks["clock"], _earliest(prepared)),
        capacity=laid.total[tasks["clock"]],
        not_before=np.where(dated, _worked(laid, tasks["clock"], tasks["constraint_at"]), -1),
        row=np.cumsum(_rows(frame, live)) - _rows(frame, live),
        above=np.where(_is_pinned(tasks)[under], -1, under),
        within=np.where(tasks["rolls_up"], under, -1),
        source=arcs["predecessor"].astype(np.int64),
        kind=arcs["type"].astype(np.int64),
        lag=arcs["lag"].copy(),
        unit=arcs["unit"].astype(np.int64),
        calendar=arcs["calendar"].astype(np.int64),
        is_sum=_sums(arcs, frame),
        may_end=_may_end(tasks, arcs, frame),
        rows=int(_rows(frame, live).sum()),
    )


def _earliest(prepared: Prepared) -> NDArray[np.int64]:
    """Give the instants before which no task may start; what waits for nothing may do so at the horizon's beginning."""
    tasks, is_allowed = prepared.layout.tasks, prepared.network.convention.may_precede_start
    into, constraints = list(prepared.graph.into_offset), tasks["constraint"].tolist()
    may = [may_precede(is_allowed, into, task, constraint) for task, constraint in enumerate(constraints)]
    start = np.where(may, NONE, prepared.layout.start)
    return np.where(tasks["complete"], start, np.maximum(start, prepared.layout.status))


def _frames(tasks: Any, arcs: Any, is_long: Flags) -> NDArray[np.int64]:
    """Give the calendar of every task whose dates follow from its start in working minutes alone."""
    is_dated = (tasks["actual_start"] != NONE) | (tasks["actual_finish"] != NONE) | _is_pinned(tasks)
    is_plain = np.isin(tasks["constraint"], (AS_SOON_AS_POSSIBLE, AS_LATE_AS_POSSIBLE, START_NO_EARLIER_THAN))
    is_driven_to_finish = np.zeros(len(tasks), dtype=np.bool_)
    is_driven_to_finish[arcs["successor"][arcs["type"] == START_TO_FINISH]] = True
    is_leveled = tasks["leveling_delay"] > 0
    runs = is_long & is_plain & ~tasks["summary"] & ~is_dated & ~is_driven_to_finish & ~is_leveled
    return np.where(runs, tasks["clock"].astype(np.int64), WALL)


def _live_summaries(tasks: Any, arcs: Any, is_watched: Flags) -> Flags:
    """Tell which summaries hold what is below them, or give dates to what follows them or is watched."""
    own = is_watched.copy()
    own[arcs["predecessor"]] = own[arcs["successor"]] = True
    own |= np.isin(tasks["constraint"], (START_NO_EARLIER_THAN, MUST_START_ON)) | _is_pinned(tasks)
    live = own & tasks["summary"]
    for at in np.flatnonzero(tasks["summary"] & (tasks["parent"] >= 0)).tolist():
        live[at] |= live[tasks["parent"][at]]
    return np.asarray(live, dtype=np.bool_)


def _is_pinned(tasks: Any) -> Flags:
    return np.asarray((tasks["pinned_start"] != NONE) | (tasks["pinned_finish"] != NONE), dtype=np.bool_)


def _rows(frame: NDArray[np.int64], live: Flags) -> NDArray[np.int64]:
    """Give how many rows of starts and holds each task keeps."""
    return np.where(live, 2, np.where(frame == WALL, 1, 0))


def _sums(arcs: Any, frame: NDArray[np.int64]) -> Flags:
    before, after = frame[arcs["predecessor"]], frame[arcs["successor"]]
    on_frame = (arcs["unit"] == WORKING) & (arcs["calendar"] == after)
    return np.asarray((after != WALL) & (before == after) & ((arcs["lag"] == 0) | on_frame))


def _may_end(tasks: Any, arcs: Any, frame: NDArray[np.int64]) -> Flags:
    """Leave out every task that another one, which counts and moves freely, can only follow."""
    follower = arcs["successor"]
    counts = tasks["active"] & ~tasks["external"] & ~tasks["summary"]
    follows = (
        (arcs["type"] == FINISH_TO_START) & (arcs["lag"] >= 0) & (frame[follower] != WALL) & counts[follower]
    )
    may = counts.copy()
    may[arcs["predecessor"][follows]] = False
    return np.asarray(may, dtype=np.bool_)


def _worked(laid: Tables, clocks: Any, instants: Any) -> NDArray[np.int64]:
    """Look up each pair once; most tasks share a few."""
    pairs = np.stack(np.broadcast_arrays(clocks, instants)).astype(np.int64)
    unlike, which = np.unique(pairs, axis=1, return_inverse=True)
    found = [worked(laid, clock, at) for clock, at in unlike.T.tolist()]
    return np.array(found, dtype=np.int64)[which.ravel()]
