"""What is needed to begin a project."""

from datetime import date
from typing import Any

from django import forms

from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.plan_templates import shipped_templates
from milepost.web.projects.access import departments_where


class ProjectForm(forms.Form):
    name = forms.CharField(max_length=200)
    department = forms.ModelChoiceField(Department.objects.none())
    start = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    template = forms.ChoiceField(
        label="Begin with", required=False, help_text="A template brings tasks, links, lead times and roles."
    )
    tier = forms.ChoiceField(
        choices=Project.Tier.choices,
        initial=Project.Tier.MEDIUM,
        help_text="Of a project without a template.",
    )
    type = forms.ChoiceField(
        choices=Project.Type.choices, initial=Project.Type.OTHER, help_text="Of a project without a template."
    )

    def __init__(self, data: Any, *, person: Person, today: date) -> None:
        super().__init__(data, initial={"start": today, "department": person.department_id})
        allowed = departments_where(person, "projects.create")
        offered = Department.objects.filter(pk__in=[department.pk for department in allowed])
        self.fields["department"].queryset = offered  # type: ignore[attr-defined]
        templates = [(template.slug, template.name) for template in shipped_templates()]
        self.fields["template"].choices = [("", "An empty plan"), *templates]  # type: ignore[attr-defined]
