"""A manager's rating of a project's status."""

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.actions.rating import RATINGS
from milepost.domain.projects.calculations.status import Dimension


class RatingForm(forms.Form):
    dimension = forms.TypedChoiceField(
        label=_("Dimension"), choices=Dimension.choices, coerce=Dimension, initial=Dimension.OVERALL
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[(status.value, status.label) for status in RATINGS]
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to rate better than the rule says."),
    )
