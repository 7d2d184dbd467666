"""Persons, their place in the city, and the roles given to them."""

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models

from milepost.domain.people.models.department import Department, Organization, Site
from milepost.domain.people.roles import Role

if TYPE_CHECKING:
    from milepost.domain.common.models import User


class Grant(NamedTuple):
    """A role with its reach: `departments` is `None` for the whole city."""

    role: Role
    departments: frozenset[int] | None


class Person(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="persons")
    supervisor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reports_of"
    )
    calendar = models.ForeignKey(
        "people.WorkingCalendar", null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("id")), name="person_not_own_supervisor"
            ),
            models.CheckConstraint(
                condition=models.Q(department=None) | models.Q(organization=None),
                name="person_in_the_city_or_outside_it",
                violation_error_message="A person works for the city or for an organization, not for both.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def account(self) -> "User":
        """The account to record changes under; a person who acts has one."""
        if self.user is None:
            raise ValueError(f"{self.name} has no account.")
        return self.user

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    @cached_property
    def grants(self) -> list[Grant]:
        """The roles given over the city and over departments, read once."""
        given = list(self.role_assignments.all())
        is_local = any(assignment.department_id for assignment in given)
        reach = Department.objects.with_divisions() if is_local else {}
        return [
            Grant(
                Role(assignment.role), reach[assignment.department_id] if assignment.department_id else None
            )
            for assignment in given
        ]

    @property
    def is_of_the_city(self) -> bool:
        """Tell an employee of the city from somebody of a vendor or partner."""
        return self.organization_id is None

    @property
    def is_restricted(self) -> bool:
        """A person's time is never restricted; permissions ask this of every subject."""
        return False

    def department_ids(self) -> frozenset[int]:
        return frozenset({self.department_id} if self.department_id else ())

    def roles_held_by(self, person: "Person") -> frozenset[Role]:
        """Give the roles over this person's time: whoever is named as the supervisor is that."""
        return frozenset({Role.SUPERVISOR} if self.supervisor_id == person.pk else ())


class RoleAssignment(models.Model):
    """A role over the whole city, or over one department with its divisions."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["person", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(department=None), name="city_role_given_once"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "department"], name="department_role_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
