"""Amounts that a project's cost may not pass without going back to whoever set them."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models import Project


class SpendingLimit(models.Model):
    """What council authorized, what a contract may not exceed, or what is set aside as contingency."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council authorization")
        CONTRACT = "contract", _("Contract, not to exceed")
        CONTINGENCY = "contingency", _("Contingency")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="spending_limits")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    name = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    used = models.DecimalField("used so far", max_digits=14, decimal_places=2, default=Decimal)
    """Ordered under the contract, or drawn from the contingency; what council authorized is used by the budget."""
    source = models.CharField(max_length=300)
    """The resolution, ordinance or contract that says so."""
    set_on = models.DateField("set")

    class Meta:
        ordering = ["project", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "name"], name="spending_limit_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="spending_limit_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> Decimal:
        return self.amount - self.used
