"""Where a running cutover will end, in minutes that pass since its planned start, whatever the clocks do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Step:
    """A step as planned and as it went; it waits for steps before it in the list, named by their places in it.

    `ended` is set for what is done or skipped; a failed step has neither end nor a known future.
    """

    planned_start: int
    duration: int
    waits_for: tuple[int, ...] = ()
    started: int | None = None
    ended: int | None = None
    has_failed: bool = False
    is_decision: bool = False


class Span(NamedTuple):
    """When a step starts and ends; `None` where a failed step leaves it open."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Projection:
    """The steps' spans, and what follows from them; `None` is not known, never zero."""

    spans: tuple[Span, ...]
    end: int | None
    planned_end: int
    decided_by: int | None
    """When the last point of decision is reached, or the end where there is none: the latest moment to turn back."""

    @property
    def lateness(self) -> int | None:
        """Minutes the end lies behind its plan; negative where it comes early."""
        return None if self.end is None else self.end - self.planned_end

    def margin(self, latest_back_out: int | None) -> int | None:
        """Minutes left between the last decision and the latest back-out; negative where it comes too late."""
        if latest_back_out is None or self.decided_by is None:
            return None
        return latest_back_out - self.decided_by


def project_run(steps: Sequence[Step], *, now: int) -> Projection:
    """Project the steps of a run: none starts before its planned time, what it waits for, or now.

    People are called in for the planned time, so a run that is ahead does not pull later steps forward.
    """
    spans: list[Span] = []
    for step in steps:
        spans.append(_span(step, [spans[place] for place in step.waits_for], now))
    ends = [span.end for span in spans]
    decisions = [span.end for span, step in zip(spans, steps, strict=True) if step.is_decision]
    return Projection(
        spans=tuple(spans),
        end=_latest(ends),
        planned_end=max((step.planned_start + step.duration for step in steps), default=0),
        decided_by=_latest(decisions or ends),
    )


def _span(step: Step, before: Sequence[Span], now: int) -> Span:
    if step.ended is not None:
        return Span(step.ended if step.started is None else step.started, step.ended)
    if step.has_failed:
        return Span(step.started, None)
    if step.started is not None:
        return Span(step.started, max(now, step.started + step.duration))
    awaited = _latest([span.end for span in before]) if before else now
    if awaited is None:
        return Span(None, None)
    start = max(step.planned_start, awaited, now)
    return Span(start, start + step.duration)


def _latest(moments: Sequence[int | None]) -> int | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None
