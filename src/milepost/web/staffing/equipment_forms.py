"""Forms of the catalog of equipment and rooms."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.actions.keeping_equipment import EquipmentFields
from milepost.domain.people.models import Equipment, Person, Site, WorkingCalendar
from milepost.domain.people.models.equipment import MOST_AT_ONCE

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EquipmentForm(forms.Form):
    """What is decided of equipment or a room."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Plans name it so; files are matched by it.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Equipment.Kind.choices)
    capacity = forms.IntegerField(
        label=_("Units at once"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
        help_text=_("How many can be booked at the same time: benches of a lab, items of an evening."),
    )
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.filter(is_city_wide=True),
        label=_("Open"),
        required=False,
        empty_label=_("Whenever work is done"),
    )
    site = forms.ModelChoiceField(
        Site.objects.all(), label=_("Site"), required=False, empty_label=_("No site")
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("No one yet"),
        help_text=_("Who gives it out, and may close it."),
    )
    description = forms.CharField(
        label=_("Description"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, equipment: Equipment | None = None) -> None:
        super().__init__(data, initial=_initial(equipment))
        owners = Person.objects.filter(is_active=True)
        if equipment is not None and equipment.owner_id is not None:
            owners |= Person.objects.filter(pk=equipment.owner_id)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    @property
    def values(self) -> EquipmentFields:
        return EquipmentFields(**self.cleaned_data)


class ClosingForm(forms.Form):
    """Days on which it cannot be used."""

    first = forms.DateField(label=_("First day"), widget=DAY)
    last = forms.DateField(label=_("Last day"), widget=DAY)
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)


class EquipmentCapacityForm(forms.Form):
    """From a day on so many are there."""

    first = forms.DateField(label=_("From"), widget=DAY)
    capacity = forms.IntegerField(label=_("Units at once"), min_value=1, max_value=MOST_AT_ONCE)


def _initial(equipment: Equipment | None) -> dict[str, Any]:
    if equipment is None:
        return {}
    return {field: getattr(equipment, field) for field in EquipmentFields.__slots__} | {
        "calendar": equipment.calendar_id,
        "site": equipment.site_id,
        "owner": equipment.owner_id,
    }
