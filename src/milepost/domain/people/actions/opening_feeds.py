"""A person opens the own dates to a calendar program by a secret link, and closes it again."""

import secrets
from datetime import datetime

from milepost.domain.common.actions.tokens import digest_of_key
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.models import CalendarFeed, Person
from milepost.domain.people.permissions import require


def open_feed(*, by: Person, at: datetime) -> str:
    """Make a link for oneself and close the one before; the key is told once, here, and kept only as a digest."""
    require(by, "people.open_feed")
    key = secrets.token_urlsafe(32)
    with recording("people.open_feed", by=by.account, at=at, subject=by) as record:
        _close(record, by, at)
        record.create(CalendarFeed(person=by, digest=digest_of_key(key), opened_at=at))
    return key


def close_feed(*, by: Person, at: datetime) -> None:
    """Let the link open nothing any more."""
    require(by, "people.open_feed")
    with recording("people.close_feed", by=by.account, at=at, subject=by) as record:
        _close(record, by, at)


def feed_owner(key: str) -> Person | None:
    """Give whose dates a key opens, as long as the link is open and the person active."""
    feeds = CalendarFeed.objects.filter(digest=digest_of_key(key), closed_at=None, person__is_active=True)
    feed = feeds.filter(person__user__is_active=True).select_related("person__user").first()
    return feed.person if feed else None


def _close(record: Recorder, person: Person, at: datetime) -> None:
    record.update_many(
        (feed, {"closed_at": at}) for feed in CalendarFeed.objects.filter(person=person, closed_at=None)
    )
