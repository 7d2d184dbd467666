"""A supervisor approves the hours of a week, which then count, or returns them with the reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.actions.feeding_progress import feed_progress
from milepost.domain.staffing.answerers import approving
from milepost.domain.staffing.calculations.timesheets import locked_until
from milepost.domain.staffing.models import PostedHours, Timesheet, TimesheetEntry

State = Timesheet.State


class CannotDecideHours(Refusal):
    """Says why a timesheet is not decided on."""


class DecidedMeanwhile(CannotDecideHours):
    """Somebody else decided, or the hours changed, since they were read."""


class Approved(NamedTuple):
    """The timesheet, and what followed in each project that the hours moved."""

    sheet: Timesheet
    consequences: list[tuple[Project, Consequence]]


def approve_timesheet(sheet: Timesheet, *, seen: int | None = None, by: Person, at: datetime) -> Approved:
    """Let the hours of a week count from now on; raises `CannotDecideHours`."""
    acting = approving(sheet.person, by=by, on=local_day(at))
    require(by, "staffing.approve_hours", acting.over)
    with recording("staffing.approve_timesheet", by=by.account, at=at, subject=sheet.person) as record:
        held = _held_sheet(sheet, seen=seen, by=by)
        entries = list(held.entries.all())
        _check_open(entries)
        record.update(
            held,
            state=State.APPROVED,
            decided_by=by,
            decided_for=acting.represented,
            decided_at=at,
            revision=held.revision + 1,
        )
        posted = record.create_many(
            [
                PostedHours(
                    person=held.person,
                    day=entry.day,
                    project_id=entry.project_id,
                    task_uid=entry.task_uid,
                    code=entry.code,
                    minutes=entry.minutes,
                    source=PostedHours.Source.TIMESHEET,
                    by=by,
                    at=at,
                )
                for entry in entries
            ]
        )
        consequences = feed_progress(posted, at=at)
    return Approved(held, consequences)


def return_timesheet(
    sheet: Timesheet, *, reason: str, seen: int | None = None, by: Person, at: datetime
) -> Timesheet:
    """Give a timesheet back with what is to be mended; raises `CannotDecideHours`."""
    acting = approving(sheet.person, by=by, on=local_day(at))
    require(by, "staffing.approve_hours", acting.over)
    if not reason.strip():
        raise CannotDecideHours(gettext("Say what is to be mended."), field="reason")
    with recording(
        "staffing.return_timesheet", by=by.account, at=at, subject=sheet.person, reason=reason.strip()
    ) as record:
        held = _held_sheet(sheet, seen=seen, by=by)
        return record.update(
            held,
            state=State.RETURNED,
            decided_by=by,
            decided_for=acting.represented,
            decided_at=at,
            reason=reason.strip()[:500],
            revision=held.revision + 1,
        )


def _check_open(entries: Sequence[TimesheetEntry]) -> None:
    closed = locked_until()
    days = [entry.day for entry in entries if closed is not None and entry.day <= closed]
    if days:
        raise CannotDecideHours(
            gettext("{day} is closed; ask Finance to open it, or return the timesheet.").format(
                day=day_text(min(days))
            )
        )


def _held_sheet(sheet: Timesheet, *, seen: int | None, by: Person) -> Timesheet:
    """Hold a timesheet that waits to be decided on until the transaction ends."""
    held = (
        Timesheet.objects.select_for_update(of=("self",))
        .select_related("person__user", "decided_by")
        .get(pk=sheet.pk)
    )
    if held.person_id == by.pk:
        raise CannotDecideHours(gettext("Nobody approves their own hours; ask your supervisor."))
    if held.state in {State.APPROVED, State.RETURNED} and held.decided_by:
        raise DecidedMeanwhile(
            gettext("Meanwhile {name} has decided: {state}. Nothing of yours was kept.").format(
                name=held.decided_by.name, state=held.get_state_display().lower()
            )
        )
    if held.state != State.SUBMITTED:
        raise CannotDecideHours(gettext("This timesheet is not handed in."))
    if seen is not None and seen != held.revision:
        raise DecidedMeanwhile(gettext("The hours have changed since you opened the page. Read them again."))
    return held
