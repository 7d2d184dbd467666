from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from milepost.exchange.mspdi.recurrence import DAY, WEEKDAY, WEEKEND_DAY, Pattern, Recurrence

MONDAY_ITEM = 4
LAST = 4


def dates(recurrence: Recurrence) -> list[str]:
    return [day.isoformat() for day in recurrence.dates()]


def test_daily_every_third_day_until_the_end() -> None:
    every_third = Recurrence(Pattern.DAILY, date(2027, 1, 1), date(2027, 1, 9), period=3)

    assert dates(every_third) == ["2027-01-01", "2027-01-04", "2027-01-07"]


def test_a_number_of_occurrences_counts_over_the_end_date() -> None:
    four = Recurrence(Pattern.DAILY, date(2027, 1, 1), date(2027, 1, 1), occurrences=4)

    assert dates(four) == ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]


def test_every_second_week_counts_weeks_from_sunday() -> None:
    wednesday = date(2027, 1, 6)
    rule = Recurrence(Pattern.WEEKLY, wednesday, date(2027, 1, 31), period=2, weekdays=frozenset({0, 4}))

    assert dates(rule) == ["2027-01-08", "2027-01-18", "2027-01-22"]


def test_the_thirty_first_falls_on_the_last_day_of_shorter_months() -> None:
    rule = Recurrence(Pattern.MONTHLY_BY_DATE, date(2027, 1, 1), date(2027, 4, 30), month_day=31)

    assert dates(rule) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_last_monday_of_may_is_memorial_day() -> None:
    rule = Recurrence(
        Pattern.YEARLY_BY_POSITION,
        date(2026, 1, 1),
        date(2028, 12, 31),
        month=5,
        item=MONDAY_ITEM,
        position=LAST,
    )

    assert dates(rule) == ["2026-05-25", "2027-05-31", "2028-05-29"]


def test_positions_count_days_weekdays_and_weekend_days() -> None:
    span = date(2027, 5, 1), date(2027, 5, 31)
    found = [
        dates(Recurrence(Pattern.MONTHLY_BY_POSITION, *span, item=item, position=1))
        for item in (DAY, WEEKDAY, WEEKEND_DAY)
    ]

    assert found == [["2027-05-02"], ["2027-05-04"], ["2027-05-02"]]


def test_a_yearly_date_before_the_first_day_waits_for_the_next_year() -> None:
    rule = Recurrence(Pattern.YEARLY_BY_DATE, date(2027, 8, 1), date(2029, 12, 31), month=7, month_day=4)

    assert dates(rule) == ["2028-07-04", "2029-07-04"]


def test_a_weekly_rule_without_days_falls_on_none() -> None:
    assert dates(Recurrence(Pattern.WEEKLY, date(2027, 1, 1), date(2027, 2, 1))) == []


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 800),
    st.integers(1, 5),
    st.frozensets(st.integers(0, 6)),
)
def test_weekly_dates_are_those_that_a_calendar_search_finds(
    first: date, length: int, period: int, weekdays: frozenset[int]
) -> None:
    last = first + timedelta(days=length)
    sunday = first - timedelta(days=first.isoweekday() % 7)
    days = [first + timedelta(days=count) for count in range(length + 1)]
    searched = [d for d in days if d.weekday() in weekdays and (d - sunday).days // 7 % period == 0]

    assert list(Recurrence(Pattern.WEEKLY, first, last, period=period, weekdays=weekdays).dates()) == searched
