"""A person's week in hours, on its way to being approved; and until when hours are locked."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.staffing.models.posted_hours import TimeCode

LONGEST_DAY = 25 * 60
"""The minutes of the day on which clocks are set back."""


class Timesheet(models.Model):
    """The hours of one person in one week; what it says counts once it is approved, as posted hours."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="timesheets")
    week = models.DateField()
    """Its Monday."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    revision = models.PositiveIntegerField(default=0)
    """Rises with each step, so that nobody decides on hours other than those that were read."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who was away, and for whom somebody else decided."""
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why it was returned."""

    class Meta:
        ordering = ["-week", "person__name"]
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="timesheet_of_a_week_once")]

    def __str__(self) -> str:
        return f"Timesheet of {self.person}, week of {self.week}"

    @property
    def is_editable(self) -> bool:
        return self.state in {self.State.OPEN, self.State.RETURNED}


class TimesheetEntry(models.Model):
    """The minutes of one day that go to a task or a time code."""

    timesheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField()
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    task_uid = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(max_length=20, choices=TimeCode.choices, blank=True)
    minutes = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAY)])

    class Meta:
        ordering = ["day", "pk"]
        verbose_name_plural = "timesheet entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(project=None) ^ models.Q(code=""), name="timesheet_entry_goes_to_one"
            ),
            models.UniqueConstraint(
                fields=["timesheet", "day", "project", "task_uid"], name="timesheet_entry_of_a_task_once"
            ),
            models.UniqueConstraint(
                fields=["timesheet", "day", "code"],
                condition=~models.Q(code=""),
                name="timesheet_entry_of_a_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.minutes / 60:g} h"


class HoursLock(WrittenOnce):
    """That hours up to a day are closed; the latest counts, also where it opens days again."""

    until = models.DateField()
    """The last day that is closed."""
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Hours locked until {self.until}"
