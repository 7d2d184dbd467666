"""A go-live: when a project's work goes into service, whether it is ready, and who said that it may."""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.governance.models.of_project import OfProjectQuerySet
from milepost.domain.governance.models.record import Decision
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class GoLive(models.Model):
    """One time that work of a project goes into service."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Preparing")
        GO = "go", _("Go")
        LIVE = "live", _("Live, in hypercare")
        STABLE = "stable", _("Live")
        BACKED_OUT = "backed_out", _("Backed out")
        CANCELED = "canceled", _("Canceled")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="go_lives")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("What goes live"), max_length=200)
    starts = LocalMinuteField(_("Cutover starts"))
    """In the city's time; of an hour that comes twice in the fall, the first."""
    service_back_by = LocalMinuteField(_("Service back by"), null=True, blank=True)
    latest_back_out = LocalMinuteField(_("Latest back-out"), null=True, blank=True)
    """The last moment at which turning back still brings the old service up in time."""
    lead = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Cutover lead"),
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING)
    bridge = models.CharField(_("Conference bridge"), max_length=300, blank=True)
    hypercare_until = models.DateField(_("Hypercare until"), null=True, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="go_live_number_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to come."""
        return self.state in {self.State.PREPARING, self.State.GO, self.State.BACKED_OUT}

    @property
    def is_in_hypercare(self) -> bool:
        return self.state == self.State.LIVE

    @property
    def day(self) -> date:
        starts: datetime = self.starts
        return starts.date()

    @property
    def ends(self) -> datetime:
        """Until when it keeps the systems it touches, as far as it says so."""
        ends: datetime = self.service_back_by or self.starts + timedelta(hours=8)
        return ends


class ReadinessItem(models.Model):
    """Something that must be so before the cutover."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        NOT_NEEDED = "not_needed", _("Not needed")

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="readiness_items")
    position = models.PositiveSmallIntegerField()
    category = models.CharField(_("Category"), max_length=60)
    title = models.CharField(_("What must be so"), max_length=300)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Owner")
    )
    due_on = models.DateField(_("Due"), null=True, blank=True)
    is_required = models.BooleanField(_("Required for a go"), default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    evidence = models.CharField(_("Evidence"), max_length=1000, blank=True)
    """What shows that it is so: words, or the address of a document."""
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        return self.state != self.State.OPEN

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open item was due."""
        return days_past(self.due_on, as_of) if not self.is_settled else 0


class GoDecision(models.Model):
    """What was decided before a cutover, by whom, on what state of readiness."""

    class Outcome(models.TextChoices):
        GO = "go", _("Go")
        GO_WITH_CONDITIONS = "conditions", _("Go with conditions")
        NO_GO = "no_go", _("No-go")

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="go_decisions")
    outcome = models.CharField(_("Decision"), max_length=10, choices=Outcome.choices)
    words = models.TextField(_("Reasons and conditions"), blank=True)
    open_items = models.JSONField(default=list, blank=True)
    """The required items that were open at that moment, by title."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="go_decision")
    """Its place in the register of decisions."""

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.get_outcome_display())

    @property
    def is_go(self) -> bool:
        return self.outcome != self.Outcome.NO_GO
