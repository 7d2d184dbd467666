"""Forms of the city's money."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.allocating import Share
from milepost.domain.money.actions.deciding_budget import Line
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.models import (
    Account,
    Allocation,
    BudgetLine,
    BudgetVersion,
    CostCenter,
    FiscalYear,
    Fund,
    FundingSource,
    LedgerSource,
)
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.exchange.sheets.budget_reports import AMOUNTS
from milepost.exchange.sheets.ledger import FIELDS as LINE_FIELDS
from milepost.web.money.source_presets import Preset

SHARES = 4
SPARE, LEAST_LINES = 3, 4
"""Empty lines of a budget behind those that stand, and how many there are at least."""
FIELDS = (*LINE_FIELDS, *AMOUNTS)
"""What columns an extract of lines, or a budget report, may have."""
FIELD_LABELS = {
    "date": _("Date"), "amount": _("Amount"), "document": _("Document or order number"), "line": _("Line"),
    "vendor": _("Vendor"), "fund": _("Fund code"), "fund_name": _("Fund name"), "cost_center": _("Cost center code"),
    "cost_center_name": _("Cost center name"), "account": _("Account code"), "account_name": _("Account name"),
    "fiscal_year": _("Fiscal year"), "project": _("Project code"), "description": _("Description"),
    "original": _("Report: original budget"), "adjustments": _("Report: transfers and adjustments"),
    "revised": _("Report: revised budget"), "expended": _("Report: expended, year to date"),
    "encumbered": _("Report: encumbrances and requisitions"), "available": _("Report: available"),
}  # fmt: skip


def projects_for(person: Person) -> Any:
    """Give the projects that a person may allocate money to, as a choice."""
    found = Project.objects.visible_to(person).select_related("department").prefetch_related("roles")
    return [project for project in found.order_by("number") if may(person, "money.allocate", project)]


class AllocationForm(forms.Form):
    """Asks which projects a line belongs to, by weight."""

    reason = forms.CharField(label=_("Why"), required=False)

    def __init__(self, data: Any, *, person: Person, shares: Sequence[Allocation] = ()) -> None:
        super().__init__(data)
        self._projects = {str(project.pk): project for project in projects_for(person)}
        choices = [("", "—"), *((pk, str(project)) for pk, project in self._projects.items())]
        if may(person, "money.import_ledger"):
            choices.insert(1, ("none", gettext("No project")))
        for number in range(SHARES):
            share = shares[number] if number < len(shares) else None
            initial = "" if share is None else str(share.project_id or "none")
            label = gettext("Project {number}").format(number=number + 1)
            self.fields[f"project-{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=initial
            )
            self.fields[f"weight-{number}"] = forms.IntegerField(
                label=gettext("Weight {number}").format(number=number + 1),
                min_value=1, max_value=10**9, required=False,
                initial=abs(int(share.amount * 100)) if share and len(shares) > 1 else 1 if share else None,
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"project-{number}"], self[f"weight-{number}"]) for number in range(SHARES)]

    @property
    def shares(self) -> list[Share]:
        """Give what is filled in; a weight that is left out is 1."""
        chosen = [
            (self.cleaned_data[f"project-{number}"], self.cleaned_data[f"weight-{number}"])
            for number in range(SHARES)
        ]
        return [Share(self._projects.get(choice), weight or 1) for choice, weight in chosen if choice]

    def clean(self) -> dict[str, Any]:
        """Ask for one project at least."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"project-{number}") for number in range(SHARES)):
            self.add_error("project-0", gettext("Choose a project, or that it belongs to none."))
        return cleaned


class ReversalForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"))


class FundForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=120)
    type = forms.ChoiceField(
        label=_("Type"), choices=[("", _("Not known yet")), *Fund.Type.choices], required=False
    )
    lapses = forms.BooleanField(
        label=_("Appropriations lapse at year end"), required=False, initial=True,
        help_text=_("Otherwise what is not spent is carried forward, as capital money usually is."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class CostCenterForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=120)
    program = forms.CharField(label=_("Program"), max_length=80, required=False)
    department = forms.ModelChoiceField(Department.objects.all(), label=_("Department"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class AccountForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=120)
    spends_on = forms.ChoiceField(
        label=_("Class"), choices=[("", _("Not known yet")), *Account.Class.choices], required=False
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class FundingSourceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=FundingSource.Kind.choices)
    fund = forms.ModelChoiceField(Fund.objects.all(), label=_("Fund"))
    amount = forms.DecimalField(
        label=_("Award"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    match_percent = forms.IntegerField(label=_("Match, percent"), min_value=0, max_value=100, required=False)
    spend_by = forms.DateField(
        label=_("Spend by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    eligible_costs = forms.CharField(
        label=_("Eligible costs"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    authority = forms.CharField(label=_("Ordinance, resolution or award"), max_length=120, required=False)


CHART_FORMS: dict[str, tuple[type[Any], type[forms.Form]]] = {
    "funds": (Fund, FundForm),
    "cost-centers": (CostCenter, CostCenterForm),
    "accounts": (Account, AccountForm),
    "funding-sources": (FundingSource, FundingSourceForm),
}


class SourceForm(forms.Form):
    """Asks what an extract holds and the heading of each field."""

    name = forms.CharField(label=_("Name"), max_length=80)
    profile = forms.ChoiceField(label=_("What its lines are"), choices=LedgerSource.Profile.choices)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, data: Any, *, source: LedgerSource, preset: Preset | None = None) -> None:
        super().__init__(data)
        columns = source.columns if preset is None else preset.columns
        if preset is not None:
            self.fields["name"].initial, self.fields["profile"].initial = preset.name, preset.profile
        if source.pk:
            for name in ("name", "profile", "is_active"):
                self.fields[name].initial = getattr(source, name)
        for field in FIELDS:
            self.fields[field] = forms.CharField(
                label=FIELD_LABELS[field],
                required=False,
                max_length=80,
                initial=columns.get(field, ""),
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[field] for field in FIELDS]

    @property
    def values(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("name", "profile", "is_active")}
        return {**own, "columns": {field: self.cleaned_data[field] for field in FIELDS}}


class LedgerFileForm(forms.Form):
    """The source, its file, and what the ledger says it adds up to."""

    source = forms.ModelChoiceField(
        LedgerSource.objects.filter(is_active=True).exclude(profile=LedgerSource.Profile.BUDGET),
        label=_("Source"),
    )
    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel, as the ledger gives it."))
    control_total = forms.DecimalField(
        label=_("Control total"), required=False, max_digits=16, decimal_places=2,
        help_text=_("The sum on the ledger’s own report; Milepost says by how much the file differs."),
    )  # fmt: skip


class PostingForm(forms.Form):
    reason = forms.CharField(label=_("Why it is posted although it differs"), required=False)


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Fiscal year"), min_value=2000, max_value=2100)


class PeriodForm(forms.Form):
    """Why a month is closed although something is open, or opened again."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False,
        help_text=_("Needed where something is still open, and to open a month again."),
    )  # fmt: skip


class LineRow(NamedTuple):
    """The fields of one budget line."""

    year: forms.BoundField
    fund: forms.BoundField
    account: forms.BoundField
    purpose: forms.BoundField
    amount: forms.BoundField


class VersionForm(forms.Form):
    """Asks for a version of a project's budget, beginning from the lines of the last."""

    stage = forms.ChoiceField(label=_("Stage"), choices=BudgetVersion.Stage.choices)
    on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    authority = forms.CharField(
        label=_("Ordinance or resolution"), max_length=120, required=False,
        help_text=_("Needed for what is adopted or amended."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, last: BudgetVersion | None, may_adopt: bool, today: date) -> None:
        super().__init__(data)
        self.fields["on"].initial = today
        if not may_adopt:
            asked = [BudgetVersion.Stage.REQUESTED, BudgetVersion.Stage.RECOMMENDED]
            self.fields["stage"].choices = [(stage.value, stage.label) for stage in asked]  # type: ignore[attr-defined]
        before = list(last.lines.select_related("fund", "account")) if last else []
        self.count = max(len(before) + SPARE, LEAST_LINES)
        years = [(year, str(year)) for year in FiscalYear.objects.values_list("year", flat=True)]
        self._funds = {str(one.pk): one for one in Fund.objects.filter(is_active=True)}
        self._accounts = {str(one.pk): one for one in Account.objects.filter(is_active=True)}
        choices = {
            "year": [("", "—"), *years],
            "fund": [("", "—"), *((pk, str(one)) for pk, one in self._funds.items())],
            "account": [("", "—"), *((pk, str(one)) for pk, one in self._accounts.items())],
            "purpose": BudgetLine.Purpose.choices,
        }
        for number in range(self.count):
            line = before[number] if number < len(before) else None
            self._add(number, line, choices)

    def _add(self, number: int, line: BudgetLine | None, choices: Mapping[str, Any]) -> None:
        said = {
            "year": line and line.fiscal_year, "fund": line and line.fund_id, "account": line and line.account_id,
            "purpose": line.purpose if line else BudgetLine.Purpose.BASE,
        }  # fmt: skip
        labels = {
            "year": _("Fiscal year"),
            "fund": _("Fund"),
            "account": _("Account"),
            "purpose": _("Purpose"),
        }
        for name, options in choices.items():
            label = gettext("{what}, line {number}").format(what=labels[name], number=number + 1)
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=label, choices=options, required=False, initial=said[name]
            )
        self.fields[f"amount-{number}"] = forms.DecimalField(
            label=gettext("Amount, line {number}").format(number=number + 1),
            min_value=0, max_digits=14, decimal_places=2, required=False, initial=line and line.amount,
        )  # fmt: skip

    @property
    def rows(self) -> list[LineRow]:
        return [
            LineRow(*(self[f"{name}-{number}"] for name in LineRow._fields)) for number in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask of each line that has an amount where it belongs."""
        cleaned = super().clean() or {}
        for number in range(self.count):
            if not cleaned.get(f"amount-{number}"):
                continue
            for name in ("year", "fund", "account"):
                if not cleaned.get(f"{name}-{number}") and f"{name}-{number}" not in self.errors:
                    self.add_error(f"{name}-{number}", gettext("Say where this amount belongs."))
        return cleaned

    @property
    def lines(self) -> list[Line]:
        """Give the lines that have an amount."""
        said = self.cleaned_data
        return [
            Line(
                coding=Coding(
                    fund=self._funds[said[f"fund-{number}"]],
                    account=self._accounts[said[f"account-{number}"]],
                    fiscal_year=int(said[f"year-{number}"]),
                ),
                amount=said[f"amount-{number}"],
                purpose=said[f"purpose-{number}"] or BudgetLine.Purpose.BASE,
            )
            for number in range(self.count)
            if said.get(f"amount-{number}")
        ]
