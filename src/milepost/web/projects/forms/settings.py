"""A project's settings: where it belongs, how its schedule counts, its state and its people."""

from typing import Any

from django import forms
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.roles import PROJECT_ROLES
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import calendars_for
from milepost.web.projects.forms.fields import InstantField


class ProjectSettingsForm(forms.Form):
    department = ModelChoiceField(Department.objects.filter(is_active=True), label=_("Department"))
    tier = forms.ChoiceField(
        label=_("Tier"),
        choices=Project.Tier.choices,
        help_text=_("Decides on tabs, approvals and how often a report is due."),
    )
    is_restricted = forms.BooleanField(
        label=_("Restricted"),
        required=False,
        help_text=_("Only people with a role on the project see it, and those who oversee the city."),
    )

    def __init__(self, data: Any, *, project: Project) -> None:
        super().__init__(data, initial={name: getattr(project, name) for name in self.base_fields})


class ScheduleSettingsForm(forms.Form):
    start = InstantField(label=_("Start of the project"))
    required_finish = InstantField(
        label=_("Schedule from the finish"),
        required=False,
        help_text=_(
            "Tasks then stand as late as this finish allows, and the start follows; empty to schedule from the start."
        ),
    )
    status_date = InstantField(
        label=_("Status date"), required=False, help_text=_("The day up to which progress is known.")
    )
    calendar = ModelChoiceField(WorkingCalendar.objects.none(), label=_("Calendar"))
    minutes_per_day = forms.IntegerField(label=_("Minutes in a day"), min_value=1, max_value=1440)
    minutes_per_week = forms.IntegerField(label=_("Minutes in a week"), min_value=1, max_value=10_080)
    days_per_month = forms.IntegerField(label=_("Days in a month"), min_value=1, max_value=31)
    follows_people = forms.BooleanField(
        label=_("Schedule by people's calendars"),
        required=False,
        help_text=_(
            "Tasks run while those assigned are there: on their working calendars, less their absences."
        ),
    )
    critical_slack_minutes = forms.IntegerField(
        label=_("Critical up to a float of"), help_text=_("In working minutes; 0 is usual.")
    )

    def __init__(self, data: Any, *, project: Project) -> None:
        super().__init__(data, initial={name: getattr(project, name) for name in self.base_fields})
        self.fields["calendar"].queryset = calendars_for(project)  # type: ignore[attr-defined]


class StateForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
    review_on = forms.DateField(
        label=_("Review on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class RoleForm(forms.Form):
    person = ModelChoiceField(
        Person.objects.filter(is_active=True), label=_("Person"), empty_label=_("Choose a person")
    )
    role = forms.TypedChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in PROJECT_ROLES], coerce=Role
    )
