"""Purchase orders with their lines, what changed them, and what was received under them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.money.models.chart import Account, CostCenter, Fund
from milepost.domain.money.models.spending_limit import SpendingLimit
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Deliverable, Project


class PurchaseOrder(models.Model):
    """What a project has ordered of a vendor: expected by its manager first, then matched with the ledger's order."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        OPEN = "open", _("In the ledger")
        CLOSED = "closed", _("Closed")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=60, blank=True)
    """As the ledger has it; blank until it is known."""
    vendor = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=200)
    on = models.DateField("ordered on")
    ceiling = models.ForeignKey(
        SpendingLimit, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    """What council authorized, contingency included, or the contract's not-to-exceed."""
    retainage_percent = models.DecimalField(
        max_digits=4, decimal_places=2, default=0, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.EXPECTED)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="order_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number or _('Order expected')}: {self.title}"

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class OrderLine(WrittenOnce):
    """What one line of an order was for at first, of one fund and account in one fiscal year."""

    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("line", default=1)
    description = models.CharField(max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="order_line_once")]

    def __str__(self) -> str:
        return f"line {self.number}"


class ChangeOrder(models.Model):
    """What is to be added to lines of an order, or taken from them; it counts once it is approved."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for approval")
        COUNCIL = "council", _("Needs council")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    WAITING = (State.PROPOSED, State.COUNCIL)

    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("why so decided", max_length=300, blank=True)

    class Meta:
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="change_order_number_once")]

    def __str__(self) -> str:
        return f"Change order {self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING


class ChangeOrderLine(WrittenOnce):
    """What a change order adds to one line, or takes from it."""

    change = models.ForeignKey(ChangeOrder, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="changes")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["change", "line"]
        constraints = [models.UniqueConstraint(fields=["change", "line"], name="change_order_line_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount:+,.2f}"


class Receipt(WrittenOnce):
    """What was received under a line and found good, by its price; a negative one goes back."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="receipts")
    deliverable = models.ForeignKey(
        Deliverable, null=True, blank=True, on_delete=models.PROTECT, related_name="receipts"
    )
    on = models.DateField("received on")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField("what", max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.amount:,.2f} received"
