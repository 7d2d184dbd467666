from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.keeping_calendars import (
    CannotKeep,
    add_calendar,
    add_exceptions,
    edit_calendar,
    edit_exception,
    remove_exception,
)
from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.calculations.holidays import Proposal, proposed_holidays
from milepost.domain.people.models import CalendarException, Person, WorkingCalendar
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.signals import calendar_changed
from tests.factories import AT, make_calendar, make_person

pytestmark = pytest.mark.django_db

CLOSED_MONDAY = date(2027, 1, 18)


@pytest.fixture
def office() -> Person:
    return make_person("Pia Olsen", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def calendar() -> WorkingCalendar:
    return make_calendar("City hall")


def closed(first: date = CLOSED_MONDAY, **fields: Any) -> CalendarException:
    return CalendarException(**({"name": "Closed", "first": first, "last": first} | fields))


def actions() -> list[str]:
    return list(ChangeSet.objects.order_by("id").values_list("action", flat=True))


def test_a_calendar_begins_with_the_standard_week(office: Person) -> None:
    calendar = add_calendar("Night shift", by=office, at=AT)

    assert calendar.week == [[[480, 720], [780, 1020]]] * 5 + [[], []]
    assert actions() == ["people.add_calendar"]


def test_shifts_and_exceptions_are_kept_and_recorded(office: Person, calendar: WorkingCalendar) -> None:
    week = [[[420, 720]], [], [], [], [], [], []]

    edit_calendar(calendar, by=office, at=AT, week=week)
    add_exceptions(calendar, [closed()], by=office, at=AT)
    exception = calendar.exceptions.get()
    edit_exception(exception, by=office, at=AT, name="Council retreat")
    remove_exception(exception, by=office, at=AT)

    calendar.refresh_from_db()
    assert calendar.week == week
    assert not calendar.exceptions.exists()
    assert actions() == [
        "people.edit_calendar",
        "people.add_exceptions",
        "people.edit_exception",
        "people.remove_exception",
    ]


def test_every_change_is_told_after_the_commit(
    office: Person, calendar: WorkingCalendar, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[int] = []

    def hear(calendar_id: int, **_: object) -> None:
        heard.append(calendar_id)

    calendar_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            add_exceptions(calendar, [closed()], by=office, at=AT)
            assert heard == []
    finally:
        calendar_changed.disconnect(hear)

    assert heard == [calendar.pk]


@pytest.mark.parametrize(
    "week",
    [
        [],
        [[[480, 720]]] * 6,
        [[[720, 480]]] + [[]] * 6,
        [[[480, 720], [700, 900]]] + [[]] * 6,
        [[[480, 1500]]] + [[]] * 6,
        [[[480]]] + [[]] * 6,
        "text",
    ],
)
def test_a_week_that_cannot_be_is_refused(office: Person, calendar: WorkingCalendar, week: Any) -> None:
    with pytest.raises(ValidationError):
        edit_calendar(calendar, by=office, at=AT, week=week)


def test_a_week_without_work_is_refused(office: Person, calendar: WorkingCalendar) -> None:
    with pytest.raises(CannotKeep, match="at least one working day"):
        edit_calendar(calendar, by=office, at=AT, week=[[]] * 7)
    with pytest.raises(CannotKeep, match="at least one working day"):
        add_calendar("Never", by=office, at=AT, week=[[]] * 7)


def test_an_exception_never_ends_before_it_starts(office: Person, calendar: WorkingCalendar) -> None:
    with pytest.raises(ValidationError):
        add_exceptions(calendar, [closed(last=date(2027, 1, 17))], by=office, at=AT)


def test_a_calendar_of_a_projects_file_is_not_the_citys_to_change(office: Person) -> None:
    calendar = make_calendar("From a file", is_city_wide=False)

    with pytest.raises(CannotKeep, match="came with a project's schedule"):
        edit_calendar(calendar, by=office, at=AT, name="Ours")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER}))
def test_only_the_office_keeps_calendars(role: Role, calendar: WorkingCalendar) -> None:
    somebody = make_person("", role)
    exception = CalendarException.objects.create(calendar=calendar, first=CLOSED_MONDAY, last=CLOSED_MONDAY)

    for refused in (
        lambda: add_calendar("Ours", by=somebody, at=AT),
        lambda: edit_calendar(calendar, by=somebody, at=AT, name="Ours"),
        lambda: add_exceptions(calendar, [closed()], by=somebody, at=AT),
        lambda: edit_exception(exception, by=somebody, at=AT, name="Ours"),
        lambda: remove_exception(exception, by=somebody, at=AT),
    ):
        with pytest.raises(Refused):
            refused()


def test_yearly_exceptions_fall_on_their_date_or_weekday() -> None:
    by_date = closed(date(2027, 7, 4), recurrence=CalendarException.Recurrence.YEARLY_DATE)
    by_weekday = closed(recurrence=CalendarException.Recurrence.YEARLY_WEEKDAY, until=date(2029, 12, 31))

    years = range(2026, 2031)

    assert [first for first, _ in spans_of(by_date, years=years)] == [
        date(y, 7, 4) for y in range(2027, 2031)
    ]
    assert [first for first, _ in spans_of(by_weekday, years=years)] == [
        date(2027, 1, 18),
        date(2028, 1, 17),
        date(2029, 1, 15),
    ]


# Days off of the State of Colorado in 2027, as its personnel office lists them.
HOLIDAYS_2027 = [
    (date(2027, 1, 1), "New Year's Day"),
    (date(2027, 1, 18), "Martin Luther King Jr. Day"),
    (date(2027, 2, 15), "Washington-Lincoln Day"),
    (date(2027, 3, 31), "Cesar Chavez Day"),
    (date(2027, 5, 31), "Memorial Day"),
    (date(2027, 6, 18), "Juneteenth National Independence Day"),
    (date(2027, 7, 5), "Independence Day"),
    (date(2027, 9, 6), "Labor Day"),
    (date(2027, 10, 4), "Frances Xavier Cabrini Day"),
    (date(2027, 11, 11), "Veterans Day"),
    (date(2027, 11, 25), "Thanksgiving Day"),
    (date(2027, 12, 24), "Christmas Day"),
    (date(2027, 12, 31), "New Year's Day"),
]


def test_the_states_holidays_are_proposed_on_the_day_they_are_observed(calendar: WorkingCalendar) -> None:
    CalendarException.objects.create(calendar=calendar, first=CLOSED_MONDAY, last=CLOSED_MONDAY)

    proposed = proposed_holidays(calendar, range(2027, 2028))

    assert proposed == [Proposal(day, name, day == CLOSED_MONDAY) for day, name in HOLIDAYS_2027]
