"""What a person types of a report that is sent by e-mail."""

from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.reports.actions.distributing import DistributionFields
from milepost.domain.reports.models import Distribution, Reader

FIELDS = ("reader", "cadence", "next_on")


class DistributionForm(forms.Form):
    reader = forms.ChoiceField(
        label=_("In the words for"),
        choices=Reader.choices,
        help_text=_("What is written for the council and the public leaves out restricted projects."),
    )
    cadence = forms.ChoiceField(
        label=_("How often"), choices=Distribution.Cadence.choices, initial=Distribution.Cadence.MONTHLY
    )
    next_on = forms.DateField(
        label=_("Next on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("It is sent that morning, and again at each turn counted from that day."),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.filter(is_active=True).exclude(email="").order_by("name"),
        label=_("To"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose-people"}),
        error_messages={"required": _("Name at least one person.")},
        help_text=_("Inside the house, everybody gets what that person may see."),
    )

    def __init__(
        self, data: Any, *, distribution: Distribution | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        known = dict(initial or {})
        if distribution is not None:
            known = {name: getattr(distribution, name) for name in FIELDS}
            known["people"] = [one.person_id for one in distribution.recipients.all()]
        super().__init__(data, initial=known)
        is_chosen = Case(When(pk__in=known.get("people", ()), then=0), default=1)
        people: Any = self.fields["people"]
        people.queryset = people.queryset.order_by(is_chosen, "name")

    @property
    def fields_given(self) -> DistributionFields:
        return {name: self.cleaned_data[name] for name in FIELDS}  # type: ignore[return-value]

    @property
    def people_given(self) -> list[Person]:
        return list(self.cleaned_data["people"])
