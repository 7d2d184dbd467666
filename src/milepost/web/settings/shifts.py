"""Shifts as people write them: 8:00-12:00, 13:00-17:00."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from milepost.domain.people.models.calendar import MINUTES_PER_DAY, check_shifts

SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?::(\d\d))?")
Shifts = list[list[int]]


def read_shifts(text: str) -> Shifts:
    """Read the shifts of a day; an empty text is a day off. Raises `ValidationError`."""
    shifts = [_read_span(part.strip()) for part in text.split(",") if part.strip()]
    check_shifts(shifts)
    return shifts


def write_shifts(shifts: Shifts) -> str:
    """Write the shifts of a day as they are read."""
    return ", ".join(f"{_clock(start)}-{_clock(finish)}" for start, finish in shifts)


class ShiftsField(forms.CharField):
    """The shifts of one day in one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=120, **options)

    def clean(self, value: Any) -> Shifts:
        """Give the shifts in minutes of the day."""
        return read_shifts(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Write what is shown at first; what was typed stays as it is."""
        return write_shifts(value) if isinstance(value, list) else value


def _read_span(text: str) -> list[int]:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValidationError(
            gettext("“{text}” is not a shift such as 8:00-12:00, on the 24-hour clock.").format(text=text)
        )
    start_hour, start_minute, finish_hour, finish_minute = (int(part or 0) for part in found.groups())
    if max(start_minute, finish_minute) > 59 or max(start_hour, finish_hour) * 60 > MINUTES_PER_DAY:
        raise ValidationError(gettext("“{text}” holds a time that no clock shows.").format(text=text))
    return [start_hour * 60 + start_minute, finish_hour * 60 + finish_minute]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
