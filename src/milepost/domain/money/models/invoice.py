"""Invoices of vendors as they are reviewed; the ledger pays them, and its payment is matched."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.ledger import LedgerEntry
from milepost.domain.money.models.purchase_order import OrderLine, PurchaseOrder
from milepost.domain.people.models import Person


class Invoice(models.Model):
    """An invoice under a purchase order: entered, approved or disputed here, paid by the ledger."""

    class Kind(models.TextChoices):
        WORK = "work", _("Goods or services")
        RETAINAGE = "retainage", _("Retainage released")

    class State(models.TextChoices):
        ENTERED = "entered", _("Waits for review")
        DISPUTED = "disputed", _("Disputed")
        APPROVED = "approved", _("Approved, payment expected")
        PAID = "paid", _("Paid")

    WAITING = (State.ENTERED, State.DISPUTED)
    AGREED = (State.APPROVED, State.PAID)

    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.WORK)
    number = models.CharField(max_length=60)
    on = models.DateField("invoiced on")
    due_on = models.DateField("due", null=True, blank=True)
    retained = models.DecimalField("retainage", max_digits=14, decimal_places=2, default=Decimal)
    """Held back of this invoice; negative where retainage is released."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.ENTERED)
    reason = models.CharField("why so decided", max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    payment = models.OneToOneField(
        LedgerEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="pays"
    )

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="invoice_number_once")]

    def __str__(self) -> str:
        return f"Invoice {self.number}"

    @property
    def billed(self) -> Decimal:
        return sum((line.amount for line in self.lines.all()), Decimal("0.00"))

    @property
    def payable(self) -> Decimal:
        """What the ledger is expected to pay: billed less what is held back, or the retainage released."""
        return self.billed - self.retained

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING


class InvoiceLine(WrittenOnce):
    """What an invoice bills under one line of its order."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="invoiced")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["invoice", "line"]
        constraints = [models.UniqueConstraint(fields=["invoice", "line"], name="invoice_line_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount:,.2f}"
