from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.calendar.daily import daily_minutes
from milepost.engine.calendar.pattern import Calendar, DatedException, Shift
from milepost.engine.calendar.table import Horizon
from milepost.engine.calendar.worktime import WorkTime

shifts = st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 600)), max_size=3).map(
    lambda found: tuple(Shift(start, min(start + length, 1440)) for start, length in sorted(found))
)
calendars = st.builds(
    Calendar,
    week=st.tuples(*[shifts] * 7),
    exceptions=st.lists(
        st.builds(DatedException, st.integers(0, 20), st.integers(20, 30), shifts), max_size=2
    ).map(tuple),
)


@given(calendars, st.integers(0, 20), st.integers(1, 30))
def test_a_day_has_the_minutes_that_arithmetic_counts_in_it(calendar, first, days):
    found = daily_minutes(calendar, Horizon(first, first + days))

    time = WorkTime(calendar)
    assert found.tolist() == [
        time.between(day * 1440, (day + 1) * 1440) for day in range(first, first + days)
    ]
