"""What a baseline is called, and why the plan is agreed anew."""

from typing import Any

from django import forms


class BaselineForm(forms.Form):
    name = forms.CharField(max_length=120)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why the plan is agreed anew; it shows as revised.",
    )

    def __init__(self, data: Any, *, is_first: bool) -> None:
        super().__init__(data, initial={"name": "Baseline" if is_first else "Revised baseline"})
        if is_first:
            del self.fields["reason"]
