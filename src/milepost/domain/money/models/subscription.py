"""Subscriptions to software that the city pays for over more than a year (GASB Statement 96)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.chart import Account, Fund
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

MONTHS = 12
MOST_MONTHS = 600
LEAST_CENT = MinValueValidator(Decimal("0.01"))


class PaymentRhythm(models.IntegerChoices):
    """How many payments a year holds."""

    YEARLY = 1, _("Yearly")
    TWICE = 2, _("Twice a year")
    QUARTERLY = 4, _("Quarterly")
    MONTHLY = 12, _("Monthly")


class SubscriptionContract(models.Model):
    """A contract for the use of a vendor's software: what its manager tells Finance, and how Finance measures it."""

    class State(models.TextChoices):
        DESCRIBED = "described", _("Being described")
        SENT = "sent", _("With Finance")
        MEASURED = "measured", _("Measured")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="subscriptions")
    name = models.CharField(max_length=160)
    vendor = models.CharField(max_length=160)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="subscriptions")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions"
    )
    starts_on = models.DateField("commencement")
    """When the city may use the software after its initial implementation."""
    noncancelable_months = models.PositiveSmallIntegerField(
        "months that cannot be canceled", validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    payment = models.DecimalField(max_digits=14, decimal_places=2, validators=[LEAST_CENT])
    payments_per_year = models.PositiveSmallIntegerField(
        "payments", choices=PaymentRhythm.choices, default=PaymentRhythm.YEARLY
    )
    is_advance = models.BooleanField("paid in advance", default=True)
    escalator_percent = models.DecimalField(
        "yearly increase, percent", max_digits=5, decimal_places=2, default=Decimal(0)
    )
    paid_before = models.DecimalField(
        "paid before commencement", max_digits=14, decimal_places=2, default=Decimal(0)
    )
    incentives = models.DecimalField(
        "incentives received", max_digits=14, decimal_places=2, default=Decimal(0)
    )
    rate_percent = models.DecimalField(
        "vendor's rate, percent", max_digits=6, decimal_places=3, null=True, blank=True
    )
    """Without it the city's borrowing rate on the day of commencement counts."""
    useful_life_months = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DESCRIBED)

    class Meta:
        ordering = ["project", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="subscription_named_once"),
            models.CheckConstraint(
                condition=models.Q(noncancelable_months__range=(1, MOST_MONTHS)),
                name="subscription_has_a_term",
            ),
            models.CheckConstraint(condition=models.Q(payment__gt=0), name="subscription_is_paid_for"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_measured(self) -> bool:
        return self.state == self.State.MEASURED

    @property
    def months_per_payment(self) -> int:
        return MONTHS // self.payments_per_year


class SubscriptionOption(models.Model):
    """Months by which a subscription may go on, and who decides."""

    class Holder(models.TextChoices):
        CITY = "city", _("The city alone")
        VENDOR = "vendor", _("The vendor alone")
        BOTH = "both", _("Both must agree, or either may end it")

    contract = models.ForeignKey(SubscriptionContract, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    holder = models.CharField("decided by", max_length=6, choices=Holder.choices, default=Holder.CITY)
    is_certain = models.BooleanField("reasonably certain", default=False)

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="subscription_option_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract}, option {self.number}"


class SubscriptionCost(models.Model):
    """What a subscription costs beside its payments, by the stage that decides how it is accounted for."""

    class Stage(models.TextChoices):
        PRELIMINARY = "preliminary", _("Preliminary project")
        IMPLEMENTATION = "implementation", _("Initial implementation")
        OPERATION = "operation", _("Operation and further implementation")
        TRAINING = "training", _("Training")

    contract = models.ForeignKey(SubscriptionContract, on_delete=models.PROTECT, related_name="costs")
    stage = models.CharField(max_length=14, choices=Stage.choices)
    name = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["contract", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_capitalized(self) -> bool:
        """Whether it is part of the asset; all else is expensed, training in every stage."""
        return self.stage == self.Stage.IMPLEMENTATION


class SubscriptionRemeasurement(WrittenOnce):
    """A change of a measured contract: what is paid from its day on, and for how long."""

    contract = models.ForeignKey(
        SubscriptionContract, on_delete=models.PROTECT, related_name="remeasurements"
    )
    number = models.PositiveSmallIntegerField()
    on = models.DateField("from")
    months = models.PositiveSmallIntegerField("months from then on")
    payment = models.DecimalField(max_digits=14, decimal_places=2, validators=[LEAST_CENT])
    escalator_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    rate_percent = models.DecimalField("rate, percent", max_digits=6, decimal_places=3)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="remeasurement_once")]

    def __str__(self) -> str:
        return f"{self.contract}, measured anew {self.on}"
