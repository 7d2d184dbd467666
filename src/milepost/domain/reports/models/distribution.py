"""That a report is sent by e-mail to named people at a cadence, and what came of each sending."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.reports.models.status_report import Reader, StatusReport


class DistributionQuerySet(models.QuerySet["Distribution"]):
    def due(self, on: date) -> "DistributionQuerySet":
        return self.filter(state=Distribution.State.ACTIVE, next_on__lte=on)

    def visible_to(self, person: Person | None) -> "DistributionQuerySet":
        """Keep those of projects whose reports a person may have sent; who may for all sees the portfolio's too."""
        found = models.Q(project__in=Project.objects.where_may(person, "reports.send").order_by())
        return self.filter(found | models.Q(project=None) if may(person, "reports.send") else found)


class Distribution(models.Model):
    """What is sent, in whose words, to whom and how often."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="distributions"
    )
    """Empty for the portfolio report."""
    reader = models.CharField(_("for whom it is written"), max_length=8, choices=Reader.choices)
    cadence = models.CharField(_("how often"), max_length=11, choices=Cadence.choices)
    next_on = models.DateField(_("next sending"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="distributions_owned")
    """Who hears of what could not be sent."""
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        ordering = ["next_on", "pk"]

    def __str__(self) -> str:
        about = self.project.name if self.project else "Portfolio report"
        return f"{about}, {self.get_reader_display().lower()}"

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE


class Recipient(models.Model):
    """A person to whom a report is sent."""

    distribution = models.ForeignKey(Distribution, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(fields=["distribution", "person"], name="recipient_once_per_distribution")
        ]

    def __str__(self) -> str:
        return f"{self.person} of {self.distribution}"


class Sending(models.Model):
    """One attempt to send what was due: written before the first mail leaves, and marked with what came of it."""

    class Outcome(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way")
        SENT = "sent", _("Sent")
        NOTHING_NEW = "nothing_new", _("Nothing new")
        FAILED = "failed", _("Failed")

    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="sendings")
    due_on = models.DateField(_("due"))
    at = models.DateTimeField()
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    report = models.ForeignKey(StatusReport, null=True, on_delete=models.PROTECT, related_name="+")
    """The status report that was sent; empty for the portfolio."""
    told = models.JSONField(default=list, blank=True)
    """The numbers of those who got it, so that a second attempt sends it to the others alone."""
    words = models.CharField(max_length=500, blank=True)
    """Why it failed, or whom it left out."""

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, due {self.due_on:%b} {self.due_on.day}, {self.due_on.year}"
