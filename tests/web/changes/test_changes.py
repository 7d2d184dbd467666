import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from milepost.domain.governance.models import ChangeOption, ChangeRequest, ChangeScope, Decision
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.roles import give_role
from milepost.domain.projects.actions.scoping import add_deliverable, add_requirement, agree_scope
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Task
from tests.factories import AT, link, make_city, make_person, make_project, make_task, signed_in
from tests.factories import give_role as hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def visitor(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def project(mara):
    project = make_project("Radios", manager=mara)
    nora = make_person("Nora Sale", Role.EXECUTIVE)
    give_role(project, nora, Role.SPONSOR, by=make_person("Pia", Role.PORTFOLIO_MANAGER), at=AT)
    link(make_task(project, "Order", days=5), make_task(project, "Install", days=10))
    recalculate(project)
    return project


def typed(**given):
    fields = {"title": "Two more floors", "type": "cost", "reason": "Council asked"}
    for prefix, count in (("edits", 1), ("new", 1), ("costs", 1)):
        fields |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": 0}
    return fields | given


def page(visitor, project, rest="1/"):
    return visitor.get(f"/projects/{project.pk}/changes/{rest}")


def post(visitor, project, rest, **given):
    return visitor.post(f"/projects/{project.pk}/changes/1/{rest}/", given)


def test_a_change_goes_from_its_request_to_the_plan(visitor, mara, project):
    rows = {
        "edits-0-task": "2 Install",
        "edits-0-duration": "12d",
        "new-0-name": "Test",
        "new-0-duration": "3d",
    }
    made = visitor.post(f"/projects/{project.pk}/changes/new/", typed(**rows, **{"new-0-predecessors": "2"}))
    assert made["Location"] == f"/projects/{project.pk}/changes/1/"
    for rest in ("submission", "impact"):
        post(visitor, project, rest)
    shown = page(visitor, project).content.decode()
    assert "The finish moves from Mar 19, 2027 to Mar 26, 2027" in shown
    assert "New task “Test”: duration 3d, predecessors 2" in shown

    post(visitor, project, "routing", draws_on="baseline")
    change = ChangeRequest.objects.get()
    visitor.post(f"/changes/steps/{change.steps.get(level='manager').pk}/signature/", {"verdict": "approved"})
    visitor.force_login(project.sponsor.account)
    visitor.post(f"/changes/steps/{change.steps.get(level='sponsor').pk}/signature/", {"verdict": "approved"})

    change.refresh_from_db()
    assert change.state == "applied"
    assert Task.objects.get(name="Test").project == project
    assert "Applied" in page(visitor, project).content.decode()


def test_what_is_typed_wrong_is_kept_and_marked_in_its_row(visitor, project):
    answer = visitor.post(
        f"/projects/{project.pk}/changes/new/",
        typed(**{"edits-0-task": "99", "edits-0-duration": "12d", "costs-0-amount": "5"}),
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Begin with the number of a task" in shown
    assert "Say on which task or phase" in shown
    assert 'value="Two more floors"' in shown
    assert not ChangeRequest.objects.exists()


def test_a_change_answers_an_issue(visitor, mara, project):
    issue = create_issue(
        project, {"title": "No masts", "description": "Sold out", "severity": 3}, by=mara, at=AT
    )

    initial = page(visitor, project, f"new/?issue={issue.number}").context["form"].initial

    assert (initial["issue"], initial["title"], initial["reason"]) == (issue, "No masts", "Sold out")


def test_a_board_s_vote_decides_and_is_a_decision_on_record(visitor, mara, project):
    visitor.post(
        f"/projects/{project.pk}/changes/new/", typed(**{"edits-0-task": "2", "edits-0-duration": "60d"})
    )
    for rest in ("submission", "impact"):
        post(visitor, project, rest)
    post(visitor, project, "routing", draws_on="baseline")
    change = ChangeRequest.objects.get()
    change.steps.exclude(level="committee").update(state="approved")
    vote = {"verdict": "approved", "decided_by": "Steering committee", "decided_on": "2027-03-01"}

    refused = post(visitor, project, "decision", **vote)
    post(visitor, project, "decision", **vote, votes_for="4", votes_against="1")

    change.refresh_from_db()
    assert (refused.status_code, change.state) == (422, "applied")
    assert Decision.objects.get().sign_off.step.level == "committee"


def test_a_refusal_is_told_where_it_was_asked(visitor, project):
    visitor.post(f"/projects/{project.pk}/changes/new/", typed())
    post(visitor, project, "submission")

    told = visitor.post(f"/projects/{project.pk}/changes/1/submission/", follow=True)

    assert "Change 1 is “Submitted” by now." in told.content.decode()


def test_guests_do_not_see_changes(visitor, project, client):
    visitor.post(f"/projects/{project.pk}/changes/new/", typed())
    guest = make_person("Gus T.")
    hold(guest, Role.GUEST, over=project)
    signed_in(client, guest)

    assert page(client, project).status_code == 403


def test_the_list_takes_as_many_queries_for_many_changes_as_for_one(visitor, project):
    counts = []
    for _ in range(2):
        for _ in range(4):
            visitor.post(f"/projects/{project.pk}/changes/new/", typed())
        page(visitor, project, "")
        with CaptureQueriesContext(connection) as caught:
            assert page(visitor, project, "").status_code == 200
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_a_change_names_the_scope_it_brings_and_keeps_it_through_an_edit(visitor, mara, project):
    kept = add_requirement(project, {"text": "Calls"}, by=mara, at=AT)
    agree_scope(project, by=mara, at=AT)
    brought = add_requirement(project, {"text": "Video"}, by=mara, at=AT)
    paper = add_deliverable(project, {"name": "Recorder"}, by=mara, at=AT)

    asked = typed(requirements=[kept.pk, brought.pk], deliverables=[paper.pk])
    visitor.post(f"/projects/{project.pk}/changes/new/", asked)
    visitor.post(
        f"/projects/{project.pk}/changes/1/edit/", typed(requirements=[brought.pk], deliverables=[paper.pk])
    )

    assert [str(one) for one in ChangeScope.objects.all()] == ["Video", "Recorder"]
    shown = page(visitor, project).content.decode()
    assert "2, Video" in shown
    assert "1, Calls" not in shown
    edited = page(visitor, project, "1/edit/").context["form"]
    assert edited.initial["requirements"] == [brought.pk]
    entered = page(visitor, project, "entered/")
    assert [one.name for one in entered.context["unexplained"]] == ["Video", "Recorder"]
    assert "2 entries came without a change" in entered.content.decode()


def test_options_stand_beside_each_other_and_one_is_asked_for(visitor, project):
    def ask(days, dollars):
        rows = {
            "edits-0-task": "2 Install",
            "edits-0-duration": days,
            "costs-0-task": "2",
            "costs-0-amount": dollars,
        }
        return typed(**rows)

    visitor.post(f"/projects/{project.pk}/changes/new/", ask("12d", "4000"))
    assert post(visitor, project, "options", title="Early").status_code == 422
    for rest in ("submission", "impact"):
        post(visitor, project, rest)
    post(visitor, project, "options", title="One crew")
    visitor.post(f"/projects/{project.pk}/changes/1/edit/", ask("6d", "9000"))
    post(visitor, project, "impact")
    one_crew = ChangeOption.objects.get()
    rows = page(visitor, project).context["options"]
    assert [(one.title, one.view.impact.days_later) for one in rows] == [
        ("One crew", 4),
        ("As it is asked now", -4),
    ]
    lost = post(visitor, project, f"options/{one_crew.pk}/choice")
    assert ChangeRequest.objects.get().commands != one_crew.commands
    assert lost.status_code == 302
    post(visitor, project, "options", title="Two crews")

    shown = page(visitor, project)
    figures = [
        (one.title, one.view.impact.days_later, one.view.impact.cost, one.is_asked)
        for one in shown.context["options"]
    ]
    assert figures == [("One crew", 4, 4000, False), ("Two crews", -4, 9000, True)]
    assert not shown.context["allowed"]["keep"]
    post(visitor, project, f"options/{one_crew.pk}/choice")
    change = ChangeRequest.objects.get()
    assert (change.commands, change.costs.get().amount, change.state) == (
        one_crew.commands,
        4000,
        "submitted",
    )
    post(visitor, project, f"options/{one_crew.pk}/removal")
    assert [one.title for one in ChangeOption.objects.all()] == ["Two crews"]
