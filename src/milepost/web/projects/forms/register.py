"""Risks and issues as they are raised, changed and settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Issue, Risk

PROBABILITIES = ("1: very unlikely", "2: unlikely", "3: possible", "4: likely", "5: very likely")
IMPACTS = ("1: slight", "2: small", "3: noticeable", "4: serious", "5: severe")


def _rated(words: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(words, start=1))


class RiskForm(forms.Form):
    event = forms.CharField(label=_("What may happen"), max_length=300)
    cause = forms.CharField(label=_("Because of"), max_length=300, required=False)
    effect = forms.CharField(label=_("With the effect"), max_length=300, required=False)
    probability = forms.TypedChoiceField(
        label=_("Probability"), choices=_rated(PROBABILITIES), coerce=int, initial=3
    )
    impact = forms.TypedChoiceField(label=_("Impact"), choices=_rated(IMPACTS), coerce=int, initial=3)
    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), label=_("Owner"), required=False, empty_label=_("No one yet")
    )
    response = forms.CharField(
        label=_("Response"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("What is done about it."),
    )

    def __init__(self, data: Any, *, risk: Risk | None = None) -> None:
        super().__init__(data, initial=_initial(self.base_fields, risk))


class IssueForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Issue.Severity.choices, coerce=int, initial=Issue.Severity.MEDIUM
    )
    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), label=_("Owner"), required=False, empty_label=_("No one yet")
    )
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, issue: Issue | None = None) -> None:
        super().__init__(data, initial=_initial(self.base_fields, issue))


class SettlingForm(forms.Form):
    """How an issue was settled, or why a risk no longer matters."""

    words = forms.CharField(label=_("How it ended"), widget=forms.Textarea(attrs={"rows": 3}))


def _initial(fields: dict[str, forms.Field], row: Risk | Issue | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields} if row else {}
