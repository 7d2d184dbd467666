import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.founding import founding_code
from milepost.domain.people.models import CalendarException, City, Department, Person
from milepost.domain.people.roles import Role
from tests.factories import make_administrator, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db

FOUNDER = {
    "city": "City of Larkspur",
    "administrator": "Dana Ruiz",
    "email": "dana@larkspur.example",
    "password": "quiet-larkspur-9",
    "again": "quiet-larkspur-9",
}


@pytest.fixture
def administrator(client: Client) -> Client:
    make_city("Larkspur")
    return signed_in(client, make_administrator())


def founding(code: str) -> str:
    return f"{reverse('setup:founding')}?code={code}"


def test_whoever_has_the_code_founds_the_city_and_is_signed_in(client):
    answer = client.post(founding(founding_code()), FOUNDER)

    assert answer.headers["Location"] == reverse("setup:setup")
    assert client.get(reverse("setup:setup")).status_code == 200
    assert City.objects.get().name == "City of Larkspur"
    assert Person.objects.get().role_assignments.get().role == Role.ADMINISTRATOR


@pytest.mark.parametrize("code", ["", "0" * 32])
def test_without_the_code_there_is_nothing_to_found(client, code):
    assert client.get(founding(code)).status_code == 404
    assert client.post(founding(code), FOUNDER).status_code == 404
    assert not City.objects.exists()


def test_a_city_is_founded_once(client):
    make_city()

    assert client.post(founding(founding_code()), FOUNDER).status_code == 404


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(client):
    answer = client.post(founding(founding_code()), FOUNDER | {"password": "short", "again": "other"})

    assert answer.status_code == 422
    assert "The two passwords differ." in answer.content.decode()
    assert 'value="City of Larkspur"' in answer.content.decode()


def test_each_step_leads_to_the_next_open_one(administrator):
    values = {"name": "Larkspur", "time_zone": "America/Denver", "fiscal_year_start_month": 10}

    on_city = administrator.post(reverse("setup:city"), values)
    offered = [
        day for day, _ in administrator.get(reverse("setup:calendar")).context["form"].fields["days"].choices
    ]
    on_calendar = administrator.post(reverse("setup:calendar"), {"days": offered[:2]})

    assert on_city.headers["Location"] == reverse("setup:calendar")
    assert on_calendar.headers["Location"] == reverse("setup:departments")
    assert CalendarException.objects.count() == 2
    assert City.objects.get().fiscal_year_start_month == 10
    assert City.objects.get().setup_marks["city"] == "done"


def test_departments_come_as_lines_and_those_that_stand_are_left_alone(administrator):
    lines = "Police, PD\n\nParks and Recreation\nPolice, PD2\n"
    administrator.post(reverse("setup:departments"), {"departments": "Police, PD"})

    administrator.post(reverse("setup:departments"), {"departments": lines})

    assert list(Department.objects.order_by("name").values_list("name", "code")) == [
        ("Parks and Recreation", "PR"),
        ("Police", "PD"),
    ]


def test_a_code_for_two_departments_is_refused_and_the_lines_are_kept(administrator):
    answer = administrator.post(reverse("setup:departments"), {"departments": "Police, PD\nParks, PD"})

    assert answer.status_code == 422
    assert "The code PD stands for two departments." in answer.content.decode()
    assert "Parks, PD" in answer.content.decode()
    assert not Department.objects.exists()


def test_a_skipped_step_waits_and_the_set_up_ends_when_the_administrator_says_so(administrator):
    skipped = administrator.post(reverse("setup:skipping", args=["city"]))
    shown = administrator.get(reverse("portfolio:portfolio")).content.decode()
    administrator.post(reverse("setup:end"))
    after = administrator.get(reverse("portfolio:portfolio")).content.decode()

    assert skipped.headers["Location"] == reverse("setup:calendar")
    assert reverse("setup:setup") in shown
    assert reverse("setup:setup") not in after
    assert ChangeSet.objects.filter(action="people.end_setup").count() == 1


def test_only_who_may_edit_the_city_sets_it_up(client):
    make_city()
    visitor = signed_in(client, make_person("Otto Frey", Role.PROJECT_MANAGER))

    pages = [reverse(f"setup:{name}") for name in ("setup", "city", "departments", "people", "project")]

    assert {visitor.get(page).status_code for page in pages} == {403}
    assert visitor.post(reverse("setup:end")).status_code == 403
    assert visitor.post(reverse("setup:departments"), {"departments": "Police, PD"}).status_code == 403
    assert not CalendarException.objects.exists()
