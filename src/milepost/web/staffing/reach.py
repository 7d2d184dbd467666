"""Whose time a reader may see."""

from django.http import Http404
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused, departments_where, may
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.queries import StaffedPeople, staffed_people
from milepost.web.access import AskedBy

VIEW = "staffing.view_capacity"


def people_for(request: AskedBy) -> StaffedPeople:
    """Give the people whose capacity a reader may see; raises `Refused` where there can be none."""
    reach = departments_where(request.person, VIEW)
    if reach is not None and not reach:
        raise Refused(gettext("Capacity is shown to managers, technical leads, supervisors and executives."))
    people = staffed_people()
    return people if reach is None else people.filter(department__in=reach)


def people_reached(reader: Person, action: str) -> StaffedPeople:
    """Give the city's people, staffed or not, over whom a reader's roles allow an action."""
    reach = departments_where(reader, action)
    people = Person.objects.filter(is_active=True, organization=None).order_by("name")
    return people if reach is None else people.filter(department__in=reach)


def may_see_time(reader: Person, person: Person) -> bool:
    """Tell whether a reader may see what a person's time goes to: the own, or by the role over that person."""
    return reader == person or may(reader, VIEW, person) or may(reader, "people.edit_availability", person)


def may_see_cost(reader: Person, asked: StaffRequest) -> bool:
    """Tell whether a reader may see what the hours of a staff request's answers cost."""
    return may(reader, "staffing.view_rates", asked) or may(reader, "staffing.view_rates", asked.project)


def may_see_reasons(reader: Person, person: Person) -> bool:
    """Tell whether a reader may see why a person is away."""
    return reader == person or may(reader, "people.view_absence_reasons", person)


def person_for(request: AskedBy, person_id: int) -> Person:
    """Give a person whose time the reader may see, or raise `Http404`."""
    related = ("department__parent", "supervisor", "calendar")
    found = Person.objects.select_related(*related).filter(pk=person_id, organization=None).first()
    if found is None or not may_see_time(request.person, found):
        raise Http404
    return found
