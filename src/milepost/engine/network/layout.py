"""A network checked and laid out as rows of numbers for the kernels."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, AnyCalendar
from milepost.engine.errors import ScheduleError
from milepost.engine.kernel import Speed
from milepost.engine.network.arcs import arc_rows
from milepost.engine.network.columns import (
    LONGEST,
    NONE,
    ImpossibleNumber,
    Numbers,
    fields_of,
    instants,
    lengths,
    positions,
    whole,
    within,
)
from milepost.engine.network.conventions import Convention, Progress
from milepost.engine.network.model import Constraint, Network, Pause, Task

TASK_ROW = np.dtype(
    [
        ("parent", "i4"),
        ("summary", "?"),
        ("active", "?"),
        # A task of another schedule, which counts neither in the finish nor in a summary.
        ("external", "?"),
        ("complete", "?"),
        # Whether the date of its constraint wins over links.
        ("binding", "?"),
        ("waits_for_work", "?"),
        # Whether the task counts in the dates of its summary.
        ("rolls_up", "?"),
        ("calendar", "i4"),
        # The calendar that the duration runs on: of an elapsed one, round the clock.
        ("clock", "i4"),
        ("constraint", "i4"),
        # From its first to its last minute of work, with the pauses between; likewise of what remains.
        ("duration", "i8"),
        ("remaining", "i8"),
        # The duration alone.
        ("effective", "i8"),
        ("leveling_delay", "i8"),
        ("constraint_at", "i8"),
        ("deadline", "i8"),
        ("actual_start", "i8"),
        ("actual_finish", "i8"),
        ("pinned_start", "i8"),
        ("pinned_finish", "i8"),
    ],
    align=True,
)


class DuplicateTask(ScheduleError):
    """Two tasks carry the same uid."""

    def __init__(self, uid: int) -> None:
        super().__init__(f"Two tasks carry the number {uid}: give one of them another.")
        self.uid = uid


class MisplacedTask(ScheduleError):
    """A task's summary is missing or stands after it."""

    def __init__(self, task: Task) -> None:
        super().__init__(
            f"Task {task.uid} “{task.name}” does not stand below its summary task {task.parent}."
        )
        self.uid = task.uid


class Settings(NamedTuple):
    """What the convention decides, as numbers: the codes of its kinds, and 1 for yes."""

    progress: int
    slack_of: int
    late: int
    has_many_critical_paths: int
    may_precede_start: int


class Layout(NamedTuple):
    """A network as the kernels take it; see TASK_ROW and `arcs.ARC_ROW`."""

    start: int
    finish: int
    """The finish to schedule from, or NONE."""
    status: int
    """The status date where work that is not done waits for it, or NONE."""
    settings: Settings
    uid: Numbers
    tasks: Any
    arcs: Any


def lay_out(network: Network, speed: Speed) -> Layout:
    """Check a network and lay it out; raises DuplicateTask, DanglingLink, MisplacedTask or ImpossibleNumber."""
    tasks = network.tasks
    column = fields_of(tasks, Task._fields)
    uid = whole(tasks, column["uid"], "number")
    rows = np.zeros(len(tasks), dtype=TASK_ROW)
    rows["parent"] = _parents(tasks, uid)
    rows["summary"][rows["parent"][rows["parent"] >= 0]] = True
    rows["calendar"] = _calendars(network, column["calendar"])
    elapsed = np.array(column["elapsed"], dtype=np.bool_)
    clock = np.where(of_people := _named(network, column["people_calendar"]), of_people - 1, rows["calendar"])
    rows["clock"] = np.where(elapsed, len(calendars_of(network)) - 1, clock)
    for field in (
        "constraint_at",
        "deadline",
        "actual_start",
        "actual_finish",
        "pinned_start",
        "pinned_finish",
    ):
        rows[field] = instants(tasks, column[field], field.replace("_at", " date").replace("_", " "))
    rows["constraint"] = _constraints(column["constraint"], rows["constraint_at"])
    percent = np.array(column["percent_complete"], dtype=np.float64)
    rows["effective"], rows["remaining"] = _durations(tasks, column, percent)
    rows["duration"] = rows["effective"]
    if any(column["pauses"]):
        _add_pauses(tasks, column["pauses"], rows)
    rows["leveling_delay"] = lengths(tasks, column["leveling_delay"], "leveling delay")
    rows["complete"] = (rows["actual_finish"] != NONE) | (percent >= 100)
    rows["active"] = column["active"]
    rows["external"] = [bool(of) for of in column["of"]]
    convention = network.convention
    rows["binding"] = np.array(column["is_mandatory"], dtype=np.bool_) | convention.has_binding_dates
    rows["waits_for_work"] = column["waits_for_work"]
    filled = speed.column(rows)
    speed.run(inherit)(filled)
    rows = speed.array(filled, TASK_ROW)
    holds = convention.progress != Progress.AS_STARTED and network.status is not None
    return Layout(
        network.start,
        NONE if network.finish is None else network.finish,
        (network.status or 0) if holds else NONE,
        _settings(convention),
        uid,
        rows,
        arc_rows(network, uid, rows, elapsed),
    )


def _settings(convention: Convention) -> Settings:
    return Settings(
        int(convention.progress),
        int(convention.total_slack),
        int(convention.late),
        int(convention.has_many_critical_paths),
        int(convention.may_precede_start),
    )


def calendars_of(network: Network) -> list[AnyCalendar]:
    """Give the network's calendars, then the one that elapsed time runs on."""
    return [*(network.calendars or (STANDARD,)), ROUND_THE_CLOCK]


def _parents(tasks: Sequence[Task], uid: Numbers) -> Numbers:
    ordered = np.sort(uid)
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        raise DuplicateTask(int(ordered[twice[0]]))
    named = whole(tasks, [task.parent for task in tasks], "summary task")
    parent = positions(uid, named)
    misplaced = np.flatnonzero((named != NONE) & ((parent < 0) | (parent >= np.arange(len(tasks)))))
    if len(misplaced):
        raise MisplacedTask(tasks[misplaced[0]])
    return parent


def _calendars(network: Network, values: Sequence[int | None]) -> Numbers:
    named = whole(network.tasks, values, "calendar")
    calendar = np.where(named == NONE, network.project_calendar, named)
    return within(network.tasks, calendar, 0, max(len(network.calendars), 1) - 1, "calendar")


def _named(network: Network, values: Sequence[int | None]) -> Numbers:
    """Give the calendars that are named, counted from one, and nought where none is."""
    named = whole(network.tasks, values, "calendar of its people")
    within(network.tasks, named, 0, max(len(network.calendars), 1) - 1, "calendar of its people")
    return np.where(named == NONE, 0, named + 1)


def _constraints(values: Sequence[Constraint], dates: Numbers) -> Numbers:
    """Drop the constraints that need a date and have none."""
    constraint = np.array(values, dtype=np.int64)
    dated = constraint > Constraint.AS_LATE_AS_POSSIBLE
    return np.where(dated & (dates == NONE), Constraint.AS_SOON_AS_POSSIBLE, constraint)


def _durations(
    tasks: Sequence[Task], column: Mapping[str, Sequence[Any]], percent: NDArray[np.float64]
) -> tuple[Numbers, Numbers]:
    planned = lengths(tasks, column["duration"], "duration")
    undone = planned - np.rint(planned * np.clip(percent, 0, 100) / 100).astype(np.int64)
    given = lengths(tasks, column["remaining"], "remaining duration")
    remaining = np.where(given == NONE, undone, given)
    # Percentages come rounded, by people too, so within two percent the planned duration is the exact one.
    is_rounding = np.abs(remaining - undone) <= planned / 50
    return np.where(is_rounding, planned, planned - undone + remaining), remaining


def _add_pauses(tasks: Sequence[Task], pauses: Sequence[tuple[Pause, ...]], rows: Any) -> None:
    for at, own in enumerate(pauses):
        if not all(pause.after >= 0 and 0 <= pause.minutes <= LONGEST for pause in own):
            raise ImpossibleNumber(tasks[at], "pause")
        effective = int(rows["effective"][at])
        done = effective - int(rows["remaining"][at])
        within_task = [pause for pause in own if pause.after < effective]
        rows["duration"][at] += sum(pause.minutes for pause in within_task)
        rows["remaining"][at] += sum(pause.minutes for pause in within_task if pause.after >= done)


def inherit(tasks: Any) -> None:
    """Make all below an inactive summary inactive, and a summary active or complete as what is below it; kernel."""
    for task in tasks:
        above = task.parent
        task.active = task.active and (above < 0 or tasks[above].active)
        task.complete = task.complete or task.summary
        task.rolls_up = not task.summary
    for at in range(len(tasks) - 1, -1, -1):
        task = tasks[at]
        # Until here `rolls_up` tells whether the task, or one below it, is active.
        task.active = task.active and task.rolls_up
        if task.active and task.parent >= 0:
            tasks[task.parent].rolls_up = True
            tasks[task.parent].complete = tasks[task.parent].complete and task.complete
    for task in tasks:
        task.rolls_up = task.active or task.parent < 0 or not tasks[task.parent].active
