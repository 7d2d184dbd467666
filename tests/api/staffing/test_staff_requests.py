from datetime import timedelta

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import make_city, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed():
    make_city()
    manager = make_person("Paz Manager", Role.PROJECT_MANAGER)
    lead = make_person("Lee Ortega")
    kara = make_person("Kara Montoya", supervisor=lead)
    project = make_project("Radio", manager=manager, state="in_progress")
    task = make_task(project, "Install", days=10)
    recalculate(project)
    return project, task, manager, lead, kara


def asked(client, staffed, **changes):
    project, task, manager, _, kara = staffed
    day = today().isoformat()
    body = {
        "tasks": [task.uid],
        "first": day,
        "last": (today() + timedelta(days=365)).isoformat(),
        "needed_by": day,
        "reason": "Install",
        "person_id": kara.pk,
        "share_percent": 100,
    }
    address = f"/api/v1/projects/{project.pk}/staff-requests"
    return signed_in(client, manager).post(address, {**body, **changes}, content_type="application/json")


def test_a_program_asks_looks_at_the_consequence_and_confirms(client, staffed):
    _, task, _, lead, kara = staffed
    made = asked(client, staffed).json()
    address = f"/api/v1/staff-requests/{made['id']}"
    signed_in(client, lead)

    effect = client.get(f"{address}/consequences?person_id={kara.pk}&share_percent=50").json()
    offer = {name: made["offer"][name] for name in ("person_id", "first", "last", "share_percent")}
    done = client.put(
        f"{address}/confirmation", {**offer, "revision": made["revision"]}, content_type="application/json"
    )

    assert (made["state"], effect["hours"], effect["refusal"]) == ("requested", 80, "")
    assert effect["own"]["days_later"] > 0
    assert (done.status_code, done.json()["state"]) == (200, "confirmed")
    assert task.assignments.get().person == kara


def test_an_old_page_is_refused_with_a_sentence(client, staffed):
    made = asked(client, staffed).json()
    signed_in(client, staffed[3])
    address = f"/api/v1/staff-requests/{made['id']}/steps"
    client.post(f"{address}/decline", {"comment": "On call"}, content_type="application/json")

    late = client.post(f"{address}/hold", {"revision": made["revision"]}, content_type="application/json")

    assert (late.status_code, "declined by Lee Ortega" in late.json()["detail"]) == (409, True)


def test_more_than_all_of_the_time_is_refused(client, staffed):
    assert asked(client, staffed, share_percent=120).status_code in (409, 422)


def test_strangers_find_nothing(client, staffed):
    made = asked(client, staffed).json()
    signed_in(client, make_person("Sam Stranger"))

    assert client.get(f"/api/v1/staff-requests/{made['id']}").status_code == 404
    assert client.get("/api/v1/staff-requests").json()["items"] == []
