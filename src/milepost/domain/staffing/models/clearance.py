"""Clearances: checks a person has passed, until when they count, and the work that nobody does without one."""

from datetime import date

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task


class Clearance(models.Model):
    """A check that gates work, such as fingerprints under the CJIS Security Policy or a background check."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="clearance_name_once",
                violation_error_message=_("This clearance stands already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonClearance(models.Model):
    """That a person has passed a check, and the last day on which it counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances")
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="holders")
    granted_on = models.DateField("granted")
    expires_on = models.DateField("expires", null=True, blank=True)

    class Meta:
        ordering = ["expires_on", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "clearance"], name="clearance_of_a_person_once"),
            models.CheckConstraint(
                condition=models.Q(expires_on=None) | models.Q(expires_on__gte=models.F("granted_on")),
                name="clearance_expires_after_it_is_granted",
                violation_error_message=_("It expires before it is granted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clearance} of {self.person}"

    def has_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class ClearanceNeed(models.Model):
    """That a project's work, or one task with everything below it, takes a clearance."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="clearance_needs")
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.CASCADE, related_name="clearance_needs"
    )
    """`None` for the whole project."""
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="needs")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "clearance"],
                condition=models.Q(task=None),
                name="clearance_needed_once_by_project",
                violation_error_message=_("This is needed already."),
            ),
            models.UniqueConstraint(
                fields=["task", "clearance"],
                condition=~models.Q(task=None),
                name="clearance_needed_once_by_task",
                violation_error_message=_("This is needed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clearance} for {self.task or self.project}"
