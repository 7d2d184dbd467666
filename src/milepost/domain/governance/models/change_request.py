"""Change requests: what somebody wants changed, what it would do, who decides, and what came of it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.governance.models.record import Decision
from milepost.domain.money.models import Budget, SpendingLimit
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Baseline, Issue, Project, Risk

if TYPE_CHECKING:
    from typing import Self


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep the change requests of projects on which a person may see them."""
        projects = Project.objects.where_may(person, "governance.view_changes")
        return self if projects.is_everything else self.filter(project__in=projects.order_by().values("pk"))

    def open(self) -> "Self":
        return self.filter(state__in=ChangeRequest.OPEN)


class ChangeRequest(models.Model):
    """A wish to change the plan: why, what exactly, and where it stands on its way to a decision."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        ASSESSED = "assessed", _("Impact assessed")
        IN_DECISION = "in_decision", _("In decision")
        APPROVED = "approved", _("Approved")
        APPLIED = "applied", _("Applied")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Type(models.TextChoices):
        SCOPE = "scope", _("Scope")
        SCHEDULE = "schedule", _("Schedule")
        COST = "cost", _("Cost")
        QUALITY = "quality", _("Quality")
        CONTRACT = "contract", _("Contract")

    class DrawsOn(models.TextChoices):
        FLOAT = "float", _("Float")
        CONTINGENCY = "contingency", _("Contingency")
        BASELINE = "baseline", _("A new baseline")

    OPEN = (State.DRAFT, State.SUBMITTED, State.ASSESSED, State.IN_DECISION, State.APPROVED)
    EDITABLE = (State.DRAFT, State.SUBMITTED, State.ASSESSED)
    """While nobody decides on it, what it asks for may change."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="change_requests")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    type = models.CharField(max_length=8, choices=Type.choices, default=Type.SCOPE)
    reason = models.TextField()
    options = models.TextField("options considered", blank=True)
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="change_requests")
    raised_on = models.DateField("raised")
    decide_by = models.DateField("decision wanted by", null=True, blank=True)
    risk = models.ForeignKey(Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    """What it answers, where it comes from the register."""
    commands = models.JSONField("schedule edits", default=list, blank=True)
    """The edits of the schedule that it asks for, as the schedule workspace sends them."""
    state = models.CharField(max_length=11, choices=State.choices, default=State.DRAFT)
    draws_on = models.CharField("draws on", max_length=11, choices=DrawsOn.choices, blank=True)
    outcome = models.TextField(blank=True)
    """Why it was rejected or withdrawn."""
    ended_on = models.DateField("ended", null=True, blank=True)
    baseline = models.OneToOneField(
        Baseline, null=True, blank=True, on_delete=models.PROTECT, related_name="change_request"
    )
    budget = models.OneToOneField(
        Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="change_request"
    )

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        indexes = [models.Index(fields=["state", "decide_by"], name="change_request_state")]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="change_request_number_once")
        ]

    def __str__(self) -> str:
        return f"Change {self.number}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def is_restricted(self) -> bool:
        """Ask the project; permissions ask this of every subject."""
        return self.project.is_restricted

    def department_ids(self) -> frozenset[int]:
        return self.project.department_ids()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        return self.project.roles_held_by(person)


class ChangeCost(models.Model):
    """What a change request adds to the cost of a task or phase, or takes from it."""

    change_request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="costs")
    uid = models.PositiveIntegerField("task")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    limit = models.ForeignKey(
        SpendingLimit, verbose_name="contract", null=True, blank=True, on_delete=models.PROTECT,
        related_name="change_costs",
    )  # fmt: skip
    """The contract it is ordered under, where it is."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.amount:,.2f} dollars on task {self.uid}"


class ChangeImpact(WrittenOnce):
    """What a change request would do, computed on a copy of the schedule; a later one takes its place."""

    change_request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="impacts")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    asked = models.CharField(max_length=64)
    """A digest of the edits and costs it was computed for."""
    days_later = models.IntegerField()
    """Days of the calendar by which the finish moves; negative is earlier."""
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    result = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Impact of {self.change_request}"


class ChangeStep(models.Model):
    """One sign-off that a change request needs; of a board it is the vote."""

    class Level(models.TextChoices):
        MANAGER = "manager", _("Project manager")
        SPONSOR = "sponsor", _("Sponsor")
        COMMITTEE = "committee", _("Steering committee")
        COUNCIL = "council", _("Council")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        APPROVED = "approved", _("Approved")
        CONDITIONS = "conditions", _("Approved with conditions")
        REJECTED = "rejected", _("Rejected")

    BOARDS = (Level.COMMITTEE, Level.COUNCIL)

    change_request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=9, choices=Level.choices)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="change_steps"
    )
    """Who signs; a board has nobody here."""
    because = models.CharField(max_length=300)
    """By which threshold it is asked."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    conditions = models.TextField(blank=True)
    conditions_met_on = models.DateField("conditions met", null=True, blank=True)

    class Meta:
        ordering = ["change_request", "position"]
        constraints = [
            models.UniqueConstraint(fields=["change_request", "level"], name="change_step_of_a_level_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} on {self.change_request}"

    @property
    def is_of_board(self) -> bool:
        return self.level in self.BOARDS

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def has_open_conditions(self) -> bool:
        return self.state == self.State.CONDITIONS and self.conditions_met_on is None


class SignOff(WrittenOnce):
    """What somebody, or a board, said to a change request on the figures of one impact; withdrawing is another."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("Approved")
        CONDITIONS = "conditions", _("Approved with conditions")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Sign-off withdrawn")
        REOPENED = "reopened", _("Asked again, the figures are worse")

    step = models.ForeignKey(ChangeStep, on_delete=models.PROTECT, related_name="sign_offs")
    impact = models.ForeignKey(ChangeImpact, on_delete=models.PROTECT, related_name="sign_offs")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(blank=True)
    """Conditions, reasons, or a remark."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off"
    )
    """The decision of the board."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.by}"


def total_of(costs: Any) -> Decimal:
    """Add up what a change request costs."""
    return sum((cost.amount for cost in costs), Decimal())
