"""What of the directory passes from one person to another: the people supervised, and roles given over departments."""

from collections.abc import Iterator, Sequence

from milepost.domain.people.actions.assigning_roles import give_role, withdraw_role
from milepost.domain.people.actions.enrolling import edit_person
from milepost.domain.people.holdings import Holding, HoldingKind, Passing, register_holdings
from milepost.domain.people.models import Person, RoleAssignment
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role


def _supervised(person: Person, reader: Person) -> Iterator[Holding]:
    if may(reader, "people.view_directory"):
        for one in person.reports_of.filter(is_active=True).order_by("name"):
            yield Holding("supervised", one, one.name, one.job_title)


def _pass_supervised(people: Sequence[Person], passing: Passing) -> None:
    for one in people:
        if one != passing.to:
            edit_person(one, supervisor=passing.to, by=passing.by, at=passing.at)
        else:
            edit_person(one, supervisor=passing.person.supervisor, by=passing.by, at=passing.at)


def _city_roles(person: Person, reader: Person) -> Iterator[Holding]:
    if may(reader, "people.view_directory"):
        for one in person.role_assignments.select_related("department"):
            over = str(one.department or "the whole city")
            yield Holding("city_role", one, one.get_role_display(), f"over {over}")


def _pass_city_roles(roles: Sequence[RoleAssignment], passing: Passing) -> None:
    there = set(passing.to.role_assignments.values_list("role", "department"))
    for one in roles:
        if (one.role, one.department_id) not in there:
            give_role(passing.to, Role(one.role), over=one.department, by=passing.by, at=passing.at)
        withdraw_role(one, by=passing.by, at=passing.at)


register_holdings(
    HoldingKind("supervised", "People supervised", _supervised, _pass_supervised),
    HoldingKind(
        "city_role", "Roles over the city or a department", _city_roles, _pass_city_roles, is_right=True
    ),
)
