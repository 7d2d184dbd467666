"""Forms of the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Organization, Person, Site, WorkingCalendar
from milepost.domain.people.roles import Role


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Email"), required=False, help_text=_("Needed to sign in."))
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Department"),
        required=False,
        empty_label=_("None"),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=_("Organization"),
        required=False,
        empty_label=_("None: works for the city"),
        help_text=_("For people of a vendor or partner."),
    )
    site = forms.ModelChoiceField(Site.objects.all(), label=_("Site"), required=False, empty_label=_("None"))
    supervisor = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, organization=None),
        label=_("Supervisor"),
        required=False,
        empty_label=_("Nobody"),
    )
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.filter(is_city_wide=True),
        label=_("Calendar"),
        required=False,
        empty_label=_("The city's"),
        help_text=_("Only where the hours differ from the city's."),
    )

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """Give the form as the person stands in the directory."""
        initial: dict[str, Any] = {name: getattr(person, name) for name in cls.base_fields}
        return cls(initial=initial)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *(choice for choice in Role.choices if choice[0] != Role.GUEST)],
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Over"),
        required=False,
        empty_label=_("The whole city"),
    )
