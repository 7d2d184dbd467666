"""A manager's rating of a project's status."""

from django import forms

from milepost.domain.projects.actions.rating import RATINGS
from milepost.domain.projects.calculations.status import Dimension


class RatingForm(forms.Form):
    dimension = forms.TypedChoiceField(choices=Dimension.choices, coerce=Dimension, initial=Dimension.OVERALL)
    status = forms.ChoiceField(choices=[(status.value, status.label) for status in RATINGS])
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to rate better than the rule says.",
    )
