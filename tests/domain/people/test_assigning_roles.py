import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.assigning_roles import CannotAssign, give_role, withdraw_role
from milepost.domain.people.models import Person, RoleAssignment
from milepost.domain.people.permissions import Refused, may
from milepost.domain.people.roles import Role
from tests.factories import AT, make_administrator, make_department, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    return make_administrator()


def test_a_role_over_a_department_counts_at_once(ada: Person) -> None:
    police, sam = make_department("Police"), make_person("Sam Vega")
    assert not may(sam, "projects.create", police)

    give_role(sam, Role.PROJECT_MANAGER, over=police, by=ada, at=AT)

    assert may(sam, "projects.create", police)
    assert ChangeSet.objects.values_list("action", "summary").get() == (
        "people.give_role",
        "Project manager over Police.",
    )


def test_a_role_is_withdrawn(ada: Person) -> None:
    sam = make_person("Sam Vega", Role.AUDITOR)

    withdraw_role(sam.role_assignments.get(), by=ada, at=AT)

    assert not sam.role_assignments.exists()
    assert ChangeSet.objects.values_list("action", "summary").get() == (
        "people.withdraw_role",
        "Auditor over the city.",
    )


def test_a_role_is_given_once(ada: Person) -> None:
    sam = make_person("Sam Vega", Role.AUDITOR)

    with pytest.raises(CannotAssign, match="holds this role already"):
        give_role(sam, Role.AUDITOR, over=None, by=ada, at=AT)


def test_guests_are_given_projects_one_by_one(ada: Person) -> None:
    with pytest.raises(CannotAssign, match="one by one"):
        give_role(make_person(), Role.GUEST, over=None, by=ada, at=AT)


def test_the_last_administrator_stays(ada: Person) -> None:
    make_person("", Role.ADMINISTRATOR, is_active=False)
    assignment = ada.role_assignments.get()

    with pytest.raises(CannotAssign, match="last administrator"):
        withdraw_role(assignment, by=ada, at=AT)

    assert RoleAssignment.objects.filter(pk=assignment.pk).exists()


def test_an_administrator_steps_back_when_there_is_another(ada: Person) -> None:
    make_administrator("Second")

    withdraw_role(ada.role_assignments.get(), by=ada, at=AT)

    assert not may(ada, "people.assign_roles")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_give_and_withdraw_roles(role: Role) -> None:
    somebody = make_person("", role)

    with pytest.raises(Refused):
        give_role(somebody, Role.ADMINISTRATOR, over=None, by=somebody, at=AT)
    with pytest.raises(Refused):
        withdraw_role(somebody.role_assignments.get(), by=somebody, at=AT)
