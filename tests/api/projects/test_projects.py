import pytest

from milepost.domain.people.roles import Role
from tests.factories import make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


def test_a_project_is_created_and_found(calling):
    make_city()
    police = make_department("Police")
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))

    created = call("POST", "/projects", {"name": "Radios", "department_id": police.pk, "start": "2027-03-01"})
    found = call("GET", "/projects?search=radio&state=proposed").json()

    assert (created.status_code, created.json()["number"]) == (201, "P-2027-001")
    assert [one["id"] for one in found["items"]] == [created.json()["id"]]


def test_who_creates_no_projects_is_refused(calling):
    department = make_department()

    given = {"name": "Radios", "department_id": department.pk, "start": "2027-03-01"}

    assert calling(make_person("Sam Vega"))("POST", "/projects", given).status_code == 403


def test_a_state_is_entered_and_a_step_that_leads_nowhere_is_a_problem(calling):
    project = make_project()
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))
    path = f"/projects/{project.pk}/state"

    approved = call("PUT", path, {"state": "approved"})
    again = call("PUT", path, {"state": "approved"})

    assert (approved.status_code, approved.json()["state"]) == (200, "approved")
    assert (again.status_code, again.json()["detail"]) == (
        422,
        "A project cannot go from Approved to Approved.",
    )


def test_a_rating_stands_over_the_rule(calling, manager):
    project = make_project(manager=manager, state="in_progress")

    answer = calling(manager)(
        "POST",
        f"/projects/{project.pk}/ratings",
        {"dimension": "scope", "status": "at_risk", "reason": "Late asks"},
    ).json()

    assert (answer["scope"]["status"], answer["scope"]["reason"]) == ("at_risk", "Late asks")
    assert answer["scope"]["rule_status"] == "not_rated"


def test_of_a_stale_field_both_values_are_told(calling, manager, project):
    task = make_task(project, "Order")
    call = calling(manager)
    call("PATCH", f"/tasks/{task.pk}", {"name": "Buy"})

    answer = call("PATCH", f"/tasks/{task.pk}", {"name": "Lease", "seen": {"name": "Order"}})

    assert (answer.status_code, answer.json()["field"]) == (409, "name")
    assert answer.json()["detail"] == "Somebody changed this meanwhile: it is Buy now, and you entered Lease."
