"""Forms of the cost forecast: the manager's word on a line, and a planned purchase."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.budgeting import MOST_AMOUNT
from milepost.domain.money.calculations.forecast import Forecast
from milepost.domain.money.models import Account, Fund, PlannedPurchase
from milepost.domain.projects.models import Task

OWN = ("name", "vendor", "fund", "account", "amount", "uid", "on", "state")


class OverrideForm(forms.Form):
    """Asks what is left to pay of a line, in all or in one month."""

    line = forms.ChoiceField(label=_("Line"))
    month = forms.ChoiceField(label=_("Month"), required=False)
    amount = forms.DecimalField(
        label=_("Left to pay, $"), required=False, min_value=0, max_value=MOST_AMOUNT, decimal_places=2,
        help_text=_("Left empty, the plan says it again."),
    )  # fmt: skip
    release = forms.DecimalField(
        label=_("Planned release, $"), required=False, min_value=0, max_value=MOST_AMOUNT, decimal_places=2,
        help_text=_("What is encumbered and will not be spent."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, forecast: Forecast) -> None:
        super().__init__(data)
        self._places = {
            f"{line.fund.pk}-{line.account.pk}": (line.fund, line.account)
            for line in forecast.lines
            if line.fund and line.account
        }
        lines: Any = self.fields["line"]
        lines.choices = [(key, f"{fund.code} / {account}") for key, (fund, account) in self._places.items()]
        months: Any = self.fields["month"]
        months.choices = [
            ("", gettext("All months")),
            *((month.isoformat(), f"{month:%B %Y}") for month in forecast.months),
        ]
        self._months = {month.isoformat(): month for month in forecast.months}

    @property
    def place(self) -> tuple[Fund, Account]:
        return self._places[self.cleaned_data["line"]]

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "amount": given["amount"], "month": self._months.get(given["month"]),
            "release": given["release"] or 0, "reason": given["reason"],
        }  # fmt: skip


class PurchaseForm(forms.Form):
    """Asks what will be bought or paid, for how much, and when."""

    name = forms.CharField(label=_("What"), max_length=160)
    vendor = forms.CharField(label=_("Vendor"), max_length=160, required=False)
    fund = forms.ModelChoiceField(Fund.objects.filter(is_active=True), label=_("Fund"))
    account = forms.ModelChoiceField(Account.objects.filter(is_active=True), label=_("Account"))
    amount = forms.DecimalField(label=_("Amount, $"), min_value=0, max_digits=14, decimal_places=2)
    uid = forms.TypedChoiceField(
        label=_("Paid when this finishes"), coerce=int, empty_value=None, required=False,
        help_text=_("A vendor’s milestone, or the task it is bought for. It takes its part of that task’s budget."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("or on this day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("State"), choices=PlannedPurchase.State.choices)

    def __init__(self, data: Any, *, purchase: PlannedPurchase) -> None:
        super().__init__(data)
        tasks = Task.objects.filter(project=purchase.project, is_active=True).order_by("position")
        choices: Any = self.fields["uid"]
        choices.choices = [("", "—"), *((task.uid, task.name) for task in tasks)]
        for name in OWN if purchase.pk else ():
            self.fields[name].initial = getattr(purchase, name)
