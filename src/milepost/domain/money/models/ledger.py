"""What the ledger says, line by line: posted entries are corrected by reversal, never edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.chart import Account, CostCenter, Fund, FundingSource
from milepost.domain.money.models.ledger_import import LedgerImport, LedgerSource
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class State(models.TextChoices):
    """The states of money, which are never added to each other."""

    APPROPRIATED = "appropriated", _("Appropriated")
    PRE_ENCUMBERED = "pre_encumbered", _("Pre-encumbered")
    ENCUMBERED = "encumbered", _("Encumbered")
    EXPENDED = "expended", _("Expended")
    RECEIVED = "received", _("Received")


class Kind(models.TextChoices):
    """What made an entry."""

    ADOPTED = "adopted", _("Adopted budget")
    AMENDMENT = "amendment", _("Budget amendment")
    SUPPLEMENTAL = "supplemental", _("Supplemental appropriation")
    TRANSFER = "transfer", _("Administrative transfer")
    CARRY_FORWARD = "carry_forward", _("Carry-forward")
    LAPSE = "lapse", _("Lapse")
    REQUISITION = "requisition", _("Requisition")
    ORDER = "order", _("Purchase order")
    PAYMENT = "payment", _("Payment")
    P_CARD = "p_card", _("P-card charge")
    JOURNAL = "journal", _("Journal entry")
    REIMBURSEMENT = "reimbursement", _("Grant reimbursement")
    COST_SHARE = "cost_share", _("Partner cost share")


class LedgerEntry(WrittenOnce):
    """One line of a document of the ledger; a negative amount takes back, refunds or releases."""

    state = models.CharField(max_length=14, choices=State.choices)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    source = models.ForeignKey(
        LedgerSource, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    document = models.CharField(max_length=60)
    line = models.PositiveIntegerField(default=1)
    version = models.PositiveSmallIntegerField(default=0)
    """0 for the line as it first came; later ones hold what a corrected extract adds or takes."""
    on = models.DateField("date")
    fiscal_year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    funding_source = models.ForeignKey(
        FundingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    vendor = models.CharField(max_length=160, blank=True)
    description = models.CharField(max_length=200, blank=True)
    authority = models.CharField("ordinance or resolution", max_length=120, blank=True)
    project_code = models.CharField("the ledger's project", max_length=60, blank=True)
    flags = models.JSONField(default=list, blank=True)
    """What a person should look at, by the names of `Flag`; the ledger's fact stands all the same."""
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    brought_by = models.ForeignKey(
        LedgerImport, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "document", "line", "version", "state"], name="ledger_line_of_a_source_once"
            ),
            models.UniqueConstraint(
                fields=["document", "line", "version", "state"],
                condition=models.Q(source=None),
                name="ledger_line_once",
            ),
        ]
        indexes = [
            models.Index(fields=["fiscal_year", "fund", "state"], name="ledger_by_year_and_fund"),
            models.Index(fields=["fiscal_year", "brought_by", "amount"], name="ledger_sums_of_a_year"),
            models.Index(fields=["-on", "id"], name="ledger_latest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, line {self.line}"

    @classmethod
    def posted(cls) -> models.QuerySet["LedgerEntry"]:
        """Give the entries that count: lines of a file that waits to be confirmed do not."""
        return cls.objects.exclude(brought_by__in=LedgerImport.uncounted())


class Allocation(models.Model):
    """Which project a ledger entry, or a part of it, belongs to: Milepost's own knowledge, and corrected freely.

    Without a project it says that the part belongs to none. The shares of an entry never add up to more than it.
    """

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="allocations")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    uid = models.PositiveIntegerField("task", null=True, blank=True)
    """The task or phase it belongs to, where somebody says so."""
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "project", "uid"], name="allocation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project or 'no project'}: {self.amount:,.2f}"

    @classmethod
    def posted(cls) -> models.QuerySet["Allocation"]:
        """Give the shares of entries that count."""
        return cls.objects.exclude(entry__brought_by__in=LedgerImport.uncounted())
