import pytest

from milepost.domain.people.models import Person
from tests.factories import make_city, make_department, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, administrator):
    make_city()
    return calling(administrator)


def test_a_person_is_added_and_found(call):
    police = make_department("Police")

    added = call("POST", "/people", {"name": "Sam Vega", "department_id": police.pk}).json()

    assert added == call("GET", f"/people/{added['id']}").json()
    assert call("GET", "/people?search=vega").json() == {"items": [added], "count": 1}


def test_a_person_is_changed_and_a_relation_emptied(call, administrator):
    sam = make_person("Sam Vega", supervisor=administrator)

    answer = call("PATCH", f"/people/{sam.pk}", {"job_title": "Technician", "supervisor_id": None})

    assert (answer.json()["job_title"], answer.json()["supervisor_id"]) == ("Technician", None)


def test_a_loop_of_supervisors_is_a_problem_of_its_field(call, administrator):
    sam = make_person("Sam Vega", supervisor=administrator)

    answer = call("PATCH", f"/people/{administrator.pk}", {"supervisor_id": sam.pk})

    assert (answer.status_code, answer.json()["field"]) == (422, "supervisor")


def test_a_person_leaves_and_returns(call, calling):
    sam = make_person("Sam Vega")
    own = calling(sam)

    left = call("POST", f"/people/{sam.pk}/deactivation", {"reason": "Retired"}).json()["is_active"]
    shut = own("GET", "/me").status_code
    back = call("POST", f"/people/{sam.pk}/reactivation").json()["is_active"]

    assert (left, shut, back) == (False, 401, True)


def test_nobody_deactivates_themselves(call, administrator):
    answer = call("POST", f"/people/{administrator.pk}/deactivation", {})

    assert answer.status_code == 422
    assert Person.objects.get(pk=administrator.pk).is_active


def test_a_guest_reads_nobody(calling):
    guest = make_person("Gus T.", organization=make_organization())

    assert calling(guest)("GET", f"/people/{guest.pk}").status_code == 403


def test_only_an_administrator_changes_persons(calling):
    sam = make_person("Sam Vega")
    call = calling(make_person("Lee Ortiz"))

    calls = [
        ("POST", "/people", {"name": "Other"}),
        ("PATCH", f"/people/{sam.pk}", {"name": "Other"}),
        ("POST", f"/people/{sam.pk}/deactivation", {}),
        ("POST", f"/people/{sam.pk}/reactivation", None),
    ]

    assert [call(*one).status_code for one in calls] == [403] * len(calls)
