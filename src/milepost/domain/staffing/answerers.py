"""Who answers for a person's time: the nearest supervisor above who is still there."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from milepost.domain.people.models import Person, RoleAssignment
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role
from milepost.domain.people.standing_in import Acting, InPlaceOf, acting_on
from milepost.domain.staffing.models import StaffRequest

ANSWER = "staffing.answer_requests"
APPROVE = "staffing.approve_hours"
UNSUPERVISED = Q(supervisor=None) | Q(supervisor__is_active=False)
"""Whose hours would be decided by nobody: they fall to the next above, and from the top to the administrators."""


def supervisor_of(person: Person) -> Person | None:
    """Give the first active supervisor above a person; who left is passed over, and a loop ends the search."""
    return next(iter(supervisors_of(person)), None)


def supervisors_of(person: Person) -> list[Person]:
    """Give the active supervisors above a person, the nearest first."""
    seen, found = {person.pk}, []
    above = person.supervisor
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        if above.is_active:
            found.append(above)
        above = above.supervisor
    return found


def next_above(supervisor: Person, person: Person | None) -> Person | None:
    """Give who is asked when a supervisor stays silent: the own manager, who is not the person asked for."""
    return next((one for one in supervisors_of(supervisor) if person is None or one != person), None)


def answering(request: StaffRequest, *, by: Person, on: date) -> Acting:
    """Say how somebody answers: as who is asked, or for whoever is away; never what they asked for themselves."""
    if request.asked_by_id == by.pk and not may(by, ANSWER, request):
        return Acting(request)
    return acting_on(request, by, ANSWER, owners=[request.supervisor_id], on=on)


def approving(person: Person, *, by: Person, on: date) -> Acting:
    """Say how somebody decides on a person's hours: as the supervisor, for who is away, or as the next above."""
    approvers = approvers_of(person)
    if by in approvers and not may(by, APPROVE, person):
        return Acting(InPlaceOf(person, by))
    return acting_on(person, by, APPROVE, owners=[one.pk for one in approvers], on=on)


def approvers_of(person: Person) -> list[Person]:
    """Give who decides on a person's hours: the nearest supervisor who is there, else the administrators."""
    above = supervisor_of(person)
    return [above] if above is not None else [one for one in _administrators() if one != person]


def people_fallen_to(person: Person) -> list[int]:
    """Give the keys of the city's people without a supervisor who is there, whose hours a person decides on."""
    rows = Person.objects.filter(UNSUPERVISED, is_active=True, organization=None).exclude(pk=person.pk)
    orphans = list(rows.values_list("pk", "supervisor_id"))
    if not orphans:
        return []
    above = {
        pk: (up, there) for pk, up, there in Person.objects.values_list("pk", "supervisor_id", "is_active")
    }
    is_administrator = person in _administrators()
    nearest = {pk: _nearest(up, above, of=pk) for pk, up in orphans}
    return [pk for pk, found in nearest.items() if found == person.pk or (found is None and is_administrator)]


def _nearest(key: int | None, above: Mapping[int, tuple[int | None, bool]], *, of: int) -> int | None:
    seen = {of}
    while key is not None and key not in seen:
        seen.add(key)
        up, is_there = above[key]
        if is_there:
            return key
        key = up
    return None


def _administrators() -> list[Person]:
    rows = RoleAssignment.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    return [one.person for one in rows.select_related("person").order_by("person")]
