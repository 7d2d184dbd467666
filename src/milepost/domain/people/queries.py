"""Reads of the directory."""

from collections import Counter

from milepost.domain.common.read_once import read_once
from milepost.domain.people.models import City, Person


@read_once
def standing_city() -> City | None:
    """Give the city, or nothing before it is founded."""
    return City.objects.first()


def fiscal_year_start() -> int:
    """Give the month in which the city's fiscal year starts."""
    city = standing_city()
    return city.fiscal_year_start_month if city else 1


def persons_by_name() -> dict[str, Person]:
    """Give active persons by e-mail address and, where only one bears it, by name; in lower case."""
    persons = list(Person.objects.filter(is_active=True))
    shared = Counter(person.name.lower() for person in persons)
    by_name = {person.name.lower(): person for person in persons if shared[person.name.lower()] == 1}
    return by_name | {person.email.lower(): person for person in persons if person.email}
