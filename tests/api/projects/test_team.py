import pytest

from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_role_is_given_listed_and_taken(calling, manager, project):
    call, sam = calling(manager), make_person("Sam Vega")
    path = f"/projects/{project.pk}/roles"

    given = call("POST", path, {"person_id": sam.pk, "role": "technical_lead"})
    listed = call("GET", path).json()
    taken = call("DELETE", f"{path}/{given.json()['id']}")

    assert (given.status_code, taken.status_code) == (201, 204)
    assert given.json() in listed
    assert [role["person_id"] for role in call("GET", path).json()] == [manager.pk]


def test_a_role_over_the_city_is_a_problem(calling, manager, project):
    call, sam = calling(manager), make_person("Sam Vega")

    answer = call("POST", f"/projects/{project.pk}/roles", {"person_id": sam.pk, "role": "auditor"})

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Auditor is a role over the city")
