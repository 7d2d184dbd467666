"""Decided dates that the rest of the plan does not allow, named by task."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from milepost.engine.network.columns import NONE
from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule.result import Conflict, Contradiction, Reason

OF_START = (Constraint.MUST_START_ON, Constraint.START_NO_LATER_THAN)
OF_FINISH = (Constraint.MUST_FINISH_ON, Constraint.FINISH_NO_LATER_THAN)
CONFLICTS = {
    Reason.CONSTRAINT: Conflict.CONSTRAINT,
    Reason.ACTUAL: Conflict.ACTUAL,
    Reason.PINNED: Conflict.PINNED,
}


def find_contradictions(network: Network, tasks: Any, dates: Any) -> Iterator[Contradiction]:
    """Yield the starts that stand before what links allow, then the dates and the deadlines that are missed."""
    is_decided = np.isin(dates["reason"], list(CONFLICTS)) & tasks["active"] & ~tasks["summary"]
    is_decided &= ~tasks["external"]
    for task in np.flatnonzero(is_decided & (dates["start"] < dates["hold"])).tolist():
        conflict = CONFLICTS[Reason(dates["reason"][task])]
        yield Contradiction(
            network.tasks[task].uid,
            conflict,
            decided=int(dates["start"][task]),
            needed=int(dates["hold"][task]),
        )
    for task, needed in _missed(tasks, dates):
        yield Contradiction(
            network.tasks[task].uid,
            Conflict.CONSTRAINT,
            decided=int(tasks["constraint_at"][task]),
            needed=needed,
        )
    has_deadline = tasks["active"] & (tasks["deadline"] != NONE)
    for task in np.flatnonzero(has_deadline & (dates["finish"] > tasks["deadline"])).tolist():
        yield Contradiction(
            network.tasks[task].uid,
            Conflict.DEADLINE,
            decided=int(tasks["deadline"][task]),
            needed=int(dates["finish"][task]),
        )


def _missed(tasks: Any, dates: Any) -> Iterator[tuple[int, int]]:
    """Yield the tasks whose links win over their own date, and where they stand instead."""
    is_open = tasks["active"] & ~tasks["summary"] & ~tasks["external"] & ~tasks["binding"]
    for end, kinds in (("start", OF_START), ("finish", OF_FINISH)):
        is_late = np.isin(tasks["constraint"], kinds) & (dates[end] > tasks["constraint_at"])
        for task in np.flatnonzero(is_open & is_late & (tasks["actual_start"] == NONE)).tolist():
            yield task, int(dates[end][task])
