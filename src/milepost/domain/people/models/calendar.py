"""Working calendars: weekly shifts, and exceptions once or every year."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MINUTES_PER_DAY = 1440


def standard_week() -> list[list[list[int]]]:
    """Monday to Friday, 8:00 to 12:00 and 13:00 to 17:00."""
    return [[[480, 720], [780, 1020]] for _ in range(5)] + [[], []]


def check_shifts(shifts: Any) -> None:
    """Refuse a day whose shifts are not ascending pairs of minutes within the day."""
    if not isinstance(shifts, list) or not all(map(_is_pair, shifts)):
        raise ValidationError(
            gettext("A day is a list of shifts, each with the minutes it starts and ends at.")
        )
    last = 0
    for start, finish in shifts:
        if not (last <= start < finish <= MINUTES_PER_DAY):
            raise ValidationError(
                gettext("The shifts of a day follow one another and each ends after it starts.")
            )
        last = finish


def check_week(week: Any) -> None:
    """Refuse a week that is not seven lists of shifts."""
    if not isinstance(week, list) or len(week) != 7:
        raise ValidationError(gettext("A week has seven days, Monday first."))
    for shifts in week:
        check_shifts(shifts)


def _is_pair(shift: Any) -> bool:
    return (
        isinstance(shift, list | tuple)
        and len(shift) == 2
        and all(isinstance(minute, int) for minute in shift)
    )


class WorkingCalendar(models.Model):
    """When work is done; `week` lists the shifts of Monday to Sunday as minutes of the day."""

    name = models.CharField(max_length=200)
    week = models.JSONField(default=standard_week, validators=[check_week])
    is_city_wide = models.BooleanField(default=True)
    """False for a calendar that came with one project's schedule."""

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(is_city_wide=True), name="city_calendar_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarException(models.Model):
    """Days that differ from the week: a holiday, a closure, a Saturday worked."""

    class Recurrence(models.TextChoices):
        ONCE = "once", _("Once")
        YEARLY_DATE = "yearly_date", _("Yearly, on the date")
        YEARLY_WEEKDAY = "yearly_weekday", _("Yearly, on the weekday")

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="exceptions")
    name = models.CharField(max_length=120, blank=True)
    first = models.DateField()
    last = models.DateField()
    shifts = models.JSONField(default=list, blank=True, validators=[check_shifts])
    recurrence = models.CharField(max_length=14, choices=Recurrence.choices, default=Recurrence.ONCE)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="exception_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            )
        ]

    def __str__(self) -> str:
        return self.name or f"{self.first}"
