import pytest

from milepost.domain.governance.models import Defect, Trainee
from milepost.domain.people.roles import Role
from tests.factories import give_role, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, manager):
    return calling(manager)


def test_a_stakeholder_a_group_and_a_message_are_kept(call, project):
    base = f"/projects/{project.pk}"
    who = {"name": "Union", "interest": 5, "influence": 4, "current": "resistant", "desired": "neutral"}

    made = call("POST", f"{base}/stakeholders", who).json()
    changed = call("PATCH", f"/stakeholders/{made['id']}", {"current": "neutral", "owner_id": None}).json()
    group = call(
        "POST", f"{base}/impacted-groups", {"name": "Patrol", "changes": "Tablets", "impact": 4}
    ).json()
    call("PATCH", f"/impacted-groups/{group['id']}", {"readiness": "informed", "headcount": 80})
    message = {"audience": "Patrol", "message": "When", "cadence": "weekly", "channel": "briefing"}
    planned = call("POST", f"{base}/communications", {**message, "next_on": "2027-03-01"}).json()
    sending = f"/communications/{planned['id']}/sent"
    left_out = call("POST", sending, {"is_sent": False})
    sent = call("POST", sending, {}).json()

    assert (made["gap"], changed["gap"]) == (1, 0)
    assert call("GET", f"{base}/impacted-groups").json()["items"][0]["headcount"] == 80
    assert left_out.status_code == 422
    assert (sent["due_on"], call("GET", sending).json()["items"]) == ("2027-03-01", [sent])
    assert call("GET", f"{base}/communications").json()["items"][0]["next_on"] > "2027-03-01"


def test_a_course_is_planned_filled_and_attended(call, project):
    course = call("POST", f"/projects/{project.pk}/courses", {"title": "Dispatch"}).json()
    at = f"/courses/{course['id']}"
    session = call("POST", f"{at}/sessions", {"starts": "2027-03-08T07:00:00", "seats": 1}).json()
    people = [{"name": "Ann Ash", "shift": "Nights"}, {"name": "Bo Birch"}]
    enrolled = call("POST", f"{at}/roster", {"department_id": project.department_id, "people": people}).json()
    roster = call("GET", f"{at}/roster").json()["items"]
    ids = sorted(one["id"] for one in roster)
    places = f"{at}/sessions/{session['id']}/places"

    too_many = call("PUT", places, {"trainee_ids": ids})
    one = call("PUT", places, {"trainee_ids": ids[:1]})
    stranger = call("PUT", f"{at}/attendance", {"trainee_ids": [9999], "state": "trained"})
    call("PUT", f"{at}/attendance", {"trainee_ids": ids[:1], "state": "trained"})

    assert enrolled == {"enrolled": 2}
    assert (too_many.status_code, one.status_code, stranger.status_code) == (422, 204, 404)
    assert sorted(Trainee.objects.values_list("pk", "state")) == [(ids[0], "trained"), (ids[1], "to_train")]


def test_a_check_that_fails_becomes_a_defect(call, project):
    check = call(
        "POST", f"/projects/{project.pk}/checks", {"title": "Failover", "criterion": "No call is lost"}
    ).json()
    results = f"/checks/{check['id']}/results"

    silent = call("POST", results, {"outcome": "failed"})
    call("POST", results, {"outcome": "failed", "words": "Two lost", "defect": "Calls are lost"})

    assert silent.status_code == 422
    assert call("GET", f"/projects/{project.pk}/checks").json()["items"][0]["outcome"] == "failed"
    assert [one["words"] for one in call("GET", results).json()["items"]] == ["Two lost"]
    assert Defect.objects.get().check_of_id == check["id"]


def test_a_guest_reads_nothing_of_it(call, calling, project):
    made = call("POST", f"/projects/{project.pk}/courses", {"title": "Dispatch"}).json()
    guest = make_person("Guy")
    give_role(guest, Role.GUEST, over=project)
    visitor = calling(guest)

    assert visitor("GET", f"/courses/{made['id']}/roster").status_code == 404
    assert visitor("GET", f"/projects/{project.pk}/stakeholders").status_code == 403
