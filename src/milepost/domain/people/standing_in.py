"""Somebody stands in for a person who is away: whom on a day, and what that lets them do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from milepost.domain.people.models import Delegation, Person
from milepost.domain.people.permissions import Scoped, may
from milepost.domain.people.roles import Role


@dataclass(frozen=True, slots=True)
class InPlaceOf:
    """A subject as it is to who stands in: for that person it lets do what its supervisor may, and nobody else more."""

    subject: Scoped
    delegate: Person

    @property
    def is_restricted(self) -> bool:
        return self.subject.is_restricted

    def department_ids(self) -> frozenset[int]:
        return self.subject.department_ids()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        held = self.subject.roles_held_by(person)
        return held | {Role.SUPERVISOR} if person == self.delegate else held


@dataclass(frozen=True, slots=True)
class Acting:
    """How somebody acts on a subject: over what the permission is asked, and for whom, where it is somebody else."""

    over: Scoped
    represented: Person | None = None


def people_represented_by(delegate: Person, *, on: date) -> QuerySet[Person]:
    """Give the people for whom somebody answers on a day."""
    standing = Delegation.objects.on(on).filter(delegate=delegate)
    return Person.objects.filter(pk__in=standing.values("person"), is_active=True).order_by("name")


def acting_on(
    subject: Scoped, by: Person, permission: str, *, owners: Collection[int | None], on: date
) -> Acting:
    """Say how a person acts on what waits for its owners: by the own roles, or else as the delegate of one of them."""
    if may(by, permission, subject):
        return Acting(subject)
    represented = people_represented_by(by, on=on).filter(pk__in=[pk for pk in owners if pk]).first()
    return Acting(InPlaceOf(subject, by), represented) if represented else Acting(subject)
