"""What a project may keep of a year's money beyond its end."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models.chart import Account, Fund
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class CarryForward(models.Model):
    """One line of the year-end worksheet: what is unspent of a fund and account, and what is to roll."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        APPROVED = "approved", _("Approved")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="carry_forwards")
    fiscal_year = models.PositiveSmallIntegerField()
    """The year that ends."""
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unspent = models.DecimalField(max_digits=14, decimal_places=2)
    encumbered = models.DecimalField(max_digits=14, decimal_places=2)
    requested = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField("why", max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.REQUESTED)
    authority = models.CharField("ordinance or resolution", max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["fiscal_year", "project", "fund", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year", "fund", "account"], name="carry_forward_once"
            ),
            models.CheckConstraint(
                condition=models.Q(requested__gte=0) & models.Q(requested__lte=models.F("unspent")),
                name="carry_forward_within_unspent",
            ),
        ]

    def __str__(self) -> str:
        return f"FY {self.fiscal_year}: {self.fund.code}-{self.account.code}"

    @property
    def lapses(self) -> Decimal:
        """What falls back to the fund."""
        return self.unspent - self.requested
