"""What a project is expected to spend still: what its manager plans and decides, and what follows from it."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.chart import Account, Fund
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class PlannedPurchase(models.Model):
    """Something that will be bought or paid on a day: equipment, a license, a vendor's milestone."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ORDERED = "ordered", _("Ordered")
        DROPPED = "dropped", _("Dropped")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="planned_purchases")
    name = models.CharField(max_length=160)
    vendor = models.CharField(max_length=160, blank=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="planned_purchases")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="planned_purchases")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    uid = models.PositiveIntegerField("task", null=True, blank=True)
    """The task or milestone at whose finish it is paid; it takes its part of that task's budget."""
    on = models.DateField("paid on", null=True, blank=True)
    """The day, where no task gives it."""
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)

    class Meta:
        ordering = ["project", "on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="planned_purchase_costs"),
            models.CheckConstraint(
                condition=models.Q(uid=None) ^ models.Q(on=None), name="planned_purchase_has_one_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ForecastOverride(WrittenOnce):
    """What a manager expects of a line instead of what the plan says; the latest stands, an empty one lifts it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="forecast_overrides")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="forecast_overrides")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="forecast_overrides")
    month = models.DateField(null=True, blank=True)
    """The first day of the month; nothing where the whole of what is left is meant."""
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    release = models.DecimalField("planned release", max_digits=14, decimal_places=2, default=Decimal(0))
    """What of the line's encumbrance will be released unspent."""
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["project", "pk"]

    def __str__(self) -> str:
        return f"{self.fund.code}-{self.account.code}"


class CostForecast(models.Model):
    """What a project's cost was last forecast to be: follows from plan and ledger, and is rewritten when they move."""

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="cost_forecast"
    )
    as_of = models.DateField()
    mark = models.CharField(max_length=120)
    """What it was made of; another mark asks for another forecast."""
    first_budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    """The planned cost of the first budget in force, without contingency; `None` before one is."""
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    """The planned cost of the budget in force now."""
    expended = models.DecimalField(max_digits=14, decimal_places=2)
    encumbered = models.DecimalField(max_digits=14, decimal_places=2)
    to_complete = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["project"]

    def __str__(self) -> str:
        return f"{self.project}, {self.as_of}"

    @property
    def at_completion(self) -> Decimal:
        return self.expended + self.to_complete


class ForecastCell(models.Model):
    """What one line of a forecast pays in one month."""

    forecast = models.ForeignKey(CostForecast, on_delete=models.CASCADE, related_name="cells")
    fund = models.ForeignKey(Fund, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    fiscal_year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["forecast", "month", "pk"]
        indexes = [models.Index(fields=["fiscal_year", "fund"], name="forecast_by_year_and_fund")]

    def __str__(self) -> str:
        return f"{self.month}: {self.amount}"
