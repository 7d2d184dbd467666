"""What people of the demo city have been told: the last weeks alone, nothing by email, and the older of it read."""

from datetime import datetime, timedelta

from milepost.domain.common.models import Delivery, Event, JobRun, Notification
from milepost.domain.common.spreading import spread_event

KEPT = timedelta(days=21)
UNREAD = timedelta(days=4)


def settle_news(*, at: datetime) -> None:
    """Make the notifications that thousands of background jobs would make, and forget what is old."""
    JobRun.objects.filter(job="common.spread_event").delete()
    Event.objects.filter(at__lt=at - KEPT).delete()
    for event in Event.objects.order_by("pk"):
        spread_event(event, at=event.at)
    Notification.objects.update(delivery=Delivery.NEVER)
    Notification.objects.filter(event__at__lt=at - UNREAD).update(read_at=at)
