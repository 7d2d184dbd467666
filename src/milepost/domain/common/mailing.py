"""Notifications by email: at once but never in a rush, or as a digest; claimed, then sent, so nothing comes twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import Delivery, Mailing, Notification, NotificationSettings, User
from milepost.domain.common.queries import due_notifications, notifications_in
from milepost.domain.common.rules import rule_value
from milepost.domain.common.topics import topics_of

MOST_AT_A_TIME = 200
"""Messages that one turn begins, so that a mail server is not overrun."""
MOST_ATTEMPTS = 5
WAIT = timedelta(minutes=10)
MOST_LISTED = 50
MONDAY, SATURDAY = 0, 5


@dataclass(slots=True)
class Group:
    """What happened in one place, such as a project."""

    title: str
    lines: list[Notification] = field(default_factory=list)


def send_due(*, at: datetime, local: datetime) -> int:
    """Begin the messages that are due, `local` being the city's time; gives how many."""
    rule = rule_value("notifications", on=local.date())
    users = _due_at_once(at - timedelta(minutes=rule["quiet_minutes"]))
    begun = sum(_begin(user, Delivery.AT_ONCE, at=at) for user in users)
    if local.hour >= rule["digest_hour"]:
        begun += sum(
            _begin(user, Delivery.DIGEST, at=at, day=local.date()) for user in _due_digests(local.date())
        )
    return begun + _begin_again(at)


def send_mailing(mailing: Mailing, *, at: datetime) -> None:
    """Send a message that was begun, unless it has been sent; what its reader may no longer see is left out."""
    if mailing.sent_at is not None:
        return
    Mailing.objects.filter(pk=mailing.pk).update(attempts=F("attempts") + 1)
    told = list(notifications_in(mailing))
    if told and mailing.user.is_active:
        message_of(mailing, told).send()
    Mailing.objects.filter(pk=mailing.pk).update(sent_at=at)


def message_of(mailing: Mailing, told: list[Notification]) -> EmailMultiAlternatives:
    """Give the email of a message, as text and as HTML."""
    site = settings.SITE_URL.rstrip("/")
    choices = f"{site}/notifications/choices/"
    subject = _subject(mailing, told)
    shown = {
        "subject": subject,
        "groups": groups_of(told[:MOST_LISTED]),
        "more": max(0, len(told) - MOST_LISTED),
        "site": site,
        "choices": choices,
        "is_digest": mailing.is_digest,
        "name": mailing.user.name.split()[0] if mailing.user.name else "",
    }
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMultiAlternatives(
        subject,
        render_to_string("notifications/email.txt", shown),
        to=[mailing.user.email],
        headers={
            # The same each time it is tried, so that mail programs show a second copy once.
            "Message-ID": f"<milepost-{mailing.pk}-{mailing.at:%Y%m%d%H%M%S}@{host}>",
            "List-Unsubscribe": f"<{choices}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("notifications/email.html", shown), "text/html")
    return message


def groups_of(told: Iterable[Notification]) -> list[Group]:
    """Gather notifications by what they belong to, in the order of the first of each."""
    told = list(told)
    places = topics_of([_Place(one.event.place_type, one.event.place_id or 0) for one in told])
    groups: dict[tuple[str, int], Group] = {}
    for one in told:
        key = one.event.place_type, one.event.place_id or 0
        group = groups.setdefault(key, Group(str(places.get(key, "Milepost"))))
        group.lines.append(one)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class _Place:
    topic_type: str
    topic_id: int


def _subject(mailing: Mailing, told: list[Notification]) -> str:
    if mailing.is_digest:
        return f"Milepost: {len(told)} thing{'s' if len(told) != 1 else ''} happened"
    first = told[0].event.text
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    return f"{first}{more}".replace("\n", " ")


def _due_at_once(quiet_since: datetime) -> list[User]:
    due = Notification.objects.filter(delivery=Delivery.AT_ONCE, mailing=None, read_at=None)
    hushed = Mailing.objects.filter(is_digest=False, at__gt=quiet_since)
    users = User.objects.filter(is_active=True, pk__in=due.order_by().values("user"))
    return list(users.exclude(pk__in=hushed.order_by().values("user")).order_by("pk")[:MOST_AT_A_TIME])


def _due_digests(day: date) -> list[User]:
    if day.weekday() >= SATURDAY:
        return []
    due = Notification.objects.filter(delivery=Delivery.DIGEST, mailing=None, read_at=None)
    users = User.objects.filter(is_active=True, pk__in=due.order_by().values("user"))
    users = users.exclude(pk__in=Mailing.objects.filter(key=str(day)).order_by().values("user"))
    if day.weekday() != MONDAY:
        users = users.exclude(notification_settings__digest=NotificationSettings.Digest.WEEKLY)
    return list(users.order_by("pk")[:MOST_AT_A_TIME])


def _begin(user: User, delivery: Delivery, *, at: datetime, day: date | None = None) -> bool:
    """Claim what is due to an account and have it sent; what it may not see any more is told to nobody."""
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            due = Notification.objects.filter(user=user, delivery=delivery, mailing=None)
            claimed = list(
                due_notifications(user).filter(delivery=delivery, read_at=None).values_list("pk", flat=True)
            )
            due.exclude(pk__in=claimed).update(delivery=Delivery.NEVER)
            if not claimed:
                return False
            mailing = Mailing.objects.create(
                user=user, is_digest=delivery == Delivery.DIGEST, at=at, key=str(day) if day else None
            )
            Notification.objects.filter(pk__in=claimed, mailing=None).update(mailing=mailing)
            enqueue("common.send_mailing", by=None, mailing_id=mailing.pk)
    except IntegrityError:  # another machine was first with today's digest
        return False
    return True


def _begin_again(at: datetime) -> int:
    """Have messages sent that failed on their way, later each time, and in the end no more."""
    waits = Q()
    for attempt in range(MOST_ATTEMPTS):
        waits |= Q(attempts=attempt, at__lt=at - WAIT * (attempt + 1) * (attempt + 1))
    unsent = Mailing.objects.filter(waits, sent_at=None).values_list("pk", flat=True)[:MOST_AT_A_TIME]
    for pk in unsent:
        enqueue("common.send_mailing", by=None, mailing_id=pk)
    return len(unsent)
