"""Staff requests: what a project asks of a supervisor, each offer as a version, and the exchange about it."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.domain.staffing.models.skill import Skill, SkillLevel, StaffingRole

if TYPE_CHECKING:
    from typing import Self

MOST_SHARE = 100


class StaffRequestQuerySet(models.QuerySet["StaffRequest"]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep the requests of projects whose staffing a person may see, and those the person asked or answers."""
        if person is None or not person.is_active:
            return self.none()
        seen = Project.objects.where_may(person, "staffing.view_requests").order_by().values("pk")
        own = models.Q(supervisor=person) | models.Q(asked_by=person) | models.Q(person=person)
        return self.filter(own | models.Q(person__supervisor=person) | models.Q(project__in=seen))

    def open(self) -> "Self":
        """Keep what somebody still has to answer."""
        return self.filter(state__in=OPEN_STATES)


class StaffRequest(models.Model):
    """A project asks a supervisor for somebody's time: a named person, or whoever fills a staffing role."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REQUESTED = "requested", _("Requested")
        COUNTERED = "countered", _("Countered")
        TENTATIVE = "tentative", _("Tentative")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="staff_requests")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    role = models.ForeignKey(
        StaffingRole, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="requested_in"
    )
    """Who is asked for, or whom the last offer names."""
    in_place_of = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who leaves the tasks once somebody is confirmed for them."""
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    level = models.PositiveSmallIntegerField(
        choices=SkillLevel.choices, null=True, blank=True, verbose_name="least level"
    )
    reason = models.CharField(max_length=1000)
    needed_by = models.DateField("answer needed by")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_requests_asked")
    supervisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_requests_to_answer")
    """Who is to answer."""
    revision = models.PositiveIntegerField(default=0)
    """Counts each step, so that of two people who answer at once the second is told."""
    waits_since = models.DateTimeField(null=True, blank=True)
    """Since when the supervisor says nothing; `None` once there is an answer, be it a tentative one."""
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalation_asked_at = models.DateTimeField(null=True, blank=True)
    """Since when the project manager is asked whether to go one level up."""

    objects = StaffRequestQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="staff_request_number_once"),
            models.CheckConstraint(
                condition=models.Q(role__isnull=False) | models.Q(person__isnull=False),
                name="staff_request_for_somebody",
                violation_error_message=_("Name a person, or else the role to be filled."),
            ),
        ]
        indexes = [models.Index(fields=["supervisor", "state"], name="staff_request_to_answer")]

    def __str__(self) -> str:
        return f"Staff request {self.number} of {self.project}"

    @property
    def whom(self) -> str:
        """Name who is asked for."""
        return self.person.name if self.person else str(self.role)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an answer was needed; none while there is time, and once it is given."""
        return max((as_of - self.needed_by).days, 0) if self.is_open else 0

    @property
    def offer(self) -> "StaffOffer":
        """Give the terms as they were offered last."""
        return self.offers.select_related("person", "by").latest("version")

    @property
    def is_restricted(self) -> bool:
        """Time is never restricted; permissions ask this of every subject."""
        return False

    def department_ids(self) -> frozenset[int]:
        """Give where the person works that is asked for: supervisors there may answer."""
        return self.person.department_ids() if self.person else frozenset()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        """Give the roles over the answer: whoever it waits for, and whoever is named as the person's supervisor."""
        own = {self.supervisor_id, self.person.supervisor_id if self.person else None}
        return frozenset({Role.SUPERVISOR} if person.pk in own else ())


OPEN_STATES = frozenset(
    {StaffRequest.State.REQUESTED, StaffRequest.State.COUNTERED, StaffRequest.State.TENTATIVE}
)
"""The states in which somebody still has to answer."""


class RequestedTask(models.Model):
    """A task that a request is about, known by its uid so that it outlives the task; with the dates agreed to."""

    request = models.ForeignKey(StaffRequest, on_delete=models.PROTECT, related_name="tasks")
    uid = models.PositiveIntegerField("task")
    agreed_first = models.DateField(null=True, blank=True)
    agreed_last = models.DateField(null=True, blank=True)
    held_from = models.DateField(null=True, blank=True)
    """Since the agreement the task starts no earlier than this; `None` where it need not wait."""
    free_from = LocalMinuteField(null=True, blank=True)
    """The earliest start that had been decided before the agreement, which holds again when it is lifted."""

    class Meta:
        ordering = ["uid"]
        constraints = [models.UniqueConstraint(fields=["request", "uid"], name="requested_task_once")]

    def __str__(self) -> str:
        return f"task {self.uid}"


class StaffOffer(models.Model):
    """One version of the terms: who, when, and for how much of the time."""

    request = models.ForeignKey(StaffRequest, on_delete=models.PROTECT, related_name="offers")
    version = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first = models.DateField("from")
    last = models.DateField("until")
    share_percent = models.FloatField(
        "share of time", validators=[MinValueValidator(1), MaxValueValidator(MOST_SHARE)]
    )
    hours = models.FloatField(null=True, blank=True)
    """Where hours were asked for instead of a share, which follows from them."""
    makes_room = models.BooleanField("other work makes room", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="staff_offer_version_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="staff_offer_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__gt=0, share_percent__lte=MOST_SHARE),
                name="staff_offer_is_a_share",
                violation_error_message=_("Nobody has more than 100% of their time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share_percent:g}% from {self.first} until {self.last}"


class RequestEntry(models.Model):
    """One step of the exchange about a request: who did what, with which words, on which version of the terms."""

    class Deed(models.TextChoices):
        SENT = "sent", _("Asked")
        COUNTERED = "countered", _("Offered instead")
        HELD = "held", _("Held tentatively")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        REMINDED = "reminded", _("Reminded")
        ESCALATION_ASKED = "escalation_asked", _("Asked whether to escalate")
        ESCALATED = "escalated", _("Escalated")
        REOPENED = "reopened", _("Reopened")

    request = models.ForeignKey(StaffRequest, on_delete=models.PROTECT, related_name="entries")
    deed = models.CharField(max_length=16, choices=Deed.choices)
    offer = models.ForeignKey(StaffOffer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    comment = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """`None` where Milepost did it by itself."""
    acting_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who was away, and for whom this was done."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "request entries"

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.request}"
