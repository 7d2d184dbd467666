import pytest

from milepost.domain.people.models import CalendarException
from milepost.domain.people.roles import Role
from tests.factories import make_calendar, make_person

pytestmark = pytest.mark.django_db
DAY = [[480, 720], [780, 1020]]
FOUR_DAYS = [DAY, DAY, DAY, DAY, [], [], []]
HOLIDAY = {"name": "Founders’ Day", "first": "2027-05-03", "last": "2027-05-03"}


@pytest.fixture
def call(calling):
    return calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))


def test_a_calendar_is_added_changed_and_read(call):
    added = call("POST", "/calendars", {"name": "Fire station"}).json()
    changed = call("PATCH", f"/calendars/{added['id']}", {"week": FOUR_DAYS}).json()

    assert changed == {"id": added["id"], "name": "Fire station", "week": FOUR_DAYS}
    assert call("GET", f"/calendars/{added['id']}").json() == changed
    assert changed in call("GET", "/calendars").json()["items"]


@pytest.mark.parametrize("week", [[[]] * 7, [[[720, 480]], *[[]] * 6], [[]] * 6, [[[1, 2, 3]], *[[]] * 6]])
def test_a_week_that_cannot_be_worked_is_a_problem(call, week):
    assert call("POST", "/calendars", {"name": "Other", "week": week}).status_code == 422


def test_exceptions_are_added_changed_listed_and_removed(call):
    calendar = make_calendar()
    path = f"/calendars/{calendar.pk}/exceptions"

    added = call("POST", path, HOLIDAY | {"recurrence": "yearly_date", "until": "2030-01-01"}).json()
    changed = call("PATCH", f"/calendar-exceptions/{added['id']}", {"shifts": [[480, 720]], "until": None})
    listed = call("GET", path).json()["items"]
    removed = call("DELETE", f"/calendar-exceptions/{added['id']}")

    assert changed.json() == added | {"shifts": [[480, 720]], "until": None}
    assert (listed, removed.status_code) == ([changed.json()], 204)
    assert not CalendarException.objects.exists()


def test_days_that_end_before_they_begin_are_a_problem(call):
    path = f"/calendars/{make_calendar().pk}/exceptions"

    answer = call("POST", path, {"first": "2027-05-03", "last": "2027-05-02"})

    assert (answer.status_code, answer.json()["detail"]) == (422, "The last day comes before the first.")


def test_a_calendar_of_a_project_is_not_there(call):
    calendar = make_calendar(is_city_wide=False)
    exception = CalendarException.objects.create(calendar=calendar, first="2027-05-03", last="2027-05-03")

    calls = [
        ("GET", f"/calendars/{calendar.pk}", None),
        ("PATCH", f"/calendars/{calendar.pk}", {"name": "Other"}),
        ("GET", f"/calendars/{calendar.pk}/exceptions", None),
        ("POST", f"/calendars/{calendar.pk}/exceptions", HOLIDAY),
        ("PATCH", f"/calendar-exceptions/{exception.pk}", {"name": "Other"}),
        ("DELETE", f"/calendar-exceptions/{exception.pk}", None),
    ]

    assert [call(*one).status_code for one in calls] == [404] * len(calls)


def test_who_keeps_no_calendars_changes_none(calling):
    calendar = make_calendar()
    exception = CalendarException.objects.create(calendar=calendar, first="2027-05-03", last="2027-05-03")
    call = calling(make_person("Sam Vega"))

    calls = [
        ("POST", "/calendars", {"name": "Other"}),
        ("PATCH", f"/calendars/{calendar.pk}", {"name": "Other"}),
        ("POST", f"/calendars/{calendar.pk}/exceptions", HOLIDAY),
        ("PATCH", f"/calendar-exceptions/{exception.pk}", {"name": "Other"}),
        ("DELETE", f"/calendar-exceptions/{exception.pk}", None),
    ]

    assert [call(*one).status_code for one in calls] == [403] * len(calls)
