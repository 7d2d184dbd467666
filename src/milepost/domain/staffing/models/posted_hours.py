"""Hours that were worked and count: posted once, corrected by another posting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class TimeCode(models.TextChoices):
    """What hours outside projects go to; why somebody is away is not asked."""

    OPERATIONS = "operations", _("Operations and support")
    ADMINISTRATION = "administration", _("Meetings and administration")
    TRAINING = "training", _("Training")
    AWAY = "away", _("Away")


class PostedHours(WrittenOnce):
    """Minutes of one person on one day, on a task or a time code; an adjustment may be below zero."""

    class Source(models.TextChoices):
        TIMESHEET = "timesheet", _("Timesheet")
        IMPORT = "import", _("Time system")
        ADJUSTMENT = "adjustment", _("Adjustment")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posted_hours")
    day = models.DateField()
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="posted_hours"
    )
    task_uid = models.PositiveIntegerField(null=True, blank=True)
    """The task by its number in the project: hours outlast a task that is removed."""
    code = models.CharField(max_length=20, choices=TimeCode.choices, blank=True)
    minutes = models.IntegerField()
    source = models.CharField(max_length=20, choices=Source.choices)
    document = models.CharField(max_length=80, blank=True)
    line = models.CharField(max_length=40, blank=True)
    """Where a time system's line came from: it is posted once."""
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name_plural = "posted hours"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(project=None) ^ models.Q(code=""), name="posted_hours_go_to_one"
            ),
            models.CheckConstraint(condition=~models.Q(minutes=0), name="posted_hours_are_some"),
        ]
        indexes = [
            models.Index(fields=["person", "day"], name="posted_hours_of_a_person"),
            models.Index(fields=["project", "day"], name="posted_hours_of_a_project"),
            models.Index(fields=["document", "line"], name="posted_hours_of_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.day}: {self.minutes / 60:g} h"
