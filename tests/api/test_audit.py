import pytest

from milepost.domain.common.actions.sealing import seal_change_sets
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(calling):
    return calling(make_person("Au Ditor", Role.AUDITOR))


def test_the_head_of_the_chain_is_told(auditor):
    before = auditor("GET", "/audit").json()
    seal = seal_change_sets(at=AT)

    after = auditor("GET", "/audit").json()

    assert before == {"seal_id": None, "sealed_at": None, "head": "", "unsealed": 1}
    assert (after["seal_id"], after["head"], after["unsealed"]) == (seal.pk, seal.digest, 0)


def test_changes_are_listed_the_latest_first(auditor, calling, manager, project):
    calling(manager)("PATCH", f"/projects/{project.pk}", {"purpose": "Other"})

    answer = auditor("GET", "/audit/changes?action=charter&since=2027-03-01").json()

    (change,) = answer["items"]
    assert (change["by_name"], change["action"]) == ("Mara Quint", "projects.edit_charter")
    assert auditor("GET", "/audit/changes?since=2027-03-02").json()["count"] == 0


def test_the_chain_is_verified_in_the_background(auditor, django_capture_on_commit_callbacks):
    seal_change_sets(at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        asked = auditor("POST", "/audit/verifications")
    job = auditor("GET", f"/jobs/{asked.json()['id']}").json()

    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    assert (job["state"], job["result"]["faults"]) == ("done", [])
    assert [one["id"] for one in auditor("GET", "/jobs").json()["items"]] == [job["id"]]


def test_jobs_of_somebody_else_are_not_there(auditor, calling, manager):
    job = auditor("POST", "/audit/verifications").json()
    call = calling(manager)

    assert [call(method, f"/jobs/{job['id']}").status_code for method in ("GET", "DELETE")] == [404, 404]
    assert call("GET", "/jobs").json() == {"items": [], "count": 0}


def test_the_record_is_closed_to_others(calling, manager):
    call = calling(manager)

    calls = [("GET", "/audit"), ("GET", "/audit/changes"), ("POST", "/audit/verifications")]

    assert [call(*one).status_code for one in calls] == [403, 403, 403]
