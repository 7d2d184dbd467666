"""Which two versions of a schedule are compared, and a file that is handed in for it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.calculations.comparing import Choice
from milepost.web.imports.forms import ENDINGS, MOST_MEGABYTES

LATEST = 2


class ComparisonForm(forms.Form):
    before = forms.ChoiceField(label=_("Earlier version"))
    after = forms.ChoiceField(label=_("Later version"))

    def __init__(self, data: Any, *, choices: Sequence[Choice]) -> None:
        initial = {"before": choices[1].key if len(choices) > 1 else "", "after": choices[0].key}
        handed = [choice.key for choice in choices if choice.key.startswith("submission")]
        if len(handed) >= LATEST:
            initial = {"before": handed[1], "after": handed[0]}
        super().__init__(data, initial=initial)
        for name in ("before", "after"):
            field: Any = self.fields[name]
            field.choices = [(choice.key, choice.name) for choice in choices]


class SubmissionForm(forms.Form):
    file = forms.FileField(
        label=_("Schedule file"),
        help_text=gettext(
            "Microsoft Project, Primavera P6 or a list, up to {most_megabytes} MB. It changes nothing."
        ).format(most_megabytes=MOST_MEGABYTES),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )


class LetterForm(forms.Form):
    text = forms.CharField(
        label=_("Comments"), max_length=60_000, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
