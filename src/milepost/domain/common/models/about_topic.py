"""Rows about a topic: what it is, and what it belongs to."""

from typing import TYPE_CHECKING, TypeVar

from django.db import models

from milepost.domain.common.topics import kind_of, visible_topics

if TYPE_CHECKING:
    from milepost.domain.common.models.user import User

M = TypeVar("M", bound=models.Model, covariant=True)


class AboutTopicQuerySet(models.QuerySet[M]):
    def about(self, topic: models.Model) -> "AboutTopicQuerySet[M]":
        """Keep what is about one topic."""
        return self.filter(topic_type=topic._meta.label_lower, topic_id=topic.pk)

    def within(self, place: models.Model) -> "AboutTopicQuerySet[M]":
        """Keep what is about anything that belongs to a place, the place itself included."""
        return self.filter(place_type=place._meta.label_lower, place_id=place.pk)

    def visible_to(self, user: "User | None") -> "AboutTopicQuerySet[M]":
        """Keep what is about topics the account may see."""
        return self.filter(visible_topics(user))


class AboutTopic(models.Model):
    topic_type = models.CharField(max_length=80, blank=True)
    topic_id = models.BigIntegerField(null=True, blank=True)
    place_type = models.CharField(max_length=80, blank=True)
    place_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def topic_key(self) -> tuple[str, int | None]:
        return self.topic_type, self.topic_id


def columns_of(topic: models.Model) -> dict[str, str | int]:
    """Give the columns that say what a row is about."""
    place = kind_of(topic).place(topic)
    return {
        "topic_type": topic._meta.label_lower,
        "topic_id": topic.pk,
        "place_type": place._meta.label_lower,
        "place_id": place.pk,
    }
