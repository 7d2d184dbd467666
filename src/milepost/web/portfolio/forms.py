"""The rows of the weekly round: the progress of one task each."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict

from milepost.domain.projects.actions.progressing import Progress, reported
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.models import Task
from milepost.web.projects.forms.fields import Duration, DurationField, PercentField

DAY_STARTS, DAY_ENDS = 480, 1020


def _day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, show_hidden_initial=True)


class ProgressForm(forms.Form):
    """Progress by the day; a moment that stands keeps its time of day."""

    percent_complete = PercentField(label="Percent complete", show_hidden_initial=True)
    actual_start = _day_field("Actual start")
    actual_finish = _day_field("Actual finish")

    def __init__(self, data: QueryDict | None, *, task: Task) -> None:
        self.task = task
        super().__init__(data, prefix=f"task-{task.pk}", initial=_standing(task))
        self.fields["remaining"] = DurationField(
            units=units_of(task.project), label="Remaining", required=False, show_hidden_initial=True
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a field that somebody else changed while this page was open."""
        cleaned = super().clean() or {}
        standing = _standing(self.task)
        for name in self.changed_data:
            read = self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
            if name in cleaned and standing[name] not in (read, cleaned[name]):
                self.add_error(
                    name, f"Changed meanwhile: it is {self.fields[name].prepare_value(standing[name])} now."
                )
        return cleaned

    @property
    def progress(self) -> Progress:
        """Give what was changed, completed with what stands."""
        return reported(
            self.task, {_ROW_NAMES.get(name, name): self._value(name) for name in self.changed_data}
        )

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if isinstance(value, Duration):
            return value.minutes
        return self._moment(name, value) if isinstance(value, date) else value

    def _moment(self, name: str, day: date) -> datetime:
        """Give the moment on a day at which the project's work starts, or ends."""
        shifts = self.task.project.calendar.week[day.weekday()]
        if name == "actual_start":
            minute = shifts[0][0] if shifts else DAY_STARTS
        else:
            minute = shifts[-1][1] if shifts else DAY_ENDS
        return datetime.combine(day, time(minute // 60, minute % 60))


_ROW_NAMES = {"remaining": "remaining_minutes"}


def _standing(task: Task) -> dict[str, Any]:
    remaining = task.remaining_minutes
    return {
        "percent_complete": task.percent_complete,
        "actual_start": task.actual_start.date() if task.actual_start else None,
        "actual_finish": task.actual_finish.date() if task.actual_finish else None,
        "remaining": None if remaining is None else Duration(remaining, task.duration_unit),
    }
