"""Forms of the settings."""

from calendar import month_name
from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.rules import RuleField, RuleSchema, leaf_of, tree_of
from milepost.domain.people.calculations.holidays import Proposal
from milepost.domain.people.models import CalendarException, Department, Organization, Site, WorkingCalendar
from milepost.web.settings.shifts import ShiftsField
from milepost.web.templatetags.formats import day

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
US_ZONES = sorted(name for name in available_timezones() if name.startswith(("America/", "Pacific/", "US/")))


def date_input() -> forms.DateInput:
    """Give the browser's own date picker."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CityBasicsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in US_ZONES]
    )
    fiscal_year_start_month = forms.TypedChoiceField(
        label=_("Fiscal year begins in"),
        coerce=int,
        choices=[(month, month_name[month]) for month in range(1, 13)],
    )


class CityForm(CityBasicsForm):
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.filter(is_city_wide=True),
        label=_("Working calendar"),
        empty_label=None,
        help_text=_("New projects follow it."),
    )
    accessibility_email = forms.EmailField(
        label=_("Accessibility contact: email"),
        required=False,
        help_text=_("Named in the accessibility statement, which should offer two ways to reach you."),
    )
    accessibility_phone = forms.CharField(
        max_length=40,
        label=_("Accessibility contact: phone"),
        required=False,
        help_text=_("With TTY or relay, if any."),
    )


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Short, such as PD."))
    parent = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Division of"),
        required=False,
        empty_label=_("None: a department of its own"),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class SiteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)


class OrganizationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organization.Kind.choices)


UNIT_FORMS: dict[str, tuple[type[Department | Site | Organization], type[forms.Form]]] = {
    "departments": (Department, DepartmentForm),
    "sites": (Site, SiteForm),
    "organizations": (Organization, OrganizationForm),
}


class CalendarForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)


class WeekForm(forms.Form):
    """A calendar's name and the shifts of each day of the week."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in DAYS:
            self.fields[name.lower()] = ShiftsField(label=name)

    @classmethod
    def of(cls, calendar: WorkingCalendar) -> "WeekForm":
        """Give the form as the calendar stands."""
        week = {name.lower(): shifts for name, shifts in zip(DAYS, calendar.week, strict=True)}
        return cls(initial={"name": calendar.name, **week})

    @property
    def week(self) -> list[list[list[int]]]:
        return [self.cleaned_data[name.lower()] for name in DAYS]


class ExceptionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    first = forms.DateField(label=_("First day"), widget=date_input())
    last = forms.DateField(
        label=_("Last day"), widget=date_input(), required=False, help_text=_("Empty for one day.")
    )
    shifts = ShiftsField(
        label=_("Work on these days"), help_text=_("Empty for days off; else such as 8:00-12:00.")
    )
    recurrence = forms.ChoiceField(label=_("Repeats"), choices=CalendarException.Recurrence.choices)
    until = forms.DateField(label=_("Repeats until"), widget=date_input(), required=False)

    def clean(self) -> dict[str, Any]:
        """A day without a last one is a single day."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["last"] = cleaned.get("last") or cleaned.get("first")
        return cleaned


class HolidaysForm(forms.Form):
    """The proposed holidays that a calendar does not keep yet, all of them chosen at first."""

    def __init__(self, proposals: Sequence[Proposal], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {one.day.isoformat(): f"{one.name}, {one.day:%a}, {day(one.day)}" for one in proposals}
        self.fields["days"] = forms.MultipleChoiceField(
            label=gettext("Days off"),
            widget=forms.CheckboxSelectMultiple,
            choices=list(labels.items()),
            initial=list(labels),
            error_messages={"required": "Choose a day."},
        )


class RuleForm(forms.Form):
    """A rule's fields, made from its schema, with the day and the source of the new version."""

    effective_on = forms.DateField(label=_("In effect from"), widget=date_input())
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The resolution, law or memo behind it.")
    )

    def __init__(self, schema: RuleSchema, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.schema = schema
        for field in schema.fields:
            self.fields[field.name] = _rule_field(field)

    @classmethod
    def of(cls, schema: RuleSchema, value: Any) -> "RuleForm":
        """Give the form with a value to start from."""
        return cls(schema, initial={field.name: leaf_of(value, field.name) for field in schema.fields})

    @property
    def value(self) -> dict[str, Any]:
        return tree_of({field.name: self.cleaned_data[field.name] for field in self.schema.fields})

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the schema's order."""
        groups: dict[str, list[forms.BoundField]] = {}
        for field in self.schema.fields:
            groups.setdefault(field.group, []).append(self[field.name])
        return list(groups.items())


def _rule_field(field: RuleField) -> forms.Field:
    shared: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help,
        "required": not field.is_optional,
    }
    choices = list((field.choices or {}).items())
    match field.kind:
        case "integer":
            return forms.IntegerField(min_value=_whole(field.least), max_value=_whole(field.most), **shared)
        case "number":
            return forms.FloatField(min_value=field.least, max_value=field.most, **shared)
        case "boolean":
            return forms.BooleanField(**shared | {"required": False})
        case "choice":
            return forms.ChoiceField(choices=choices, **shared)
        case "choices":
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=choices, widget=widget, **shared | {"required": False})
        case _:
            return forms.CharField(**shared | {"required": False})


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
