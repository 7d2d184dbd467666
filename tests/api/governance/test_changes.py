import pytest

from milepost.domain.governance.models import ChangeRequest
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.scoping import add_requirement
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import AT, make_task

pytestmark = pytest.mark.django_db


def test_a_program_takes_a_change_from_its_request_to_the_plan(calling, manager, project):
    task = make_task(project, "Install", days=4)
    recalculate(project)
    project.refresh_from_db()
    set_baseline(project, name="Baseline", by=manager, at=AT)
    call = calling(manager)
    command = {"do": "set", "task": task.pk, "values": {"duration": "6d"}}
    body = {"title": "More masts", "reason": "Council", "type": "schedule", "commands": [command]}

    made = call("POST", f"/projects/{project.pk}/changes", body).json()
    change = f"/changes/{made['id']}"
    call("POST", f"{change}/submission")
    impact = call("POST", f"{change}/impacts").json()
    refused = call("POST", f"{change}/routing", {"draws_on": "float"})
    call("POST", f"{change}/routing", {"draws_on": "baseline"})
    signed = call("POST", f"{change}/sign-offs", {"verdict": "approved"}).json()

    assert (made["state"], impact["days_later"], impact["cost"]) == ("draft", 4, "0")
    assert refused.status_code == 422
    assert (signed["state"], [step["level"] for step in signed["steps"]]) == ("applied", ["manager"])
    assert ChangeRequest.objects.get().baseline.number == 1


def test_a_change_of_words_alone_keeps_what_it_asks_for(calling, manager, project):
    task = make_task(project, "Install")
    recalculate(project)
    body = {"title": "More masts", "reason": "Council", "costs": [{"uid": task.uid, "amount": "900.50"}]}
    made = calling(manager)("POST", f"/projects/{project.pk}/changes", body).json()

    changed = calling(manager)(
        "PATCH", f"/changes/{made['id']}", {"title": "Fewer masts", "commands": []}
    ).json()

    assert (changed["title"], changed["costs"]) == (
        "Fewer masts", [{"uid": task.uid, "amount": "900.50", "limit_id": None}],
    )  # fmt: skip


def test_options_are_kept_compared_chosen_and_dropped(calling, manager, project):
    task = make_task(project, "Install", days=4)
    recalculate(project)
    call = calling(manager)
    longer = {"do": "set", "task": task.pk, "values": {"duration": "6d"}}
    body = {"title": "More masts", "reason": "Council", "type": "schedule", "commands": [longer]}
    change = f"/changes/{call('POST', f'/projects/{project.pk}/changes', body).json()['id']}"
    call("POST", f"{change}/submission")

    early = call("POST", f"{change}/options", {"title": "All at once"})
    call("POST", f"{change}/impacts")
    kept = call("POST", f"{change}/options", {"title": "All at once"}).json()
    call("PATCH", change, {"commands": [longer | {"values": {"duration": "9d"}}]})
    call("POST", f"{change}/impacts")
    call("POST", f"{change}/options", {"title": "In steps"})
    listed = call("GET", f"{change}/options").json()
    chosen = call("POST", f"{change}/options/{kept['id']}/choice").json()
    dropped = call("DELETE", f"{change}/options/{kept['id']}")

    assert early.status_code == 422
    assert [(one["title"], one["impact"]["days_later"]) for one in listed] == [
        ("All at once", 4),
        ("In steps", 7),
    ]
    assert chosen["commands"] == [longer]
    assert (dropped.status_code, [one["title"] for one in call("GET", f"{change}/options").json()]) == (
        204, ["In steps"],
    )  # fmt: skip


def test_a_change_says_what_of_the_scope_it_brings(calling, manager, project):
    need = add_requirement(project, {"text": "A call is heard", "priority": "must"}, by=manager, at=AT)
    call = calling(manager)
    body = {"title": "More masts", "reason": "Council"}
    change = f"/changes/{call('POST', f'/projects/{project.pk}/changes', body).json()['id']}"

    brought = call("PUT", f"{change}/scope", {"requirements": [need.number]}).json()
    unknown = call("PUT", f"{change}/scope", {"deliverables": [77]})

    assert brought == {"requirements": [need.number], "deliverables": []}
    assert (unknown.status_code, call("GET", f"{change}/scope").json()) == (404, brought)
