"""What the areas below tell: a calendar changed, so the schedules that use it follow in the background."""

from django.dispatch import receiver

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import User
from milepost.domain.people.signals import calendar_changed


@receiver(calendar_changed)
def follow_calendar(sender: object, *, calendar_id: int, by: User, **_: object) -> None:
    enqueue("projects.follow_calendar", by=by, calendar_id=calendar_id)
