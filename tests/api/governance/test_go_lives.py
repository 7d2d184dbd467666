import pytest

from milepost.domain.governance.actions.going_live import decide_go_live
from milepost.domain.governance.actions.writing_runbook import add_runbook_step
from milepost.domain.governance.models import Defect, GoLive
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager)


@pytest.fixture
def call(calling, manager):
    return calling(manager)


def test_a_go_live_is_planned_decided_run_and_turned_back(call, calling, project, manager):
    planned = call(
        "POST", f"/projects/{project.pk}/go-lives", {"title": "Cutover", "starts": "2027-03-06T22:00:00"}
    )
    assert planned.status_code == 201
    go_live = GoLive.objects.get()
    add_runbook_step(go_live, {"title": "Copy"}, waits_for=[], by=manager, at=AT)
    add_runbook_step(go_live, {"title": "Old one up", "kind": "back_out"}, waits_for=[], by=manager, at=AT)
    assert call("POST", f"/go-lives/{go_live.pk}/runs", {"kind": "cutover"}).status_code == 422

    assert call("POST", f"/go-lives/{go_live.pk}/decisions", {"outcome": "go"}).json()["state"] == "go"
    run = call("POST", f"/go-lives/{go_live.pk}/runs", {"kind": "cutover"}).json()
    step = f"/cutover-runs/steps/{run['steps'][0]['id']}/state"
    call("PUT", step, {"state": "under_way"})
    failed = call("PUT", step, {"state": "failed", "note": "No link"}).json()
    back = call("POST", f"/cutover-runs/{run['id']}/back-out", {"reason": "No link"}).json()

    assert (failed["end"], failed["steps"][0]["note"]) == (None, "No link")
    assert [one["state"] for one in back["steps"]] == ["dropped", "waiting"]
    guest = make_person("Guy")
    give_role(guest, Role.GUEST, over=project)
    visitor = calling(guest)
    assert visitor("GET", f"/cutover-runs/{run['id']}").status_code == 404
    assert visitor("GET", f"/projects/{project.pk}/go-lives").status_code == 403


def test_a_checklist_is_settled(call, project, manager):
    call("POST", f"/projects/{project.pk}/go-lives", {"title": "Cutover", "starts": "2027-03-06T22:00:00"})
    go_live = GoLive.objects.get()
    go_live.readiness_items.create(position=1, category="People", title="Trained")
    [item] = call("GET", f"/go-lives/{go_live.pk}/readiness").json()["items"]

    settled = call(
        "POST", f"/readiness/{item['id']}/settlement", {"state": "done", "evidence": "Roster"}
    ).json()

    assert (settled["state"], settled["settled_by_id"]) == ("done", manager.pk)
    assert call("PATCH", f"/go-lives/{go_live.pk}", {"bridge": "4411"}).json()["bridge"] == "4411"
    decide_go_live(go_live, "go", words="", by=manager, at=AT)


def test_a_defect_is_reported_fixed_and_tested_again(call, project):
    defect = call("POST", f"/projects/{project.pk}/defects", {"title": "No sound", "severity": 4}).json()
    path = f"/defects/{defect['id']}"

    call("PATCH", path, {"severity": 3})
    call("POST", f"{path}/fix", {"outcome": "Cable"})
    tested = call("POST", f"{path}/retest", {"has_passed": True}).json()

    assert (tested["state"], tested["severity"], Defect.objects.get().retests) == ("closed", 3, 1)
    item = call("POST", f"/projects/{project.pk}/punch-items", {"room": "214", "title": "Plate"}).json()
    assert call("POST", f"/punch-items/{item['id']}/closing", {"outcome": "Seen"}).json()["state"] == "closed"
