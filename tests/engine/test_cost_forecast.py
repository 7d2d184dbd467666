from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.cost_forecast import Work, at_least, rescaled, spread, to_complete

DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))
CENTS = st.integers(0, 10**11)
MONTHS = st.dictionaries(DAYS.map(lambda day: day.replace(day=1)), CENTS, max_size=20)
NOW = date(2026, 11, 30)


def test_an_amount_is_spread_by_the_days_of_each_month():
    found = spread(9_200, date(2026, 10, 1), date(2026, 12, 31))

    assert found == {date(2026, 10, 1): 3_100, date(2026, 11, 1): 3_000, date(2026, 12, 1): 3_100}


def test_what_is_overdue_is_paid_in_the_month_of_the_day():
    work = Work(500, date(2026, 1, 1), date(2026, 3, 31), [("general", 1)])

    assert to_complete([work], as_of=NOW) == {"general": {date(2026, 11, 1): 500}}


def test_work_is_divided_among_the_lines_that_pay_for_it():
    work = Work(1_001, NOW, NOW, [("general", 3), ("capital", 1)])

    assert to_complete([work], as_of=NOW) == {
        "general": {date(2026, 11, 1): 751},
        "capital": {date(2026, 11, 1): 250},
    }


@given(CENTS, DAYS, DAYS, st.lists(st.integers(0, 10**9), min_size=1, max_size=5))
def test_lines_and_months_re_add_to_the_work(cents, one, other, weights):
    weights[0] += 1
    work = Work(cents, min(one, other), max(one, other), list(enumerate(weights)))

    found = to_complete([work], as_of=NOW)

    assert sum(sum(months.values()) for months in found.values()) == cents
    assert all(month >= date(2026, 11, 1) for months in found.values() for month in months)


@given(MONTHS, CENTS)
def test_what_is_left_is_never_less_than_what_is_promised(months, least):
    found = at_least(months, least, month=date(2026, 11, 1))

    assert sum(found.values()) == max(least, sum(months.values()))
    assert all(found[month] >= cents for month, cents in months.items())


@given(MONTHS, CENTS)
def test_another_sum_keeps_the_shape(months, cents):
    assert sum(rescaled(months, cents, month=date(2026, 11, 1)).values()) == cents
