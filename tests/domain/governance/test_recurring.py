from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from milepost.domain.governance.actions.convening import CannotConvene, cancel_meeting, edit_meeting
from milepost.domain.governance.actions.preparing import add_agenda_item
from milepost.domain.governance.actions.recurring import edit_series, make_meetings, start_series
from milepost.domain.governance.calculations.occurrences import occurrences, rhythm
from milepost.domain.governance.inviting import event_of_series
from milepost.domain.governance.models import MeetingSeries
from milepost.domain.people.roles import Role
from milepost.exchange.icalendar.invitation import calendar_file
from tests.factories import AT, make_city, make_person

TUESDAY = datetime(2027, 3, 2, 9)
database = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


def start(by, *members, **fields):
    fields = {"title": "Staff meeting", "facilitator": by, "starts": TUESDAY, **fields}
    return start_series(fields, members=members, by=by, at=AT)


def days(series):
    return [meeting.starts.date() for meeting in series.meetings.order_by("starts")]


@database
def test_a_series_makes_its_meetings_nine_weeks_ahead_and_invites_once(mara):
    lee = make_person("Lee Ortiz")

    series = start(mara, lee, interval=2)

    assert days(series) == [date(2027, 3, 2) + timedelta(weeks=2 * n) for n in range(5)]
    assert len(mail.outbox) == 2
    assert rhythm(series) == "Every 2 weeks on Tuesday"


@database
def test_meetings_come_within_reach_night_by_night_and_never_twice(mara):
    series = start(mara)

    assert make_meetings(series, at=AT) == 0
    assert make_meetings(series, at=AT + timedelta(days=7)) == 1
    assert make_meetings(series, at=AT + timedelta(days=7)) == 0


@database
def test_a_moved_series_takes_its_unprepared_meetings_along_and_leaves_prepared_ones(mara):
    series = start(mara, until=date(2027, 3, 30))
    prepared = series.meetings.order_by("starts")[1]
    add_agenda_item(prepared, {"title": "Budget"}, by=mara, at=AT)

    edit_series(series, {"starts": TUESDAY + timedelta(days=1), "place": "Annex"}, members=[], by=mara, at=AT)

    assert days(series) == [date(2027, 3, 3), date(2027, 3, 9), *(date(2027, 3, d) for d in (10, 17, 24))]
    assert {meeting.place for meeting in series.meetings.all()} == {"Annex"}


@database
def test_a_series_does_not_end_before_it_begins(mara):
    with pytest.raises(CannotConvene, match="ends on or after"):
        start(mara, until=date(2027, 3, 1))

    assert not MeetingSeries.objects.exists()


@database
def test_calendars_learn_of_what_was_moved_and_left_out(mara):
    series = start(mara)
    first, second = series.meetings.order_by("starts")[:2]
    mail.outbox.clear()

    edit_meeting(first, {"starts": TUESDAY + timedelta(hours=2)}, invited=[], by=mara, at=AT)
    cancel_meeting(second, reason="Retreat.", by=mara, at=AT)

    moved = Calendar.from_ical(mail.outbox[0].attachments[0][1]).walk("VEVENT")[0]
    assert str(moved["uid"]) == series.uid
    assert moved["recurrence-id"].dt.replace(tzinfo=None) == TUESDAY
    whole = Calendar.from_ical(calendar_file([event_of_series(series, at=AT)], method="PUBLISH"))
    left_out = whole.walk("VEVENT")[0]["exdate"].dts[0].dt
    assert left_out.replace(tzinfo=None) == datetime(2027, 3, 9, 9)


@database
def test_a_series_keeps_its_hour_while_the_clocks_go_forward(mara):
    series = start(mara)

    whole = Calendar.from_ical(calendar_file([event_of_series(series, at=AT)], method="PUBLISH"))
    (event,), zones = whole.walk("VEVENT"), whole.walk("VTIMEZONE")
    meetings = series.meetings.order_by("starts")[:4]
    zone = event["dtstart"].dt.tzinfo

    # The second Sunday of March lies between the second and the third.
    assert [meeting.starts.hour for meeting in meetings] == [9, 9, 9, 9]
    assert [meeting.starts.replace(tzinfo=zone).astimezone(UTC).hour for meeting in meetings] == [
        16,
        16,
        15,
        15,
    ]
    assert [str(one["tzid"]) for one in zones] == ["America/Denver"]
    assert {part.name for part in zones[0].subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_a_monthly_series_keeps_its_weekday_and_place_in_the_month():
    second_tuesday = MeetingSeries(starts=datetime(2027, 3, 9, 9), frequency="monthly")
    last_tuesday = MeetingSeries(starts=datetime(2027, 3, 30, 9), frequency="monthly")
    until = datetime(2027, 6, 1)

    assert [d.day for d in occurrences(second_tuesday, until=until)] == [9, 13, 11]
    assert [d.day for d in occurrences(last_tuesday, until=until)] == [30, 27, 25]
    assert rhythm(last_tuesday) == "Every month on the last Tuesday"


@given(
    st.integers(0, 4 * 365 * 24 * 4),
    st.sampled_from(["weekly", "monthly"]),
    st.integers(1, 12),
)
def test_a_series_begins_at_its_start_and_keeps_weekday_and_hour(quarters, frequency, interval):
    starts = datetime(2026, 1, 1) + timedelta(minutes=15 * quarters)
    series = MeetingSeries(starts=starts, frequency=frequency, interval=interval)

    found = list(occurrences(series, until=series.starts + timedelta(days=800)))

    assert found[0] == series.starts
    assert {(one.weekday(), one.time()) for one in found} == {(series.starts.weekday(), series.starts.time())}
    assert found == sorted(set(found))
