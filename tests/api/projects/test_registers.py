import pytest

pytestmark = pytest.mark.django_db
RISK = {"event": "No switches", "effect": "A month lost", "probability": 3, "impact": 4}


@pytest.fixture
def call(calling, manager):
    return calling(manager)


def test_a_risk_is_raised_changed_closed_and_opened_again(call, project):
    raised = call("POST", f"/projects/{project.pk}/risks", RISK).json()
    path = f"/risks/{raised['id']}"

    changed = call("PATCH", path, {"impact": 5}).json()
    closed = call("POST", f"{path}/closing", {"reason": "Delivered"}).json()
    opened = call("POST", f"{path}/reopening", {"reason": "Recalled"}).json()

    assert (raised["score"], changed["score"]) == (12, 15)
    assert (closed["state"], opened["state"]) == ("closed", "open")
    assert call("GET", f"/projects/{project.pk}/risks").json()["items"] == [opened]


def test_a_risk_that_happened_becomes_an_issue(call, project):
    risk = call("POST", f"/projects/{project.pk}/risks", RISK).json()

    issue = call("POST", f"/risks/{risk['id']}/issue", {"severity": 4})
    again = call("POST", f"/risks/{risk['id']}/issue", {})

    known = {
        name: issue.json()[name] for name in ("title", "description", "severity", "risk_id", "opened_on")
    }
    assert (issue.status_code, again.status_code) == (201, 422)
    assert known == {
        "title": "No switches",
        "description": "A month lost",
        "severity": 4,
        "risk_id": risk["id"],
        "opened_on": "2027-03-01",
    }


def test_an_issue_is_opened_resolved_and_opened_again(call, project):
    opened = call(
        "POST", f"/projects/{project.pk}/issues", {"title": "No racks", "due_on": "2027-03-09"}
    ).json()
    path = f"/issues/{opened['id']}"

    cleared = call("PATCH", path, {"due_on": None}).json()
    resolved = call("POST", f"{path}/resolution", {"reason": "Borrowed"}).json()
    again = call("POST", f"{path}/reopening", {"reason": "Given back"}).json()

    assert (opened["due_on"], cleared["due_on"]) == ("2027-03-09", None)
    assert (resolved["state"], resolved["resolution"], resolved["resolved_on"]) == (
        "resolved",
        "Borrowed",
        "2027-03-01",
    )
    assert again == cleared


def test_reopening_an_issue_needs_its_reason(call, project):
    issue = call("POST", f"/projects/{project.pk}/issues", {"title": "No racks"}).json()
    call("POST", f"/issues/{issue['id']}/resolution", {"reason": "Borrowed"})

    assert call("POST", f"/issues/{issue['id']}/reopening", {"reason": " "}).status_code == 422
