"""While a person is away, somebody else answers what waits for that person, for some days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.delegation_noticing import tell_of_delegation, tell_of_ending
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Delegation, Person
from milepost.domain.people.permissions import require_own

LONGEST_DAYS = 366


class CannotDelegate(Refusal):
    """Says why answers cannot be delegated so; `field` names the field it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFields:
    """Who answers, and from which day to which, both included."""

    delegate: Person
    first: date
    last: date
    reason: str = ""


def delegate_answers(person: Person, fields: DelegationFields, *, by: Person, at: datetime) -> Delegation:
    """Let somebody answer for a person who is away; raises `CannotDelegate`."""
    require_own(by, "people.delegate", person, owner_id=person.pk)
    _check_delegation(person, fields, on=local_day(at))
    with recording("people.delegate_answers", by=by.account, at=at, subject=person) as record:
        Person.objects.select_for_update().get(pk=person.pk)
        standing = Delegation.objects.filter(person=person, ended_at=None)
        if standing.filter(first__lte=fields.last, last__gte=fields.first).exists():
            raise CannotDelegate(
                gettext("Somebody else stands in on these days; end that first."), field="first"
            )
        made = record.create(
            Delegation(
                person=person, delegate=fields.delegate, first=fields.first, last=fields.last,
                reason=fields.reason.strip(), by=by, at=at,
            )
        )  # fmt: skip
        record.summary = f"{fields.delegate} answers for {person}."
        tell_of_delegation(made, by=by, at=at)
    return made


def end_delegation(delegation: Delegation, *, by: Person, at: datetime) -> None:
    """End a delegation before its last day; what was done under it stands."""
    require_own(by, "people.delegate", delegation.person, owner_id=delegation.person_id)
    if delegation.ended_at is not None:
        raise CannotDelegate(gettext("This has ended already."))
    with recording("people.end_delegation", by=by.account, at=at, subject=delegation.person) as record:
        record.update(delegation, ended_at=at)
        tell_of_ending(delegation, by=by, at=at)


def _check_delegation(person: Person, fields: DelegationFields, *, on: date) -> None:
    delegate = fields.delegate
    if delegate == person:
        raise CannotDelegate(gettext("Name somebody else."), field="delegate")
    if not delegate.is_active or delegate.user_id is None or not delegate.is_of_the_city:
        raise CannotDelegate(gettext("Name somebody of the city who can sign in."), field="delegate")
    if fields.first < on:
        raise CannotDelegate(gettext("This day has passed."), field="first")
    if fields.last < fields.first:
        raise CannotDelegate(gettext("The last day comes before the first."), field="last")
    if (fields.last - fields.first).days >= LONGEST_DAYS:
        raise CannotDelegate(gettext("At most a year; who leaves hands the work over instead."), field="last")
