"""Budget reports of the ERP, year to date: what the city's books in Milepost are reconciled with."""

from django.db import models

from milepost.domain.common.models import Attachment, WrittenOnce
from milepost.domain.money.models.ledger_import import LedgerSource
from milepost.domain.people.models import Person


class BudgetReport(WrittenOnce):
    """One report as it was brought; it posts nothing."""

    source = models.ForeignKey(LedgerSource, on_delete=models.PROTECT, related_name="reports")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    through = models.DateField()
    """The last day that the report holds."""
    rejects = models.JSONField(default=list, blank=True)
    """Rows that could not be read: row and reason."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-through", "-pk"]

    def __str__(self) -> str:
        return str(self.attachment)


class BudgetReportLine(WrittenOnce):
    """What the report says of one account; codes are as the ledger writes them, blank where it has none."""

    report = models.ForeignKey(BudgetReport, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    fund = models.CharField(max_length=20, blank=True)
    cost_center = models.CharField(max_length=20, blank=True)
    account = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120, blank=True)
    original = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    adjustments = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    revised = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    expended = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    encumbered = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    available = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["report", "row"]

    def __str__(self) -> str:
        return f"row {self.row}"
