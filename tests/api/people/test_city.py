import pytest

from tests.factories import make_calendar, make_city, make_person

pytestmark = pytest.mark.django_db


def test_the_city_is_read_and_changed(calling, administrator):
    make_city("Vista Ridge")
    calendar = make_calendar("Four days")
    call = calling(administrator)

    contact = {"accessibility_email": "ada@vistaridge.example", "accessibility_phone": "303-555-0100"}
    changed = call("PATCH", "/city", {"fiscal_year_start_month": 7, "calendar_id": calendar.pk, **contact})

    wanted = {
        "name": "Vista Ridge",
        "time_zone": "America/Denver",
        "fiscal_year_start_month": 7,
        "calendar_id": calendar.pk,
        **contact,
    }
    assert (changed.status_code, changed.json(), call("GET", "/city").json()) == (200, wanted, wanted)


@pytest.mark.parametrize("given", [{"time_zone": "Colorado"}, {"fiscal_year_start_month": 13}, {"name": ""}])
def test_a_city_that_cannot_be_is_a_problem(calling, administrator, given):
    make_city()

    assert calling(administrator)("PATCH", "/city", given).status_code == 422


def test_a_calendar_that_came_with_a_project_is_not_the_citys(calling, administrator):
    make_city()
    own = make_calendar("From a file", is_city_wide=False)

    assert calling(administrator)("PATCH", "/city", {"calendar_id": own.pk}).status_code == 404


def test_only_an_administrator_changes_the_city(calling):
    make_city()

    assert calling(make_person("Sam Vega"))("PATCH", "/city", {"name": "Other"}).status_code == 403
