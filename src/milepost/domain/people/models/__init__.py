"""The rows of this area."""

from milepost.domain.people.models.calendar import CalendarException, WorkingCalendar
from milepost.domain.people.models.city import City
from milepost.domain.people.models.department import Department, Organization, Site
from milepost.domain.people.models.person import Grant, Person, RoleAssignment

__all__ = [
    "CalendarException",
    "City",
    "Department",
    "Grant",
    "Organization",
    "Person",
    "RoleAssignment",
    "Site",
    "WorkingCalendar",
]
