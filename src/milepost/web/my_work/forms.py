"""The weekly check-in as it is typed: percent done and hours left, task by task."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.staffing.actions.checking_in import Said
from milepost.domain.staffing.calculations.own_work import OwnTask
from milepost.web.portfolio.forms import PercentOrWordField

MOST_HOURS = 10_000
MINUTES_PER_HOUR = 60


class OwnTaskForm(forms.Form):
    """One task: what is typed over what the page had shown."""

    percent = PercentOrWordField(label=_("Percent done"), required=False, show_hidden_initial=True)
    hours = forms.FloatField(
        label=_("Hours left"), min_value=0, max_value=MOST_HOURS, required=False, show_hidden_initial=True
    )
    is_done = forms.BooleanField(label=_("Done"), required=False)

    def __init__(self, data: QueryDict | None, *, own: OwnTask) -> None:
        self.own = own
        initial = {"percent": own.task.percent_complete, "hours": _hours(own)}
        super().__init__(data, prefix=f"task-{own.task.pk}", initial=initial)
        self.fields["percent"].widget.attrs |= {"autocomplete": "off", "inputmode": "decimal"}
        self.fields["hours"].widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
        if own.whole_minutes is None:
            del self.fields["hours"]

    def clean(self) -> dict[str, Any]:
        """Refuse a percentage that somebody else changed while this page was open."""
        cleaned = super().clean() or {}
        hidden = self.add_initial_prefix("percent")
        if "percent" in self.changed_data and hidden in self.data:
            read = self.fields["percent"].to_python(self.data[hidden])
            if self.own.task.percent_complete not in (read, cleaned.get("percent")):
                shown = f"{self.own.task.percent_complete:g} %"
                self.add_error(
                    "percent", gettext("Changed meanwhile: it is {shown} now.").format(shown=shown)
                )
        return cleaned

    def said(self) -> Said:
        """Give what was changed of the task; a tick at done goes before figures."""
        if self.cleaned_data["is_done"]:
            return Said(self.own, percent=100.0)
        changed = self.changed_data
        hours = self.cleaned_data.get("hours")
        return Said(
            self.own,
            percent=self.cleaned_data["percent"] if "percent" in changed else None,
            left_minutes=round(hours * MINUTES_PER_HOUR)
            if "hours" in changed and hours is not None
            else None,
        )


class CheckInForm(forms.Form):
    """The whole page: a note beside the tasks."""

    note = forms.CharField(
        label=_("Anything that holds you up?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None, *, work: Sequence[OwnTask]) -> None:
        super().__init__(data)
        self.rows = [OwnTaskForm(data, own=own) for own in work]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])


def _hours(own: OwnTask) -> float | None:
    left = own.left_minutes
    if left is None:
        return None
    hours = round(left / MINUTES_PER_HOUR, 1)
    return int(hours) if hours == int(hours) else hours
