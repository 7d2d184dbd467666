"""Decided dates that the rest of the plan does not allow, named by task."""

import numpy as np

from milepost.engine.network.layout import NONE, Layout
from milepost.engine.network.model import Network
from milepost.engine.schedule.passes import Dates
from milepost.engine.schedule.result import Conflict, Contradiction, Reason

CONFLICTS = {
    Reason.CONSTRAINT: Conflict.CONSTRAINT,
    Reason.ACTUAL: Conflict.ACTUAL,
    Reason.PINNED: Conflict.PINNED,
}


def contradictions(network: Network, layout: Layout, dates: Dates) -> tuple[Contradiction, ...]:
    """List the starts that stand before what links allow, then the deadlines that are missed."""
    at_hand = layout.active & ~layout.summary
    too_early = at_hand & (dates.start < dates.hold) & np.isin(dates.reason, list(CONFLICTS))
    missed = layout.active & (layout.deadline != NONE) & (dates.finish > layout.deadline)
    return (
        *(
            Contradiction(
                network.tasks[task].uid,
                CONFLICTS[Reason(dates.reason[task])],
                int(dates.start[task]),
                int(dates.hold[task]),
            )
            for task in np.flatnonzero(too_early).tolist()
        ),
        *(
            Contradiction(
                network.tasks[task].uid,
                Conflict.DEADLINE,
                int(layout.deadline[task]),
                int(dates.finish[task]),
            )
            for task in np.flatnonzero(missed).tolist()
        ),
    )
