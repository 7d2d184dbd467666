"""What narrows a list of projects; all of it stands in the address."""

from typing import Any

from django import forms
from django.db.models import Q

from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.models.project import ProjectQuerySet

ANY = ("", "Any")


class ProjectFilter(forms.Form):
    """Narrows what a person may see; its choices come from the same projects."""

    q = forms.CharField(
        label="Name or number", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    department = forms.ModelChoiceField(Department.objects.none(), required=False, empty_label="Any")
    manager = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Any")
    state = forms.ChoiceField(choices=[ANY, *Project.State.choices], required=False)
    tier = forms.ChoiceField(choices=[ANY, *Project.Tier.choices], required=False)
    status = forms.ChoiceField(choices=[ANY, *Status.choices], required=False)

    def __init__(self, data: Any, *, projects: ProjectQuerySet, without: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        self.projects = projects
        self.fields["department"].queryset = Department.objects.filter(projects__in=projects).distinct()  # type: ignore[attr-defined]
        self.fields["manager"].queryset = Person.objects.filter(managed__in=projects).distinct()  # type: ignore[attr-defined]
        for name in without:
            del self.fields[name]

    @property
    def is_narrowed(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    @property
    def chosen_status(self) -> str:
        """Give the status to keep, which no query can tell."""
        return str(self.cleaned_data.get("status", "")) if self.is_valid() else ""

    def narrowed(self) -> ProjectQuerySet:
        """Keep the projects that the address asks for; what it names wrongly narrows nothing."""
        self.is_valid()
        kept, chosen = self.projects, self.cleaned_data
        if text := chosen.get("q"):
            kept = kept.filter(Q(name__icontains=text) | Q(number__icontains=text))
        for name in ("department", "manager", "state", "tier"):
            if chosen.get(name):
                kept = kept.filter(**{name: chosen[name]})
        return kept
