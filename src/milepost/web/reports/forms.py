"""What a person types for a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models import Status, StatusRating
from milepost.domain.reports.models import StatusReport
from milepost.web.registers.seen import SeenForm


class PeriodForm(forms.Form):
    """The period a report covers, both days included."""

    period_start = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    period_finish = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))


class TextsForm(SeenForm):
    """The words of a report; a line that begins with a dash becomes a list item."""

    def __init__(self, data: Any, *, report: StatusReport) -> None:
        known = {name: getattr(report, name) for name in self.base_fields if hasattr(report, name)}
        super().__init__(data, row=report, initial=known)

    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How it stands, what changed, what it means, in detail for those who work on it."),
    )
    done = forms.CharField(
        label=_("Done in this period"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    next = forms.CharField(
        label=_("Next"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7})
    )
    decisions = forms.CharField(
        label=_("Decisions needed"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is to be decided, by whom, and by when."),
    )
    director = forms.CharField(
        label=_("For the director"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    council = forms.CharField(
        label=_("For the council"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    public = forms.CharField(
        label=_("For the public"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class RatingForm(forms.Form):
    """A manager's rating of one dimension."""

    dimension = forms.ChoiceField(label=_("Dimension"), choices=StatusRating.Dimension.choices)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            (status.value, status.label) for status in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
        ],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Required where you rate it better than the rule does."),
    )
