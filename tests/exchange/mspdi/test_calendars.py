from datetime import date

import pytest

from milepost.engine.calendar.pattern import STANDARD_DAY, Shift
from milepost.exchange.errors import Damaged
from milepost.exchange.plan import PlanException
from tests.exchange.documents import STANDARD, calendar, mspdi, period, plan_of, working

MONDAY = 0


def test_week_days_are_read_from_monday() -> None:
    sunday_off = "<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>"
    monday = f"<WeekDay><DayType>2</DayType>{working('22:00:00', '00:00:00')}</WeekDay>"
    read = plan_of(mspdi(calendars=calendar(f"<WeekDays>{sunday_off}{monday}</WeekDays>"))).calendars[0]

    assert read.week == ((Shift(1320, 1440),), None, None, None, None, None, ())


def test_exceptions_of_the_newer_form_stand_for_their_older_copies() -> None:
    fifth = period("2027-07-05T00:00:00", "2027-07-05T23:59:00")
    old = f"<WeekDays><WeekDay><DayType>0</DayType><DayWorking>0</DayWorking>{fifth}</WeekDay></WeekDays>"
    new = (
        f"<Exceptions><Exception>{period('2027-07-05T00:00:00', '2027-07-06T23:59:00')}<Name>Independence</Name>"
        "<Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>"
    )

    assert plan_of(mspdi(calendars=calendar(old))).calendars[0].exceptions == [
        PlanException(date(2027, 7, 5), date(2027, 7, 5))
    ]
    assert plan_of(mspdi(calendars=calendar(old + new))).calendars[0].exceptions == [
        PlanException(date(2027, 7, 5), date(2027, 7, 6), (), "Independence")
    ]


def test_a_recurring_exception_is_unrolled() -> None:
    fridays = (
        f"<Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences>"
        f"{period('2027-03-01T00:00:00', '2027-03-12T23:59:00')}<Occurrences>2</Occurrences><Name>Short Friday</Name>"
        f"<Type>6</Type><Period>1</Period><DaysOfWeek>32</DaysOfWeek>{working('08:00:00', '12:00:00')}"
        "</Exception></Exceptions>"
    )

    assert plan_of(mspdi(calendars=calendar(fridays))).calendars[0].exceptions == [
        PlanException(date(2027, 3, 5), date(2027, 3, 5), (Shift(480, 720),), "Short Friday"),
        PlanException(date(2027, 3, 12), date(2027, 3, 12), (Shift(480, 720),), "Short Friday"),
    ]


def test_a_work_week_becomes_exceptions_that_stand_before_the_dated_ones() -> None:
    week = (
        f"<WorkWeeks><WorkWeek>{period('2027-03-01T00:00:00', '2027-03-14T23:59:00')}<Name>Cutover</Name><WeekDays>"
        f"<WeekDay><DayType>7</DayType>{working('08:00:00', '12:00:00')}</WeekDay>"
        f"<WeekDay><DayType>1</DayType>{working('08:00:00', '12:00:00')}</WeekDay></WeekDays></WorkWeek></WorkWeeks>"
    )
    fourteenth = period("2027-03-14T00:00:00", "2027-03-14T23:59:00")
    off = f"<Exceptions><Exception>{fourteenth}<DayWorking>0</DayWorking></Exception></Exceptions>"

    morning = (Shift(480, 720),)
    assert plan_of(mspdi(calendars=calendar(off + week))).calendars[0].exceptions == [
        PlanException(date(2027, 3, 6), date(2027, 3, 7), morning, "Cutover"),
        PlanException(date(2027, 3, 13), date(2027, 3, 14), morning, "Cutover"),
        PlanException(date(2027, 3, 14), date(2027, 3, 14)),
    ]


def test_a_derived_calendar_names_its_base() -> None:
    derived = calendar("", uid=2, base=1)

    read = plan_of(mspdi(calendars=STANDARD + derived)).calendars[1]
    assert (read.uid, read.base_uid, read.week) == (2, 1, (None,) * 7)


@pytest.mark.parametrize(("first", "last"), [("17:00:00", "08:00:00"), ("08:00", "25:00"), ("", "12:00:00")])
def test_working_times_that_cannot_be_are_refused(first: str, last: str) -> None:
    week = f"<WeekDays><WeekDay><DayType>2</DayType>{working(first, last)}</WeekDay></WeekDays>"

    with pytest.raises(Damaged, match="Correct it and import again"):
        plan_of(mspdi(calendars=calendar(week)))


def test_a_working_day_without_times_is_the_standard_day() -> None:
    week = "<WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays>"
    plan = plan_of(mspdi(calendars=calendar(week)))

    assert plan.calendars[0].week[MONDAY] is None
    assert (Shift(480, 720), Shift(780, 1020)) == STANDARD_DAY


def test_an_impossible_working_time_names_its_calendar_and_its_day() -> None:
    night = f"<WeekDay><DayType>3</DayType>{working('22:00:00', '06:00:00')}</WeekDay>"
    weekend = (
        f"<Exceptions><Exception>{period('2027-03-01T00:00:00', '2027-03-02T23:59:00')}<Name>Cutover</Name>"
        f"<Type>1</Type>{working('noon', '13:00:00')}</Exception></Exceptions>"
    )

    with pytest.raises(
        Damaged, match="Calendar “City”, Tuesday: work from 22:00:00 to 06:00:00 runs backward"
    ):
        plan_of(mspdi(calendars=calendar(f"<WeekDays>{night}</WeekDays>")))
    with pytest.raises(Damaged, match="Calendar “City”, exception “Cutover”: working time noon to 13:00:00"):
        plan_of(mspdi(calendars=calendar(weekend)))
