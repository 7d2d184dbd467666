import pytest

from milepost.domain.staffing.models import RoleDemand, Skill, StaffingRole
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return StaffingRole.objects.create(name="Rigger")


def wanted(role, **changes):
    return {"role_id": role.pk, "first": "2027-03-09", "last": "2027-05-01", "hours": 80, **changes}


def test_a_demand_is_planned_read_and_taken_off(calling, manager, project, role):
    address, call = f"/projects/{project.pk}/role-demand", calling(manager)
    skill = Skill.objects.create(name="Tower climbing")

    made = call("POST", address, wanted(role, skill_id=skill.pk, note="Masts")).json()

    assert (made["first"], made["last"], made["hours"]) == ("2027-03-01", "2027-05-01", 80)
    assert call("GET", address).json() == [made]
    assert call("DELETE", f"{address}/{made['id']}").status_code == 204
    assert not RoleDemand.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"last": "2027-02-01"}, 422, "last"),
        ({"last": "2040-02-01"}, 422, "last"),
        ({"role_id": 4711}, 404, ""),
        ({"hours": 0}, 422, ""),
    ],
)
def test_a_demand_that_cannot_be_is_refused(calling, manager, project, role, changes, status, field):
    answer = calling(manager)("POST", f"/projects/{project.pk}/role-demand", wanted(role, **changes))

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert not RoleDemand.objects.exists()


def test_only_who_asks_for_staff_plans_demand(calling, project, role):
    stranger = make_person("Ned Ray")

    answer = calling(stranger)("POST", f"/projects/{project.pk}/role-demand", wanted(role))

    assert answer.status_code in (403, 404)
    assert not RoleDemand.objects.exists()
