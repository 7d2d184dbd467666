"""Who has a stake in a project, which groups it changes, and what they are told."""

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project

if TYPE_CHECKING:
    from typing import Self

M = TypeVar("M", bound=models.Model, covariant=True)
STAKE_STATES = [("active", _("Active")), ("retired", _("Retired"))]
SENDING_STATES = [("active", _("Active")), ("ended", _("Ended"))]
LEVELS = [(1, _("Very low")), (2, _("Low")), (3, _("Medium")), (4, _("High")), (5, _("Very high"))]


class StakeQuerySet(models.QuerySet[M]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep what lies on projects whose stakeholders a person may see."""
        projects = Project.objects.where_may(person, "governance.view_stakeholders")
        return self if projects.is_everything else self.filter(project__in=projects.order_by())


class Stake(models.Model):
    """What stakeholders, impacted groups and communications share: their project's frank word about people."""

    STATES = STAKE_STATES

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="%(class)ss")
    number = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=STATES, default="active")

    objects = StakeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]


class Stakeholder(Stake):
    """Somebody with an interest in a project or influence on it, and how engaged that person is and should be."""

    class Engagement(models.TextChoices):
        """The steps of PMBOK's stakeholder engagement assessment matrix."""

        UNAWARE = "unaware", _("Unaware")
        RESISTANT = "resistant", _("Resistant")
        NEUTRAL = "neutral", _("Neutral")
        SUPPORTIVE = "supportive", _("Supportive")
        LEADING = "leading", _("Leading")

    name = models.CharField(max_length=200)
    """A person, a body or a public, by name."""
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="stakes")
    """Who it is in the directory, where it is one person of it."""
    stake = models.CharField("what is at stake", max_length=300, blank=True)
    interest = models.PositiveSmallIntegerField(choices=LEVELS)
    influence = models.PositiveSmallIntegerField(choices=LEVELS)
    current = models.CharField("engagement now", max_length=10, choices=Engagement.choices)
    desired = models.CharField("engagement wanted", max_length=10, choices=Engagement.choices)
    approach = models.TextField(blank=True)
    """How the wanted engagement is to be reached."""

    class Meta(Stake.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="stakeholder_number_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def gap(self) -> int:
        """How many steps of engagement are missing; negative where there is more than needed."""
        order = list(self.Engagement.values)
        return order.index(self.desired) - order.index(self.current)


class ImpactedGroup(Stake):
    """People whose work a project changes: how many, what changes for them, and how ready they are."""

    class Readiness(models.TextChoices):
        UNKNOWN = "unknown", _("Not known yet")
        UNAWARE = "unaware", _("Not told yet")
        INFORMED = "informed", _("Informed")
        PREPARING = "preparing", _("Preparing")
        READY = "ready", _("Ready")

    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="impacted_groups"
    )
    headcount = models.PositiveIntegerField(null=True, blank=True)
    changes = models.TextField("what changes for them")
    impact = models.PositiveSmallIntegerField(choices=LEVELS)
    readiness = models.CharField(max_length=9, choices=Readiness.choices, default=Readiness.UNKNOWN)

    class Meta(Stake.Meta):
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="impacted_group_number_once")
        ]

    def __str__(self) -> str:
        return self.name


class Communication(Stake):
    """One line of the communication plan: who is told what, how often, by which way, and by whom."""

    class Cadence(models.TextChoices):
        ONCE = "once", _("Once")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")

    class Channel(models.TextChoices):
        EMAIL = "email", _("Email")
        MEETING = "meeting", _("Meeting")
        BRIEFING = "briefing", _("Shift briefing")
        INTRANET = "intranet", _("Intranet")
        PHONE = "phone", _("Phone call")
        NOTICE = "notice", _("Posted notice")
        WEBSITE = "website", _("City website")

    STATES = SENDING_STATES

    audience = models.CharField(max_length=200)
    message = models.CharField(max_length=500)
    cadence = models.CharField(max_length=11, choices=Cadence.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    next_on = models.DateField("next due", null=True, blank=True)
    """Empty once nothing more is to be sent."""
    until = models.DateField(null=True, blank=True)
    """The last day of a message that recurs; empty where it goes on."""
    state = models.CharField(max_length=7, choices=STATES, default="active")

    class Meta(Stake.Meta):
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="communication_number_once")
        ]
        indexes = [models.Index(fields=["owner", "next_on"], name="communication_due")]

    def __str__(self) -> str:
        return f"{self.message} to {self.audience}"

    def days_overdue(self, as_of: date) -> int:
        """Count the days since a message was due."""
        return days_past(self.next_on, as_of) if self.state == "active" else 0


class CommunicationSent(WrittenOnce):
    """That a planned message went out, or was left out with a reason."""

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="sent")
    due_on = models.DateField("due")
    sent_on = models.DateField("sent", null=True)
    """Empty where it was left out."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["communication", "due_on", "id"]

    def __str__(self) -> str:
        return f"due {self.due_on:%b} {self.due_on.day}, {self.due_on.year}"
