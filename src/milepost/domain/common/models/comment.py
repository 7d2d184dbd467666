"""What people say about a topic, whom they name in it, and who owes an answer."""

from django.conf import settings
from django.db import models

from milepost.domain.common.models.about_topic import AboutTopic, AboutTopicQuerySet

LONGEST = 5000


class Comment(AboutTopic):
    """One contribution to a discussion; a removed one leaves its place, without its words."""

    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField(max_length=LONGEST, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AboutTopicQuerySet["Comment"].as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["topic_type", "topic_id", "id"], name="comment_topic"),
            models.Index(fields=["place_type", "place_id", "-id"], name="comment_place"),
        ]

    def __str__(self) -> str:
        return self.text[:80] or "Removed comment"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def thread_id(self) -> int:
        """The comment that opened the thread this one stands in."""
        return self.reply_to_id or self.pk


class Mention(models.Model):
    """A person named in a comment; where `needs_answer`, an ask that is open until answered or checked off."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")
    needs_answer = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    """The reply that answered; empty where the ask was checked off."""

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mentioned_once")]
        indexes = [
            models.Index(
                fields=["user"],
                condition=models.Q(needs_answer=True, answered_at=None),
                name="mention_unanswered",
            )
        ]

    def __str__(self) -> str:
        return f"@{self.user}"

    @property
    def is_open(self) -> bool:
        return self.needs_answer and self.answered_at is None
