"""What departments ask for over the coming years: the capital improvement plan with its operating impact."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models.chart import Fund, FundingSource
from milepost.domain.people.models import Department
from milepost.domain.projects.models import Project


class CapitalItem(models.Model):
    """Something to be bought or built once, over one or more years; a project may do it already."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        RECOMMENDED = "recommended", _("Recommended")
        ADOPTED = "adopted", _("Adopted")
        DROPPED = "dropped", _("Dropped")

    name = models.CharField(max_length=160, unique=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="capital_items")
    project = models.OneToOneField(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="capital_item"
    )
    """The project that does it; the years of its budget are its own, the later ones stand here."""
    need = models.TextField()
    is_mandated = models.BooleanField("required by law", default=False)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    """Its rank within its department, 1 before 2."""
    state = models.CharField(max_length=11, choices=State.choices, default=State.REQUESTED)

    class Meta:
        ordering = ["department", "priority", "name"]

    def __str__(self) -> str:
        return self.name


class CapitalAmount(models.Model):
    """What an item costs in one fiscal year and who pays; without a fund it is unfunded."""

    item = models.ForeignKey(CapitalItem, on_delete=models.PROTECT, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="capital_amounts"
    )
    funding_source = models.ForeignKey(
        FundingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="capital_amounts"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["item", "fiscal_year", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="capital_amount_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.item}, FY {self.fiscal_year}"


class OperatingImpact(models.Model):
    """What an item costs to run in one fiscal year once it is there; a negative amount saves."""

    class Kind(models.TextChoices):
        LICENSES = "licenses", _("Licenses and subscriptions")
        STAFF = "staff", _("Staff")
        SUPPORT = "support", _("Support and maintenance")
        OTHER = "other", _("Power, space and other")

    item = models.ForeignKey(CapitalItem, on_delete=models.PROTECT, related_name="impacts")
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    positions = models.DecimalField("positions (FTE)", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["item", "fiscal_year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["item", "fiscal_year", "kind"], name="operating_impact_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}, FY {self.fiscal_year}"
