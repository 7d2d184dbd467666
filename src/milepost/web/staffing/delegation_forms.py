"""Who answers while somebody is away, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.actions.delegating import DelegationFields
from milepost.domain.people.models import Person
from milepost.web.staffing.forms import DAY


class DelegationForm(forms.Form):
    """Who answers, and for how long."""

    delegate = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who answers"), empty_label=_("Name somebody")
    )
    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(label=_("Until"), widget=DAY, help_text=_("It ends by itself behind this day."))
    reason = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(is_active=True, organization=None, user__isnull=False)
        self.fields["delegate"].queryset = people.exclude(pk=person.pk).order_by("name")  # type: ignore[attr-defined]

    @property
    def wanted(self) -> DelegationFields:
        return DelegationFields(**self.cleaned_data)
