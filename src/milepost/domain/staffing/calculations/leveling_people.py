"""People as leveling takes them: their time day by day, less absences and operations."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from milepost.domain.people.calculations.availability import attendance, person_calendars
from milepost.domain.people.models import Person
from milepost.domain.staffing.calculations.operations import operations_share
from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.instants import MINUTES_PER_DAY, day_of
from milepost.engine.leveling import Availability, Resource
from milepost.engine.leveling import Span as Blackout

HORIZON_DAYS = 3 * 366
FULL = 100


def shares_by_day(people: Sequence[Person], as_of: date) -> dict[int, list[int]]:
    """Give the units of each person day by day: all of the time, less absences and operations; 0 where away all day."""
    last = as_of + timedelta(days=HORIZON_DAYS)
    there = attendance(people, as_of, last)
    whole = attendance(people, as_of, last, with_absences=False)
    operations = operations_share(people, as_of, last)
    found = {}
    for place, person in enumerate(people):
        units, known = [], FULL
        for present, full, share in zip(there[place], whole[place], operations[place], strict=True):
            known = round(FULL * present / full * (1 - share)) if full else known
            units.append(known)
        found[person.pk] = units
    return found


def own_calendars(people: Mapping[int, Person], as_of: date) -> Mapping[int, AnyCalendar]:
    """Give when those work who have a calendar of their own."""
    years = range(as_of.year - 1, as_of.year + HORIZON_DAYS // 366 + 2)
    return dict(person_calendars((one for one in people.values() if one.calendar_id), years=years))


def people_resources(
    people: Mapping[int, Person],
    shares: Mapping[int, Sequence[int]],
    floors: Mapping[int, int],
    calendars: Mapping[int, AnyCalendar],
    as_of: date,
) -> list[Resource]:
    """Give each person as a resource; a single task that asks for more than a share is never held back by that."""
    return [
        Resource(
            pk,
            person.name,
            units=max(shares[pk][0], floors[pk]),
            availability=_availability(shares[pk], floors[pk], as_of),
            blackouts=_blackouts(shares[pk], as_of),
            calendar=calendars.get(pk),
        )
        for pk, person in people.items()
    ]


def _availability(units: Sequence[int], floor: int, as_of: date) -> list[Availability]:
    """Give where the units change, on days that are not away at all; a single task is never held back by a share."""
    first, steps, before = day_of(as_of), [], None
    for day, there in enumerate(units):
        now = max(there, floor)
        if there and now != before:
            steps.append(Availability((first + day) * MINUTES_PER_DAY, now))
            before = now
    return steps


def _blackouts(units: Sequence[int], as_of: date) -> list[Blackout]:
    first, spans = day_of(as_of), []
    begun: int | None = None
    for day, there in enumerate([*units, 1]):
        if not there and begun is None:
            begun = day
        elif there and begun is not None:
            spans.append(Blackout((first + begun) * MINUTES_PER_DAY, (first + day) * MINUTES_PER_DAY))
            begun = None
    return spans
