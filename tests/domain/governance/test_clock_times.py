from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.governance.calculations.clock_times import UnreadableTime, clock_text, offset_of

DENVER = ZoneInfo("America/Denver")
EVENING = datetime(2027, 3, 7, 5, 0, tzinfo=UTC)  # 10 PM
FALL_BACK = datetime(2027, 11, 7, 5, 0, tzinfo=UTC)  # 11 PM of Nov 6, MDT
SPRING = datetime(2027, 3, 14, 5, 0, tzinfo=UTC)  # 10 PM of Mar 13, MST


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("10:00 PM", 0),
        ("23:30", 90),
        ("11:30 pm", 90),
        ("12:15 AM", 135),
        ("1.15 a.m.", 195),
        ("9:59 PM", 1439),
        ("+90", 90),
        ("+1:30", 90),
    ],
)
def test_a_time_is_the_next_one_after_the_start(typed: str, minutes: int) -> None:
    assert offset_of(typed, start=EVENING, zone=DENVER) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"), [("1:30 AM", 150), ("1:30 AM MDT", 150), ("1:30 AM MST", 210), ("2:00 AM", 240)]
)
def test_of_an_hour_that_comes_twice_the_zone_chooses(typed: str, minutes: int) -> None:
    assert offset_of(typed, start=FALL_BACK, zone=DENVER) == minutes
    assert clock_text(FALL_BACK, minutes, DENVER).startswith(typed)


@pytest.mark.parametrize("typed", ["2:30 AM", "25:00", "13:00 PM", "1:75", "soon", "1:30 AM PST", ""])
def test_what_the_clocks_of_the_night_do_not_show_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableTime):
        offset_of(typed, start=SPRING, zone=DENVER)


@given(st.integers(0, 1380), st.sampled_from([EVENING, FALL_BACK, SPRING]))
def test_what_is_written_is_read_back(minutes: int, start: datetime) -> None:
    assert offset_of(clock_text(start, minutes, DENVER), start=start, zone=DENVER) == minutes
