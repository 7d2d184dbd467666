"""When a person is away from the usual work, in whole or in part."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models.person import Person


class Absence(models.Model):
    """Days on which a person is away for a share of the time; everybody may know the days, few the reason."""

    SECRET_FIELDS = ("kind", "note")
    """The reason is kept out of the history, which more people read than may know it."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("Leave")
        TRAINING = "training", _("Training")
        PART_TIME = "part_time", _("Part time")
        ON_CALL = "on_call", _("On call")
        OTHER = "other", _("Other")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    """The last day away, itself included; `None` until further notice, as for part time."""
    share_percent = models.PositiveSmallIntegerField(
        "share of time", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    kind = models.CharField("reason", max_length=10, choices=Kind.choices, default=Kind.LEAVE)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last=None) | models.Q(last__gte=models.F("first")),
                name="absence_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__range=(1, 100)),
                name="absence_takes_a_share",
                violation_error_message="A share of the time lies between 1 and 100 percent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.first}"
