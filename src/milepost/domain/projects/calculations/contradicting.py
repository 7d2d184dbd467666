"""Decided dates that the rest of a plan does not allow, as sentences."""

from collections.abc import Iterable

from milepost.engine.instants import us_date
from milepost.engine.network.model import Network
from milepost.engine.schedule import Conflict, Contradiction

_DECIDED = {
    Conflict.CONSTRAINT: "is constrained to",
    Conflict.ACTUAL: "actually started",
    Conflict.PINNED: "is fixed to start",
}


def contradiction_sentences(network: Network, contradictions: Iterable[Contradiction]) -> list[str]:
    """Say each contradiction with its task and both dates."""
    names = {task.uid: task.name for task in network.tasks}
    return [_sentence(names[one.uid], one) for one in contradictions]


def _sentence(name: str, contradiction: Contradiction) -> str:
    decided, needed = us_date(contradiction.decided), us_date(contradiction.needed)
    if contradiction.conflict is Conflict.DEADLINE:
        return f"“{name}” misses its deadline: it finishes {needed} and was due {decided}."
    allowed = f"but what it depends on allows {needed} at the earliest"
    return f"“{name}” {_DECIDED[contradiction.conflict]} {decided}, {allowed}."
