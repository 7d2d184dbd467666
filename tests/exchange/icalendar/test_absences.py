from datetime import date
from zoneinfo import ZoneInfo

import pytest

from milepost.exchange.errors import Damaged
from milepost.exchange.icalendar.absences import read_absence_calendar

DENVER = ZoneInfo("America/Denver")
SINCE, UNTIL = date(2027, 1, 1), date(2027, 12, 31)


def calendar(*events):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{body}END:VCALENDAR\r\n".encode()


def lines(*parts):
    return "\r\n".join(("UID:one", *parts))


def read(*events):
    found = read_absence_calendar(calendar(*events), since=SINCE, until=UNTIL, zone=DENVER)
    return [(one.first.isoformat()[5:], one.last.isoformat()[5:], one.share) for one in found]


def test_an_all_day_event_ends_the_day_before_its_end():
    event = lines(
        "SUMMARY:Kara Montoya: vacation", "DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270306"
    )

    (one,) = read_absence_calendar(calendar(event), since=SINCE, until=UNTIL, zone=DENVER)

    assert (one.person, one.first, one.last, one.share, one.kind) == (
        "Kara Montoya",
        date(2027, 3, 1),
        date(2027, 3, 5),
        100,
        "leave",
    )


def test_hours_of_a_day_take_their_share_of_eight_on_the_city_s_clock():
    in_london = lines("SUMMARY:Kara", "DTSTART;TZID=Europe/London:20270302T020000", "DURATION:PT4H")
    in_utc = lines("SUMMARY:Kara", "DTSTART:20270303T150000Z", "DTEND:20270303T230000Z")

    assert read(in_london, in_utc) == [("03-01", "03-01", 50), ("03-03", "03-03", 100)]


def test_every_week_is_unrolled_with_what_was_taken_out_and_moved():
    weekly = lines(
        "SUMMARY:Kara (part time) 100%", "DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270102",
        "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270205", "EXDATE;VALUE=DATE:20270108",
    )  # fmt: skip
    moved = lines(
        "SUMMARY:Kara (part time)", "RECURRENCE-ID;VALUE=DATE:20270115", "DTSTART;VALUE=DATE:20270114",
        "DTEND;VALUE=DATE:20270115",
    )  # fmt: skip

    assert [first for first, _, _ in read(weekly, moved)] == ["01-01", "01-14", "01-22", "01-29", "02-05"]


def test_eight_o_clock_stays_eight_when_clocks_are_turned():
    daily = lines(
        "SUMMARY:Kara", "DTSTART;TZID=America/Denver:20270312T230000", "DURATION:PT2H",
        "RRULE:FREQ=DAILY;COUNT=4",
    )  # fmt: skip

    assert read(daily) == [
        ("03-12", "03-13", 100), ("03-13", "03-14", 100), ("03-14", "03-15", 100), ("03-15", "03-16", 100)
    ]  # fmt: skip


def test_what_began_years_ago_is_read_from_the_period_on():
    event = lines(
        "SUMMARY:Kara", "DTSTART;VALUE=DATE:20200101", "DTEND;VALUE=DATE:20200102", "RRULE:FREQ=DAILY"
    )

    found = read(event)

    assert (found[0], len(found)) == (("01-01", "01-01", 100), 365)


def test_an_on_call_week_takes_half_unless_it_says_otherwise():
    week = ("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270308", "TRANSP:TRANSPARENT")

    found = read_absence_calendar(
        calendar(
            lines("SUMMARY:Kara Montoya - on call", *week), lines("SUMMARY:Omar Quist - on-call 30%", *week)
        ),
        since=SINCE, until=UNTIL, zone=DENVER,
    )  # fmt: skip

    assert [(one.person, one.kind, one.share) for one in found] == [
        ("Kara Montoya", "on_call", 50),
        ("Omar Quist", "on_call", 30),
    ]


def test_whoever_is_invited_is_away_and_what_is_canceled_or_free_is_not():
    day = ("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302")
    found = read_absence_calendar(
        calendar(
            lines("SUMMARY:Training", "ATTENDEE:mailto:kara@city.example", *day),
            lines("SUMMARY:Kara", "STATUS:CANCELLED", *day),
            lines("SUMMARY:Kara", "TRANSP:TRANSPARENT", *day),
        ),
        since=SINCE, until=UNTIL, zone=DENVER,
    )  # fmt: skip

    assert [(one.person, one.kind) for one in found] == [("kara@city.example", "training")]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_may_never_come_again_is_refused_at_once(rule):
    with pytest.raises(Damaged, match="repeats by the rule"):
        read(lines("SUMMARY:Kara", "DTSTART;VALUE=DATE:20270201", f"RRULE:{rule}"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no calendar",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        calendar("UID:one\r\nSUMMARY:Kara"),
        calendar("UID:one\r\nSUMMARY:Kara\r\nDTSTART:20270301T080000\r\nDTEND;VALUE=DATE:20270302"),
        calendar("UID:one\r\nSUMMARY:Kara\r\nDTSTART:20270305T080000\r\nDTEND:20270301T080000"),
        calendar("UID:one\r\nSUMMARY:Kara\r\nDTSTART:tomorrow"),
    ],
)
def test_what_is_no_calendar_of_absences_gets_a_sentence(content):
    with pytest.raises(Damaged):
        read_absence_calendar(content, since=SINCE, until=UNTIL, zone=DENVER)
