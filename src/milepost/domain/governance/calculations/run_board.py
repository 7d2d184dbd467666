"""A run as everybody on it sees it: each step against its plan, the projected end, and the way back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from milepost.domain.governance.models import CutoverRun, GoLive, RunbookStep, RunStep, StepKind
from milepost.engine.cutover import Projection, Step, project_run

MINUTE = timedelta(minutes=1)
SOON = 15
"""Minutes before the latest back-out at which it is spoken of as near."""


@dataclass(frozen=True, slots=True)
class BoardStep:
    """A step with its planned and projected times; `None` where a failed step leaves them open."""

    step: RunStep
    planned_start: datetime
    start: datetime | None
    end: datetime | None
    is_ready: bool
    """Whether it may start: everything it waits for is settled."""

    @property
    def minutes_late(self) -> int | None:
        """How far its end lies behind the plan; `None` where that is open."""
        if self.end is None:
            return None
        planned = self.planned_start + self.step.duration_minutes * MINUTE
        return (self.end - planned) // MINUTE

    @property
    def is_overdue(self) -> bool:
        return self.minutes_late is not None and self.minutes_late > 0


@dataclass(frozen=True, slots=True)
class RunBoard:
    """What the page of a run shows at a moment."""

    run: CutoverRun
    steps: list[BoardStep]
    back_out_steps: list[BoardStep]
    planned_end: datetime
    end: datetime | None
    minutes_late: int | None
    back_out_margin: int | None
    """Minutes between the last go/no-go point, as projected, and the latest back-out; negative is too late."""
    back_out_minutes: int
    """How long the way back takes by the runbook."""
    now: datetime

    @property
    def settled(self) -> int:
        return sum(one.step.is_settled for one in self.way)

    @property
    def way(self) -> list[BoardStep]:
        """The steps of the way the run goes: forward, or back."""
        return self.back_out_steps if self.run.back_out_at else self.steps

    @property
    def failed(self) -> list[RunStep]:
        return [one.step for one in self.way if one.step.state == RunStep.State.FAILED]

    @property
    def next_up(self) -> list[BoardStep]:
        """What is under way, failed, or may start."""
        active = {RunStep.State.UNDER_WAY, RunStep.State.FAILED}
        return [
            one
            for one in self.way
            if one.step.state in active or (one.step.state == RunStep.State.WAITING and one.is_ready)
        ]

    @property
    def can_still_turn_back(self) -> bool | None:
        """Whether the latest back-out is still ahead; `None` where the runbook names none."""
        return None if self.run.latest_back_out is None else self.now <= self.run.latest_back_out

    @property
    def is_back_out_near(self) -> bool:
        latest = self.run.latest_back_out
        return latest is not None and self.now <= latest <= self.now + SOON * MINUTE

    @property
    def is_back_in_time(self) -> bool | None:
        """Whether the way back, once begun, brings service up in time."""
        if self.run.back_out_at is None or self.run.service_back_by is None or self.end is None:
            return None
        return self.end <= self.run.service_back_by


def run_board(run: CutoverRun, *, at: datetime) -> RunBoard:
    """Show a run as of a moment; one that has ended as of its end."""
    steps = list(run.steps.select_related("owner", "by"))
    now = run.ended_at or at
    forward = [step for step in steps if not step.is_back_out]
    back = [step for step in steps if step.is_back_out]
    origin = run.back_out_at or run.planned_start
    ahead = _projected(forward, run.planned_start, run.back_out_at or now)
    behind = _projected(back, origin, now)
    chosen = behind if run.back_out_at else ahead
    latest = None if run.latest_back_out is None else (run.latest_back_out - run.planned_start) // MINUTE
    return RunBoard(
        run=run,
        steps=_rows(forward, ahead, run.planned_start),
        back_out_steps=_rows(back, behind, origin),
        planned_end=origin + chosen.planned_end * MINUTE,
        end=None if chosen.end is None else origin + chosen.end * MINUTE,
        minutes_late=chosen.lateness,
        back_out_margin=None if run.back_out_at else ahead.margin(latest),
        back_out_minutes=behind.planned_end,
        now=now,
    )


def back_out_minutes(go_live: GoLive) -> int:
    """Count how long the way back takes by the runbook."""
    steps = go_live.runbook_steps.filter(kind=StepKind.BACK_OUT)
    return max((step.offset_minutes + step.duration_minutes for step in steps), default=0)


def latest_that_fits(go_live: GoLive, steps: list[RunbookStep]) -> datetime | None:
    """Give the latest back-out after which the way back still ends before service must be up."""
    if go_live.service_back_by is None:
        return None
    way = [step.offset_minutes + step.duration_minutes for step in steps if step.is_back_out]
    latest: datetime = go_live.service_back_by - max(way, default=0) * MINUTE
    return latest


def _projected(steps: list[RunStep], origin: datetime, now: datetime) -> Projection:
    places = {step.number: place for place, step in enumerate(steps)}
    return project_run([_engine_step(step, origin, places) for step in steps], now=(now - origin) // MINUTE)


def _engine_step(step: RunStep, origin: datetime, places: dict[int, int]) -> Step:
    ended = step.ended_at if step.state != RunStep.State.FAILED else None
    return Step(
        planned_start=step.offset_minutes,
        duration=0 if step.state == RunStep.State.DROPPED else step.duration_minutes,
        waits_for=tuple(places[number] for number in step.waits_for if number in places),
        started=None if step.started_at is None else (step.started_at - origin) // MINUTE,
        ended=None if ended is None else (ended - origin) // MINUTE,
        has_failed=step.state == RunStep.State.FAILED,
        is_decision=step.kind == StepKind.DECISION,
    )


def _rows(steps: list[RunStep], projection: Projection, origin: datetime) -> list[BoardStep]:
    settled = {step.number for step in steps if step.state in {RunStep.State.DONE, RunStep.State.SKIPPED}}
    return [
        BoardStep(
            step=step,
            planned_start=origin + step.offset_minutes * MINUTE,
            start=None if span.start is None else origin + span.start * MINUTE,
            end=None if span.end is None else origin + span.end * MINUTE,
            is_ready=set(step.waits_for) <= settled,
        )
        for step, span in zip(steps, projection.spans, strict=True)
    ]
