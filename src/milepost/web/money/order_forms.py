"""Forms of purchase orders, their changes, receipts and invoices."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.carrying_forward import Place, Request
from milepost.domain.money.actions.entering import MOST_AMOUNT, Coding
from milepost.domain.money.actions.ordering import Ordered, OrderTerms
from milepost.domain.money.calculations.carry_forward import WorksheetLine
from milepost.domain.money.models import (
    Account,
    FiscalYear,
    Fund,
    LedgerSource,
    OrderLine,
    PurchaseOrder,
    SpendingLimit,
)
from milepost.domain.projects.models import Deliverable, Project

NEW_LINES = 4
DAY = {"type": "date"}


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _dollars(label: Any, *, required: bool = False, least: Decimal | None = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=14,
        decimal_places=2,
        min_value=least,
        max_value=MOST_AMOUNT,
    )


class TermsForm(forms.Form):
    """What an order says of itself."""

    title = forms.CharField(label=_("What is ordered"), max_length=200)
    vendor = forms.CharField(label=_("Vendor"), max_length=160, required=False)
    number = forms.CharField(
        label=_("Order number"), max_length=60, required=False,
        help_text=_("As the ledger will have it; by it the extract finds the order."),
    )  # fmt: skip
    on = _day(_("Ordered on"))
    ceiling = forms.ModelChoiceField(
        SpendingLimit.objects.none(), label=_("Not to exceed"), required=False,
        help_text=_("What council authorized, contingency included, or the contract allows."),
    )  # fmt: skip
    retainage_percent = forms.DecimalField(
        label=_("Retainage, percent"), min_value=0, max_value=50, decimal_places=2, required=False, initial=0
    )

    def __init__(
        self, data: Any, *, project: Project, order: PurchaseOrder | None = None, today: date
    ) -> None:
        super().__init__(data)
        self.fields["ceiling"].queryset = project.spending_limits.exclude(kind="contingency")  # type: ignore[attr-defined]
        self.fields["on"].initial = today
        for name in self.fields if order is not None else ():
            self.fields[name].initial = getattr(order, name)

    @property
    def terms(self) -> OrderTerms:
        said = self.cleaned_data
        return OrderTerms(**{**said, "retainage_percent": said["retainage_percent"] or Decimal()})


class NewLine(NamedTuple):
    """The fields of one line of a new order."""

    year: forms.BoundField
    fund: forms.BoundField
    account: forms.BoundField
    what: forms.BoundField
    amount: forms.BoundField


class OrderForm(TermsForm):
    """A new order with its lines."""

    def __init__(self, data: Any, *, project: Project, today: date) -> None:
        super().__init__(data, project=project, today=today)
        self.term_names = list(self.fields)
        years = [
            ("", "—"),
            *((year, str(year)) for year in FiscalYear.objects.values_list("year", flat=True)),
        ]
        self._funds = {str(one.pk): one for one in Fund.objects.filter(is_active=True)}
        self._accounts = {str(one.pk): one for one in Account.objects.filter(is_active=True)}
        for number in range(NEW_LINES):
            self._add("year", _("Fiscal year, line {number}"), number, years)
            self._add("fund", _("Fund, line {number}"), number, _choices(self._funds))
            self._add("account", _("Account, line {number}"), number, _choices(self._accounts))
            label = gettext("Words, line {number}").format(number=number + 1)
            self.fields[f"what-{number}"] = forms.CharField(label=label, required=False, max_length=200)
            label = gettext("Amount, line {number}").format(number=number + 1)
            self.fields[f"amount-{number}"] = _dollars(label, least=Decimal())

    @property
    def terms_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.term_names]

    @property
    def rows(self) -> list[NewLine]:
        return [
            NewLine(*(self[f"{name}-{number}"] for name in NewLine._fields)) for number in range(NEW_LINES)
        ]

    @property
    def terms(self) -> OrderTerms:
        said = {name: self.cleaned_data[name] for name in self.term_names}
        return OrderTerms(**{**said, "retainage_percent": said["retainage_percent"] or Decimal()})

    @property
    def lines(self) -> list[Ordered]:
        """Give the lines that have an amount."""
        said = self.cleaned_data
        return [
            Ordered(
                coding=Coding(
                    fund=self._funds[said[f"fund-{number}"]], account=self._accounts[said[f"account-{number}"]],
                    fiscal_year=int(said[f"year-{number}"]),
                ),
                amount=said[f"amount-{number}"], description=said[f"what-{number}"],
            )
            for number in range(NEW_LINES)
            if said.get(f"amount-{number}")
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask of each line that has an amount where it belongs."""
        cleaned = super().clean() or {}
        for number in range(NEW_LINES):
            for name in ("year", "fund", "account") if cleaned.get(f"amount-{number}") else ():
                if not cleaned.get(f"{name}-{number}"):
                    self.add_error(f"{name}-{number}", gettext("Say where this amount belongs."))
        return cleaned

    def _add(self, name: str, label: Any, number: int, choices: Any) -> None:
        text = str(label).format(number=number + 1)
        self.fields[f"{name}-{number}"] = forms.ChoiceField(label=text, choices=choices, required=False)


class AmountsForm(forms.Form):
    """Asks for an amount of each line of an order."""

    LABEL: Any = _("Line {number}, $")

    def __init__(self, data: Any, *, lines: Sequence[OrderLine], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self._lines = lines
        for line in lines:
            label = str(self.LABEL).format(number=line.number)
            self.fields[f"line-{line.pk}"] = _dollars(label)

    @property
    def amounts(self) -> dict[OrderLine, Decimal]:
        given = {line: self.cleaned_data.get(f"line-{line.pk}") for line in self._lines}
        return {line: amount for line, amount in given.items() if amount}


class ChangeOrderForm(AmountsForm):
    LABEL = _("Line {number}: more or less, $")
    reason = forms.CharField(label=_("Why the order changes"), widget=forms.Textarea(attrs={"rows": 2}))


class InvoiceForm(AmountsForm):
    number = forms.CharField(label=_("The vendor’s invoice number"), max_length=60)
    on = _day(_("Invoiced on"))
    due_on = _day(_("Due"), required=False)
    retained = forms.DecimalField(
        label=_("Retainage held, $"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=_("Empty holds back the order’s percent."),
    )  # fmt: skip


class ReceiptForm(forms.Form):
    line = forms.ModelChoiceField(OrderLine.objects.none(), label=_("Line"))
    amount = _dollars(_("Price of what arrived, $"), required=True)
    on = _day(_("Received on"))
    note = forms.CharField(label=_("What"), required=False, max_length=200)
    deliverable = forms.ModelChoiceField(Deliverable.objects.none(), label=_("Deliverable"), required=False)

    def __init__(self, data: Any, *, order: PurchaseOrder, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["line"].queryset = order.lines.all()  # type: ignore[attr-defined]
        self.fields["deliverable"].queryset = order.project.deliverables.all()  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=60)
    amount = _dollars(_("Released, $"), required=True)
    on = _day(_("On"))


class CarryForwardForm(forms.Form):
    """Asks of each line of a worksheet how much is to roll, and why."""

    def __init__(self, data: Any, *, lines: Sequence[WorksheetLine]) -> None:
        super().__init__(data)
        self._lines = [line for line in lines if not line.is_decided]
        for number, line in enumerate(self._lines):
            said = {"what": line.fund.code, "account": line.account}
            self.fields[f"amount-{number}"] = forms.DecimalField(
                label=gettext("To roll of {what}, {account}").format(**said),
                min_value=0, max_digits=14, decimal_places=2, required=False, initial=line.requested,
            )  # fmt: skip
            self.fields[f"reason-{number}"] = forms.CharField(
                label=gettext("Why, {what}, {account}").format(**said), max_length=300, required=False,
                initial=line.asked.reason if line.asked else "",
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[WorksheetLine, forms.BoundField, forms.BoundField]]:
        return [
            (line, self[f"amount-{number}"], self[f"reason-{number}"])
            for number, line in enumerate(self._lines)
        ]

    @property
    def requests(self) -> dict[Place, Request]:
        return {
            (line.fund.pk, line.account.pk): Request(
                self.cleaned_data.get(f"amount-{number}") or Decimal(), self.cleaned_data[f"reason-{number}"]
            )
            for number, line in enumerate(self._lines)
        }


class ReportForm(forms.Form):
    """A budget report of the ERP, and how far it reaches."""

    source = forms.ModelChoiceField(
        LedgerSource.objects.filter(is_active=True, profile=LedgerSource.Profile.BUDGET), label=_("Source")
    )
    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel, as the ledger gives it."))
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=2000, max_value=2100)
    through = _day(_("Through"))


def _choices(rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [("", "—"), *((pk, str(one)) for pk, one in rows.items())]
