"""A view's name, and with whom it is shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Person, SavedView
from milepost.domain.people.permissions import departments_where, may

Reach = SavedView.Reach


class ViewForm(forms.Form):
    """Offers only what its reader may share a view with."""

    name = forms.CharField(
        max_length=80, label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reach = forms.ChoiceField(
        label=_("Seen by"), choices=Reach.choices, widget=forms.RadioSelect, initial=Reach.OWN, required=False
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Which department"),
        required=False,
        empty_label=_("Choose a department"),
        help_text=_("Its divisions see the view too."),
    )

    def __init__(self, data: Any, *, by: Person, view: SavedView | None = None) -> None:
        initial = {"name": view.name, "reach": view.reach, "department": view.department} if view else {}
        super().__init__(data, initial=initial)
        allowed = departments_where(by, "people.share_view")
        departments = Department.objects.filter(is_active=True)
        if allowed is not None:
            departments = departments.filter(pk__in=allowed)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        if allowed == frozenset() and not may(by, "people.share_view"):
            del self.fields["reach"], self.fields["department"]
        elif not may(by, "people.share_view"):
            self.fields["reach"].choices = [choice for choice in Reach.choices if choice[0] != Reach.CITY]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """Give what was chosen; a department counts only where the view is shared with one."""
        chosen = dict(self.cleaned_data)
        if "reach" in chosen:
            chosen["reach"] = chosen["reach"] or Reach.OWN
            if chosen["reach"] != Reach.DEPARTMENT:
                chosen["department"] = None
        return chosen
