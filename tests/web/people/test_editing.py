import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from tests.factories import (
    make_administrator,
    make_city,
    make_department,
    make_organization,
    make_person,
    signed_in,
)

pytestmark = pytest.mark.django_db

PASSWORD = "three blue mountains"


@pytest.fixture
def ada(client: Client) -> Person:
    make_city()
    ada = make_administrator()
    signed_in(client, ada)
    return ada


def test_a_person_is_added_and_shown(client: Client, ada: Person) -> None:
    answer = client.post("/people/new/", {"name": "Sam Vega", "supervisor": ada.pk}, follow=True)

    assert b"Sam Vega is in the directory" in answer.content
    assert Person.objects.get(name="Sam Vega").supervisor == ada


def test_bad_input_is_kept_and_named(client: Client, ada: Person) -> None:
    answer = client.post("/people/new/", {"name": "", "email": "not an address", "phone": "303-555-0100"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name", "email"]
    assert b"303-555-0100" in answer.content


def test_what_the_action_refuses_stands_beside_its_field(client: Client, ada: Person) -> None:
    sam = make_person("Sam Vega", supervisor=ada)

    answer = client.post(f"/people/{ada.pk}/edit/", {"name": "Ada", "email": ada.email, "supervisor": sam.pk})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "supervisor": ["Sam Vega reports to Ada Lovato, directly or not."]
    }


def test_one_works_for_the_city_or_for_an_organization(client: Client, ada: Person) -> None:
    both = {"department": make_department().pk, "organization": make_organization().pk}

    answer = client.post("/people/new/", {"name": "Sam Vega", **both})

    assert answer.status_code == 422
    assert b"A person works for the city or for an organization, not for both." in answer.content


def test_an_invitation_leads_to_a_password_and_a_first_sign_in(
    client: Client, ada: Person, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    sam = make_person("Sam Vega", account=False)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/people/{sam.pk}/invitation/")
    link = re.search(r"http://testserver(\S+)", str(mailoutbox[0].body))
    assert link

    visitor = Client()
    form = visitor.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    visitor.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    visitor.post("/accounts/login/", {"login": sam.email, "password": PASSWORD})

    assert visitor.get("/people/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_fails_is_reported_and_the_account_stands(
    client: Client, ada: Person, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    sam = make_person("Sam Vega", account=False)

    answer = client.post(f"/people/{sam.pk}/invitation/", follow=True)

    assert b"the mail server did not take the mail" in answer.content
    assert Person.objects.get(pk=sam.pk).user


def test_leaving_and_returning(client: Client, ada: Person) -> None:
    sam = make_person("Sam Vega")

    left = client.post(f"/people/{sam.pk}/deactivation/", {"reason": "Retired"}, follow=True)
    back = client.post(f"/people/{sam.pk}/reactivation/", follow=True)

    assert b"Sam Vega is inactive and signed out everywhere" in left.content
    assert b"Sam Vega is active again" in back.content


def test_roles_are_given_and_withdrawn(client: Client, ada: Person) -> None:
    sam = make_person("Sam Vega")

    given = client.post(f"/people/{sam.pk}/roles/", {"role": Role.AUDITOR}, follow=True)
    again = client.post(f"/people/{sam.pk}/roles/", {"role": Role.AUDITOR})
    role = sam.role_assignments.get()
    taken = client.post(f"/people/{sam.pk}/roles/{role.pk}/withdrawal/", follow=True)

    assert b"Sam Vega is auditor over the city" in given.content
    assert (again.status_code, b"holds this role already" in again.content) == (422, True)
    assert b"no longer holds the role Auditor" in taken.content


def test_a_guest_role_is_not_on_offer(client: Client, ada: Person) -> None:
    sam = make_person("Sam Vega")

    assert client.post(f"/people/{sam.pk}/roles/", {"role": Role.GUEST}).status_code == 422


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_changes_the_directory(client: Client, ada: Person, role: Role) -> None:
    sam = make_person("Sam Vega")
    held = ada.role_assignments.get()
    signed_in(client, make_person("", role))

    answers = [
        client.get("/people/new/").status_code,
        client.get(f"/people/{sam.pk}/edit/").status_code,
        *(
            client.post(f"/people/{sam.pk}/{noun}/").status_code
            for noun in ("edit", "invitation", "deactivation", "reactivation", "roles")
        ),
        client.post(f"/people/{ada.pk}/roles/{held.pk}/withdrawal/").status_code,
    ]

    assert answers == [403] * 8
    page = client.get(f"/people/{sam.pk}/").content
    assert not [word for word in (b"Invite", b"Deactivate", b"Give role") if word in page]
