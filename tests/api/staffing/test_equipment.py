import pytest

from milepost.domain.people.models import Equipment
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_person, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_person("Port Folio", Role.PORTFOLIO_MANAGER)


def test_the_catalog_is_kept_by_programs(calling, keeper, manager):
    call = calling(keeper)
    made = call(
        "POST", "/equipment", {"name": "Test lab", "kind": "lab", "capacity": 4, "owner_id": manager.pk}
    )
    address = f"/equipment/{made.json()['id']}"

    changed = call("PATCH", address, {"owner_id": None, "capacity": 3})
    closed = call("POST", f"{address}/closings", {"first": "2027-03-01", "last": "2027-03-02"})
    fewer = call("PUT", f"{address}/capacities/2027-04-01", {"capacity": 2})
    retired = call("POST", f"{address}/retirement", None)

    assert (made.status_code, closed.status_code, fewer.status_code) == (201, 201, 200)
    assert {name: changed.json()[name] for name in ("name", "capacity", "owner_id")} == {
        "name": "Test lab", "capacity": 3, "owner_id": None,
    }  # fmt: skip
    assert retired.json()["is_active"] is False
    assert call("DELETE", f"{address}/closings/{closed.json()['id']}", None).status_code == 204
    assert call("DELETE", f"{address}/capacities/2027-04-01", None).status_code == 204
    assert calling(manager)("POST", "/equipment", {"name": "Other"}).status_code == 403


def test_bookings_name_nothing_beyond_the_callers_sight(calling, keeper, project):
    room = Equipment.objects.create(name="Training room")
    for name in ("Dispatch class", "Records class"):
        task = make_task(project, name, days=2)
        Assignment.objects.create(task=task, equipment=room, resource=room.name, work_minutes=0)
    recalculate(project)
    project.is_restricted = True
    project.save()

    seen = calling(make_person("Sam Lee", Role.TEAM_MEMBER))("GET", f"/equipment/{room.pk}/bookings").json()

    assert {one["task"] for one in seen["bookings"]} <= {None}
