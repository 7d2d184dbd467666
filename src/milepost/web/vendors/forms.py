"""An entry of a vendor's log as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import VendorEntry
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.web.projects.forms.fields import DayField
from milepost.web.registers.forms import PersonField, words
from milepost.web.registers.seen import SeenForm


class VendorEntryForm(SeenForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=VendorEntry.Kind.choices)
    text = words(_("What"), most=500, rows=2, required=True)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("None")
    )
    amount = forms.DecimalField(
        label=_("In dispute, dollars"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    owner = PersonField(label=_("Who looks after it"))
    due_on = DayField(label=_("Due"), required=False)

    def __init__(self, data: Any, *, person: Person, entry: VendorEntry | None = None) -> None:
        known = {name: getattr(entry, name) for name in self.base_fields if entry and hasattr(entry, name)}
        super().__init__(data, row=entry, initial=known)
        projects = Project.objects.where_may(person, "governance.edit_vendor_log").open()
        if entry and entry.project_id:
            projects = projects | Project.objects.filter(pk=entry.project_id)
        self.fields["project"].queryset = projects.distinct()  # type: ignore[attr-defined]
        self.fields["owner"].offer(entry.owner_id if entry else None)  # type: ignore[attr-defined]


class SettlementForm(forms.Form):
    settlement = words(_("How it was settled"), most=500, rows=2)
