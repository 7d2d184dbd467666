"""A project's money by fund, account and fiscal year: asked for, recommended, adopted, amended."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.chart import Account, CostCenter, Fund, FundingSource
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class BudgetVersion(WrittenOnce):
    """One version of a project's budget over all its years; it is never changed, a later one takes its place."""

    class Stage(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        RECOMMENDED = "recommended", _("Recommended")
        ADOPTED = "adopted", _("Adopted")
        AMENDED = "amended", _("Amended")

    IN_FORCE = (Stage.ADOPTED, Stage.AMENDED)

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budget_versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=11, choices=Stage.choices)
    authority = models.CharField("ordinance or resolution", max_length=120, blank=True)
    reason = models.TextField(blank=True)
    on = models.DateField("decided on")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="budget_version_number_once")
        ]

    def __str__(self) -> str:
        return f"Version {self.number} ({self.get_stage_display().lower()})"

    @property
    def is_in_force(self) -> bool:
        """Whether its lines are appropriated, unless a later version's are."""
        return self.stage in self.IN_FORCE

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines.all()), Decimal())


class BudgetLine(WrittenOnce):
    """What a version gives a project of one fund and account in one fiscal year."""

    class Purpose(models.TextChoices):
        BASE = "base", _("Planned cost")
        CONTINGENCY = "contingency", _("Contingency")
        RESERVE = "reserve", _("Management reserve")

    version = models.ForeignKey(BudgetVersion, on_delete=models.PROTECT, related_name="lines")
    purpose = models.CharField(max_length=11, choices=Purpose.choices, default=Purpose.BASE)
    fiscal_year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="budget_lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="budget_lines")
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_lines"
    )
    funding_source = models.ForeignKey(
        FundingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_lines"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["fiscal_year", "fund__code", "account__code", "purpose", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "version",
                    "fiscal_year",
                    "fund",
                    "account",
                    "cost_center",
                    "funding_source",
                    "purpose",
                ],
                name="budget_line_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.fund.code}-{self.account.code} FY {self.fiscal_year}"
