"""What the passes read and write, and the steps they share.

Functions over `Work` are kernels (see `milepost.engine.kernel`); rows are changed in place.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.calendar.table import Tables, add_work, next_work, start_after, worked
from milepost.engine.network.columns import NONE
from milepost.engine.network.graph import Graph
from milepost.engine.network.layout import Layout, Settings

FOREVER = -NONE

# The codes of LinkType, LagUnit, Constraint, Reason, Progress, SlackOf and LateBy as plain numbers, which is what
# kernels compile.
FINISH_TO_FINISH, FINISH_TO_START, START_TO_FINISH, START_TO_START = range(4)
WORKING, ELAPSED, PERCENT, ELAPSED_PERCENT = range(4)
AS_SOON_AS_POSSIBLE, AS_LATE_AS_POSSIBLE, MUST_START_ON, MUST_FINISH_ON = range(4)
START_NO_EARLIER_THAN, START_NO_LATER_THAN, FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN = range(4, 8)
RETAINED_LOGIC = 1
SLACK_OF_START, SLACK_OF_FINISH = 1, 2
LATE_BY_FREE_SLACK = 1
BY_PROJECT_START, BY_LINK, BY_CONSTRAINT, BY_ACTUAL, BY_PINNED, BY_CHILDREN, BY_PARENT = range(7)

# What the passes fill in for each task; a summary's row gathers its tasks' dates as they are computed.
DATE_ROW = np.dtype(
    [
        ("start", "i8"),
        ("finish", "i8"),
        ("early_start", "i8"),
        ("early_finish", "i8"),
        ("late_start", "i8"),
        ("late_finish", "i8"),
        ("total_slack", "i8"),
        ("free_slack", "i8"),
        # The duration, which for a summary follows from the tasks below it.
        ("span", "i8"),
        # The earliest start that links and summaries allow.
        ("hold", "i8"),
        # Where a start-to-finish link that decides the start puts the finish.
        ("driven_finish", "i8"),
        ("driver", "i4"),
        ("reason", "i4"),
        # The latest instant at which what remains of the task can begin.
        ("latest_begin", "i8"),
        # The latest start and finish that links and summaries allow.
        ("cap_start", "i8"),
        ("cap_finish", "i8"),
        # The task below a summary that starts it.
        ("opener", "i4"),
        # Whether it stands on the longest path, as `longest_path` marks it.
        ("path", "i4"),
    ],
    align=True,
)


class Work(NamedTuple):
    """All that a pass reads and writes, by index of task, link or node."""

    ends: Any
    """The project's start, the finish it is scheduled from or NONE, and the status date that holds work or NONE."""
    settings: Settings
    tasks: Any
    arcs: Any
    graph: Graph
    order: Any
    tables: Tables
    dates: Any
    reach: Any
    """The earliest and the latest instant met, to tell whether the tables sufficed."""


def work_on(layout: Layout, graph: Graph, order: Any, tables: Tables) -> Work:
    """Put a layout on the bench with no dates yet."""
    dates = np.zeros(len(layout.tasks), dtype=DATE_ROW)
    dates["span"] = layout.tasks["effective"]
    reach = np.array([layout.start, layout.start])
    ends = np.array([layout.start, layout.finish, layout.status])
    return Work(ends, layout.settings, layout.tasks, layout.arcs, graph, order, tables, dates, reach)


def is_as_late(work: Work, task: Any) -> bool:
    """Tell whether a task is to be as late as possible and has not started; kernel.

    A project scheduled from its finish holds every task there that is neither fixed nor to be as soon as possible.
    """
    if task.actual_start != NONE or task.complete or is_pinned(task):
        return False
    if task.constraint == AS_LATE_AS_POSSIBLE:
        return True
    return bool(work.ends[1] != NONE and task.constraint >= START_NO_EARLIER_THAN)


def is_pinned(task: Any) -> bool:
    """Tell whether a person fixed a date of the task; kernel."""
    return bool(task.pinned_start != NONE or task.pinned_finish != NONE)


def drives_start(kind: int) -> bool:
    """Tell whether a link of this type holds the start of its successor; kernel."""
    return kind in (FINISH_TO_START, START_TO_START)


def drives_from_start(kind: int) -> bool:
    """Tell whether a link of this type leaves from the start of its predecessor; kernel."""
    return kind in (START_TO_START, START_TO_FINISH)


def driven_to(work: Work, arc: Any) -> int:
    """Give the instant that a link carries from its predecessor to its successor; kernel."""
    dates = work.dates[arc.predecessor]
    instant = dates.start if drives_from_start(arc.type) else dates.finish
    if arc.lag == 0:
        return int(instant)
    return met(work, after_lag(work.tables, arc.calendar, instant, arc.lag, arc.unit, dates.span))


def allowed_by(work: Work, arc: Any) -> int:
    """Give the latest instant that a link may leave its predecessor at for its successor's late dates; kernel."""
    plan, dates = work.tasks[arc.successor], work.dates[arc.successor]
    instant = dates.latest_begin
    if not drives_start(arc.type):
        instant = (
            dates.late_finish if plan.duration == 0 else next_work(work.tables, plan.clock, dates.late_finish)
        )
    if arc.lag == 0:
        return int(instant)
    lag = lag_minutes(arc.lag, arc.unit, work.dates[arc.predecessor].span)
    if lag == 0:  # as a share of a milestone's duration is
        return int(instant)
    if is_elapsed(arc.unit):
        return met(work, instant - lag)
    done = worked(work.tables, arc.calendar, instant)
    # Trap: a lead reaches back to where work goes on, which is too late for what may begin within the pause before.
    is_within_pause = next_work(work.tables, arc.calendar, instant) > instant
    if lag < 0 and is_within_pause and next_work(work.tables, plan.clock, instant) == instant:
        done -= 1
    return met(work, start_after(work.tables, arc.calendar, done - lag))


def after_lag(tables: Tables, calendar: int, instant: int, lag: float, unit: int, lasted: int) -> int:
    """Give the instant that a lag reaches, behind a predecessor that lasted so many minutes; kernel."""
    minutes = lag_minutes(lag, unit, lasted)
    return instant + minutes if is_elapsed(unit) else add_work(tables, calendar, instant, minutes)


def lag_minutes(lag: float, unit: int, lasted: int) -> int:
    """Give a lag in whole minutes; kernel."""
    minutes = lag * lasted / 100 if unit in (PERCENT, ELAPSED_PERCENT) else lag
    # Trap: `round` takes halves to even in Python and away from zero in Numba.
    return math.floor(minutes + 0.5)


def is_elapsed(unit: int) -> bool:
    """Tell whether a lag in this unit runs round the clock; kernel."""
    return unit in (ELAPSED, ELAPSED_PERCENT)


def dated(tables: Tables, plan: Any, lasts: int, start: int) -> int:
    """Apply a task's date constraint to the start that links allow; where it binds, it wins; kernel."""
    if plan.constraint < MUST_START_ON:
        return start
    at = plan.constraint_at
    if plan.constraint in (MUST_FINISH_ON, FINISH_NO_EARLIER_THAN, FINISH_NO_LATER_THAN):
        at = add_work(tables, plan.clock, at, -lasts)
    if plan.constraint in (START_NO_EARLIER_THAN, FINISH_NO_EARLIER_THAN):
        return max(at, start)
    if plan.constraint in (START_NO_LATER_THAN, FINISH_NO_LATER_THAN):
        return min(at, start) if plan.binding else start
    return at if plan.binding else max(at, start)


def may_precede(is_allowed: bool, into_offset: Any, task: int, constraint: int) -> bool:  # noqa: FBT001 - a kernel
    """Tell whether only its own no-earlier-than date holds a task, so that it may start before the project; kernel."""
    is_unlinked = into_offset[task] == into_offset[task + 1]
    is_dated = constraint in (START_NO_EARLIER_THAN, FINISH_NO_EARLIER_THAN)
    return bool(is_allowed and is_unlinked and is_dated)


def resumes_at(status: int, hold: int, is_retained: bool) -> int:  # noqa: FBT001 - a kernel
    """Give when what remains of a started task goes on: at the status date, if retained as links allow; kernel."""
    return max(status, hold) if is_retained else status


def met(work: Work, instant: int) -> int:
    """Note an instant on the way; kernel."""
    work.reach[0] = min(work.reach[0], instant)
    work.reach[1] = max(work.reach[1], instant)
    return instant
