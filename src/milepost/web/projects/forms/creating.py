"""What is needed to begin a project, and what a template asks for besides."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.domain.projects.plan_templates import Template, shipped_templates
from milepost.web.projects.access import departments_where
from milepost.web.projects.forms.fields import DayField


class BeginningForm(forms.Form):
    """What every project has; from here a template goes on to its second step."""

    name = forms.CharField(label=_("Name"), max_length=200)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"))
    start = DayField(label=_("Start"))
    template = forms.ChoiceField(
        label=_("Begin with"),
        required=False,
        help_text=_("A template brings tasks, links, lead times and roles; its people and dates come next."),
    )

    def __init__(self, data: Any, *, person: Person, today: date) -> None:
        super().__init__(data, initial={"start": today, "department": person.department_id})
        allowed = departments_where(person, "projects.create")
        offered = Department.objects.filter(pk__in=[department.pk for department in allowed])
        self.fields["department"].queryset = offered  # type: ignore[attr-defined]
        templates = [(template.slug, template.name) for template in shipped_templates()]
        self.fields["template"].choices = [("", "An empty plan"), *templates]  # type: ignore[attr-defined]


class ProjectForm(BeginningForm):
    tier = forms.ChoiceField(
        label=_("Tier"),
        choices=Project.Tier.choices,
        initial=Project.Tier.MEDIUM,
        help_text=_("A template brings its own."),
    )
    type = forms.ChoiceField(
        label=_("Type"),
        choices=Project.Type.choices,
        initial=Project.Type.OTHER,
        help_text=_("A template brings its own."),
    )


class PeopleForm(forms.Form):
    """Who fills the roles of a template, by role."""

    def __init__(self, data: Any, *, template: Template, person: Person) -> None:
        super().__init__(data, prefix="person", initial={"pm": person.pk})
        people = list(Person.objects.filter(is_active=True).select_related("organization"))
        named = {somebody.pk: somebody for somebody in people}
        of_the_city = _choices(people, lambda somebody: somebody.is_of_the_city)
        from_outside = _choices(people, lambda somebody: not somebody.is_of_the_city)
        for key, role in template.roles.items():
            self.fields[key] = forms.TypedChoiceField(
                label=role.name,
                required=key == "pm",
                choices=from_outside if role.role == Role.GUEST else of_the_city,
                coerce=lambda pk: named[int(pk)],
                empty_value=None,
            )

    @property
    def people(self) -> dict[str, Person]:
        return {key: person for key, person in self.cleaned_data.items() if person}


class DatesForm(forms.Form):
    """The dates that somebody outside sets; those that are expected stand there until then."""

    def __init__(self, data: Any, *, template: Template, start: datetime) -> None:
        super().__init__(data, prefix="date")
        for task in template.external_tasks:
            expected = task.external_at(start, {})
            self.fields[task.key] = DayField(label=task.name, required=False, initial=expected)

    @property
    def dates(self) -> dict[str, date]:
        return {key: day for key, day in self.cleaned_data.items() if day}


def _choices(people: list[Person], wanted: Callable[[Person], bool]) -> list[tuple[str | int, str]]:
    return [("", "No one yet"), *((person.pk, _named(person)) for person in people if wanted(person))]


def _named(person: Person) -> str:
    return f"{person.name} ({person.organization.name})" if person.organization else person.name
