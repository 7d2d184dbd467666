from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.typed_dates import Reference, day_of, instant_of

MONDAY = Reference(today=date(2026, 11, 23), near=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/1", "2026-12-01"),
        ("1/15", "2027-01-15"),
        ("12/1/26", "2026-12-01"),
        ("12-1-2026", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("December 1st, 2026", "2026-12-01"),
        ("Sept. 3", "2026-09-03"),
        ("1 Dec 2026", "2026-12-01"),
        ("1-Dec-26", "2026-12-01"),
        ("Tue 12/1/26", "2026-12-01"),
        ("Tuesday, December 1", "2026-12-01"),
        ("Feb 29", "2028-02-29"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("friday", "2026-11-27"),
        ("next monday", "2026-11-30"),
        ("last fri", "2026-11-20"),
        ("+5d", "2026-11-28"),
        ("-1w", "2026-11-16"),
        ("+3mo", "2027-02-23"),
    ],
)
def test_a_date_is_read_in_any_usual_form(text, day):
    assert day_of(text, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("Dec 1, 2026 8:00 AM", 480),
        ("12/1/26 5pm", 1020),
        ("12/1/26 at 17:30", 1050),
        ("2026-12-01T09:15:00", 555),
        ("1 Oct 2026 12:15 p.m.", 735),
        ("12/1/26", 600),
    ],
)
def test_a_time_is_read_where_one_is_typed(text, minute):
    found = instant_of(text, minute_of_day=600)

    assert found.hour * 60 + found.minute == minute


@pytest.mark.parametrize(
    "text", ["", "soon", "13/1/26", "2/30/2027", "Foo 1", "12/1/26 25:00", "next", "12/1/1026"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadValue):
        instant_of(text, minute_of_day=480, reference=MONDAY)


@pytest.mark.parametrize("text", ["12/1", "Dec 1", "today", "+5d", "monday"])
def test_a_date_that_leaves_something_out_needs_a_reference(text):
    with pytest.raises(BadValue):
        instant_of(text, minute_of_day=480)


@given(st.datetimes(datetime(1981, 1, 1), datetime(2079, 12, 31)))
def test_written_dates_read_back(moment):
    moment = moment.replace(second=0, microsecond=0)
    texts = [f"{moment:%b} {moment.day}, {moment.year}", f"{moment:%m/%d/%y}", f"{moment:%Y-%m-%d}"]

    assert {day_of(text) for text in texts} == {moment.date()}
    if moment.hour or moment.minute:
        assert instant_of(f"{moment:%b %d, %Y %I:%M %p}", minute_of_day=480) == moment
