import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.models import Responsibility
from tests.factories import give_role, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(project):
    return Deliverable.objects.create(project=project, number=1, name="Masts", raised_on=project.start.date())


@pytest.fixture
def member(project):
    member = make_person("Otto Frey")
    give_role(member, Role.TEAM_MEMBER, over=project)
    return member


def row(made, *people):
    return {
        "deliverable_id": made.pk,
        "people": [{"person_id": person.pk, "duty": duty} for person, duty in people],
    }


def test_a_row_is_written_asked_and_answered(calling, manager, project, made, member):
    address = f"/projects/{project.pk}/responsibilities"

    written = calling(manager)("PUT", address, {"rows": [row(made, (member, "AR"))], "asks": True})

    (one,) = written.json()
    assert (written.status_code, one["duty"], one["state"]) == (200, "AR", "asked")
    answer = calling(member)("PUT", f"{address}/{one['id']}/answer", {"answer": "accepted"})
    assert answer.json()["state"] == "accepted"
    assert [held["state"] for held in calling(member)("GET", address).json()] == ["accepted"]


def test_a_row_replaces_what_stood_there(calling, manager, project, made, member):
    address, call = f"/projects/{project.pk}/responsibilities", calling(manager)
    call("PUT", address, {"rows": [row(made, (member, "AR"))]})

    call("PUT", address, {"rows": [row(made, (manager, "A"))]})

    assert list(Responsibility.objects.values_list("person", "duty")) == [(manager.pk, "A")]


def test_a_row_without_one_accountable_person_is_refused(calling, manager, project, made, member):
    answer = calling(manager)(
        "PUT", f"/projects/{project.pk}/responsibilities", {"rows": [row(made, (member, "R"))]}
    )

    assert (answer.status_code, "Nobody is accountable" in answer.json()["detail"]) == (422, True)
    assert not Responsibility.objects.exists()
