"""Accounts for persons of the directory."""

from collections.abc import Callable
from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext

from milepost.domain.common.models import User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import City, Person
from milepost.domain.people.permissions import require

LinkTo = Callable[[User], str]


class CannotInvite(Refusal):
    """Says why a person cannot have an account."""


def invite_person(person: Person, *, by: Person, at: datetime, link_to: LinkTo) -> User:
    """Give a person an account and mail the link that sets its password; asked again, mail a new link.

    `link_to` makes the link for an account. A mail server that fails raises `OSError` after the account stands.
    """
    require(by, "people.manage_accounts")
    if not person.email:
        raise CannotInvite(gettext("{person} has no email address. Add it first.").format(person=person))
    if not person.is_active:
        raise CannotInvite(gettext("{person} is not active.").format(person=person))
    with recording("people.invite_person", by=by.account, at=at, subject=person) as record:
        record.summary = f"Invited at {person.email}."
        if person.user is None:
            _check_free(person.email)
            user = User(email=person.email.lower(), name=person.name)
            user.set_unusable_password()
            record.update(person, user=record.create(user))
        transaction.on_commit(lambda: _mail(person, link_to(person.account), by))
    return person.account


def link_account(user: User, *, at: datetime) -> Person | None:
    """Link an account that the identity provider vouches for to the active person with its email, if there is one."""
    person = Person.objects.filter(email__iexact=user.email, user=None, is_active=True).first()
    if person:
        with recording("people.link_account", by=user, at=at, subject=person) as record:
            record.update(person, user=user)
    return person


def _check_free(email: str) -> None:
    if User.objects.filter(email=email.lower()).exists():
        raise CannotInvite(gettext("Another person signs in with {email}.").format(email=email))


def _mail(person: Person, link: str, by: Person) -> None:
    shown = {"person": person, "link": link, "by": by, "city": City.objects.first()}
    text = render_to_string("people/invitation.txt", shown)
    send_mail("Your account in Milepost", text, None, [person.email])
