"""Who works on a task, and for how much of their time."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from milepost.domain.people.models import Equipment, Person, WorkingCalendar
from milepost.domain.projects.models.task import Task

MOST_UNITS_PERCENT = 10_000


class Assignment(models.Model):
    """A person works on a task, or somebody of a role that nobody fills yet, or equipment.

    Who answers for the task is another fact: its responsible person, who need not work on it.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    resource = models.CharField("role or resource", max_length=200, blank=True)
    """A role or equipment by name, or whom a file names while nobody of the directory is matched."""
    equipment = models.ForeignKey(
        Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    """What of the catalog the name means, which the task then books; it takes units of it, and no work."""
    units_percent = models.FloatField(
        "units",
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_UNITS_PERCENT)],
    )
    """The share of the working time, over the task's duration; of a role more than 100 for several people."""
    work_minutes = models.PositiveIntegerField("work", null=True, blank=True)
    """Decided apart from units times duration, as for somebody who helps a few hours."""
    joined_minutes = models.IntegerField("done before", default=0)
    """From where in the task's duration their work is evenly spread: how much was done when they joined.

    Where their share changed on the way, it is where they would have joined to have done what they did at the share
    they have now; below zero where they did more.
    """
    calendar = models.ForeignKey(
        WorkingCalendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """When a role or resource works by the file that names it; a person works on the calendar of the directory."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "person"], name="assignment_of_a_person_once"),
            models.UniqueConstraint(
                fields=["task", "resource"],
                condition=models.Q(person=None),
                name="assignment_of_a_resource_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(resource=""), name="assignment_names_one"
            ),
            models.CheckConstraint(
                condition=models.Q(equipment=None) | models.Q(person=None), name="assignment_books_by_name"
            ),
            models.CheckConstraint(
                condition=models.Q(units_percent__range=(0, MOST_UNITS_PERCENT)),
                name="assignment_units_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} on “{self.task.name}”"

    @property
    def own_work_minutes(self) -> int | None:
        """Give the work that somebody decided; equipment has none to decide."""
        return None if self.equipment_id else self.work_minutes

    @property
    def who(self) -> str:
        """Name the person, the role or the resource."""
        return self.person.name if self.person else self.resource
