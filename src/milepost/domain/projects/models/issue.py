"""The register of issues: what happened and must be settled."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import RegisterEntry
from milepost.domain.projects.models.risk import Risk


class Issue(RegisterEntry):
    """Something that happened and must be settled."""

    class Severity(models.IntegerChoices):
        LOW = 1, _("Low")
        MEDIUM = 2, _("Medium")
        HIGH = 3, _("High")
        CRITICAL = 4, _("Critical")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="issues")
    risk = models.OneToOneField(Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="issue")
    """The risk that happened, where the issue comes from one."""
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.MEDIUM)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    """The vendor or partner it is with, in whose log it then stands."""
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    due_on = models.DateField("due", null=True, blank=True)
    opened_on = models.DateField("opened")
    resolved_on = models.DateField("resolved", null=True, blank=True)
    resolution = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)

    class Meta(RegisterEntry.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="issue_number_once")]
        indexes = [models.Index(fields=["state", "due_on"], name="issue_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def days_open(self, as_of: date) -> int:
        """Count the days an issue has been open, until it was resolved."""
        return max(0, ((self.resolved_on or as_of) - self.opened_on).days)

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open issue was due."""
        return days_past(self.due_on, as_of) if self.is_open else 0
