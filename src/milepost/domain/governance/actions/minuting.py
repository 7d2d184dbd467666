"""A meeting is held: who came, what was said, decided and promised; then its minutes are sent."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.action_items import add_action_item
from milepost.domain.governance.actions.boards import decide_on_agenda
from milepost.domain.governance.actions.convening import CannotConvene, lock_open
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.inviting import send_minutes_by_email
from milepost.domain.governance.models import AgendaItem, Attendance, Decision, Meeting, MinuteEntry
from milepost.domain.governance.noticing import tell_of_minutes
from milepost.domain.governance.permissions import require_lead
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project, Risk

Kind = MinuteEntry.Kind
MIDDLING = 3


class Line(NamedTuple):
    """A line of the minutes as it is typed, with what its kind needs."""

    text: str
    kind: str = Kind.NOTE
    agenda_item: AgendaItem | None = None
    owner: Person | None = None
    due_on: date | None = None
    vote: Vote | None = None


def open_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Begin a meeting that is planned."""
    require_lead(by, meeting)
    with recording("governance.open_meeting", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        record.update(meeting, state=Meeting.State.UNDER_WAY)


def mark_attendance(attendance: Attendance, state: str, *, by: Person, at: datetime) -> None:
    """Record whether somebody came."""
    require_lead(by, attendance.meeting)
    meeting = attendance.meeting
    with recording("governance.mark_attendance", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        record.update(attendance, state=Attendance.State(state))


def add_minute_entry(meeting: Meeting, line: Line, *, by: Person, at: datetime) -> MinuteEntry:
    """Write a line of the minutes; a decision, an action item or a risk becomes a record of its own as well."""
    require_lead(by, meeting)
    if not line.text.strip():
        raise CannotConvene(gettext("Write what was said."), field="text")
    with recording("governance.add_minute_entry", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        if meeting.state == Meeting.State.PLANNED:
            record.update(meeting, state=Meeting.State.UNDER_WAY)
        return _write_line(record, meeting, line, by=by, at=at)


def remove_minute_entry(entry: MinuteEntry, *, by: Person, at: datetime) -> None:
    """Take a line back; the decision or action item it made goes with it, a risk stays on its register."""
    require_lead(by, entry.meeting)
    with recording(
        "governance.remove_minute_entry", by=by.account, at=at, subject=entry.meeting.project
    ) as record:
        lock_open(entry.meeting)
        made = entry.decision or entry.action_item
        if isinstance(made, Decision) and hasattr(made, "sign_off"):
            raise CannotConvene(gettext("A change was decided by this line; it stays on record."))
        record.delete(entry)
        if isinstance(made, Decision) and made.is_superseded:
            raise CannotConvene(gettext("A later decision takes the place of this one; it stays on record."))
        if made is not None:
            record.delete(made)


def send_minutes(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Close the minutes and send them to everybody invited; from then on they stay as they are."""
    require_lead(by, meeting)
    with recording("governance.send_minutes", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        if not meeting.minute_entries.exists():
            raise CannotConvene(gettext("There are no minutes yet. Write at least one line."))
        if not meeting.attendances.filter(state=Attendance.State.PRESENT).exists():
            raise CannotConvene(gettext("Mark who was present first."))
        record.update(meeting, state=Meeting.State.HELD, minutes_sent_at=at)
        record.summary = f"The minutes of {meeting} are sent."
        tell_of_minutes(meeting, by=by, at=at)
        send_minutes_by_email(meeting)


def _write_line(record: Recorder, meeting: Meeting, line: Line, *, by: Person, at: datetime) -> MinuteEntry:
    project = line.agenda_item.project if line.agenda_item else meeting.project
    entry = MinuteEntry(
        meeting=meeting,
        agenda_item=line.agenda_item,
        kind=line.kind,
        text=line.text.strip(),
        project=project,
        at=at,
        by=by,
    )
    if line.kind == Kind.DECISION:
        entry.decision = _decided(record, meeting, line, project, by=by, at=at)
    elif line.kind == Kind.ACTION:
        entry.action_item = add_action_item(
            record,
            {"title": entry.text[:300], "owner": line.owner, "due_on": line.due_on, "project": project},
            meeting=meeting, by=by, at=at,
        )  # fmt: skip
    elif line.kind == Kind.RISK:
        entry.risk = _raise_risk(project, entry.text, line.owner, by=by, at=at)
    return record.create(entry)


def _decided(
    record: Recorder, meeting: Meeting, line: Line, project: Project | None, *, by: Person, at: datetime
) -> Decision:
    if meeting.is_of_public_body:
        present = meeting.attendances.filter(state=Attendance.State.PRESENT).count()
        if present < (meeting.quorum or 0):
            raise CannotConvene(
                gettext(
                    "{present} of {quorum} members needed are present: there is no quorum to decide."
                ).format(present=present, quorum=meeting.quorum),
                field="text",
            )
    decision = Decision(
        number=next_number("decisions"), text=line.text.strip()[:1000], decided_on=local_day(at),
        decided_by=meeting.title, meeting=meeting, project=project,
    )  # fmt: skip
    decide_on_agenda(record, line.agenda_item, decision, vote=line.vote, by=by, at=at)
    return decision


def _raise_risk(
    project: Project | None, text: str, owner: Person | None, *, by: Person, at: datetime
) -> Risk:
    if project is None:
        raise CannotConvene(
            gettext("A risk belongs to a project. Choose the point of the agenda that speaks of one."),
            field="agenda_item",
        )
    return create_risk(
        project,
        {"event": text[:300], "probability": MIDDLING, "impact": MIDDLING, "owner": owner},
        by=by, at=at,
    )  # fmt: skip
