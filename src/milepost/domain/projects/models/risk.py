"""The register of risks and issues."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project


class Risk(models.Model):
    """Something uncertain that would matter: cause, event, effect."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        HAPPENED = "happened", _("Happened")
        CLOSED = "closed", _("Closed")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="risks")
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=300, blank=True)
    probability = models.PositiveSmallIntegerField(choices=[(n, str(n)) for n in range(1, 6)])
    impact = models.PositiveSmallIntegerField(choices=[(n, str(n)) for n in range(1, 6)])
    response = models.TextField(blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    is_parallel = models.BooleanField("works beside other risks", default=False)
    """Of risks in parallel on a task only the largest effect counts; those in series multiply one another."""
    reviewed_on = models.DateField("reviewed", null=True, blank=True)
    """When somebody last looked at it and found it right, or put it right."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="risk_number_once")]
        indexes = [
            models.Index(fields=["project", "state", "probability", "impact"], name="risk_in_register")
        ]

    def __str__(self) -> str:
        return self.event

    @property
    def score(self) -> int:
        """Probability times impact, 1 to 25."""
        return self.probability * self.impact


class Issue(models.Model):
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
    number = models.PositiveSmallIntegerField()
    risk = models.OneToOneField(Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="issue")
    """The risk that happened, where the issue comes from one."""
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.MEDIUM)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    due_on = models.DateField("due", null=True, blank=True)
    opened_on = models.DateField("opened")
    resolved_on = models.DateField("resolved", null=True, blank=True)
    resolution = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="issue_number_once")]

    def __str__(self) -> str:
        return self.title

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open issue was due."""
        if self.due_on is None or self.state != self.State.OPEN:
            return 0
        return max(0, (as_of - self.due_on).days)
