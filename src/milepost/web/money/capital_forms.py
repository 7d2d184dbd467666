"""Forms of the capital plan: an item with its years, and whether a purchase is capital."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.entering import MOST_AMOUNT
from milepost.domain.money.actions.planning_capital import AmountTerms, ImpactTerms
from milepost.domain.money.models import (
    CapitalAmount,
    CapitalItem,
    Fund,
    FundingSource,
    OperatingImpact,
)
from milepost.domain.people.models import Department
from milepost.domain.projects.models import Project
from milepost.engine.capitalization import Thing

SPARE, LEAST_AMOUNTS, LEAST_IMPACTS = 3, 6, 5
OWN = ("name", "department", "project", "need", "is_mandated", "priority", "state")
THINGS = {
    Thing.EQUIPMENT: _("Equipment"),
    Thing.SOFTWARE: _("Software that the city owns or has made"),
    Thing.SERVICES: _("Work that makes an asset ready for use"),
    Thing.SUBSCRIPTION: _("A subscription to a vendor’s software"),
    Thing.UPKEEP: _("Maintenance, support, training, or choosing what to buy"),
}


class CapitalItemForm(forms.Form):
    """Asks for an item of the capital plan, what it costs by year, and what it costs to run."""

    name = forms.CharField(label=_("Item"), max_length=160)
    department = forms.ModelChoiceField(Department.objects.all(), label=_("Department"), empty_label="—")
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label="—",
        help_text=_("Years that its budget holds are taken from there."),
    )  # fmt: skip
    need = forms.CharField(label=_("Why it is needed"), widget=forms.Textarea(attrs={"rows": 3}))
    is_mandated = forms.BooleanField(label=_("Required by law"), required=False)
    priority = forms.IntegerField(
        label=_("Rank in the department"), min_value=1, max_value=999, required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=CapitalItem.State.choices)

    def __init__(self, data: Any, *, item: CapitalItem, projects: Any, years: list[int]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["project"]
        chosen.queryset = projects
        for name in OWN if item.pk else ():
            self.fields[name].initial = getattr(item, name)
        amounts = list(item.amounts.all()) if item.pk else []
        impacts = list(item.impacts.all()) if item.pk else []
        self._years: Any = [("", "—"), *((year, str(year)) for year in years)]
        self._funds = {str(one.pk): one for one in Fund.objects.filter(is_active=True)}
        self._sources = {str(one.pk): one for one in FundingSource.objects.select_related("fund")}
        self.amount_count = max(LEAST_AMOUNTS, len(amounts) + SPARE)
        self.impact_count = max(LEAST_IMPACTS, len(impacts) + SPARE)
        for number in range(self.amount_count):
            self._add_amount(number, amounts[number] if number < len(amounts) else None)
        for number in range(self.impact_count):
            self._add_impact(number, impacts[number] if number < len(impacts) else None)

    def _add_amount(self, number: int, one: CapitalAmount | None) -> None:
        funds = [("", gettext("Unfunded")), *((pk, str(fund)) for pk, fund in self._funds.items())]
        sources = [("", "—"), *((pk, str(source)) for pk, source in self._sources.items())]
        self.fields |= {
            f"year-{number}": self._choice(_("Fiscal year"), number, self._years, one and one.fiscal_year),
            f"fund-{number}": self._choice(_("Fund"), number, funds, one and one.fund_id),
            f"source-{number}": self._choice(_("Source"), number, sources, one and one.funding_source_id),
            f"amount-{number}": self._money(_("Amount"), number, one and one.amount, least=0),
        }

    def _add_impact(self, number: int, one: OperatingImpact | None) -> None:
        kinds = OperatingImpact.Kind.choices
        positions = forms.DecimalField(
            label=gettext("Positions, line {number}").format(number=number + 1), required=False, min_value=-999,
            max_value=999, decimal_places=2, initial=one and one.positions,
        )  # fmt: skip
        self.fields |= {
            f"run-year-{number}": self._choice(
                _("Year of running"), number, self._years, one and one.fiscal_year
            ),
            f"run-kind-{number}": self._choice(_("Kind of cost"), number, kinds, one and one.kind),
            f"run-amount-{number}": self._money(
                _("Cost of running"), number, one and one.amount, least=-MOST_AMOUNT
            ),
            f"run-positions-{number}": positions,
        }

    @staticmethod
    def _choice(label: Any, number: int, choices: Any, initial: Any) -> forms.ChoiceField:
        words = gettext("{what}, line {number}").format(what=label, number=number + 1)
        return forms.ChoiceField(label=words, choices=choices, required=False, initial=initial)

    @staticmethod
    def _money(label: Any, number: int, initial: Any, *, least: Any) -> forms.DecimalField:
        words = gettext("{what}, line {number}").format(what=label, number=number + 1)
        return forms.DecimalField(
            label=words, required=False, min_value=least, max_digits=14, decimal_places=2, initial=initial
        )

    @property
    def amount_rows(self) -> list[list[forms.BoundField]]:
        names = ("year", "fund", "source", "amount")
        return [[self[f"{name}-{number}"] for name in names] for number in range(self.amount_count)]

    @property
    def impact_rows(self) -> list[list[forms.BoundField]]:
        names = ("year", "kind", "amount", "positions")
        return [[self[f"run-{name}-{number}"] for name in names] for number in range(self.impact_count)]

    def clean(self) -> dict[str, Any]:
        """Ask of each line that has an amount for its year."""
        cleaned = super().clean() or {}
        for prefix, count in (("", self.amount_count), ("run-", self.impact_count)):
            for number in range(count):
                if cleaned.get(f"{prefix}amount-{number}") and not cleaned.get(f"{prefix}year-{number}"):
                    self.add_error(f"{prefix}year-{number}", gettext("Say in which year."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OWN}

    @property
    def amounts(self) -> list[AmountTerms]:
        said = self.cleaned_data
        return [
            AmountTerms(
                int(said[f"year-{number}"]), self._funds.get(said[f"fund-{number}"]),
                self._sources.get(said[f"source-{number}"]), said[f"amount-{number}"],
            )
            for number in range(self.amount_count)
            if said.get(f"amount-{number}")
        ]  # fmt: skip

    @property
    def impacts(self) -> list[ImpactTerms]:
        said = self.cleaned_data
        return [
            ImpactTerms(
                int(said[f"run-year-{number}"]), said[f"run-kind-{number}"] or OperatingImpact.Kind.OTHER,
                said[f"run-amount-{number}"], said[f"run-positions-{number}"],
            )
            for number in range(self.impact_count)
            if said.get(f"run-amount-{number}")
        ]  # fmt: skip


class CapitalTestForm(forms.Form):
    """Asks what a purchase is."""

    thing = forms.ChoiceField(
        label=_("What is paid for"), choices=[(thing.value, words) for thing, words in THINGS.items()]
    )
    unit = forms.DecimalField(label=_("Cost of one, $"), min_value=0, max_digits=14, decimal_places=2)
    quantity = forms.IntegerField(label=_("How many together"), min_value=1, max_value=10**6, initial=1)
    life_years = forms.DecimalField(
        label=_("Useful life, years"), min_value=0, max_value=100, decimal_places=1, initial=5
    )
