"""Forms of staffing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from milepost.domain.people.models import Absence, Department
from milepost.domain.staffing.calculations.periods import Unit
from milepost.web.staffing.heat_map import Show

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CapacityFilter(forms.Form):
    """What the heat map shows; what cannot be read stands at its first choice."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label="Team", required=False, empty_label="Every team"
    )

    def __init__(self, data: QueryDict, *, departments: Sequence[Department]) -> None:
        super().__init__(data)
        offered = {one.pk for one in departments} | {one.parent_id for one in departments if one.parent_id}
        self.fields["department"].queryset = Department.objects.filter(pk__in=offered)  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def unit(self) -> Unit:
        return Unit.WEEK if self.data.get("unit") == Unit.WEEK else Unit.MONTH

    @property
    def show(self) -> Show:
        return Show.FREE if self.data.get("show") == Show.FREE else Show.LOAD

    @property
    def team(self) -> Department | None:
        found: Department | None = self.cleaned_data.get("department")
        return found


class AbsenceForm(forms.Form):
    first = forms.DateField(label="First day", widget=DAY)
    last = forms.DateField(
        label="Last day", widget=DAY, required=False, help_text="Left open, it goes on until further notice."
    )
    share_percent = forms.IntegerField(
        label="Share of time (%)", min_value=1, max_value=100, initial=100, help_text="Away all day is 100."
    )
    kind = forms.ChoiceField(label="Reason", choices=Absence.Kind.choices)
    note = forms.CharField(
        max_length=200, required=False, help_text="Reason and note are shown to the supervisor alone."
    )


class OperationsForm(forms.Form):
    share_percent = forms.IntegerField(label="Share of time (%)", min_value=0, max_value=100)
    first = forms.DateField(label="From", widget=DAY)
    last = forms.DateField(
        label="Until", widget=DAY, required=False, help_text="Left open, it stands until another one begins."
    )
    note = forms.CharField(max_length=200, required=False, help_text="What it is for, such as the help desk.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "The last day comes before the first.")
        return cleaned
