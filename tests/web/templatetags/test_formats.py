from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone

from milepost.web.templatetags import formats


def test_dates_read_as_in_the_united_states() -> None:
    assert formats.day(date(2027, 3, 2)) == "Mar 2, 2027"
    assert formats.day(datetime(2027, 3, 12, 16, 30)) == "Mar 12, 2027"
    assert formats.moment(datetime(2027, 3, 12, 16, 5)) == "Mar 12, 2027, 4:05 PM"


def test_the_date_of_an_instant_is_the_citys() -> None:
    evening = datetime(2027, 3, 2, 1, 30, tzinfo=UTC)

    with timezone.override("America/Denver"):
        shown = Template("{% load formats %}{{ at|day }} {{ at|moment }}").render(Context({"at": evening}))

    assert shown == "Mar 1, 2027 Mar 1, 2027, 6:30 PM"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(480, "1 d"), (1200, "2.5 d"), (100, "0.21 d"), (0, "0 d"), (-960, "−2 d"), (480_000, "1,000 d")],
)
def test_working_minutes_read_as_days(minutes: int, text: str) -> None:
    assert formats.duration(minutes) == text


def test_a_day_may_have_another_length() -> None:
    assert formats.duration(1200, 600) == "2 d"


def test_differences_carry_their_sign() -> None:
    assert [formats.signed_duration(minutes) for minutes in (480, 0, -480)] == ["+1 d", "0 d", "−1 d"]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("1362400"), "$1,362,400"),
        (Decimal("919250.50"), "$919,250.50"),
        (-20, "−$20"),
        (0, "$0"),
    ],
)
def test_dollars_show_cents_only_where_there_are_any(amount: Decimal | int, text: str) -> None:
    assert formats.money(amount) == text


def test_a_share_reads_as_a_whole_percentage() -> None:
    assert formats.percent(61.6) == "62%"


def test_what_is_undefined_is_not_zero() -> None:
    shown = [
        formats.day(None),
        formats.moment(None),
        formats.duration(None),
        formats.signed_duration(None),
        formats.money(None),
        formats.percent(None),
    ]

    assert shown == ["—"] * 6


@pytest.mark.parametrize(
    ("days", "text", "due"),
    [
        (0, "today", "today"),
        (1, "tomorrow", "tomorrow"),
        (-1, "yesterday", "1 day late"),
        (13, "in 13 days", "in 13 days"),
        (-20, "2 weeks ago", "2 weeks late"),
        (70, "in 2 months", "in 2 months"),
        (-800, "2 years ago", "2 years late"),
    ],
)
def test_a_distance_reads_in_the_unit_that_fits(days: int, text: str, due: str) -> None:
    today = date(2027, 3, 1)

    assert formats.distance(today + timedelta(days=days), today) == text
    assert formats.distance(today + timedelta(days=days), today, is_due=True) == due
