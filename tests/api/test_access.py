import json
import re
from datetime import timedelta
from typing import Any

import pytest

from milepost.api.house import api
from milepost.domain.common.actions.tokens import CannotMakeToken, make_token, revoke_token
from milepost.domain.common.models import ApiToken, Change
from milepost.domain.people.models import Absence, RoleAssignment, Succession
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.responding import add_response_action
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.staffing.models import (
    Clearance,
    ClearanceNeed,
    JobClass,
    LaborRate,
    PersonClearance,
    Responsibility,
    RoleDemand,
    StaffingRole,
)
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db
RISK = {"event": "No switches", "probability": 3, "impact": 4}


def test_a_call_without_a_token_is_answered_with_a_problem(client):
    answer = client.get("/api/v1/projects")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "Send a token as “Authorization: Bearer …”, or sign in."


def test_a_token_acts_for_its_person(calling, manager):
    assert calling(manager)("GET", "/me").json()["name"] == "Mara Quint"


def test_a_session_acts_for_its_person(client, manager):
    assert signed_in(client, manager).get("/api/v1/me").json()["name"] == "Mara Quint"


def test_a_revoked_token_opens_nothing(calling, manager):
    call = calling(manager)
    revoke_token(ApiToken.objects.get(), by=manager.account, at=AT)

    assert call("GET", "/me").status_code == 401


def test_an_expired_token_opens_nothing(client, manager):
    _, key = make_token("Old", by=manager.account, at=AT - timedelta(days=4000), days=1)

    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_a_token_of_somebody_inactive_opens_nothing(calling, manager):
    call = calling(manager)
    manager.is_active = False
    manager.save()

    assert call("GET", "/me").status_code == 401


def test_the_key_itself_is_kept_nowhere(manager):
    token, key = make_token("Nightly export", by=manager.account, at=AT)

    assert key not in str(ApiToken.objects.values().get())
    assert key not in str(list(Change.objects.values("values")))
    assert token.is_valid(AT)


@pytest.mark.parametrize(
    ("name", "days", "field"), [("", 30, "name"), ("Export", 0, "days"), ("Export", 367, "days")]
)
def test_a_token_needs_a_name_and_an_end(manager, name, days, field):
    with pytest.raises(CannotMakeToken) as refused:
        make_token(name, by=manager.account, at=AT, days=days)

    assert refused.value.field == field


READS = sorted(
    path.removeprefix("/api/v1")
    for path, operations in api.get_openapi_schema()["paths"].items()
    if "{project_id}" in path and "get" in operations
)
# What a call must send, by the address it is sent to, so that nothing but permission stands in its way.
WRITES: dict[tuple[str, str], Any] = {
    ("PATCH", "/projects/{project_id}"): {"purpose": "Other"},
    ("PUT", "/projects/{project_id}/state"): {"state": "approved"},
    ("PATCH", "/projects/{project_id}/settings"): {"tier": "large"},
    ("PATCH", "/projects/{project_id}/schedule-settings"): {"start": "2027-03-08T08:00:00"},
    ("POST", "/projects/{project_id}/roles"): {"person_id": "{person_id}", "role": "team_member"},
    ("DELETE", "/projects/{project_id}/roles/{role_id}"): None,
    ("POST", "/projects/{project_id}/ratings"): {"dimension": "overall", "status": "at_risk"},
    ("POST", "/projects/{project_id}/baselines"): {"name": "Other"},
    ("POST", "/projects/{project_id}/tasks"): {"name": "Other"},
    ("PATCH", "/tasks/{task_id}"): {"name": "Other"},
    ("DELETE", "/tasks/{task_id}"): None,
    ("PUT", "/tasks/{task_id}/assignments"): [{"resource": "Installer"}],
    ("POST", "/projects/{project_id}/risk-analyses"): {},
    ("POST", "/projects/{project_id}/comparisons"): {"before": "baseline-0", "after": "now"},
    ("POST", "/tasks/{task_id}/steps/indent"): None,
    ("POST", "/tasks/{task_id}/reassignments"): {"way": "move", "giver_id": "{person_id}"},
    ("POST", "/projects/{project_id}/links"): {"predecessor_id": "{task_id}", "successor_id": "{task_id}"},
    ("POST", "/projects/{project_id}/progress"): {"tasks": [{"task_id": "{task_id}", "percent_complete": 5}]},
    ("POST", "/projects/{project_id}/risks"): {"event": "Other", "probability": 1, "impact": 1},
    ("PATCH", "/risks/{risk_id}"): {"event": "Other"},
    ("POST", "/risks/{risk_id}/closing"): {"reason": "Other"},
    ("POST", "/risks/{risk_id}/reopening"): {"reason": "Other"},
    ("POST", "/risks/{risk_id}/issue"): {},
    ("POST", "/risks/{risk_id}/actions"): {"text": "Other"},
    ("POST", "/risks/{risk_id}/actions/{action_id}/completion"): None,
    ("POST", "/risks/{risk_id}/escalation"): {"to_id": "{person_id}", "reason": "Other"},
    ("POST", "/projects/{project_id}/issues"): {"title": "Other"},
    ("POST", "/projects/{project_id}/assumptions"): {"statement": "Other"},
    ("POST", "/projects/{project_id}/dependencies"): {
        "direction": "we_owe",
        "what": "Other",
        "department_id": "{department_id}",
    },
    ("POST", "/projects/{project_id}/lessons"): {"happened": "Other", "advice": "Other"},
    ("PATCH", "/issues/{issue_id}"): {"title": "Other"},
    ("POST", "/issues/{issue_id}/resolution"): {"reason": "Other"},
    ("POST", "/issues/{issue_id}/reopening"): {"reason": "Other"},
    ("POST", "/projects/{project_id}/schedule/edits"): {
        "revision": 0,
        "commands": [{"do": "set", "task": "{task_id}", "values": {"name": "Other"}}],
    },
    ("POST", "/projects/{project_id}/schedule/undo"): None,
    ("POST", "/projects/{project_id}/schedule/redo"): None,
    ("POST", "/projects/{project_id}/reviews"): {"note": "Other"},
    ("POST", "/risks/{risk_id}/review"): None,
    ("PUT", "/projects/{project_id}/publication"): {"shows_money": True},
    ("DELETE", "/projects/{project_id}/publication"): None,
    ("POST", "/projects/{project_id}/go-lives"): {"title": "Other", "starts": "2027-03-06T22:00:00"},
    ("POST", "/projects/{project_id}/defects"): {"title": "Other"},
    ("POST", "/projects/{project_id}/punch-items"): {"room": "214", "title": "Other"},
    ("POST", "/projects/{project_id}/operational-changes"): {
        "title": "Other",
        "systems": "Mail",
        "starts": "2027-03-06T22:00:00",
        "ends": "2027-03-06T23:00:00",
        "back_out": "Other",
    },
    ("POST", "/projects/{project_id}/documents"): {"title": "Other"},
    ("POST", "/projects/{project_id}/holds"): {"reason": "Other"},
    ("POST", "/projects/{project_id}/stakeholders"): {
        "name": "Other",
        "interest": 1,
        "influence": 1,
        "current": "neutral",
        "desired": "neutral",
    },
    ("POST", "/projects/{project_id}/impacted-groups"): {"name": "Other", "changes": "Other", "impact": 1},
    ("POST", "/projects/{project_id}/communications"): {
        "audience": "Other",
        "message": "Other",
        "cadence": "once",
        "channel": "email",
        "next_on": "2027-03-08",
    },
    ("POST", "/projects/{project_id}/courses"): {"title": "Other"},
    ("POST", "/projects/{project_id}/checks"): {"title": "Other", "criterion": "Other"},
    ("POST", "/projects/{project_id}/requirements"): {"text": "Other"},
    ("POST", "/projects/{project_id}/staff-requests"): {
        "tasks": [1],
        "first": "2027-03-01",
        "last": "2027-03-05",
        "needed_by": "2027-03-01",
        "reason": "Other",
        "person_id": "{person_id}",
        "share_percent": 50,
    },
    ("POST", "/projects/{project_id}/role-demand"): {
        "role_id": "{staffing_role_id}",
        "first": "2027-03-01",
        "last": "2027-03-01",
        "hours": 8,
    },
    ("DELETE", "/projects/{project_id}/role-demand/{demand_id}"): None,
    ("POST", "/projects/{project_id}/clearance-needs"): {"clearance_id": "{clearance_id}"},
    ("DELETE", "/projects/{project_id}/clearance-needs/{need_id}"): None,
    ("PUT", "/projects/{project_id}/responsibilities"): {"rows": []},
    ("PUT", "/projects/{project_id}/responsibilities/{responsibility_id}/answer"): {"answer": "accepted"},
    ("POST", "/projects/{project_id}/changes"): {"title": "Other", "reason": "Other"},
    ("POST", "/projects/{project_id}/reports"): {"period_start": "2027-02-01", "period_finish": "2027-02-28"},
}

# The same of what is said about people.
OF_PEOPLE: dict[tuple[str, str], Any] = {
    ("PATCH", "/people/{person_id}"): {"job_title": "Other"},
    ("POST", "/people/{person_id}/deactivation"): {"reason": "Other"},
    ("POST", "/people/{person_id}/reactivation"): None,
    ("POST", "/people/{person_id}/roles"): {"role": "auditor"},
    ("DELETE", "/people/{person_id}/roles/{role_id}"): None,
    ("POST", "/people/{person_id}/absences"): {"first": "2027-03-08"},
    ("DELETE", "/absences/{absence_id}"): None,
    ("POST", "/people/{person_id}/delegations"): {
        "delegate_id": "{successor_id}",
        "first": "2027-03-08",
        "last": "2027-03-12",
    },
    ("POST", "/people/{person_id}/successions"): {"successor_id": "{successor_id}", "reason": "Other"},
    ("PUT", "/successions/{succession_id}/confirmation"): None,
    ("PUT", "/people/{person_id}/clearances/{clearance_id}"): {"granted_on": "2027-03-01"},
    ("DELETE", "/people/{person_id}/clearances/{clearance_id}"): None,
    ("POST", "/job-classes"): {"name": "Other"},
    ("PUT", "/job-classes/{job_class_id}"): {"name": "Other"},
    ("PUT", "/job-classes/{job_class_id}/rates/{first}"): {"hourly": "90"},
    ("DELETE", "/job-classes/{job_class_id}/rates/{first}"): None,
    ("PUT", "/people/{person_id}/job-classes/{first}"): {"job_class_id": "{job_class_id}"},
}


@pytest.fixture
def known(manager, project):
    """What stands on a project, by the name it has in addresses."""
    risk = create_risk(project, RISK, by=manager, at=AT)
    phase = make_task(project)
    duty = Responsibility.objects.create(
        project=project, phase=phase, person=manager, duty="A", state="asked"
    )
    role = StaffingRole.objects.create(name="Rigger")
    month = project.start.date().replace(day=1)
    demand = RoleDemand.objects.create(project=project, role=role, first=month, last=month, hours=8)
    need = ClearanceNeed.objects.create(project=project, clearance=Clearance.objects.create(name="CJIS"))
    return {
        "staffing_role_id": role.pk,
        "demand_id": demand.pk,
        "clearance_id": need.clearance_id,
        "need_id": need.pk,
        "responsibility_id": duty.pk,
        "project_id": project.pk,
        "task_id": make_task(project).pk,
        "person_id": manager.pk,
        "department_id": project.department_id,
        "role_id": project.roles.get().pk,
        "risk_id": risk.pk,
        "action_id": add_response_action(risk, {"text": "Order early"}, by=manager, at=AT).pk,
        "issue_id": create_issue(project, {"title": "No racks"}, by=manager, at=AT).pk,
        "ending": "csv",
    }


def answers(call, known, calls):
    """Make the calls over what is known, and give the status each was answered with."""
    return {
        f"{method} {path}": call(method, path.format(**known), filled(body, known)).status_code
        for (method, path), body in calls.items()
    }


def filled(body, known):
    """Put what is known into the places of a body that name it."""
    text = re.sub(r'"{(\w+)}"', lambda name: str(known[name[1]]), json.dumps(body))
    return json.loads(text)


def test_what_the_caller_may_not_see_is_not_there(calling, known):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=make_project())
    calls = {("GET", path): None for path in [*READS, "/tasks/{task_id}", "/tasks/{task_id}/explanation"]}

    found = answers(calling(guest), known, calls | WRITES)

    assert {call for call, status in found.items() if status != 404} == set()


def test_what_the_caller_may_not_do_is_refused(calling, known):
    auditor = make_person("Au Ditor", Role.AUDITOR)

    found = answers(calling(auditor), known, WRITES)

    assert {call for call, status in found.items() if status != 403} == set()


@pytest.mark.parametrize("role", [Role.GUEST, Role.TEAM_MEMBER, Role.AUDITOR])
def test_what_is_said_of_people_is_written_by_nobody_else(calling, role):
    kara, omar = make_person("Kara Montoya"), make_person("Omar Diaz")
    held = PersonClearance.objects.create(
        person=kara, clearance=Clearance.objects.create(name="CJIS"), granted_on="2027-01-01"
    )
    rate = LaborRate.objects.create(
        job_class=JobClass.objects.create(name="Engineer"), first="2027-01-01", hourly=90
    )
    known = {
        "person_id": kara.pk,
        "successor_id": omar.pk,
        "role_id": RoleAssignment.objects.create(person=kara, role=Role.EXECUTIVE).pk,
        "absence_id": Absence.objects.create(person=kara, first="2027-03-08").pk,
        "succession_id": Succession.objects.create(person=kara, successor=omar, by=kara, at=AT).pk,
        "clearance_id": held.clearance_id,
        "job_class_id": rate.job_class_id,
        "first": rate.first,
    }

    found = answers(calling(make_person("Au Ditor", role)), known, OF_PEOPLE)

    assert {call for call, status in found.items() if status not in {403, 404}} == set()
    assert found["POST /people/{person_id}/successions"] == found["POST /people/{person_id}/absences"] == 403


def test_every_write_about_people_is_tried_by_these_tests():
    documented = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
        if method != "get" and re.search(r"{(person|absence|succession|job_class)_id}|/job-classes", path)
    }

    assert documented == set(OF_PEOPLE)


def test_every_write_on_a_project_is_tried_by_these_tests():
    documented = {
        (method.upper(), path.removeprefix("/api/v1").replace("{step}", "indent"))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
        if method != "get" and re.search(r"{(project|task|risk|issue)_id}", path)
    }

    assert documented == set(WRITES)


def test_the_list_of_projects_holds_only_what_the_caller_may_see(calling, project):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=make_project("Other"))

    listed = calling(guest)("GET", "/projects").json()["items"]

    assert [one["name"] for one in listed] == ["Other"]
