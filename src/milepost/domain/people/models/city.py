"""The city itself: one row."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from milepost.domain.people.models.calendar import WorkingCalendar


def check_time_zone(name: str) -> None:
    """Refuse a name that is no time zone."""
    if name not in available_timezones():
        raise ValidationError(gettext("{name} is not a time zone, such as America/Denver.").format(name=name))


class City(models.Model):
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="America/Denver", validators=[check_time_zone])
    fiscal_year_start_month = models.PositiveSmallIntegerField(default=1)
    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="+")
    accessibility_email = models.EmailField(blank=True)
    accessibility_phone = models.CharField(max_length=40, blank=True)
    """Where barriers are reported and alternatives asked for; the accessibility statement names both."""
    setup_marks = models.JSONField(default=dict, blank=True)
    """What the administrator said of steps of the set-up: done or skipped, by the step's name."""
    is_set_up = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "cities"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_city"),
            models.CheckConstraint(
                condition=models.Q(fiscal_year_start_month__range=(1, 12)),
                name="fiscal_year_starts_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name
