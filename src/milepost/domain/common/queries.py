"""Reads of discussions worth a name; each keeps to what the account may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

from milepost.domain.common.models import (
    Attachment,
    Comment,
    Event,
    Mailing,
    Mention,
    Notification,
    User,
    Watch,
)
from milepost.domain.common.spreading import watchers_of
from milepost.domain.common.topics import visible_topics


@dataclass(slots=True)
class Thread:
    """A comment with what was replied to it."""

    head: Comment
    replies: list[Comment] = field(default_factory=list)


def threads_about(topic: models.Model) -> list[Thread]:
    """Give the discussion of a topic, the oldest thread first, in a constant number of queries."""
    comments = Comment.objects.about(topic).select_related("by", "removed_by")
    comments = comments.prefetch_related(
        "mentions__user", models.Prefetch("attachments", Attachment.objects.select_related("by"))
    )
    threads: dict[int, Thread] = {}
    for comment in comments:
        if comment.reply_to_id is None:
            threads[comment.pk] = Thread(comment)
        else:
            threads[comment.reply_to_id].replies.append(comment)
    return list(threads.values())


def files_of(topic: models.Model) -> models.QuerySet[Attachment]:
    """Give the files of a topic, those of its comments included, the latest first."""
    files = Attachment.objects.about(topic).filter(removed_at=None)
    return files.select_related("by").order_by("-id")


def unanswered_asks(user: User) -> models.QuerySet[Mention]:
    """Give what others ask of an account and wait for, the longest first."""
    return _open_asks(user, Q(user=user))


def asks_waiting_for_others(user: User) -> models.QuerySet[Mention]:
    """Give what an account has asked and nobody has answered, the longest first."""
    return _open_asks(user, Q(comment__by=user))


def unanswered_asks_within(places: Iterable[models.Model], user: User) -> models.QuerySet[Mention]:
    """Give the open asks about anything that belongs to some places, such as projects, as an account may see them."""
    ids: dict[str, set[int]] = defaultdict(set)
    for place in places:
        ids[place._meta.label_lower].add(place.pk)
    condition = Q(pk__in=[])
    for label, pks in ids.items():
        condition |= Q(comment__place_type=label, comment__place_id__in=pks)
    return _open_asks(user, condition)


def _open_asks(reader: User, condition: Q) -> models.QuerySet[Mention]:
    open_ones = Mention.objects.filter(condition, needs_answer=True, answered_at=None)
    types = set(open_ones.order_by().values_list("comment__topic_type", flat=True).distinct())
    visible = Comment.objects.filter(visible_topics(reader, of_types=types), removed_at=None)
    asks = open_ones.filter(comment__in=visible.order_by())
    return asks.select_related("comment__by", "user").order_by("comment__at", "pk")


def notifications_of(user: User) -> models.QuerySet[Notification]:
    """Give what an account is told in the app, the latest first; what it may no longer see is left out."""
    told = Notification.objects.filter(_still_visible(user), user=user, in_app=True)
    return told.select_related("event__by", "event__comment")


def unread_count(user: User) -> int:
    """Count what an account has not read, for the bell."""
    return notifications_of(user).filter(read_at=None).order_by().count()


def due_notifications(user: User) -> models.QuerySet[Notification]:
    """Give what is to be mailed to an account and that it may still see, the oldest first."""
    due = Notification.objects.filter(_still_visible(user), user=user, mailing=None)
    return due.select_related("event__by", "event__comment").order_by("pk")


def notifications_in(mailing: Mailing) -> models.QuerySet[Notification]:
    """Give what a message tells, less what its reader may no longer see, the oldest first."""
    told = Notification.objects.filter(_still_visible(mailing.user), mailing=mailing)
    return told.select_related("event__by", "event__comment").order_by("pk")


def _still_visible(user: User) -> Q:
    events = Event.objects.filter(visible_topics(user) | Q(topic_type=""))
    return Q(event__in=events.order_by())


@dataclass(frozen=True, slots=True)
class Watching:
    """How many watch a topic, and whether the reader is one of them."""

    count: int
    is_watching: bool


def watching(topic: models.Model, user: User) -> Watching:
    """Give who watches a topic, as its button shows it."""
    watchers = watchers_of(topic)
    return Watching(len(watchers), user.pk in watchers)


def watched_by(user: User) -> models.QuerySet[Watch]:
    """Give what an account has chosen to watch or to mute, as far as it may see it."""
    return Watch.objects.visible_to(user).filter(user=user)
