"""Risks and issues as they are raised, changed and settled."""

from typing import Any

from django import forms

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Issue, Risk

PROBABILITIES = ("1: very unlikely", "2: unlikely", "3: possible", "4: likely", "5: very likely")
IMPACTS = ("1: slight", "2: small", "3: noticeable", "4: serious", "5: severe")


def _rated(words: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(words, start=1))


class RiskForm(forms.Form):
    event = forms.CharField(label="What may happen", max_length=300)
    cause = forms.CharField(label="Because of", max_length=300, required=False)
    effect = forms.CharField(label="With the effect", max_length=300, required=False)
    probability = forms.TypedChoiceField(choices=_rated(PROBABILITIES), coerce=int, initial=3)
    impact = forms.TypedChoiceField(choices=_rated(IMPACTS), coerce=int, initial=3)
    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False, empty_label="No one yet"
    )
    response = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="What is done about it."
    )

    def __init__(self, data: Any, *, risk: Risk | None = None) -> None:
        super().__init__(data, initial=_initial(self.base_fields, risk))


class IssueForm(forms.Form):
    title = forms.CharField(max_length=300)
    description = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    severity = forms.TypedChoiceField(
        choices=Issue.Severity.choices, coerce=int, initial=Issue.Severity.MEDIUM
    )
    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False, empty_label="No one yet"
    )
    due_on = forms.DateField(
        label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, issue: Issue | None = None) -> None:
        super().__init__(data, initial=_initial(self.base_fields, issue))


class SettlingForm(forms.Form):
    """How an issue was settled, or why a risk no longer matters."""

    words = forms.CharField(label="How it ended", widget=forms.Textarea(attrs={"rows": 3}))


def _initial(fields: dict[str, forms.Field], row: Risk | Issue | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields} if row else {}
