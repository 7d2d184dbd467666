"""Changes to running systems as the change advisory board sees them, and the notices of their outages."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.governance.models.go_live import GoLive
from milepost.domain.governance.models.of_project import OfProjectQuerySet
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project


class OperationalChange(models.Model):
    """A change to systems in service, in a window, with its risk and its way back."""

    class Level(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        COMPLETED = "completed", _("Completed")
        BACKED_OUT = "backed_out", _("Backed out")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="operational_changes")
    number = models.PositiveIntegerField(unique=True)
    go_live = models.ForeignKey(
        GoLive, null=True, blank=True, on_delete=models.PROTECT, related_name="operational_changes",
        verbose_name=_("Go-live"),
    )  # fmt: skip
    title = models.CharField(_("What changes"), max_length=200)
    systems = models.CharField(_("Systems"), max_length=300)
    """Their names, between commas."""
    starts = LocalMinuteField(_("Window starts"))
    ends = LocalMinuteField(_("Window ends"))
    level = models.CharField(_("Risk"), max_length=6, choices=Level.choices, default=Level.MEDIUM)
    risk = models.TextField(_("What may go wrong"), blank=True)
    back_out = models.TextField(_("Back-out"))
    ticket = models.CharField(_("Ticket number"), max_length=40, blank=True)
    """Its number in the service desk's own system."""
    board_on = models.DateField(_("Before the board on"), null=True, blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Owner")
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    """The board's conditions or reasons, or how the change ended."""

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-number"]
        indexes = [models.Index(fields=["starts", "ends"], name="operational_change_window")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="operational_change_ends_after_it_starts",
                violation_error_message=_("The window ends after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.PROPOSED, self.State.APPROVED}

    @property
    def system_names(self) -> tuple[str, ...]:
        """The systems it touches, one by one."""
        return tuple(name.strip() for name in self.systems.split(",") if name.strip())

    @property
    def sent_at(self) -> datetime | None:
        """When its outage notice went out."""
        notice = getattr(self, "outage_notice", None)
        return notice.sent_at if notice else None


class OutageNotice(models.Model):
    """What people who are affected are told of an outage, in plain words."""

    change = models.OneToOneField(OperationalChange, on_delete=models.PROTECT, related_name="outage_notice")
    subject = models.CharField(_("Subject"), max_length=150)
    words = models.TextField(_("What will not work, and what to do meanwhile"))
    contact = models.CharField(_("Whom to call"), max_length=200)
    departments = models.ManyToManyField(
        Department, through="NoticeDepartment", related_name="outage_notices"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_to = models.PositiveIntegerField(null=True, blank=True)
    """To how many people it went."""

    def __str__(self) -> str:
        return self.subject


class NoticeDepartment(models.Model):
    """A department that an outage affects, with its divisions."""

    notice = models.ForeignKey(OutageNotice, on_delete=models.PROTECT, related_name="affected")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["department__name"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "department"], name="notice_department_once")
        ]

    def __str__(self) -> str:
        return str(self.department)
