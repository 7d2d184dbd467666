"""When months of the books were closed, by whom, and what was open then."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.fiscal_year import FiscalYear
from milepost.domain.people.models import Person


class PeriodClose(WrittenOnce):
    """One month of a fiscal year was closed, or opened again; the latest row of a month tells."""

    class Act(models.TextChoices):
        CLOSED = "closed", _("Closed")
        OPENED = "opened", _("Opened again")

    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="closes")
    month = models.PositiveSmallIntegerField()
    """1 is the first month of the fiscal year."""
    act = models.CharField(max_length=6, choices=Act.choices, default=Act.CLOSED)
    findings = models.JSONField(default=list, blank=True)
    """What was open, by the names of checks with how many."""
    reason = models.CharField("why", max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["fiscal_year", "month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12)), name="period_close_names_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}, month {self.month}"
