"""The rows of the weekly round: the progress of one task each, as a planner types it."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.actions.progressing import PROGRESS_FIELDS
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.calculations.progress_words import Word, progress_by
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.domain.projects.models import Task
from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.typed_dates import Reference, day_of
from milepost.web.projects.forms.fields import Duration, DurationField

DAY_STARTS, DAY_ENDS = 480, 1020
WORDS = {"p": Word.AS_PLANNED, "s": Word.STARTED, "d": Word.DONE, **{word.value: word for word in Word}}


class PercentOrWordField(forms.CharField):
    """Takes 0 to 100, or a word for it: p as planned, s started, d done."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, float):
            return None if value in self.empty_values else value
        text = str(value).strip().lower()
        if text in WORDS:
            return WORDS[text]
        try:
            percent = float(text.removesuffix("%"))
        except ValueError as error:
            raise ValidationError(gettext("Type 0 to 100, or p as planned, s started, d done.")) from error
        if not 0 <= percent <= 100:
            raise ValidationError(gettext("Percent complete lies between 0 and 100."))
        return percent

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class TypedDayField(forms.CharField):
    """Takes a date in any usual form: 12/1, Dec 1, 2026, yesterday, Friday."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.month}/{value.day}/{value.year}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return day_of(str(value), Reference(localdate(), localdate()))
        except BadValue as error:
            raise ValidationError(f"“{value}” {error}.") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class ProgressForm(forms.Form):
    """Progress by the day; a moment that stands keeps its time of day."""

    percent_complete = PercentOrWordField(
        label=_("Percent complete"), required=False, show_hidden_initial=True
    )
    actual_start = TypedDayField(label=_("Started"), required=False, show_hidden_initial=True)
    actual_finish = TypedDayField(label=_("Finished"), required=False, show_hidden_initial=True)

    def __init__(self, data: QueryDict | None, *, task: Task) -> None:
        self.task = task
        super().__init__(data, prefix=f"task-{task.pk}", initial=_standing(task))
        self.fields["remaining"] = DurationField(
            units=units_of(task.project), label=gettext("Remaining"), required=False, show_hidden_initial=True
        )
        for name, field in self.fields.items():
            field.widget.attrs |= {"autocomplete": "off", "data-column": name}
        self.fields["percent_complete"].widget.attrs |= {"aria-keyshortcuts": "p s d r"}

    def clean(self) -> dict[str, Any]:
        """Refuse a field that somebody else changed while this page was open."""
        cleaned = super().clean() or {}
        standing = _standing(self.task)
        for name in self.changed_data:
            if self.add_initial_prefix(name) not in self.data:
                continue
            read = self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
            if name in cleaned and standing[name] not in (read, cleaned[name]):
                self.add_error(
                    name, f"Changed meanwhile: it is {self.fields[name].prepare_value(standing[name])} now."
                )
        if "percent_complete" in self.changed_data and cleaned.get("percent_complete", 0) is None:
            self.add_error("percent_complete", "Type 0 to 100.")
        return cleaned

    def changed_fields(self, *, time: WorkingTime, now: datetime) -> dict[str, Any]:
        """Give the fields of the task that what was typed changes; what is typed beside a word goes before it."""
        typed = {_ROW_NAMES.get(name, name): self._value(name) for name in self.changed_data}
        word = typed.get("percent_complete")
        if not isinstance(word, Word):
            return typed
        values = progress_by(word, self.task, time=time, now=now)
        del typed["percent_complete"]
        return {name: value for name, value in (values | typed).items() if name in PROGRESS_FIELDS}

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
