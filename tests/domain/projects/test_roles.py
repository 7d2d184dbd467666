from datetime import date

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.models import Organization
from milepost.domain.people.permissions import Refused, may
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.creating import create_project
from milepost.domain.projects.actions.roles import CannotAssignRole, give_role, take_role
from milepost.domain.projects.models import Project, ProjectRole
from tests.factories import AT, make_city, make_department, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


def roles_on(project):
    return sorted(project.roles.values_list("person__name", "role"))


def test_a_role_is_given_and_counts_at_once(project, manager):
    lead = make_person("Lin Chow")
    assert not may(lead, "projects.edit_schedule", project)

    give_role(project, lead, Role.TECHNICAL_LEAD, by=manager, at=AT)

    assert may(lead, "projects.edit_schedule", project)
    assert ChangeSet.objects.get().summary == "Lin Chow is technical lead."


def test_a_new_manager_takes_the_place_of_the_one_before(project, manager):
    successor = make_person("Nia Moss")

    give_role(project, successor, Role.PROJECT_MANAGER, by=manager, at=AT)

    assert Project.objects.get().manager == successor
    assert roles_on(project) == [("Nia Moss", "project_manager")]


def test_the_sponsor_field_follows_the_role(project, manager):
    sponsor = make_person("Sol Ortiz")

    held = give_role(project, sponsor, Role.SPONSOR, by=manager, at=AT)
    assert Project.objects.get().sponsor == sponsor

    take_role(held, by=manager, at=AT)
    assert Project.objects.get().sponsor is None
    assert roles_on(project) == [("Mara Quint", "project_manager")]
    assert ChangeSet.objects.first().summary == "Sol Ortiz is no longer sponsor."


@pytest.mark.parametrize(
    ("role", "message"),
    [
        (Role.ADMINISTRATOR, "Administrator is a role over the city"),
        (Role.GUEST, "Lin Chow works for the city; guests come from outside it"),
        (Role.TEAM_MEMBER, "Lin Chow holds this role already"),
    ],
)
def test_roles_that_make_no_sense_are_refused(project, manager, role, message):
    person = make_person("Lin Chow")
    give_role(project, person, Role.TEAM_MEMBER, by=manager, at=AT)

    with pytest.raises(CannotAssignRole, match=message):
        give_role(project, person, role, by=manager, at=AT)


def test_a_vendor_becomes_a_guest(project, manager):
    vendor = Organization.objects.create(name="Cablework", kind=Organization.Kind.VENDOR)

    give_role(project, make_person("Gus Vendor", organization=vendor), Role.GUEST, by=manager, at=AT)

    assert ("Gus Vendor", "guest") in roles_on(project)


def test_nobody_sponsors_what_they_plan_themselves(project, manager):
    sponsor = make_person("Sol Ortiz")

    with pytest.raises(CannotAssignRole, match="name somebody else than yourself and the manager"):
        give_role(project, manager, Role.SPONSOR, by=manager, at=AT)
    give_role(project, sponsor, Role.SPONSOR, by=manager, at=AT)
    with pytest.raises(CannotAssignRole, match="Sol Ortiz sponsors this project"):
        give_role(project, sponsor, Role.PROJECT_MANAGER, by=manager, at=AT)


def test_who_has_left_takes_no_role(project, manager):
    with pytest.raises(CannotAssignRole, match="Lin Chow is not active any more"):
        give_role(project, make_person("Lin Chow", is_active=False), Role.TEAM_MEMBER, by=manager, at=AT)


def test_a_role_is_taken_only_once(project, manager):
    held = give_role(project, make_person("Lin Chow"), Role.TEAM_MEMBER, by=manager, at=AT)
    again = ProjectRole.objects.get(pk=held.pk)
    take_role(held, by=manager, at=AT)

    with pytest.raises(CannotAssignRole, match="Lin Chow does not hold this role any more"):
        take_role(again, by=manager, at=AT)


def test_a_team_member_gives_no_roles(project, manager):
    member = make_person("Teo Lin")
    held = give_role(project, member, Role.TEAM_MEMBER, by=manager, at=AT)

    with pytest.raises(Refused):
        give_role(project, make_person(), Role.TEAM_MEMBER, by=member, at=AT)
    with pytest.raises(Refused):
        take_role(held, by=member, at=AT)


def test_a_new_project_s_sponsor_and_manager_hold_their_roles():
    make_city()
    director, sponsor = make_person("Ines Vega", Role.PORTFOLIO_MANAGER), make_person("Sol Ortiz")

    project = create_project(
        "Library", department=make_department(), start=date(2027, 3, 1), by=director, at=AT, sponsor=sponsor
    )

    assert roles_on(project) == [("Ines Vega", "project_manager"), ("Sol Ortiz", "sponsor")]
