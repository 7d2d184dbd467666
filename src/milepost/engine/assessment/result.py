"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    SHARE = "share"
    INDEX = "index"
    DAYS = "days"


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 - a word, no password
    FAIL = "fail"
    NOT_ASSESSABLE = "not assessable"
    NO_THRESHOLD = "no threshold"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its figure against the threshold, and the tasks or links it is about."""

    number: str
    title: str
    verdict: Verdict
    measures: str
    """What the figure is, in words."""
    value: float | None = None
    unit: Unit = Unit.SHARE
    threshold: str = ""
    counted: int | None = None
    of: int | None = None
    tasks: tuple[int, ...] = ()
    """The tasks concerned, by uid, in outline order."""
    reason: str = ""
    """Why it could not be assessed."""

    @property
    def figure(self) -> str:
        """The figure as it is read: 4 %, 0.92, 600 days; empty where there is none."""
        if self.value is None:
            return ""
        return {
            Unit.SHARE: f"{self.value:.0%}", Unit.INDEX: f"{self.value:.2f}", Unit.DAYS: f"{self.value:g} days"
        }[self.unit]  # fmt: skip


def not_assessable(number: str, title: str, measures: str, reason: str) -> Check:
    """Make the check that lacks what it needs."""
    return Check(number, title, Verdict.NOT_ASSESSABLE, measures, reason=reason)


def share(
    number: str,
    title: str,
    measures: str,
    tasks: list[int],
    *,
    of: int,
    at_most: float,
    counted: int | None = None,
    of_what: str = "incomplete task",
) -> Check:
    """Make a check whose figure is a share that may not exceed a threshold; of nothing, it is not assessable."""
    if not of:
        return not_assessable(number, title, measures, f"There is no {of_what}.")
    count = len(tasks) if counted is None else counted
    verdict = Verdict.PASS if count / of <= at_most else Verdict.FAIL
    limit = f"at most {at_most:.0%}" if at_most else "none"
    return Check(
        number, title, verdict, measures, count / of, threshold=limit, counted=count, of=of,
        tasks=tuple(dict.fromkeys(tasks)),
    )  # fmt: skip
