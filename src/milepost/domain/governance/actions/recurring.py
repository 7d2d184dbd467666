"""Series of meetings begin, change and end; their meetings are made some weeks ahead."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.convening import (
    CannotConvene,
    MeetingFields,
    add_meeting,
    check_home,
    has_home,
    new_uid,
)
from milepost.domain.governance.calculations.occurrences import occurrences
from milepost.domain.governance.inviting import send_series
from milepost.domain.governance.models import Attendance, Meeting, MeetingSeries, SeriesMember
from milepost.domain.governance.permissions import require_lead
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require

AHEAD = timedelta(weeks=9)
"""How far ahead the meetings of a series stand as rows, so that agendas can be prepared."""
COPIED = (
    "title", "purpose", "project", "department", "organization", "facilitator", "note_taker", "place",
    "duration_minutes", "quorum", "notice_hours",
)  # fmt: skip


class SeriesFields(MeetingFields, total=False):
    """What is known of a series besides what its meetings share."""

    frequency: str
    interval: int
    until: object


def start_series(
    fields: SeriesFields, *, members: Collection[Person], by: Person, at: datetime
) -> MeetingSeries:
    """Begin a series: its first meetings are made, and its invitation is sent once for all of them."""
    series = MeetingSeries(uid=new_uid(), **fields)
    require(by, "governance.hold_meetings", series if has_home(series) else None)
    check_home(series, by=by)
    _check_end(series)
    with recording("governance.start_series", by=by.account, at=at, subject=series.project) as record:
        record.create(series)
        _keep_members(record, series, members)
        _make(record, series, until=max(local_time(at).replace(tzinfo=None), series.starts) + AHEAD)
        record.summary = f"{series.title} is called as a series."
        send_series(series)
    return series


def edit_series(
    series: MeetingSeries, fields: SeriesFields, *, members: Collection[Person], by: Person, at: datetime
) -> None:
    """Change a series; meetings that are still planned follow, and calendars are told."""
    require_lead(by, series)
    now = local_time(at).replace(tzinfo=None)
    with recording("governance.edit_series", by=by.account, at=at, subject=series.project) as record:
        series.refresh_from_db(from_queryset=MeetingSeries.objects.select_for_update(of=("self",)))
        record.update(series, **fields)
        _check_end(series)
        check_home(series, by=by)
        _keep_members(record, series, members)
        _follow(record, series, after=now)
        _make(record, series, until=now + AHEAD, after=now)
        record.update(series, sequence=series.sequence + 1)
        send_series(series)


def make_meetings(series: MeetingSeries, *, at: datetime) -> int:
    """Make the meetings of a series that have come within reach; gives how many. A program does it each night."""
    with recording("governance.make_meetings", by=None, at=at, subject=series.project) as record:
        series.refresh_from_db(from_queryset=MeetingSeries.objects.select_for_update(of=("self",)))
        return _make(record, series, until=local_time(at).replace(tzinfo=None) + AHEAD)


def _check_end(series: MeetingSeries) -> None:
    if series.has_ended:
        raise CannotConvene(gettext("A series ends on or after its first meeting."), field="until")


def _keep_members(record: Recorder, series: MeetingSeries, people: Collection[Person]) -> None:
    wanted = {person.pk: person for person in [series.facilitator, *people]}
    if series.note_taker:
        wanted[series.note_taker.pk] = series.note_taker
    memberships = {one.person_id: one for one in series.memberships.all()}
    record.delete_many([one for pk, one in memberships.items() if pk not in wanted])
    new = [
        SeriesMember(series=series, person=person) for pk, person in wanted.items() if pk not in memberships
    ]
    record.create_many(new)


def _make(record: Recorder, series: MeetingSeries, *, until: datetime, after: datetime | None = None) -> int:
    known = set(series.meetings.exclude(occurrence=None).values_list("occurrence", flat=True))
    members = [one.person for one in series.memberships.select_related("person") if one.person.is_active]
    made = 0
    for occurrence in occurrences(series, until=until):
        if occurrence in known or (after is not None and occurrence < after):
            continue
        shared = {name: getattr(series, name) for name in COPIED}
        meeting = Meeting(uid=new_uid(), series=series, starts=occurrence, occurrence=occurrence, **shared)
        add_meeting(record, meeting, members)
        made += 1
    return made


def _follow(record: Recorder, series: MeetingSeries, *, after: datetime) -> None:
    """Bring the planned meetings of a series in line with it: those it no longer holds go, unless prepared already."""
    ahead = list(series.meetings.filter(state=Meeting.State.PLANNED, occurrence__gte=after))
    wanted = set(
        occurrences(series, until=max((one.occurrence for one in ahead), default=after) + timedelta(days=1))
    )
    shared = {name: getattr(series, name) for name in COPIED}
    for meeting in ahead:
        if meeting.occurrence in wanted or meeting.agenda_items.exists():
            record.update(meeting, **shared)
            _align(record, series, meeting)
        else:
            record.delete_many(list(meeting.attendances.all()))
            record.delete(meeting)


def _align(record: Recorder, series: MeetingSeries, meeting: Meeting) -> None:
    members = set(series.memberships.values_list("person_id", flat=True))
    invited = {one.person_id: one for one in meeting.attendances.all()}
    record.delete_many([one for pk, one in invited.items() if pk not in members])
    record.create_many([Attendance(meeting=meeting, person_id=pk) for pk in members - invited.keys()])
