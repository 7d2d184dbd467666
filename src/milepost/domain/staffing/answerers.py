"""Who answers for a person's time: the nearest supervisor above who is still there."""

from datetime import date

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.people.standing_in import Acting, acting_on
from milepost.domain.staffing.models import StaffRequest

ANSWER = "staffing.answer_requests"


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
