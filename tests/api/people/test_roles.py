import pytest

from milepost.domain.people.models import RoleAssignment
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db


def test_a_role_is_given_listed_and_withdrawn(calling, administrator):
    sam, police = make_person("Sam Vega"), make_department("Police")
    call = calling(administrator)
    path = f"/people/{sam.pk}/roles"

    given = call("POST", path, {"role": "auditor", "department_id": police.pk})
    listed = call("GET", path).json()
    taken = call("DELETE", f"{path}/{given.json()['id']}")

    assert given.json() == {
        "id": given.json()["id"],
        "person_id": sam.pk,
        "role": "auditor",
        "department_id": police.pk,
    }
    assert (given.status_code, listed, taken.status_code) == (201, [given.json()], 204)
    assert call("GET", path).json() == []


def test_the_last_administrator_stays(calling, administrator):
    role = RoleAssignment.objects.get()

    answer = calling(administrator)("DELETE", f"/people/{administrator.pk}/roles/{role.pk}")

    assert answer.status_code == 422
    assert "last administrator" in answer.json()["detail"]


def test_a_role_of_somebody_else_is_not_there(calling, administrator):
    sam = make_person("Sam Vega")
    role = RoleAssignment.objects.get()

    assert calling(administrator)("DELETE", f"/people/{sam.pk}/roles/{role.pk}").status_code == 404


def test_only_an_administrator_gives_and_takes_roles(calling, administrator):
    sam = make_person("Sam Vega")
    role = RoleAssignment.objects.get()
    call = calling(sam)

    given = call("POST", f"/people/{sam.pk}/roles", {"role": "administrator"})
    taken = call("DELETE", f"/people/{administrator.pk}/roles/{role.pk}")

    assert (given.status_code, taken.status_code) == (403, 403)
