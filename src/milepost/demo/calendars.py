"""The city's calendars: city hall with its holidays, council meetings, and the windows in which systems may go down."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.domain.common.recording import Recorder
from milepost.domain.people.models import CalendarException, WorkingCalendar

CITY_HALL, COUNCIL, WINDOWS = "City Hall", "Council meetings", "Maintenance windows"
SINCE, SATURDAY = 2021, 5
MEETING = [[18 * 60, 21 * 60]]
CLOSED: list[list[int]] = []
WINDOW_WEEK = [[], [], [], [], [[18 * 60, 24 * 60]], [[6 * 60, 22 * 60]], [[6 * 60, 18 * 60]]]
FIXED = {
    "New Year's Day": (1, 1),
    "Juneteenth": (6, 19),
    "Independence Day": (7, 4),
    "Veterans Day": (11, 11),
    "Christmas Day": (12, 25),
}

# Of a year in which the holiday's last Monday is the fifth: the fifth of a month is its last.
BY_WEEKDAY = {
    "Martin Luther King Jr. Day": (date(2021, 1, 18), 1),
    "Presidents' Day": (date(2021, 2, 15), 1),
    "Memorial Day": (date(2021, 5, 31), 1),
    "Labor Day": (date(2021, 9, 6), 1),
    "Frances Xavier Cabrini Day": (date(2021, 10, 4), 1),
    "Thanksgiving": (date(2021, 11, 25), 2),
}


def add_calendars(record: Recorder, *, years: range) -> dict[str, WorkingCalendar]:
    """Write the three calendars; gives them by name."""
    hall = WorkingCalendar(name=CITY_HALL)
    council = WorkingCalendar(name=COUNCIL, week=[CLOSED] * 7)
    windows = WorkingCalendar(name=WINDOWS, week=WINDOW_WEEK)
    record.create_many([hall, council, windows])
    record.create_many([*_holidays(hall, years), *_meetings(council), *_freezes(windows)])
    return {calendar.name: calendar for calendar in (hall, council, windows)}


def _holidays(calendar: WorkingCalendar, years: range) -> Iterator[CalendarException]:
    for name, (first, days) in BY_WEEKDAY.items():
        yield _yearly(calendar, name, first, first + timedelta(days=days - 1), by_weekday=True)
    for name, (month, day) in FIXED.items():
        first = date(SINCE, month, day)
        yield _yearly(calendar, name, first, first)
        yield from (
            _observed(calendar, name, date(year, month, day))
            for year in years
            if _is_weekend(date(year, month, day))
        )


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _observed(calendar: WorkingCalendar, name: str, holiday: date) -> CalendarException:
    """On a Saturday the Friday before is free, on a Sunday the Monday after."""
    free = holiday + timedelta(days=-1 if holiday.weekday() == SATURDAY else 1)
    return CalendarException(calendar=calendar, name=f"{name} (observed)", first=free, last=free)


def _meetings(calendar: WorkingCalendar) -> Iterator[CalendarException]:
    """Council meets on the second and fourth Tuesday, and in December only once."""
    for month in range(1, 13):
        first = date(SINCE, month, 1)
        tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
        for weeks in (1, 3) if month < 12 else (1,):
            day = tuesday + timedelta(weeks=weeks)
            yield _yearly(calendar, "Council meeting", day, day, by_weekday=True, shifts=MEETING)


def _freezes(calendar: WorkingCalendar) -> Iterator[CalendarException]:
    yield _yearly(calendar, "Election freeze", date(SINCE, 11, 1), date(SINCE, 11, 10))
    yield _yearly(calendar, "Year-end freeze", date(SINCE - 1, 12, 10), date(SINCE, 1, 8))


def _yearly(
    calendar: WorkingCalendar,
    name: str,
    first: date,
    last: date,
    *,
    by_weekday: bool = False,
    shifts: list[list[int]] = CLOSED,
) -> CalendarException:
    recurrence = CalendarException.Recurrence
    return CalendarException(
        calendar=calendar,
        name=name,
        first=first,
        last=last,
        shifts=shifts,
        recurrence=recurrence.YEARLY_WEEKDAY if by_weekday else recurrence.YEARLY_DATE,
    )
