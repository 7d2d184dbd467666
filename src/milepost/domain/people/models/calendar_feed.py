"""The secret link by which a person's calendar program reads the own work; only its digest is kept."""

from django.db import models

from milepost.domain.people.models.person import Person


class CalendarFeed(models.Model):
    """A link that opens one person's dates, until it is closed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_at=None), name="calendar_feed_of_a_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
