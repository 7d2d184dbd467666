"""What the global search finds of the city and its people."""

from django.db.models import Q

from milepost.domain.common.search.nouns import Noun, findable
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import may


def _persons(person: Person) -> Q:
    active = Person.objects.filter(is_active=True)
    found = active if may(person, "people.view_directory") else active.filter(pk=person.pk)
    return Q(object_id__in=found.values("pk"))


def _departments(person: Person) -> Q:
    if not may(person, "people.view_directory"):
        return Q(pk__in=[])
    return Q(object_id__in=Department.objects.filter(is_active=True).values("pk"))


PERSON = Noun(
    "person", Person, title="name", findable=_persons, text=("email", "job_title"), aliases=("people",)
)
DEPARTMENT = Noun(
    "department", Department, title="name", number="code", findable=_departments, aliases=("dept", "division")
)

findable(PERSON)
findable(DEPARTMENT)
