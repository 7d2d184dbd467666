"""What a project takes to be true until somebody has looked."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.people.models import Person
from milepost.domain.projects.models.issue import Issue
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import RegisterEntry
from milepost.domain.projects.models.risk import Risk


class Assumption(RegisterEntry):
    """Something held to be true, to be validated by a day; one that fails becomes a risk or an issue."""

    class State(models.TextChoices):
        OPEN = "open", _("To be validated")
        HOLDS = "holds", _("Holds")
        FAILED = "failed", _("Failed")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="recorded_assumptions")
    statement = models.CharField(max_length=300)
    basis = models.TextField(blank=True)
    """Why it is held to be true, and how one will know."""
    consequence = models.CharField("if it is wrong", max_length=300, blank=True)
    category = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assumptions"
    )
    validate_by = models.DateField("validate by", null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    validated_on = models.DateField("validated", null=True, blank=True)
    outcome = models.TextField(blank=True)
    risk = models.OneToOneField(
        Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="assumption"
    )
    issue = models.OneToOneField(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="assumption"
    )

    class Meta(RegisterEntry.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="assumption_number_once")]
        indexes = [models.Index(fields=["owner", "state"], name="assumption_of_owner")]

    def __str__(self) -> str:
        return self.statement

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an assumption was to be validated."""
        return days_past(self.validate_by, as_of) if self.is_open else 0
