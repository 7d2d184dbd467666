"""The rows of this area."""

from milepost.domain.people.models.absence import Absence
from milepost.domain.people.models.calendar import CalendarException, WorkingCalendar
from milepost.domain.people.models.calendar_feed import CalendarFeed
from milepost.domain.people.models.city import City
from milepost.domain.people.models.delegation import Delegation
from milepost.domain.people.models.department import Department, Organization, Site
from milepost.domain.people.models.equipment import Equipment, EquipmentCapacity, EquipmentClosing
from milepost.domain.people.models.person import Grant, Person, RoleAssignment
from milepost.domain.people.models.saved_view import DefaultView, SavedView
from milepost.domain.people.models.succession import Succession, SuccessionItem

__all__ = [
    "Absence",
    "CalendarException",
    "CalendarFeed",
    "City",
    "DefaultView",
    "Delegation",
    "Department",
    "Equipment",
    "EquipmentCapacity",
    "EquipmentClosing",
    "Grant",
    "Organization",
    "Person",
    "RoleAssignment",
    "SavedView",
    "Site",
    "Succession",
    "SuccessionItem",
    "WorkingCalendar",
]
