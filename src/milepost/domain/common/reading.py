"""Which notifications somebody has read."""

from collections.abc import Iterable
from datetime import datetime

from milepost.domain.common.models import Notification, User
from milepost.domain.common.queries import notifications_of


def mark_read(user: User, *, at: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark an account's notifications as read, all or those with the ids; gives how many were unread."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=at)


def mark_unread(user: User, *, ids: Iterable[int]) -> None:
    """Let notifications wait to be read again."""
    shown = notifications_of(user).filter(pk__in=list(ids)).values_list("pk", flat=True)
    Notification.objects.filter(pk__in=list(shown)).update(read_at=None)
