"""The register of risks: what is uncertain, how it was rated over time, and what is done about it."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import RegisterEntry

RATINGS = [(n, str(n)) for n in range(1, 6)]
NOT_NEGATIVE = [MinValueValidator(Decimal())]


def _rating(label: str = "", *, is_optional: bool = False) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        label or None,
        choices=RATINGS,
        null=is_optional,
        blank=is_optional,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )


class Risk(RegisterEntry):
    """Something uncertain that would matter, for worse or for better: cause, event, effect."""

    class Kind(models.TextChoices):
        THREAT = "threat", _("Threat")
        OPPORTUNITY = "opportunity", _("Opportunity")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        HAPPENED = "happened", _("Happened")
        CLOSED = "closed", _("Closed")

    class Strategy(models.TextChoices):
        """PMBOK's responses: the first four to threats, the next three to opportunities, the last to both."""

        AVOID = "avoid", _("Avoid")
        TRANSFER = "transfer", _("Transfer")
        MITIGATE = "mitigate", _("Mitigate")
        EXPLOIT = "exploit", _("Exploit")
        SHARE = "share", _("Share")
        ENHANCE = "enhance", _("Enhance")
        ACCEPT = "accept", _("Accept")
        ESCALATE = "escalate", _("Escalate")

    IMPACTS = ("schedule_impact", "cost_impact", "scope_impact")
    """The dimensions of impact; where one is rated, the highest of them is the impact."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.THREAT)
    category = models.CharField(max_length=80, blank=True)
    """One of the city's own list, the rule `risk_categories`."""
    event = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=300, blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    """What shows that it is about to happen."""
    proximity_on = models.DateField("proximity", null=True, blank=True)
    """From when on it may happen."""
    probability = _rating()
    impact = _rating()
    schedule_impact = _rating("impact on the schedule", is_optional=True)
    cost_impact = _rating("impact on cost", is_optional=True)
    scope_impact = _rating("impact on scope or quality", is_optional=True)
    cost_if_happens = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    """What it would cost, or save, in dollars."""
    strategy = models.CharField(max_length=8, choices=Strategy.choices, blank=True)
    response = models.TextField(blank=True)
    residual_probability = _rating("probability after the response", is_optional=True)
    residual_impact = _rating("impact after the response", is_optional=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    escalated_to = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="escalated_risks"
    )
    escalated_on = models.DateField("escalated", null=True, blank=True)
    escalation_reason = models.TextField(blank=True)
    is_parallel = models.BooleanField("works beside other risks", default=False)
    """Of risks in parallel on a task only the largest effect counts; those in series multiply one another."""
    reviewed_on = models.DateField("reviewed", null=True, blank=True)
    """When somebody last looked at it and found it right, or put it right."""

    class Meta(RegisterEntry.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="risk_number_once")]
        indexes = [
            models.Index(fields=["project", "state", "probability", "impact"], name="risk_in_register"),
            models.Index(fields=["owner", "state"], name="risk_of_owner"),
        ]

    def __str__(self) -> str:
        return self.event

    @property
    def score(self) -> int:
        """Probability times impact, 1 to 25."""
        return self.probability * self.impact

    @property
    def residual_score(self) -> int | None:
        """What is left of the score after the response, where both ratings are given."""
        if self.residual_probability is None or self.residual_impact is None:
            return None
        return self.residual_probability * self.residual_impact

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def statement(self) -> str:
        """Cause, event and effect as one sentence."""
        words = self.event.rstrip(". ")
        if self.cause:
            words = f"Because of {self.cause[0].lower()}{self.cause[1:].rstrip('. ')}: {words[0].lower()}{words[1:]}"
        return (
            f"{words}; then {self.effect[0].lower()}{self.effect[1:].rstrip('. ')}."
            if self.effect
            else f"{words}."
        )


class RiskScore(WrittenOnce):
    """How a risk was rated from a moment on, until the next."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=Risk.State.choices)
    probability = _rating()
    impact = _rating()
    cost_if_happens = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["risk", "at", "id"]
        indexes = [models.Index(fields=["risk", "on"], name="risk_score_on")]

    def __str__(self) -> str:
        return str(self.score)

    @property
    def score(self) -> int:
        return self.probability * self.impact


class ResponseAction(models.Model):
    """One thing to do about a risk: who, until when, and what it costs."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="response_actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="response_actions"
    )
    due_on = models.DateField("due", null=True, blank=True)
    cost = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE
    )
    done_on = models.DateField("done", null=True, blank=True)

    class Meta:
        ordering = ["risk", "due_on", "id"]
        indexes = [models.Index(fields=["owner", "done_on"], name="response_action_of_owner")]

    def __str__(self) -> str:
        return self.text

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an action that is not done was due."""
        return days_past(self.due_on, as_of) if self.done_on is None else 0


class CommonRisk(models.Model):
    """A risk the city keeps in its library, offered to projects of a type beside those that ship with Milepost."""

    type = models.CharField(max_length=16, choices=Project.Type.choices, blank=True)
    """Empty for one that any project may meet."""
    category = models.CharField(max_length=80, blank=True)
    event = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=300, blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    probability = _rating()
    impact = _rating()
    strategy = models.CharField(max_length=8, choices=Risk.Strategy.choices, blank=True)
    response = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["type", "event"]
        constraints = [models.UniqueConstraint(fields=["type", "event"], name="common_risk_once")]

    def __str__(self) -> str:
        return self.event
