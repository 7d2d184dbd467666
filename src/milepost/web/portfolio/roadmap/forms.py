"""What the roadmap shows, and how far a project is to be moved."""

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.models.project import ProjectQuerySet

ANY = ("", "Any")
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


class RoadmapFilter(forms.Form):
    """Narrows what a person may see, with choices from the same projects, and says how it is grouped and drawn."""

    q = forms.CharField(
        label=_("Name or number"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("Any")
    )
    manager = forms.ModelChoiceField(
        Person.objects.none(), label=_("Manager"), required=False, empty_label=_("Any")
    )
    state = forms.ChoiceField(label=_("State"), choices=[ANY, *Project.State.choices], required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[ANY, *Status.choices], required=False)
    type = forms.ChoiceField(label=_("Type"), choices=[ANY, *Project.Type.choices], required=False)
    sponsor = forms.ModelChoiceField(
        Person.objects.none(), label=_("Sponsor"), required=False, empty_label=_("Any")
    )
    group = forms.ChoiceField(label=_("Group by"), choices=list(GROUPS.items()), required=False)
    show = forms.ChoiceField(label=_("Show"), choices=list(SHOWN.items()), required=False)
    scale = forms.ChoiceField(label=_("Scale"), choices=list(SCALES.items()), required=False)

    def __init__(self, data: QueryDict, *, projects: ProjectQuerySet) -> None:
        super().__init__({**STANDARD, **{name: value for name, value in data.items() if value}})
        self.projects = projects
        offered = {
            "department": Department.objects.filter(projects__in=projects),
            "manager": Person.objects.filter(managed__in=projects),
            "sponsor": Person.objects.filter(sponsored__in=projects),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows.distinct()  # type: ignore[attr-defined]

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

    @property
    def chosen_status(self) -> str:
        """Give the status to keep, which no query can tell."""
        return str(self.cleaned_data.get("status", "")) if self.is_valid() else ""

    def narrowed(self) -> ProjectQuerySet:
        """Keep the projects that the address asks for; what is over only when it asks for that state."""
        self.is_valid()
        kept, chosen = self.projects, self.cleaned_data
        if text := chosen.get("q"):
            kept = kept.filter(Q(name__icontains=text) | Q(number__icontains=text))
        for name in ("department", "manager", "state", "type", "sponsor"):
            if chosen.get(name):
                kept = kept.filter(**{name: chosen[name]})
        return kept if chosen.get("state") else kept.open()


class MoveForm(forms.Form):
    """How far a project is to be moved on trial; negative is earlier."""

    move = forms.IntegerField(widget=forms.HiddenInput)
    by = forms.IntegerField(
        label=_("Begin later by"), min_value=-520, max_value=520, help_text=_("A negative number is earlier.")
    )
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[("weeks", _("Weeks")), ("days", _("Days"))], initial="weeks"
    )

    @property
    def days(self) -> int:
        return int(self.cleaned_data["by"]) * DAYS_IN[self.cleaned_data["unit"]]


class ReasonForm(forms.Form):
    """Why projects are moved for good."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the history of each project."),
    )
