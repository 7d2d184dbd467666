from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from milepost.domain.common.models import ChangeSet, User
from milepost.domain.people.actions.enrolling import (
    CannotEnroll,
    add_person,
    deactivate_person,
    edit_person,
    reactivate_person,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import (
    AT,
    make_administrator,
    make_city,
    make_department,
    make_organization,
    make_person,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    make_city()
    return make_administrator()


def last() -> tuple[str, str, str]:
    return ChangeSet.objects.values_list("action", "by_name", "reason").latest("id")


def test_a_person_joins_the_directory_without_an_account(ada: Person) -> None:
    police = make_department("Police")

    person = add_person("Sam Vega", by=ada, at=AT, department=police, supervisor=ada, job_title="Analyst")

    person.refresh_from_db()
    assert (person.name, person.department, person.supervisor, person.user) == ("Sam Vega", police, ada, None)
    assert last() == ("people.add_person", "Ada Lovato", "")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_edit_the_directory(role: Role) -> None:
    somebody, other = make_person("", role), make_person()

    for refused in (
        lambda: add_person("Sam Vega", by=somebody, at=AT),
        lambda: edit_person(other, by=somebody, at=AT, name="Sam Vega"),
        lambda: deactivate_person(other, by=somebody, at=AT),
        lambda: reactivate_person(other, by=somebody, at=AT),
    ):
        with pytest.raises(Refused):
            refused()

    assert not ChangeSet.objects.exists()


def test_a_person_is_of_the_city_or_of_an_organization_not_of_both(ada: Person) -> None:
    values: dict[str, Any] = {"department": make_department(), "organization": make_organization()}

    with pytest.raises(ValidationError):
        add_person("Sam Vega", by=ada, at=AT, **values)


def test_the_account_follows_the_directory(ada: Person) -> None:
    person = make_person("Sam Vega")

    edit_person(person, by=ada, at=AT, name="Sam Vega-Ruiz", email="Sam.Ruiz@vistaridge.example")

    user = User.objects.get(person=person)
    assert (user.name, user.email) == ("Sam Vega-Ruiz", "sam.ruiz@vistaridge.example")


def test_two_accounts_never_share_an_email(ada: Person) -> None:
    person, other = make_person(), make_person(email="taken@vistaridge.example")

    with pytest.raises(CannotEnroll, match="Another account signs in") as refused:
        edit_person(person, by=ada, at=AT, email="Taken@vistaridge.example")

    assert refused.value.field == "email"
    assert Person.objects.get(pk=person.pk).email != other.email


def test_an_account_keeps_an_email(ada: Person) -> None:
    with pytest.raises(CannotEnroll, match="needs the email"):
        edit_person(make_person(), by=ada, at=AT, email="")


def test_supervisors_never_form_a_loop(ada: Person) -> None:
    director = make_person("Director")
    lead = make_person("Lead", supervisor=director)
    clerk = make_person("Clerk", supervisor=lead)

    with pytest.raises(CannotEnroll, match="Clerk reports to Director") as refused:
        edit_person(director, by=ada, at=AT, supervisor=clerk)

    assert refused.value.field == "supervisor"
    assert Person.objects.get(pk=director.pk).supervisor is None


def test_nobody_supervises_themselves(ada: Person) -> None:
    with pytest.raises(CannotEnroll):
        edit_person(ada, by=ada, at=AT, supervisor=ada)


def test_moving_a_whole_branch_is_no_loop(ada: Person) -> None:
    director, other = make_person("Director"), make_person("Other")
    lead = make_person("Lead", supervisor=director)

    edit_person(lead, by=ada, at=AT, supervisor=other)

    assert Person.objects.get(pk=lead.pk).supervisor == other


def test_deactivation_ends_every_session_at_once(ada: Person, client: Client) -> None:
    person = make_person("Sam Vega")
    signed_in(client, person)
    assert client.get("/people/").status_code == 200

    deactivate_person(person, by=ada, at=AT, reason="Retired")

    assert client.get("/people/").status_code == 302
    assert last() == ("people.deactivate_person", "Ada Lovato", "Retired")


def test_a_session_from_before_does_not_revive_with_the_account(ada: Person, client: Client) -> None:
    person = make_person("Sam Vega")
    signed_in(client, person)
    deactivate_person(person, by=ada, at=AT)

    reactivate_person(Person.objects.get(pk=person.pk), by=ada, at=AT)

    assert User.objects.get(person=person).is_active
    assert client.get("/people/").status_code == 302


def test_administrators_do_not_lock_themselves_out(ada: Person) -> None:
    with pytest.raises(CannotEnroll, match="yourself"):
        deactivate_person(ada, by=ada, at=AT)
