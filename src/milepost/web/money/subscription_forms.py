"""Forms of subscriptions: what a manager tells Finance, and a contract that changes."""

from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.subscribing import CostTerms, NewTerms, OptionTerms
from milepost.domain.money.models import (
    Account,
    Fund,
    PaymentRhythm,
    SubscriptionContract,
    SubscriptionCost,
    SubscriptionOption,
)

OPTIONS, COSTS = 3, 6
"""How many options and costs the form has room for."""
GROUPS = (
    ("name", "vendor"),
    ("fund", "account"),
    ("starts_on", "noncancelable_months", "useful_life_months"),
    ("payment", "payments_per_year", "escalator_percent"),
    ("is_advance",),
    ("paid_before", "incentives", "rate_percent"),
)
OWN = tuple(chain.from_iterable(GROUPS))
ZERO_UNLESS_GIVEN = ("escalator_percent", "paid_before", "incentives")


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SubscriptionForm(forms.Form):
    """Describes a contract with its options and what it costs beside its payments."""

    name = forms.CharField(label=_("Subscription"), max_length=160)
    vendor = forms.CharField(label=_("Vendor"), max_length=160)
    fund = forms.ModelChoiceField(Fund.objects.filter(is_active=True), label=_("Fund"), empty_label="—")
    account = forms.ModelChoiceField(
        Account.objects.filter(is_active=True), label=_("Account"), required=False, empty_label="—"
    )
    starts_on = forms.DateField(
        label=_("Commencement"), widget=_date(), help_text=_("When the software can be used.")
    )
    noncancelable_months = forms.IntegerField(
        label=_("Months that cannot be canceled"), min_value=1, max_value=600,
        help_text=_("Leave out a clause for years in which council appropriates nothing."),
    )  # fmt: skip
    payment = forms.DecimalField(label=_("Each payment, $"), min_value=0, max_digits=14, decimal_places=2)
    payments_per_year = forms.TypedChoiceField(
        label=_("Paid"), choices=PaymentRhythm.choices, coerce=int, initial=PaymentRhythm.YEARLY
    )
    is_advance = forms.BooleanField(label=_("Paid in advance of each period"), required=False, initial=True)
    escalator_percent = forms.DecimalField(
        label=_("Yearly increase, percent"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    paid_before = forms.DecimalField(
        label=_("Paid before commencement, $"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    incentives = forms.DecimalField(
        label=_("Incentives received, $"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    rate_percent = forms.DecimalField(
        label=_("Vendor’s rate, percent"), min_value=0, max_value=30, decimal_places=3, required=False,
        help_text=_("Left empty, the city’s borrowing rate on the day of commencement counts."),
    )  # fmt: skip
    useful_life_months = forms.IntegerField(
        label=_("Useful life, months"), min_value=1, max_value=600, required=False,
        help_text=_("Only where it is shorter than the term."),
    )  # fmt: skip

    def __init__(self, data: Any, *, contract: SubscriptionContract) -> None:
        super().__init__(data)
        options = list(contract.options.all()) if contract.pk else []
        costs = list(contract.costs.all()) if contract.pk else []
        for name in OWN if contract.pk else ():
            self.fields[name].initial = getattr(contract, name)
        for number in range(OPTIONS):
            self._add_option(number, options[number] if number < len(options) else None)
        for number in range(COSTS):
            self._add_cost(number, costs[number] if number < len(costs) else None)

    def _add_option(self, number: int, option: SubscriptionOption | None) -> None:
        shown = number + 1
        self.fields |= {
            f"option-months-{number}": forms.IntegerField(
                label=gettext("Months of option {number}").format(number=shown), min_value=1, max_value=600,
                required=False, initial=option and option.months,
            ),
            f"option-holder-{number}": forms.ChoiceField(
                label=gettext("Who decides option {number}").format(number=shown), required=False,
                choices=SubscriptionOption.Holder.choices, initial=option and option.holder,
            ),
            f"option-certain-{number}": forms.BooleanField(
                label=gettext("Option {number} is reasonably certain").format(number=shown), required=False,
                initial=bool(option and option.is_certain),
            ),
        }  # fmt: skip

    def _add_cost(self, number: int, cost: SubscriptionCost | None) -> None:
        shown = number + 1
        self.fields |= {
            f"cost-stage-{number}": forms.ChoiceField(
                label=gettext("Stage of cost {number}").format(number=shown), required=False,
                choices=SubscriptionCost.Stage.choices, initial=cost and cost.stage,
            ),
            f"cost-name-{number}": forms.CharField(
                label=gettext("Name of cost {number}").format(number=shown), max_length=160, required=False,
                initial=cost and cost.name,
            ),
            f"cost-amount-{number}": forms.DecimalField(
                label=gettext("Amount of cost {number}, $").format(number=shown), min_value=0, max_digits=14,
                decimal_places=2, required=False, initial=cost and cost.amount,
            ),
        }  # fmt: skip

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names] for names in GROUPS]

    @property
    def option_rows(self) -> list[list[forms.BoundField]]:
        names = ("months", "holder", "certain")
        return [[self[f"option-{name}-{number}"] for name in names] for number in range(OPTIONS)]

    @property
    def cost_rows(self) -> list[list[forms.BoundField]]:
        names = ("stage", "name", "amount")
        return [[self[f"cost-{name}-{number}"] for name in names] for number in range(COSTS)]

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said[name] or 0 if name in ZERO_UNLESS_GIVEN else said[name] for name in OWN}

    @property
    def options(self) -> list[OptionTerms]:
        said = self.cleaned_data
        return [
            OptionTerms(
                said[f"option-months-{number}"], said[f"option-holder-{number}"] or "city",
                said[f"option-certain-{number}"],
            )
            for number in range(OPTIONS)
            if said[f"option-months-{number}"]
        ]  # fmt: skip

    @property
    def costs(self) -> list[CostTerms]:
        said = self.cleaned_data
        return [
            CostTerms(
                said[f"cost-stage-{number}"],
                said[f"cost-name-{number}"],
                said[f"cost-amount-{number}"] or Decimal(),
            )
            for number in range(COSTS)
            if said[f"cost-amount-{number}"] or said[f"cost-name-{number}"]
        ]


class RemeasurementForm(forms.Form):
    """A contract that changes from one of its payments on."""

    on = forms.DateField(label=_("From"), widget=_date(), help_text=_("The day of a payment."))
    months = forms.IntegerField(label=_("Months from then on"), min_value=1, max_value=600)
    payment = forms.DecimalField(label=_("Each payment, $"), min_value=0, max_digits=14, decimal_places=2)
    escalator_percent = forms.DecimalField(
        label=_("Yearly increase, percent"), min_value=0, max_value=100, decimal_places=2, initial=0
    )
    rate_percent = forms.DecimalField(
        label=_("Rate, percent"), min_value=0, max_value=30, decimal_places=3,
        help_text=_("Of that day where the term or an option changed, else the rate of before."),
    )  # fmt: skip
    reason = forms.CharField(label=_("What changed"), widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def terms(self) -> NewTerms:
        return NewTerms(**self.cleaned_data)
