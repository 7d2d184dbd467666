"""What a baseline is called, and why the plan is agreed anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BaselineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the plan is agreed anew; it shows as revised."),
    )

    def __init__(self, data: Any, *, is_first: bool) -> None:
        super().__init__(data, initial={"name": "Baseline" if is_first else "Revised baseline"})
        if is_first:
            del self.fields["reason"]
