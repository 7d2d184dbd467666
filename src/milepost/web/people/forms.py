"""Forms of the directory."""

from typing import Any

from django import forms

from milepost.domain.people.models import Department, Organization, Person, Site, WorkingCalendar
from milepost.domain.people.roles import Role


class PersonForm(forms.Form):
    name = forms.CharField(max_length=200)
    email = forms.EmailField(required=False, help_text="Needed to sign in.")
    phone = forms.CharField(max_length=40, required=False)
    job_title = forms.CharField(max_length=120, required=False)
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True), required=False, empty_label="None"
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        required=False,
        empty_label="None: works for the city",
        help_text="For people of a vendor or partner.",
    )
    site = forms.ModelChoiceField(Site.objects.all(), required=False, empty_label="None")
    supervisor = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, organization=None), required=False, empty_label="Nobody"
    )
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.filter(is_city_wide=True),
        required=False,
        empty_label="The city's",
        help_text="Only where the hours differ from the city's.",
    )

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """Give the form as the person stands in the directory."""
        initial: dict[str, Any] = {name: getattr(person, name) for name in cls.base_fields}
        return cls(initial=initial)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        choices=[("", "Choose a role"), *(choice for choice in Role.choices if choice[0] != Role.GUEST)]
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True), label="Over", required=False, empty_label="The whole city"
    )
