import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import (
    Units,
    constraint_of,
    duration_of,
    duration_text,
    link_text,
    links_of,
)
from milepost.exchange.sheets.typed_dates import instant_of

UNITS = Units()
SHORT = Units(day=450, week=2250, days_per_month=21)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3d", (1440, "d", False)),
        ("2w", (4800, "w", False)),
        ("4h", (240, "h", False)),
        ("30 min", (30, "m", False)),
        ("1mo", (9600, "mo", False)),
        ("5ed", (7200, "ed", False)),
        ("1.5 days", (720, "d", False)),
        ("1,5d", (720, "d", False)),
        ("3d?", (1440, "d", True)),
        ("2 ewks", (20160, "ew", False)),
        ("2", (960, "d", False)),
        ("0", (0, "d", False)),
    ],
)
def test_a_duration_is_read_as_it_is_typed(text: str, read: tuple[int, str, bool]) -> None:
    assert duration_of(text, UNITS) == read


@pytest.mark.parametrize("text", ["", "d", "3x", "three days", "3d 4h", "1e9d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        duration_of(text, UNITS)


@given(st.integers(0, 10_000_000), st.sampled_from(["m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo"]))
def test_a_written_duration_reads_back_to_the_minute(minutes: int, unit: str) -> None:
    text = duration_text(minutes, unit, SHORT)

    assert duration_of(text, SHORT)[0] == minutes
    assert text.rstrip("mhdwo").endswith("e") == unit.startswith("e")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("12", [PlanLink(12, 1)]),
        ("12FS+2d", [PlanLink(12, 1, lag=960)]),
        ("12; 14SS", [PlanLink(12, 1), PlanLink(14, 1, LinkType.START_TO_START)]),
        ("3,4", [PlanLink(3, 1), PlanLink(4, 1)]),
        ("15ff-1.5d", [PlanLink(15, 1, LinkType.FINISH_TO_FINISH, -720)]),
        ("7SF + 4 h", [PlanLink(7, 1, LinkType.START_TO_FINISH, 240, lag_shown_in="h")]),
        ("9FS+3ed", [PlanLink(9, 1, lag=4320, lag_unit=LagUnit.ELAPSED, lag_shown_in="ed")]),
        ("9FS+50%", [PlanLink(9, 1, lag=50, lag_unit=LagUnit.PERCENT, lag_shown_in="%")]),
        ("9SS-25e%", [PlanLink(9, 1, LinkType.START_TO_START, -25, LagUnit.ELAPSED_PERCENT, "e%")]),
    ],
)
def test_predecessors_are_read_as_they_are_typed(text: str, links: list[PlanLink]) -> None:
    assert list(links_of(text, 1, UNITS)) == links


@pytest.mark.parametrize("text", ["A", "12XX", "12FS2d", "12+", "FS+2d"])
def test_what_is_no_predecessor_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        list(links_of(text, 1, UNITS))


@given(
    st.integers(1, 9999),
    st.sampled_from(LinkType),
    st.integers(-100_000, 100_000),
    st.sampled_from(["d", "h", "ew", "%"]),
)
def test_a_written_link_reads_back(predecessor: int, kind: LinkType, lag: int, shown: str) -> None:
    unit = LagUnit.PERCENT if shown == "%" else LagUnit.ELAPSED if shown == "ew" else LagUnit.WORKING
    link = PlanLink(predecessor, 1, kind, lag, unit, shown)
    (read,) = links_of(link_text(link, UNITS), 1, UNITS)

    assert (read.predecessor_uid, read.type, read.lag) == (predecessor, kind, lag)
    assert not lag or read.lag_unit is unit


@pytest.mark.parametrize(
    "text", ["2027-03-12", "3/12/2027", "Mar 12, 2027", "March 12, 2027", "2027-03-12 00:00:00"]
)
def test_a_date_without_time_takes_the_time_of_its_column(text: str) -> None:
    assert instant_of(text, minute_of_day=1020).isoformat() == "2027-03-12T17:00:00"


def test_a_date_with_a_time_keeps_it() -> None:
    assert instant_of("3/12/2027 1:30 PM", minute_of_day=480).isoformat() == "2027-03-12T13:30:00"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(BadValue):
        instant_of("2027-02-30", minute_of_day=480)


def test_constraints_are_read_by_name() -> None:
    assert constraint_of(" start no  earlier-than") is Constraint.START_NO_EARLIER_THAN
    with pytest.raises(BadValue, match="the eight are As soon as possible, "):
        constraint_of("soon")
