"""What a person types for a report."""

from django import forms

from milepost.domain.projects.models import Status, StatusRating


class PeriodForm(forms.Form):
    """The period a report covers, both days included."""

    period_start = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    period_finish = forms.DateField(label="To", widget=forms.DateInput(attrs={"type": "date"}))


class TextsForm(forms.Form):
    """The words of a report; a line that begins with a dash becomes a list item."""

    summary = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For somebody in a hurry: how it stands, what changed, what it means.",
    )
    done = forms.CharField(
        label="Done in this period", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7})
    )
    next = forms.CharField(
        label="Next", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7})
    )
    decisions = forms.CharField(
        label="Decisions needed",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is to be decided, by whom, and by when.",
    )


class RatingForm(forms.Form):
    """A manager's rating of one dimension."""

    dimension = forms.ChoiceField(choices=StatusRating.Dimension.choices)
    status = forms.ChoiceField(
        label="Status",
        choices=[
            (status.value, status.label) for status in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
        ],
    )
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Required where you rate it better than the rule does.",
    )
