"""Decided dates that the rest of the plan does not allow, named by task."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from milepost.engine.network.columns import NONE
from milepost.engine.network.model import Network
from milepost.engine.schedule.result import Conflict, Contradiction, Reason

CONFLICTS = {
    Reason.CONSTRAINT: Conflict.CONSTRAINT,
    Reason.ACTUAL: Conflict.ACTUAL,
    Reason.PINNED: Conflict.PINNED,
}


def find_contradictions(network: Network, tasks: Any, dates: Any) -> Iterator[Contradiction]:
    """Yield the starts that stand before what links allow, then the deadlines that are missed."""
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
    has_deadline = tasks["active"] & (tasks["deadline"] != NONE)
    for task in np.flatnonzero(has_deadline & (dates["finish"] > tasks["deadline"])).tolist():
        yield Contradiction(
            network.tasks[task].uid,
            Conflict.DEADLINE,
            decided=int(tasks["deadline"][task]),
            needed=int(dates["finish"][task]),
        )
