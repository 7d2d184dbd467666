import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.calendar.pattern import (
    ROUND_THE_CLOCK,
    STANDARD,
    AnyCalendar,
    Calendar,
    CombinedCalendar,
    DatedException,
    Shift,
)
from milepost.engine.calendar.worktime import BeyondHorizon, WorkTime
from milepost.engine.instants import MINUTES_PER_DAY
from tests.engine.drawing import at, shown

START_OF_YEAR = at("Fri Jan 1 00:00")
SHIFTS = st.lists(st.integers(0, 48), min_size=2, max_size=6, unique=True).map(
    lambda marks: tuple(Shift(a * 30, b * 30) for a, b in zip(*[iter(sorted(marks))] * 2, strict=False))
)
EXCEPTIONS = st.builds(
    lambda first, days, shifts: DatedException(first, first + days, shifts),
    st.integers(START_OF_YEAR // MINUTES_PER_DAY - 5, START_OF_YEAR // MINUTES_PER_DAY + 20),
    st.integers(0, 4),
    st.one_of(st.just(()), SHIFTS),
)
CALENDARS = st.builds(
    Calendar,
    st.tuples(SHIFTS, *[st.one_of(st.just(()), SHIFTS)] * 6),
    st.lists(EXCEPTIONS, max_size=3).map(tuple),
)
CROWDS = st.lists(CALENDARS, min_size=2, max_size=3).map(lambda each: CombinedCalendar(tuple(each)))
INSTANTS = st.integers(START_OF_YEAR, START_OF_YEAR + 10 * MINUTES_PER_DAY)


def is_working(calendar: Calendar, minute: int) -> bool:
    day, within = divmod(minute, MINUTES_PER_DAY)
    shifts = calendar.week[(day + 3) % 7]
    for exception in calendar.exceptions:
        if exception.first <= day <= exception.last:
            shifts = exception.shifts
    return any(shift.start <= within < shift.finish for shift in shifts)


def walked_forward(calendar: Calendar, instant: int, minutes: int) -> int:
    while minutes:
        minutes -= is_working(calendar, instant)
        instant += 1
    return instant


def walked_back(calendar: Calendar, instant: int, minutes: int) -> int:
    while minutes:
        instant -= 1
        minutes -= is_working(calendar, instant)
    return instant


@pytest.mark.parametrize(
    ("instant", "minutes", "expected"),
    [
        ("Fri Mar 5 17:00", 480, "Mon Mar 8 17:00"),
        ("Fri Mar 5 17:00", 0, "Fri Mar 5 17:00"),
        ("Fri Mar 5 11:00", 120, "Fri Mar 5 14:00"),
        ("Sat Mar 6 10:00", 60, "Mon Mar 8 09:00"),
        ("Fri Mar 5 17:00", -480, "Fri Mar 5 08:00"),
        ("Mon Mar 8 08:00", -60, "Fri Mar 5 16:00"),
        ("Mon Mar 8 13:00", -1, "Mon Mar 8 11:59"),
    ],
)
def test_working_minutes_are_added_around_nights_and_weekends(
    instant: str, minutes: int, expected: str
) -> None:
    assert shown(WorkTime(STANDARD).add(at(instant), minutes)) == expected


def test_work_can_start_and_finish_at_the_edges_of_shifts() -> None:
    worktime = WorkTime(STANDARD)

    assert shown(worktime.next_work(at("Fri Mar 5 17:00"))) == "Mon Mar 8 08:00"
    assert shown(worktime.next_work(at("Fri Mar 5 12:00"))) == "Fri Mar 5 13:00"
    assert shown(worktime.previous_work(at("Mon Mar 8 08:00"))) == "Fri Mar 5 17:00"
    assert shown(worktime.previous_work(at("Mon Mar 8 09:00"))) == "Mon Mar 8 09:00"


def test_the_later_listed_of_two_exceptions_counts() -> None:
    day = at("Mon Mar 8 00:00") // MINUTES_PER_DAY
    closed, half_open = DatedException(day, day), DatedException(day, day, (Shift(480, 720),))
    calendar = Calendar(STANDARD.week, (closed, half_open))

    assert WorkTime(calendar).between(at("Mon Mar 8 00:00"), at("Tue Mar 9 00:00")) == 240


def test_shifts_that_meet_at_midnight_are_one() -> None:
    assert shown(WorkTime(ROUND_THE_CLOCK).previous_work(at("Fri Mar 5 00:00"))) == "Fri Mar 5 00:00"
    assert WorkTime(ROUND_THE_CLOCK).between(at("Fri Mar 5 00:00"), at("Mon Mar 8 00:00")) == 3 * 1440


@settings(max_examples=40, deadline=None)
@given(CALENDARS, INSTANTS, st.integers(1, 4000))
def test_adding_is_walking_minute_by_minute(calendar: Calendar, instant: int, minutes: int) -> None:
    worktime = WorkTime(calendar)

    assert worktime.add(instant, minutes) == walked_forward(calendar, instant, minutes)
    assert worktime.subtract(instant, minutes) == walked_back(calendar, instant, minutes)


@settings(max_examples=40, deadline=None)
@given(CALENDARS, INSTANTS, INSTANTS)
def test_work_between_counts_minutes_with_a_sign(calendar: Calendar, first: int, second: int) -> None:
    worked = sum(is_working(calendar, minute) for minute in range(min(first, second), max(first, second)))

    assert WorkTime(calendar).between(first, second) == (worked if first <= second else -worked)


@settings(max_examples=40, deadline=None)
@given(CALENDARS, INSTANTS)
def test_no_work_lies_between_an_instant_and_the_next_work(calendar: Calendar, instant: int) -> None:
    worktime = WorkTime(calendar)
    following, preceding = worktime.next_work(instant), worktime.previous_work(instant)

    assert worktime.between(instant, following) == worktime.between(preceding, instant) == 0
    assert is_working(calendar, following)
    assert is_working(calendar, preceding - 1)


@pytest.mark.parametrize("week", [STANDARD.week, ((),) * 7])
def test_a_duration_past_all_calendars_is_refused(week: tuple[tuple[Shift, ...], ...]) -> None:
    with pytest.raises(BeyondHorizon, match="not enough working time between 1900 and 2499"):
        WorkTime(Calendar(week, name="City")).add(START_OF_YEAR, 10**9)


def test_an_instant_outside_the_calendar_years_is_refused() -> None:
    with pytest.raises(BeyondHorizon):
        WorkTime(STANDARD).add(10**12, 1)
    with pytest.raises(BeyondHorizon):
        WorkTime(STANDARD).between(START_OF_YEAR, -(10**12))


@settings(max_examples=40, deadline=None)
@given(CALENDARS, CALENDARS, st.booleans(), INSTANTS)
def test_combined_calendars_work_while_any_or_all_do(
    first: Calendar, second: Calendar, is_common: bool, instant: int
) -> None:
    one, other = (WorkTime(calendar) for calendar in (first, second))
    both = WorkTime(CombinedCalendar((first, second), is_common=is_common))
    holds = all if is_common else any

    worked = [both.between(minute, minute + 1) for minute in range(instant, instant + 300)]

    assert worked == [
        int(holds(time.between(minute, minute + 1) for time in (one, other)))
        for minute in range(instant, instant + 300)
    ]


@settings(max_examples=80, deadline=None)
@given(CALENDARS | CROWDS, INSTANTS, st.integers(1, 2000), st.integers(1, 2000))
def test_adding_in_two_steps_is_adding_at_once_and_subtracting_takes_it_back(
    calendar: AnyCalendar, instant: int, first: int, second: int
) -> None:
    worktime = WorkTime(calendar)
    start, finish = worktime.next_work(instant), worktime.previous_work(instant)

    assert worktime.add(worktime.add(start, first), second) == worktime.add(start, first + second)
    assert worktime.subtract(worktime.add(start, first), first) == start
    assert worktime.subtract(worktime.subtract(finish, first), second) == worktime.subtract(
        finish, first + second
    )
    assert worktime.add(worktime.subtract(finish, first), first) == finish
    assert worktime.between(start, worktime.add(start, first)) == first
