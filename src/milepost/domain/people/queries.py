"""Reads of the directory."""

from collections import Counter

from milepost.domain.people.models import Person


def persons_by_name() -> dict[str, Person]:
    """Give active persons by e-mail address and, where only one bears it, by name; in lower case."""
    persons = list(Person.objects.filter(is_active=True))
    shared = Counter(person.name.lower() for person in persons)
    by_name = {person.name.lower(): person for person in persons if shared[person.name.lower()] == 1}
    return by_name | {person.email.lower(): person for person in persons if person.email}
