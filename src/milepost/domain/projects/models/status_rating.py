"""How a project stands: what the rules computed, and what the manager made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project


class Status(models.TextChoices):
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    ON_HOLD = "on_hold", _("On hold")
    NOT_RATED = "not_rated", _("Not rated")


class StatusRating(WrittenOnce):
    """A manager's rating of one dimension, beside what the rule said then; it never hides what the rule says now."""

    class Dimension(models.TextChoices):
        SCHEDULE = "schedule", _("Schedule")
        SCOPE = "scope", _("Scope")
        BUDGET = "budget", _("Budget")
        OVERALL = "overall", _("Overall")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="ratings")
    dimension = models.CharField(max_length=8, choices=Dimension.choices)
    rule_status = models.CharField(max_length=9, choices=Status.choices)
    status = models.CharField(max_length=9, choices=Status.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        get_latest_by = "at"

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.get_status_display()}"
