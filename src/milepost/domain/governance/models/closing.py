"""What a project leaves behind: hypercare's exit, the hand-over to operations, and benefits measured later."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.governance.models.go_live import GoLive
from milepost.domain.governance.models.of_project import OfProjectQuerySet
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project


class ExitCriterion(models.Model):
    """What must be so before hypercare ends."""

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="exit_criteria")
    title = models.CharField(_("What must be so"), max_length=200)
    measured = models.CharField(_("What was measured"), max_length=300, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "exit criteria"

    def __str__(self) -> str:
        return self.title


class Handover(models.Model):
    """What operations takes over from a project, and who took it over."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="handover")
    support_owner = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Support owner"),
    )
    support_team = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Support team"),
    )
    support_hours = models.CharField(_("Support hours"), max_length=120, blank=True)
    documents = models.TextField(_("Documents"), blank=True)
    licenses = models.TextField(_("Licenses and contracts"), blank=True)
    assets = models.TextField(_("Assets"), blank=True)
    left_open = models.TextField(_("Known problems"), blank=True)
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = OfProjectQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Hand-over of {self.project}"


class Benefit(models.Model):
    """What a project is to bring, measured on a day after it."""

    class State(models.TextChoices):
        TO_MEASURE = "to_measure", _("To be measured")
        REALIZED = "realized", _("Realized")
        PARTLY = "partly", _("Partly realized")
        NOT_REALIZED = "not_realized", _("Not realized")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="benefits")
    title = models.CharField(_("Benefit"), max_length=200)
    measure = models.CharField(_("Measured as"), max_length=200)
    before = models.CharField(_("Before the project"), max_length=100, blank=True)
    target = models.CharField(_("Target"), max_length=100)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Owner")
    )
    measure_on = models.DateField(_("Measured on"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.TO_MEASURE)
    measured = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    measured_on = models.DateField(null=True, blank=True)
    measured_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["measure_on", "id"]
        indexes = [models.Index(fields=["state", "measure_on"], name="benefit_to_measure")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.TO_MEASURE

    def days_overdue(self, as_of: date) -> int:
        """Count the days since it was to be measured."""
        return days_past(self.measure_on, as_of) if self.is_open else 0
