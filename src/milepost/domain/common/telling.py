"""The one way to tell people that something happened: written with the change, spread when that commits."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import Comment, Event, User
from milepost.domain.common.models.about_topic import columns_of
from milepost.domain.common.notification_kinds import kind_named

LONGEST = Event._meta.get_field("text").max_length or 0


def tell(
    kind: str,
    *,
    text: str,
    at: datetime,
    by: User | None,
    topic: models.Model | None = None,
    to: Iterable[User | None] = (),
    watchers: bool = False,
    but: Iterable[User | None] = (),
    comment: Comment | None = None,
    once: str = "",
) -> Event | None:
    """Tell accounts by name, and with `watchers` whoever watches the topic; never `by` about the own deed.

    Call it inside the transaction of the change. With `once` the same is told a single time; `None` where it was.
    """
    named = [user.pk for user in to if user]
    if not named and not watchers:
        return None
    event = Event(
        kind=kind_named(kind).name,
        by=by,
        at=at,
        text=text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…",
        comment=comment,
        to=named,
        but=[user.pk for user in but if user],
        is_for_watchers=watchers,
        key=once or None,
        **(columns_of(topic) if topic else {}),
    )
    if once and Event.objects.filter(key=once).exists():
        return None
    event.save(force_insert=True)
    enqueue("common.spread_event", by=None, event_id=event.pk)
    return event
