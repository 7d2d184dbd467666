import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.network.model import LagUnit
from milepost.exchange.fields import BadValue
from milepost.exchange.mspdi.values import (
    duration_of,
    duration_text,
    lag_unit,
    minute_of_day,
    shown_unit,
    slack_of,
)


@given(st.integers(-1_000_000, 1_000_000))
def test_a_written_duration_reads_back(minutes: int) -> None:
    assert duration_of(duration_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT8H0M0S", 480),
        ("PT0H30M29S", 30),
        ("PT0H30M30S", 31),
        ("P1DT2H", 1560),
        ("-PT4H0M0S", -240),
        ("PT", 0),
    ],
)
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    assert duration_of(text) == minutes


@pytest.mark.parametrize("text", ["8h", "PT8", "PTH", "P1Y", "480", "PT99999999999H"])
def test_a_duration_of_another_notation_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        duration_of(text)


def test_a_duration_of_centuries_is_refused() -> None:
    with pytest.raises(BadValue, match="longer than 100 years"):
        duration_of("PT9999999H0M0S")


@pytest.mark.parametrize(
    ("code", "unit"),
    [(7, ("d", False)), (39, ("d", True)), (10, ("ew", False)), (53, ("d", True)), (21, ("d", False))],
)
def test_a_format_code_tells_the_unit_and_whether_it_is_an_estimate(
    code: int, unit: tuple[str, bool]
) -> None:
    assert shown_unit(code) == unit


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        (7, (LagUnit.WORKING, "d")),
        (8, (LagUnit.ELAPSED, "ed")),
        (19, (LagUnit.PERCENT, "%")),
        (20, (LagUnit.ELAPSED_PERCENT, "e%")),
        (51, (LagUnit.PERCENT, "%")),
    ],
)
def test_a_format_code_tells_how_a_lag_counts(code: int, unit: tuple[LagUnit, str]) -> None:
    assert lag_unit(code) == unit


def test_slack_is_in_tenths_of_minutes_or_a_duration() -> None:
    assert (slack_of("4800"), slack_of("-4800"), slack_of("PT8H0M0S")) == (480, -480, 480)


@pytest.mark.parametrize(
    ("text", "minute"), [("08:30:00", 510), ("24:00:00", 1440), ("2027-03-01T17:00:00", 1020)]
)
def test_a_time_of_day_is_read_in_minutes(text: str, minute: int) -> None:
    assert minute_of_day(text) == minute


@pytest.mark.parametrize("text", ["", "8", "25:00:00", "08:61:00", "noon"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        minute_of_day(text)
