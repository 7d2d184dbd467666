"""Who answers for a person's time: the nearest supervisor above who is still there."""

from milepost.domain.people.models import Person


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
