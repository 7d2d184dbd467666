"""People follow a topic, or want to hear nothing of it."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.models import User, Watch
from milepost.domain.common.models.about_topic import columns_of
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.topics import kind_of


class CannotWatch(Refusal):
    """Says why a topic is not watched."""


def watch_topic(topic: models.Model, *, by: User, at: datetime) -> None:
    """Be told of what happens to a topic."""
    _decide(topic, "common.watch_topic", by=by, at=at, is_muted=False)


def mute_topic(topic: models.Model, *, by: User, at: datetime) -> None:
    """Hear nothing of a topic but what is said to oneself."""
    _decide(topic, "common.mute_topic", by=by, at=at, is_muted=True)


def _decide(topic: models.Model, action: str, *, by: User, at: datetime, is_muted: bool) -> None:
    if not kind_of(topic).sees(by, topic):
        raise CannotWatch(gettext("Only what you may see can be watched."))
    with recording(action, by=by, at=at) as record:
        standing = Watch.objects.about(topic).filter(user=by).select_for_update().first()
        if standing:
            record.subject = record.update(standing, is_muted=is_muted)
        else:
            record.subject = record.create(Watch(user=by, is_muted=is_muted, **columns_of(topic)))
