"""Meetings are called, changed, moved and canceled; people are invited and let go."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypedDict
from uuid import uuid4

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.inviting import send_cancellation, send_invitation
from milepost.domain.governance.models import Attendance, Meeting
from milepost.domain.governance.models.meeting import Convened
from milepost.domain.governance.permissions import require_lead
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

TOLD_AGAIN = ("title", "place", "starts", "duration_minutes")
"""What of a meeting stands in people's calendars; changing it revises the invitation."""
State = Meeting.State


class CannotConvene(Refusal):
    """Says why a meeting is not called or changed so."""


class MeetingFields(TypedDict, total=False):
    """What is known of a meeting; `title`, `facilitator` and `starts` are needed to call one."""

    title: str
    purpose: str
    project: Project | None
    department: Department | None
    organization: Organization | None
    facilitator: Person
    note_taker: Person | None
    place: str
    starts: datetime
    duration_minutes: int
    quorum: int | None
    notice_hours: int | None


def call_meeting(fields: MeetingFields, *, invited: Iterable[Person], by: Person, at: datetime) -> Meeting:
    """Call a single meeting, and send its invitation to everybody invited."""
    meeting = Meeting(uid=new_uid(), **fields)
    require(by, "governance.hold_meetings", meeting if has_home(meeting) else None)
    check_home(meeting, by=by)
    with recording("governance.call_meeting", by=by.account, at=at, subject=meeting.project) as record:
        add_meeting(record, meeting, invited)
        record.summary = f"{meeting.title} is called for {meeting.starts:%b} {meeting.starts.day}."
        record.update(meeting, invited_at=at)
        send_invitation(meeting)
    return meeting


def edit_meeting(
    meeting: Meeting, fields: MeetingFields, *, invited: Collection[Person], by: Person, at: datetime
) -> None:
    """Change a meeting and who is invited; everybody whose calendar it concerns is told."""
    require_lead(by, meeting)
    with recording("governance.edit_meeting", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        was = {name: getattr(meeting, name) for name in TOLD_AGAIN}
        gone = _uninvite(record, meeting, keeping=invited)
        new = _invite(record, meeting, invited)
        record.update(meeting, **fields)
        check_home(meeting, by=by)
        is_told = new or was != {name: getattr(meeting, name) for name in TOLD_AGAIN}
        if is_told and meeting.state == State.PLANNED:
            record.update(meeting, sequence=meeting.sequence + 1, invited_at=at)
            send_invitation(meeting)
        if gone:
            send_cancellation(meeting, to=gone)


def cancel_meeting(meeting: Meeting, *, reason: str, by: Person, at: datetime) -> None:
    """Cancel a planned meeting and say why; calendars are told."""
    require_lead(by, meeting)
    if not reason.strip():
        raise CannotConvene(
            gettext("Say why the meeting is canceled; everybody invited will read it."), field="reason"
        )
    with recording(
        "governance.cancel_meeting", by=by.account, at=at, subject=meeting.project, reason=reason
    ) as record:
        lock_open(meeting)
        if meeting.state != State.PLANNED:
            raise CannotConvene(gettext("The meeting has begun; end it instead."))
        record.update(meeting, state=State.CANCELED, sequence=meeting.sequence + 1)
        send_cancellation(
            meeting, to=[one.person for one in meeting.attendances.select_related("person")], why=reason
        )


def add_meeting(record: Recorder, meeting: Meeting, invited: Iterable[Person]) -> None:
    """Write a meeting's rows within an action under way; whoever leads it is invited too."""
    record.create(meeting)
    leaders = [person for person in (meeting.facilitator, meeting.note_taker) if person]
    _invite(record, meeting, {person.pk: person for person in [*leaders, *invited]}.values())


def lock_open(meeting: Meeting) -> None:
    """Hold a meeting's row and refuse where its record is closed."""
    meeting.refresh_from_db(
        from_queryset=Meeting.objects.select_for_update(of=("self",)).select_related(
            "project", "facilitator", "note_taker"
        )
    )
    if meeting.state == State.CANCELED:
        raise CannotConvene(gettext("The meeting is canceled."))
    if not meeting.is_open:
        raise CannotConvene(
            gettext("The minutes are sent; they stay as they are. Correct them at the next meeting.")
        )


def new_uid() -> str:
    """Give a name by which calendars know a meeting for good."""
    return f"{uuid4()}@milepost"


def has_home(meeting: Convened) -> bool:
    """Tell whether a meeting belongs to something that decides who may hold it."""
    return meeting.project is not None or meeting.department is not None


def check_home(meeting: Convened, *, by: Person) -> None:
    """Refuse a meeting of a project that the person may not see, or that belongs to several things."""
    homes = [meeting.project_id, meeting.department_id, meeting.organization_id]
    if sum(home is not None for home in homes) > 1:
        raise CannotConvene(
            gettext("A meeting belongs to a project, a department or an organization, to one at most."),
            field="project",
        )
    if meeting.project_id and not Project.objects.visible_to(by).filter(pk=meeting.project_id).exists():
        raise CannotConvene(gettext("Choose a project that you may see."), field="project")


def _invite(record: Recorder, meeting: Meeting, people: Iterable[Person]) -> list[Person]:
    known = set(meeting.attendances.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known]
    if gone := [person.name for person in new if not person.is_active]:
        raise CannotConvene(
            gettext("{names} left and cannot be invited.").format(names=", ".join(gone)), field="invited"
        )
    record.create_many([Attendance(meeting=meeting, person=person) for person in new])
    return new


def _uninvite(record: Recorder, meeting: Meeting, *, keeping: Collection[Person]) -> list[Person]:
    kept = {person.pk for person in keeping} | {meeting.facilitator_id, meeting.note_taker_id}
    gone = list(meeting.attendances.exclude(person__in=kept - {None}).select_related("person"))
    record.delete_many(gone)
    return [one.person for one in gone]
