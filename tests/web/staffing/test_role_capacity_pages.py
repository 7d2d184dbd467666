import pytest

from milepost.domain.people.roles import Role
from milepost.domain.staffing.models import (
    OperationsLoad,
    PersonSkill,
    RoleDemand,
    RoleSkill,
    Skill,
    StaffingRole,
)
from tests.factories import make_city, make_department, make_person, make_project, signed_in, today

pytestmark = pytest.mark.django_db
PAGE = "/people/capacity/by-role/"


@pytest.fixture
def role():
    make_city()
    skill = Skill.objects.create(name="Radio work")
    role = StaffingRole.objects.create(name="Rigger")
    RoleSkill.objects.create(role=role, skill=skill, level=2)
    team = make_department("Infrastructure")
    OperationsLoad.objects.create(department=team, share_percent=20, first=today())
    PersonSkill.objects.create(person=make_person("Kara Montoya", department=team), skill=skill, level=3)
    return role


@pytest.fixture
def manager(role):
    return make_person("Paz Manager", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def project(manager):
    return make_project("Radio", manager=manager, state="in_progress")


def months(client, project):
    page = client.get(f"/projects/{project.pk}/role-demand/")
    return [key for key, _ in page.context["form"].fields["first"].choices]


def test_a_demand_is_planned_shown_and_taken_off(client, role, project, manager):
    visitor = signed_in(client, manager)
    offered = months(visitor, project)
    page = f"/projects/{project.pk}/role-demand/"

    visitor.post(page, {"role": role.pk, "hours": "80", "first": offered[1], "last": offered[2]})

    shown = visitor.get(page).content.decode()
    assert ("160" in shown, "Rigger" in shown) == (True, True)
    demand = RoleDemand.objects.get()
    visitor.post(f"{page}{demand.pk}/removal/")
    assert not RoleDemand.objects.exists()


def test_a_demand_that_ends_before_it_begins_is_refused_beside_the_field(client, role, project, manager):
    visitor = signed_in(client, manager)
    offered = months(visitor, project)

    answer = visitor.post(
        f"/projects/{project.pk}/role-demand/",
        {"role": role.pk, "hours": "80", "first": offered[2], "last": offered[1]},
    )

    page = answer.content.decode()
    assert (answer.status_code, "The last month comes before the first." in page) == (422, True)


def test_roles_are_shown_with_when_a_shape_could_start(client, role, manager):
    visitor = signed_in(client, manager)

    page = visitor.get(PAGE).content.decode()
    assert ("Rigger" in page, "Radio work" in page) == (True, True)
    typed = {"find": "1", "months": "2", "role_1": role.pk, "hours_1": "40"}
    assert "It could start in" in visitor.get(PAGE, typed).content.decode()
    assert "none of the coming 18 months" in visitor.get(PAGE, {**typed, "hours_1": "4000"}).content.decode()
    refused = visitor.get(PAGE, {"find": "1", "months": "2", "role_1": role.pk})
    assert (refused.status_code, "Give both role and hours." in refused.content.decode()) == (422, True)


def test_capacity_by_role_is_shown_to_whoever_sees_capacity(client, role):
    assert signed_in(client, make_person("Ned Ray")).get(PAGE).status_code == 403


def test_the_page_of_roles_takes_as_many_queries_for_many_as_for_few(
    client, role, manager, project, django_assert_max_num_queries
):
    day = today().replace(day=1)
    for number in range(5):
        one = StaffingRole.objects.create(name=f"Role {number}")
        RoleSkill.objects.create(role=one, skill=Skill.objects.get(), level=1)
        RoleDemand.objects.create(project=project, role=one, first=day, last=day, hours=10)
    visitor = signed_in(client, manager)

    with django_assert_max_num_queries(45):
        visitor.get(PAGE)
