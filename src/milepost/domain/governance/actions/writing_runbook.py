"""The runbook of a cutover is written: its steps, what they wait for, and whom to call."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.db.models import Max
from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.going_live import CannotGoLive, lock_go_live
from milepost.domain.governance.models import CallTreeEntry, GoLive, RunbookStep, StepWait
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require


class CannotWriteRunbook(CannotGoLive):
    """Says why a runbook stays as it is."""


class StepFields(TypedDict, total=False):
    """What is known of a step; `title` is needed to add one."""

    kind: str
    title: str
    instructions: str
    owner: Person | None
    offset_minutes: int
    duration_minutes: int


class CallFields(TypedDict, total=False):
    """Somebody to call."""

    name: str
    role: str
    phone: str
    called_by: CallTreeEntry | None


def add_runbook_step(
    go_live: GoLive, fields: StepFields, *, waits_for: Iterable[RunbookStep], by: Person, at: datetime
) -> RunbookStep:
    """Put a step at the end of the runbook."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.add_runbook_step", by=by.account, at=at, subject=go_live.project) as record:
        _hold_writable(go_live)
        step = record.create(RunbookStep(go_live=go_live, position=_end_of(go_live), **fields))
        _tie(record, step, waits_for)
        return step


def edit_runbook_step(
    step: RunbookStep, fields: StepFields, *, waits_for: Iterable[RunbookStep], by: Person, at: datetime
) -> None:
    """Change a step and what it waits for."""
    require(by, "governance.plan_go_live", step.go_live.project)
    with recording(
        "governance.edit_runbook_step", by=by.account, at=at, subject=step.go_live.project
    ) as record:
        _hold_writable(step.go_live)
        record.update(step, **fields)
        record.delete_many(list(step.waits.all()))
        _tie(record, step, waits_for)
        for later in step.awaited_by.select_related("step"):
            _require_fit(later.step, step)


def move_runbook_step(step: RunbookStep, *, down: int, by: Person, at: datetime) -> None:
    """Move a step a place down among those of its way, or with a negative number up; never before what it waits for."""
    require(by, "governance.plan_go_live", step.go_live.project)
    with recording(
        "governance.move_runbook_step", by=by.account, at=at, subject=step.go_live.project
    ) as record:
        _hold_writable(step.go_live)
        steps = [one for one in step.go_live.runbook_steps.all() if one.is_back_out == step.is_back_out]
        place = steps.index(step)
        target = place + (1 if down > 0 else -1)
        if not 0 <= target < len(steps):
            return
        other = steps[target]
        earlier, later = (step, other) if down > 0 else (other, step)
        if later.waits.filter(waits_for=earlier).exists():
            raise CannotWriteRunbook(
                gettext("“{later}” waits for “{earlier}” and stays after it.").format(
                    later=later, earlier=earlier
                )
            )
        places = ((step, other.position), (other, step.position))
        record.update_many((one, {"position": position}) for one, position in places)


def remove_runbook_step(step: RunbookStep, *, by: Person, at: datetime) -> None:
    """Take a step out; what waited for it waits for what it waited for."""
    require(by, "governance.plan_go_live", step.go_live.project)
    with recording(
        "governance.remove_runbook_step", by=by.account, at=at, subject=step.go_live.project
    ) as record:
        _hold_writable(step.go_live)
        before = [wait.waits_for for wait in step.waits.select_related("waits_for")]
        for wait in list(step.awaited_by.select_related("step")):
            record.delete(wait)
            there = set(wait.step.waits.values_list("waits_for", flat=True))
            record.create_many(
                [StepWait(step=wait.step, waits_for=one) for one in before if one.pk not in there]
            )
        record.delete_many(list(step.waits.all()))
        record.delete(step)


def copy_runbook(go_live: GoLive, source: GoLive, *, by: Person, at: datetime) -> int:
    """Take the steps and the call tree of another go-live into an empty runbook; gives how many steps."""
    require(by, "governance.plan_go_live", go_live.project)
    require(by, "governance.view_go_live", source.project)
    with recording("governance.copy_runbook", by=by.account, at=at, subject=go_live.project) as record:
        _hold_writable(go_live)
        if go_live.runbook_steps.exists() or go_live.call_tree.exists():
            raise CannotWriteRunbook(gettext("There is a runbook already; only an empty one takes a copy."))
        copies = {step.pk: record.create(_copied(step, go_live)) for step in source.runbook_steps.all()}
        waits = StepWait.objects.filter(step__go_live=source)
        record.create_many(
            [StepWait(step=copies[one.step_id], waits_for=copies[one.waits_for_id]) for one in waits]
        )
        _copy_call_tree(record, go_live, source)
        record.summary = f"{len(copies)} steps taken from {source}."
        return len(copies)


def add_call(go_live: GoLive, fields: CallFields, *, by: Person, at: datetime) -> CallTreeEntry:
    """Put somebody on the call tree."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.add_call", by=by.account, at=at, subject=go_live.project) as record:
        lock_go_live(go_live)
        last = go_live.call_tree.aggregate(last=Max("position"))["last"] or 0
        return record.create(CallTreeEntry(go_live=go_live, position=last + 1, **fields))


def remove_call(entry: CallTreeEntry, *, by: Person, at: datetime) -> None:
    """Take somebody off the call tree; whom that person called is called by who called them."""
    require(by, "governance.plan_go_live", entry.go_live.project)
    with recording("governance.remove_call", by=by.account, at=at, subject=entry.go_live.project) as record:
        lock_go_live(entry.go_live)
        record.update_many((one, {"called_by": entry.called_by}) for one in list(entry.calls.all()))
        record.delete(entry)


def _tie(record: Recorder, step: RunbookStep, waits_for: Iterable[RunbookStep]) -> None:
    wanted = list({one.pk: one for one in waits_for}.values())
    for one in wanted:
        _require_fit(step, one)
    record.create_many([StepWait(step=step, waits_for=one) for one in wanted])


def _require_fit(step: RunbookStep, earlier: RunbookStep) -> None:
    """A step waits only for one before it in the list, on the same way: so no round can arise."""
    if earlier.go_live_id != step.go_live_id or earlier.position >= step.position:
        raise CannotWriteRunbook(gettext("A step waits only for steps above it."), field="waits_for")
    if earlier.is_back_out != step.is_back_out:
        raise CannotWriteRunbook(
            gettext("Steps of the back-out wait only for one another."), field="waits_for"
        )


def _hold_writable(go_live: GoLive) -> None:
    lock_go_live(go_live)
    if not go_live.is_open:
        raise CannotWriteRunbook(gettext("This go-live is over; its runbook stays as it is."))


def _end_of(go_live: GoLive) -> int:
    last = go_live.runbook_steps.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _copied(step: RunbookStep, go_live: GoLive) -> RunbookStep:
    return RunbookStep(
        go_live=go_live, position=step.position, kind=step.kind, title=step.title, instructions=step.instructions,
        owner=step.owner if step.owner and step.owner.is_active else None,
        offset_minutes=step.offset_minutes, duration_minutes=step.duration_minutes,
    )  # fmt: skip


def _copy_call_tree(record: Recorder, go_live: GoLive, source: GoLive) -> None:
    entries = list(source.call_tree.all())
    copies = {
        one.pk: record.create(
            CallTreeEntry(
                go_live=go_live, position=one.position, name=one.name, role=one.role, phone=one.phone
            )
        )
        for one in entries
    }
    record.update_many(
        (copies[one.pk], {"called_by": copies[one.called_by_id]}) for one in entries if one.called_by_id
    )
