"""What follows from ledger lines and would be slow to ask of all of them: rows that can be rebuilt at any time."""

from django.db import models

from milepost.domain.money.models.chart import Account, CostCenter, Fund
from milepost.domain.money.models.ledger import LedgerEntry, State
from milepost.domain.money.models.ledger_import import LedgerImport


class LedgerTotal(models.Model):
    """What the lines of one file add up to at one place of the chart; it counts as soon as the file is posted.

    Lines are written once, so the totals of a posted file never change.
    """

    brought_by = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="totals")
    state = models.CharField(max_length=14, choices=State.choices)
    fiscal_year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    lines = models.PositiveIntegerField()
    """How many lines that is."""

    class Meta:
        ordering = ["brought_by", "pk"]
        indexes = [models.Index(fields=["fiscal_year", "fund"], name="ledger_total_by_year")]

    def __str__(self) -> str:
        return f"{self.brought_by}, FY {self.fiscal_year}: {self.amount:,.2f}"


class UnmatchedLine(models.Model):
    """A ledger entry that nobody has given to a project yet, or to none: the queue, so that no page searches it."""

    entry = models.OneToOneField(
        LedgerEntry, primary_key=True, on_delete=models.PROTECT, related_name="unmatched"
    )
    brought_by = models.ForeignKey(
        LedgerImport, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField("date")

    class Meta:
        ordering = ["-on", "-entry"]
        indexes = [models.Index(fields=["-on", "-entry", "brought_by"], name="unmatched_latest_first")]

    def __str__(self) -> str:
        return str(self.entry)

    @classmethod
    def posted(cls) -> models.QuerySet["UnmatchedLine"]:
        """Give the lines that count."""
        return cls.objects.exclude(brought_by__in=LedgerImport.uncounted())

    @classmethod
    def waiting(cls) -> int:
        """Count the lines that count: all less those of the few files that do not, which databases do quickly."""
        uncounted = cls.objects.filter(brought_by__in=LedgerImport.uncounted())
        return cls.objects.count() - uncounted.count()
