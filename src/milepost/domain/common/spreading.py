"""An event reaches people: those named and those who watch, as each has chosen, if they may see what it is about."""

from datetime import datetime

from django.db import models

from milepost.domain.common.models import Delivery, Event, Notification, NotificationSettings, User, Watch
from milepost.domain.common.notification_kinds import choices_of, kind_named
from milepost.domain.common.topics import kind_of, topics_of

MOST_TOLD = 500


def spread_event(event: Event, *, at: datetime) -> int:
    """Make the notifications of an event, once however often it is asked; gives how many people are told."""
    if event.spread_at is not None:
        return 0
    users = _audience(event)
    choices = choices_of(users, kind_named(event.kind))
    told = [
        Notification(event=event, user=user, in_app=choice.in_app, delivery=_delivery(user, choice.delivery))
        for user in users
        if (choice := choices[user.pk]).in_app or choice.delivery != Delivery.NEVER
    ]
    Notification.objects.bulk_create(told, ignore_conflicts=True)
    Event.objects.filter(pk=event.pk).update(spread_at=at)
    return len(told)


def watchers_of(topic: models.Model) -> dict[int, User]:
    """Give who watches a topic, by account: its followers and whoever chose to, less whoever mutes it.

    Whoever watches the place a topic belongs to watches the topic.
    """
    place = kind_of(topic).place(topic)
    rows = {place, topic}
    watches = [watch for row in rows for watch in Watch.objects.about(row).select_related("user")]
    watching = {watch.user_id: watch.user for watch in watches if not watch.is_muted}
    own = {user.pk: user for row in rows for user in kind_of(row).followers(row)}
    unwilling = NotificationSettings.objects.filter(user__in=own, watches_own=False)
    for pk in unwilling.values_list("user", flat=True):
        own.pop(pk)
    found = own | watching
    # What was decided of the topic itself counts before what was decided of its place.
    for watch in sorted(watches, key=lambda watch: watch.topic_key == _key(topic)):
        if watch.is_muted:
            found.pop(watch.user_id, None)
        else:
            found[watch.user_id] = watch.user
    return found


def _key(topic: models.Model) -> tuple[str, int]:
    return topic._meta.label_lower, topic.pk


def _audience(event: Event) -> list[User]:
    topic = topics_of([event]).get((event.topic_type, event.topic_id or 0))
    if event.topic_type and topic is None:
        return []
    found = {user.pk: user for user in User.objects.filter(pk__in=event.to)}
    if event.is_for_watchers and topic:
        found |= watchers_of(topic)
    for pk in {event.by_id, *event.but}:
        found.pop(pk, None)
    users = [user for user in found.values() if user.is_active]
    return [user for user in users if topic is None or kind_of(topic).sees(user, topic)][:MOST_TOLD]


def _delivery(user: User, chosen: Delivery) -> Delivery:
    """Demo accounts have addresses that lead nowhere."""
    return Delivery.NEVER if user.is_demo or not user.email else chosen
