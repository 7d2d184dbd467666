"""What a status says of itself: the figures it follows from, each with its threshold."""

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.domain.projects.models import Status

SEVERITY = {
    Status.NOT_RATED: 0,
    Status.ON_TRACK: 0,
    Status.AT_RISK: 1,
    Status.OFF_TRACK: 2,
    Status.ON_HOLD: 3,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing a rule looks at, what it found, and from where on it would be otherwise."""

    name: str
    value: str
    threshold: str
    status: Status
    sentence: str
    days: float = 0
    """By how many working days it is behind, which ranks projects of one status."""


@dataclass(frozen=True, slots=True)
class RuleStatus:
    """A status by rule, the sentence that says why, and every figure the rule looked at."""

    status: Status
    reason: str
    figures: tuple[Figure, ...] = ()
    rule: str = ""
    """The name of the rule whose thresholds were applied."""
    is_revised: bool = False
    """Whether it is judged by a baseline that took the place of an earlier one."""


def is_worse(status: str, than: str) -> bool:
    """Tell whether a status is graver than another; no rating is no graver than on track."""
    return SEVERITY[Status(status)] > SEVERITY[Status(than)]


def gravest(figures: Iterable[Figure]) -> Figure:
    """Give the figure that decides a status: of equally grave ones the first."""
    return max(figures, key=lambda figure: SEVERITY[figure.status])


def status_at(figure: float, at_risk: float, off_track: float) -> Status:
    """Compare a figure with the two thresholds of its rule."""
    if figure >= off_track:
        return Status.OFF_TRACK
    return Status.AT_RISK if figure >= at_risk else Status.ON_TRACK
