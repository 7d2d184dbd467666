import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project, ProjectSnapshot, Risk, RoundReview
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager, state=Project.State.IN_PROGRESS)


def test_what_waits_is_listed_with_its_urgency(calling, manager, project):
    (one,) = calling(manager)("GET", "/waiting").json()

    assert (one["kind"], one["title"], one["urgency"]) == (
        "round",
        "Go through 1 project in the weekly round",
        "this_week",
    )


def test_a_review_is_recorded(calling, manager, project):
    answer = calling(manager)("POST", f"/projects/{project.pk}/reviews", {"note": "Vendor is back"})

    assert (answer.status_code, RoundReview.objects.get().note) == (201, "Vendor is back")


def test_a_team_member_reviews_no_project(calling, project):
    member = make_person("Otto Frey")
    give_role(member, Role.TEAM_MEMBER, over=project)

    assert calling(member)("POST", f"/projects/{project.pk}/reviews", {}).status_code == 403


def test_a_risk_is_confirmed(calling, manager, project):
    risk = create_risk(project, {"event": "Late", "probability": 2, "impact": 2}, by=manager, at=AT)
    Risk.objects.update(reviewed_on=None)

    answer = calling(manager)("POST", f"/risks/{risk.pk}/review").json()

    assert answer["reviewed_on"] is not None


def test_changes_tell_only_of_projects_one_may_see(calling, manager, project):
    hidden = make_project("Secret", is_restricted=True)
    for one in (project, hidden):
        ProjectSnapshot.objects.create(project=one, on="2020-01-06", state="planning", status="not_rated")

    found = calling(manager)("GET", "/portfolio/changes").json()

    assert [(one["kind"], one["project_id"], one["sentence"]) for one in found] == [
        ("state", project.pk, "From Planning to In progress.")
    ]
