"""Who follows a topic, or wants to hear nothing of it."""

from django.conf import settings
from django.db import models

from milepost.domain.common.models.about_topic import AboutTopic, AboutTopicQuerySet


class Watch(AboutTopic):
    """A decision to follow a topic, or, muted, not to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watches")
    is_muted = models.BooleanField("muted", default=False)

    objects = AboutTopicQuerySet["Watch"].as_manager()

    class Meta:
        verbose_name_plural = "watches"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["topic_type", "topic_id", "user"], name="watched_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {'mutes' if self.is_muted else 'watches'} {self.topic_type} {self.topic_id}"
