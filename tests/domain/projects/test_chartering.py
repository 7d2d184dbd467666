import pytest

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.chartering import Aim, CannotEditCharter, CharterFields, edit_charter
from milepost.domain.projects.models import Project
from tests.factories import AT, make_department, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


def objectives_of(project):
    return list(project.objectives.values_list("position", "text", "measure"))


def test_the_words_of_a_charter_are_changed_and_recorded(project, manager):
    edit_charter(
        project,
        CharterFields(purpose="A fire station that answers.", scope_out="Radio towers"),
        by=manager,
        at=AT,
        reason="After the kickoff.",
    )

    assert Change.objects.get().values == {
        "purpose": ["", "A fire station that answers."],
        "scope_out": ["", "Radio towers"],
    }
    change_set = ChangeSet.objects.get()
    assert (change_set.action, change_set.reason) == ("projects.edit_charter", "After the kickoff.")


def test_objectives_are_replaced_as_a_set(project, manager):
    first = [Aim("Crews are alerted", "in 60 seconds"), Aim("Doors open by badge")]
    edit_charter(project, {}, by=manager, at=AT, objectives=first)
    assert objectives_of(project) == [
        (0, "Crews are alerted", "in 60 seconds"),
        (1, "Doors open by badge", ""),
    ]

    edit_charter(
        project, {}, by=manager, at=AT, objectives=[Aim("Crews are alerted", "in 45 seconds"), Aim(" ")]
    )

    assert objectives_of(project) == [(0, "Crews are alerted", "in 45 seconds")]
    last = ChangeSet.objects.first().changes.order_by("id").values_list("kind", "object_name")
    assert list(last) == [("changed", "Crews are alerted"), ("deleted", "Doors open by badge")]


def test_partner_departments_are_replaced_as_a_set(project, manager):
    fire, police, library = (make_department(name) for name in ("Fire", "Police", "Library"))
    edit_charter(project, {}, by=manager, at=AT, partners=[fire, police, project.department])

    edit_charter(project, {}, by=manager, at=AT, partners=[police, library])

    assert set(project.partners.all()) == {police, library}
    assert ChangeSet.objects.first().changes.count() == 2


def test_an_unchanged_charter_leaves_no_trace(project, manager):
    edit_charter(project, CharterFields(name=project.name), by=manager, at=AT)

    assert ChangeSet.objects.count() == 0


def test_a_team_member_does_not_edit_the_charter(project):
    member = make_person("Teo Lin")
    project.roles.create(person=member, role=Role.TEAM_MEMBER)

    with pytest.raises(Refused):
        edit_charter(project, CharterFields(purpose="Mine."), by=member, at=AT)


def test_the_charter_of_a_project_that_is_over_stays(project, manager):
    Project.objects.update(state=Project.State.CLOSED)

    with pytest.raises(CannotEditCharter, match="Station 7 is closed; its charter stays as it is"):
        edit_charter(project, CharterFields(purpose="Late."), by=manager, at=AT)
