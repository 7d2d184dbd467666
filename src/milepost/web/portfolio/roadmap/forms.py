"""What the roadmap shows, and how far a project is to be moved."""

from typing import Any

from django import forms

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.web.projects.filters import ANY, ProjectFilter

GROUPS = {
    "department": "Department",
    "type": "Type",
    "sponsor": "Sponsor",
    "manager": "Manager",
    "state": "State",
    "none": "Nothing",
}
SHOWN = {"phases": "Phases", "milestones": "Milestones", "both": "Both"}
SCALES = {"years": "Years", "quarters": "Quarters", "months": "Months"}
STANDARD = {"group": "department", "show": "phases", "scale": "quarters"}
DAYS_IN = {"days": 1, "weeks": 7}


class RoadmapFilter(ProjectFilter):
    """Narrows the projects, and says how they are grouped and drawn."""

    type = forms.ChoiceField(choices=[ANY, *Project.Type.choices], required=False)
    sponsor = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Any")
    group = forms.ChoiceField(label="Group by", choices=list(GROUPS.items()), required=False)
    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False)
    scale = forms.ChoiceField(choices=list(SCALES.items()), required=False)

    def __init__(self, data: Any, *, projects: ProjectQuerySet) -> None:
        chosen = {**STANDARD, **{name: value for name, value in data.items() if value}}
        super().__init__(chosen, projects=projects, without=("tier",))
        sponsors = Person.objects.filter(sponsored__in=projects).distinct()
        self.fields["sponsor"].queryset = sponsors  # type: ignore[attr-defined]

    def choice(self, name: str) -> str:
        """Give how the roadmap is to be drawn, in the standard way where the address says none."""
        chosen = self.cleaned_data.get(name) if self.is_valid() else ""
        return str(chosen or STANDARD[name])

    @property
    def narrowing_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in STANDARD]

    @property
    def drawing_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in STANDARD]

    @property
    def is_narrowed(self) -> bool:
        return self.is_valid() and any(self.cleaned_data[field.name] for field in self.narrowing_fields)

    def narrowed(self) -> ProjectQuerySet:
        """Keep the projects that the address asks for; what is over only when it asks for that state."""
        kept = super().narrowed()
        chosen = self.cleaned_data
        for name in ("type", "sponsor"):
            if chosen.get(name):
                kept = kept.filter(**{name: chosen[name]})
        return kept if chosen.get("state") else kept.open()


class MoveForm(forms.Form):
    """How far a project is to be moved on trial; negative is earlier."""

    move = forms.IntegerField(widget=forms.HiddenInput)
    by = forms.IntegerField(
        label="Begin later by", min_value=-520, max_value=520, help_text="A negative number is earlier."
    )
    unit = forms.ChoiceField(choices=[("weeks", "Weeks"), ("days", "Days")], initial="weeks")

    @property
    def days(self) -> int:
        return int(self.cleaned_data["by"]) * DAYS_IN[self.cleaned_data["unit"]]


class ReasonForm(forms.Form):
    """Why projects are moved for good."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), help_text="It stands in the history of each project."
    )
