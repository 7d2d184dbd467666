"""Forms of staffing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Absence, Department
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.periods import Unit
from milepost.web.staffing.heat_map import Show

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CapacityFilter(forms.Form):
    """What the heat map shows; what cannot be read stands at its first choice."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Team"), required=False, empty_label=_("Every team")
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
        asked = self.data.get("show")
        return next((one for one in Show if one == asked), Show.LOAD)

    @property
    def team(self) -> Department | None:
        found: Department | None = self.cleaned_data.get("department")
        return found


class AbsenceForm(forms.Form):
    first = forms.DateField(label=_("First day"), widget=DAY)
    last = forms.DateField(
        label=_("Last day"),
        widget=DAY,
        required=False,
        help_text=_("Left open, it goes on until further notice."),
    )
    share_percent = forms.IntegerField(
        label=_("Share of time (%)"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Away all day is 100."),
    )
    kind = forms.ChoiceField(label=_("Reason"), choices=Absence.Kind.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Reason and note are shown to the supervisor alone."),
    )


class OperationsForm(forms.Form):
    share_percent = forms.IntegerField(label=_("Share of time (%)"), min_value=0, max_value=100)
    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(
        label=_("Until"),
        widget=DAY,
        required=False,
        help_text=_("Left open, it stands until another one begins."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("What it is for, such as the help desk.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "The last day comes before the first.")
        return cleaned


OBJECTIVE_WORDS = {
    "early": "Finish everything as early as possible",
    "on_time": "Keep deadlines, the most important projects first",
    "level": "Even out the load of people",
    "steady": "Change as little as possible",
}
PRIORITY_WORDS = {"high": "High", "normal": "Normal", "low": "Low"}
LEFT_OUT = ""


class LevelingForm(forms.Form):
    """Which projects to level and what matters; each project is left out, or takes part by its priority."""

    objectives = forms.MultipleChoiceField(
        label=_("What matters"),
        choices=list(OBJECTIVE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["on_time", "steady"],
    )
    hold_deadlines = forms.BooleanField(
        label=_("No deadline may be missed"),
        required=False,
        help_text=_("The answer then keeps every deadline, or names those that no dates found can keep."),
    )
    may_split = forms.BooleanField(
        label=_("Tasks may be split"),
        required=False,
        help_text=_("A task may then stop for another and go on later; parts last half a day or longer."),
    )
    until = forms.DateField(
        label=_("Tasks that start until"),
        widget=DAY,
        required=False,
        help_text=_("Later tasks follow their links and compete for nobody. Left open, all take part."),
    )
    seconds = forms.TypedChoiceField(
        label=_("Look for"),
        coerce=int,
        choices=[(5, _("5 seconds")), (20, _("20 seconds")), (60, _("a minute"))],
        initial=5,
    )

    def __init__(
        self, data: QueryDict | None, *, projects: Sequence[Project], chosen: Sequence[str] = ()
    ) -> None:
        super().__init__(data)
        self.projects = {f"project_{project.pk}": project for project in projects}
        for name, project in self.projects.items():
            self.fields[name] = forms.ChoiceField(
                label=str(project),
                choices=[(LEFT_OUT, gettext("Left out")), *PRIORITY_WORDS.items()],
                required=False,
                initial="normal" if str(project.pk) in chosen else LEFT_OUT,
            )

    @property
    def project_fields(self) -> list[BoundField]:
        return [self[name] for name in self.projects]

    @property
    def priorities(self) -> dict[Project, str]:
        """Give the projects that take part, with their priorities."""
        return {
            project: self.cleaned_data[name]
            for name, project in self.projects.items()
            if self.cleaned_data[name]
        }


class ScenarioForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Such as: Radio first, nobody moved in June.")
    )
