"""The form of a week in hours: one field for each line and day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext

from milepost.domain.staffing.calculations.timesheets import Line, SheetLine, Week, lines_of
from milepost.domain.staffing.models import TimeCode

MINUTES_PER_HOUR = 60
MOST_HOURS = 25
NAME = re.compile(r"hours-(?:(?P<project>\d{1,12})-(?P<uid>\d{1,9})|(?P<code>[a-z]{1,20}))-[0-6]")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line with its fields, Monday first."""

    name: str
    project: str
    total: int
    fields: Sequence[BoundField]

    @property
    def errors(self) -> list[BoundField]:
        return [field for field in self.fields if field.errors]


class TimesheetForm(forms.Form):
    """The hours of a week; lines that were sent stay, whatever the plan says meanwhile."""

    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, week: Week) -> None:
        super().__init__(data, initial={"revision": week.sheet.revision if week.sheet else 0})
        known = {line.line for line in week.lines}
        sent = [line for line in _lines_sent(data or {}) if line not in known]
        self._lines = [*week.lines, *lines_of({}, sent, week.days)]
        self._days = week.days
        for line in self._lines:
            for place, day in enumerate(week.days):
                self.fields[_name(line.line, place)] = _field(line, day, line.minutes[place])

    @property
    def lines(self) -> list[FormLine]:
        return [
            FormLine(
                line.name, line.project, line.total, [self[_name(line.line, place)] for place in range(7)]
            )
            for line in self._lines
        ]

    @property
    def hours(self) -> dict[tuple[Line, date], int]:
        """Give the minutes by line and day."""
        found = {}
        for line in self._lines:
            for place, day in enumerate(self._days):
                hours = self.cleaned_data.get(_name(line.line, place))
                if hours:
                    found[line.line, day] = round(hours * MINUTES_PER_HOUR)
        return found

    @property
    def seen(self) -> int | None:
        """Give the revision that the reader's page showed; none before there was a timesheet."""
        revision: int | None = self.cleaned_data.get("revision")
        return revision or None


def _lines_sent(data: "QueryDict | dict[str, Any]") -> list[Line]:
    found: dict[Line, None] = {}
    for name in list(data)[:1000]:
        if match := NAME.fullmatch(name):
            code, project = match["code"], match["project"]
            if code in TimeCode.values:
                found[Line(code=code)] = None
            elif project:
                found[Line(int(project), int(match["uid"]))] = None
    return list(found)


def _name(line: Line, place: int) -> str:
    key = line.code or f"{line.project}-{line.task_uid}"
    return f"hours-{key}-{place}"


def _field(line: SheetLine, day: date, minutes: int) -> forms.FloatField:
    hours = minutes / MINUTES_PER_HOUR
    label = gettext("{day}: {line}").format(day=f"{day:%A, %B} {day.day}", line=line.name)
    return forms.FloatField(
        label=label,
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        initial=None if not minutes else f"{hours:g}",
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 6, "aria-label": label}
        ),
    )
