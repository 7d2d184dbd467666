"""Persons of the directory: added, changed, and gone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.models import User
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import City, Person
from milepost.domain.people.permissions import require


class CannotEnroll(Refusal):
    """Says why the directory cannot be changed so."""


def add_person(name: str, *, by: Person, at: datetime, **values: Any) -> Person:
    """Add a person to the directory, without an account."""
    require(by, "people.edit_directory")
    person = Person(name=name, **values)
    check_row(person)
    with recording("people.add_person", by=by.account, at=at) as record:
        record.subject = record.create(person)
    return person


def edit_person(person: Person, *, by: Person, at: datetime, **values: Any) -> None:
    """Change a person; whoever has an account signs in with the directory's email."""
    require(by, "people.edit_directory")
    with recording("people.edit_person", by=by.account, at=at, subject=person) as record:
        # Two changes of supervisor at once could close a loop that neither sees.
        City.objects.select_for_update().first()
        if "supervisor" in values:
            _check_no_loop(person, values["supervisor"])
        check_row(person, **values)
        known_as, reached_at = person.name, person.email
        record.update(person, **values)
        if person.user and (known_as, reached_at) != (person.name, person.email):
            bring_account_in_line(record, person, person.user)


def deactivate_person(person: Person, *, by: Person, at: datetime, reason: str = "") -> None:
    """Let a person go: roles stay on record and count no more, and every session ends at once and for good."""
    require(by, "people.edit_directory")
    if person == by:
        raise CannotEnroll(gettext("You cannot deactivate yourself; another administrator can."))
    with recording("people.deactivate_person", by=by.account, at=at, subject=person, reason=reason) as record:
        record.update(person, is_active=False)
        if person.user:
            _lock(record, person.user)


def reactivate_person(person: Person, *, by: Person, at: datetime) -> None:
    """Take a person back; an account needs a new invitation to set its password."""
    require(by, "people.edit_directory")
    with recording("people.reactivate_person", by=by.account, at=at, subject=person) as record:
        record.update(person, is_active=True)
        if person.user:
            record.update(person.user, is_active=True)


def _check_no_loop(person: Person, supervisor: Person | None) -> None:
    supervisors = dict(Person.objects.values_list("pk", "supervisor_id"))
    above = supervisor.pk if supervisor else None
    while above is not None:
        if above == person.pk:
            raise CannotEnroll(
                gettext("{supervisor} reports to {person}, directly or not.").format(
                    supervisor=supervisor, person=person
                ),
                field="supervisor",
            )
        above = supervisors[above]


def bring_account_in_line(record: Recorder, person: Person, user: User) -> None:
    """Bring the account's name and email in line with the directory."""
    if not person.email:
        raise CannotEnroll(gettext("An account needs the email to sign in with."), field="email")
    email = person.email.lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise CannotEnroll(gettext("Another account signs in with this email."), field="email")
    record.update(user, name=person.name, email=email)


def _lock(record: Recorder, user: User) -> None:
    """Sessions are bound to the password's hash: with that gone, none revives when the account does."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record.update(user, is_active=False)
