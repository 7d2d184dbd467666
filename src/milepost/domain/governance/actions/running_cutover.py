"""A runbook is run: steps start, end, fail and are skipped; the run turns back, or is done."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.going_live import CannotGoLive, lock_go_live
from milepost.domain.governance.models import CutoverRun, GoLive, RunbookStep, RunStep, StepKind
from milepost.domain.governance.noticing import tell_of_run
from milepost.domain.people.local_time import moment_of
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require, require_own

State = CutoverRun.State
Kind = CutoverRun.Kind
StepState = RunStep.State


class CannotRun(CannotGoLive):
    """Says why a run, or a step of it, stays as it is."""


def begin_run(go_live: GoLive, kind: str, *, by: Person, at: datetime) -> CutoverRun:
    """Begin a rehearsal, whose clock starts now, or the cutover itself, which needs a go."""
    require(by, "governance.run_cutover", go_live.project)
    with recording("governance.begin_run", by=by.account, at=at, subject=go_live.project) as record:
        lock_go_live(go_live)
        _require_runnable(go_live, Kind(kind))
        planned = moment_of(go_live.starts)
        shift = at - planned if kind == Kind.REHEARSAL else planned - planned
        run = record.create(
            CutoverRun(
                go_live=go_live, kind=kind, planned_start=planned + shift, began_at=at, began_by=by,
                latest_back_out=moment_of(go_live.latest_back_out) + shift if go_live.latest_back_out else None,
                service_back_by=moment_of(go_live.service_back_by) + shift if go_live.service_back_by else None,
            )
        )  # fmt: skip
        record.create_many(_frozen(run, go_live))
        record.summary = f"{run} begins."
        tell_of_run(run, text=f"{run} begins", by=by, at=at)
        return run


def start_step(step: RunStep, *, by: Person, at: datetime) -> None:
    """Start a step whose predecessors are done; a failed one is tried again."""
    _require_step(by, step)
    with recording("governance.start_step", by=by.account, at=at, subject=step.run.go_live.project) as record:
        _hold_running(step, {StepState.WAITING, StepState.FAILED})
        awaited = step.run.steps.filter(number__in=step.waits_for).exclude(state__in=_SETTLED)
        if names := list(awaited.values_list("title", flat=True)):
            raise CannotRun(gettext("It waits for: {names}.").format(names="; ".join(names)))
        record.update(step, state=StepState.UNDER_WAY, started_at=at, ended_at=None, by=by)
        _count(record, step.run)


def end_step(step: RunStep, state: str, *, note: str, by: Person, at: datetime) -> None:
    """Mark a step done, failed or skipped; the last two with a reason."""
    _require_step(by, step)
    if state not in {StepState.DONE, StepState.FAILED, StepState.SKIPPED}:
        raise CannotRun(gettext("A step ends as done, failed or skipped."))
    if state != StepState.DONE and not note.strip():
        raise CannotRun(gettext("Say why."), field="note")
    with recording("governance.end_step", by=by.account, at=at, subject=step.run.go_live.project) as record:
        open_states = {StepState.UNDER_WAY} if state != StepState.SKIPPED else _OPEN
        _hold_running(step, open_states)
        record.update(step, state=StepState(state), ended_at=at, by=by, note=note.strip())
        record.summary = f"{step.get_state_display()}: {step.title}"
        _count(record, step.run)
        if state == StepState.FAILED:
            tell_of_run(step.run, text=f"“{step.title}” failed: {step.note}", by=by, at=at)
        _end_where_done(record, step.run, by=by, at=at)


def take_step_back(step: RunStep, *, by: Person, at: datetime) -> None:
    """Take back what was marked by mistake, while the run goes on."""
    _require_step(by, step)
    with recording(
        "governance.take_step_back", by=by.account, at=at, subject=step.run.go_live.project
    ) as record:
        _hold_running(step, {*StepState} - {StepState.WAITING, StepState.DROPPED})
        if step.run.steps.exclude(state=StepState.WAITING).filter(pk__in=_followers(step)).exists():
            raise CannotRun(gettext("A step that waited for this one has begun."))
        record.update(step, state=StepState.WAITING, started_at=None, ended_at=None, by=by, note="")
        _count(record, step.run)


def back_out(run: CutoverRun, *, reason: str, by: Person, at: datetime) -> None:
    """Turn back: the steps left of the way forward are not run, and the way back begins now."""
    require(by, "governance.run_cutover", run.go_live.project)
    if not reason.strip():
        raise CannotRun(gettext("Say why you turn back."), field="reason")
    with recording(
        "governance.back_out", by=by.account, at=at, subject=run.go_live.project, reason=reason
    ) as record:
        hold_run(run)
        if run.state != State.UNDER_WAY:
            raise CannotRun(_by_now(run))
        left = run.steps.exclude(kind=StepKind.BACK_OUT).filter(state__in=_OPEN)
        record.update_many((one, {"state": StepState.DROPPED}) for one in list(left))
        record.update(
            run, state=State.BACKING_OUT, back_out_at=at, back_out_by=by, back_out_reason=reason.strip()
        )
        record.summary = f"{run} turns back."
        _count(record, run)
        tell_of_run(run, text=f"{run} turns back: {reason.strip()}", by=by, at=at)
        _end_where_done(record, run, by=by, at=at)


def stop_rehearsal(run: CutoverRun, *, reason: str, by: Person, at: datetime) -> None:
    """End a rehearsal before its last step."""
    require(by, "governance.run_cutover", run.go_live.project)
    with recording(
        "governance.stop_rehearsal", by=by.account, at=at, subject=run.go_live.project, reason=reason
    ) as record:
        hold_run(run)
        if not run.is_under_way:
            raise CannotRun(_by_now(run))
        if run.kind != Kind.REHEARSAL:
            raise CannotRun(gettext("A cutover is not stopped halfway: finish it, or back out."))
        left = run.steps.filter(state__in=_OPEN)
        record.update_many((one, {"state": StepState.DROPPED}) for one in list(left))
        record.update(run, state=State.STOPPED, ended_at=at)
        _count(record, run)


def may_run(person: Person, step: RunStep) -> bool:
    """Tell whether a person may mark a step: its owner, and whoever may run the cutover."""
    if not person.is_active:
        return False
    return step.owner_id == person.pk or may(person, "governance.run_cutover", step.run.go_live.project)


def hold_run(run: CutoverRun) -> CutoverRun:
    """Read a run anew and hold it until the transaction ends."""
    rows = CutoverRun.objects.select_for_update(of=("self",)).select_related("go_live__project")
    run.refresh_from_db(from_queryset=rows)
    return run


_OPEN = {StepState.WAITING, StepState.UNDER_WAY, StepState.FAILED}
_SETTLED = {StepState.DONE, StepState.SKIPPED}


def _require_step(person: Person, step: RunStep) -> None:
    require_own(person, "governance.run_cutover", step.run.go_live.project, owner_id=step.owner_id)


def _require_runnable(go_live: GoLive, kind: CutoverRun.Kind) -> None:
    if not go_live.runbook_steps.exclude(kind=StepKind.BACK_OUT).exists():
        raise CannotRun(gettext("Write the runbook first: there is no step to run."))
    if go_live.runs.filter(state__in=[State.UNDER_WAY, State.BACKING_OUT]).exists():
        raise CannotRun(gettext("A run is under way already. Everybody works on that one."))
    if not go_live.is_open:
        raise CannotRun(gettext("This go-live is over."))
    if kind == Kind.CUTOVER and go_live.state != GoLive.State.GO:
        raise CannotRun(gettext("The cutover needs a go first. Record the decision, or run a rehearsal."))


def _frozen(run: CutoverRun, go_live: GoLive) -> list[RunStep]:
    """Copy the runbook as it stands: the way forward first, then the way back."""
    steps = list(go_live.runbook_steps.prefetch_related("waits"))
    ordered = sorted(steps, key=lambda step: step.is_back_out)
    numbers = {step.pk: number for number, step in enumerate(ordered, 1)}
    return [_frozen_step(run, step, numbers) for step in ordered]


def _frozen_step(run: CutoverRun, step: RunbookStep, numbers: dict[int, int]) -> RunStep:
    return RunStep(
        run=run, number=numbers[step.pk], kind=step.kind, title=step.title, instructions=step.instructions,
        owner=step.owner, offset_minutes=step.offset_minutes, duration_minutes=step.duration_minutes,
        waits_for=sorted(numbers[wait.waits_for_id] for wait in step.waits.all()),
    )  # fmt: skip


def _hold_running(step: RunStep, expected: set[RunStep.State]) -> None:
    """Hold the run, and of two phones that mark one step let the second see what the first did."""
    run = hold_run(step.run)
    step.refresh_from_db()
    step.run = run
    if not run.is_under_way:
        raise CannotRun(_by_now(run))
    if step.is_back_out != run.is_backing_out:
        raise CannotRun(gettext("This step is not on the way the run goes now."))
    if step.state not in expected:
        who = f", {step.by}" if step.by else ""
        raise CannotRun(
            gettext("“{title}” is marked “{state}” by now{who}.").format(
                title=step.title, state=step.get_state_display(), who=who
            )
        )


def _followers(step: RunStep) -> list[int]:
    return [one.pk for one in step.run.steps.all() if step.number in one.waits_for]


def _count(record: Recorder, run: CutoverRun) -> None:
    record.update(run, revision=run.revision + 1)


def _end_where_done(record: Recorder, run: CutoverRun, *, by: Person, at: datetime) -> None:
    """End the run with its last step: live, or backed out; a rehearsal leaves the go-live as it is."""
    way = run.steps.filter(kind=StepKind.BACK_OUT) if run.is_backing_out else _forward(run)
    if way.exclude(state__in=_SETTLED).exists():
        return
    is_back = run.is_backing_out
    record.update(run, state=State.BACKED_OUT if is_back else State.DONE, ended_at=at)
    if run.kind == Kind.CUTOVER:
        state = GoLive.State.BACKED_OUT if is_back else GoLive.State.LIVE
        record.update(run.go_live, state=state)
    tell_of_run(run, text=f"{run}: {run.get_state_display().lower()}", by=by, at=at)


def _forward(run: CutoverRun) -> "models.QuerySet[RunStep]":
    return run.steps.exclude(kind=StepKind.BACK_OUT)


def _by_now(run: CutoverRun) -> str:
    return gettext("This run is marked “{state}” by now.").format(state=run.get_state_display().lower())
