from typing import Any

import pytest
from django.core.mail import EmailMessage

from milepost.domain.common.models import Change, ChangeSet, User
from milepost.domain.people.actions.inviting import CannotInvite, invite_person, link_account
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_administrator, make_city, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    make_city()
    return make_administrator()


def link_to(user: User) -> str:
    return f"https://milepost.example/{user.email}"


def test_an_invitation_makes_the_account_and_mails_the_link(
    ada: Person, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    sam = make_person("Sam Vega", account=False, email="Sam.Vega@vistaridge.example")

    with django_capture_on_commit_callbacks(execute=True):
        user = invite_person(sam, by=ada, at=AT, link_to=link_to)

    assert (user.email, user.name, user.has_usable_password()) == (
        "sam.vega@vistaridge.example",
        "Sam Vega",
        False,
    )
    assert Person.objects.get(pk=sam.pk).user == user
    (mail,) = mailoutbox
    assert mail.to == ["Sam.Vega@vistaridge.example"]
    assert "https://milepost.example/sam.vega@vistaridge.example" in mail.body
    assert "Ada Lovato has made an account" in mail.body
    assert ChangeSet.objects.get().action == "people.invite_person"
    assert "password" not in str(list(Change.objects.values_list("values", flat=True)))


def test_a_second_invitation_mails_another_link_and_makes_no_account(
    ada: Person, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    sam = make_person("Sam Vega")

    with django_capture_on_commit_callbacks(execute=True):
        invite_person(sam, by=ada, at=AT, link_to=link_to)

    assert len(mailoutbox) == 1
    assert User.objects.filter(email=sam.email).count() == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"email": ""}, "has no email address"),
        ({"is_active": False}, "is not active"),
        ({"email": "ADA@vistaridge.example"}, "Another person signs in"),
    ],
)
def test_who_cannot_be_invited_is_told_why(ada: Person, fields: dict[str, Any], reason: str) -> None:
    User.objects.create(email="ada@vistaridge.example")
    sam = make_person("Sam Vega", account=False, **fields)

    with pytest.raises(CannotInvite, match=reason):
        invite_person(sam, by=ada, at=AT, link_to=link_to)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_invite(role: Role) -> None:
    with pytest.raises(Refused):
        invite_person(make_person(account=False), by=make_person("", role), at=AT, link_to=link_to)


def test_an_account_of_the_identity_provider_finds_its_person() -> None:
    sam = make_person("Sam Vega", account=False, email="Sam.Vega@vistaridge.example")
    user = User.objects.create(email="sam.vega@vistaridge.example", name="Sam Vega")

    assert link_account(user, at=AT) == sam
    assert Person.objects.get(user=user) == sam
    assert ChangeSet.objects.get().action == "people.link_account"


def test_an_account_without_a_person_stays_alone() -> None:
    make_person("Sam Vega", account=False, email="sam@vistaridge.example", is_active=False)
    user = User.objects.create(email="sam@vistaridge.example")

    assert link_account(user, at=AT) is None
