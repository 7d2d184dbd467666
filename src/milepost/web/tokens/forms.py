"""What a person says of a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.actions.tokens import LONGEST_DAYS


class TokenForm(forms.Form):
    """The program a token is for, and how long it is valid."""

    name = forms.CharField(
        label=_("Program"),
        max_length=80,
        help_text=_("Such as “Nightly export”; it helps you to tell tokens apart."),
    )
    days = forms.IntegerField(label=_("Valid for days"), min_value=1, max_value=LONGEST_DAYS, initial=90)
