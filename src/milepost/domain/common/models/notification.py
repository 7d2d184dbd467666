"""What happened, who is told of it and how, and the mail that told them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models.about_topic import AboutTopic, AboutTopicQuerySet
from milepost.domain.common.models.comment import Comment

EXCERPT = 200


class Delivery(models.TextChoices):
    """How somebody hears of a kind of event by email."""

    NEVER = "never", _("Never")
    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("In the digest")


class Event(AboutTopic):
    """Something that happened and that people may want to hear of; written with the change that made it."""

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    text = models.CharField(max_length=300)
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    to = models.JSONField(default=list)
    """The accounts it is told to by name."""
    but = models.JSONField(default=list)
    """The accounts that hear of it otherwise."""
    is_for_watchers = models.BooleanField(default=False)
    key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    """Names what must be told once only, however often it is found."""
    spread_at = models.DateTimeField(null=True, blank=True)

    objects = AboutTopicQuerySet["Event"].as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["place_type", "place_id", "-id"], name="event_place")]

    def __str__(self) -> str:
        return self.text


class Mailing(models.Model):
    """One message to one person: claimed first, then sent, so that nothing is told twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mailings")
    is_digest = models.BooleanField("digest")
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=40, null=True, blank=True)
    """The day of a digest, of which there is one."""

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_digest_a_day")]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(sent_at=None), name="mailing_unsent"),
            models.Index(fields=["user", "-at"], name="mailing_latest"),
        ]

    def __str__(self) -> str:
        return f"{'Digest' if self.is_digest else 'Message'} to {self.user}"


class Notification(models.Model):
    """An event as one person is told of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notifications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    in_app = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    delivery = models.CharField(max_length=7, choices=Delivery.choices, default=Delivery.NEVER)
    mailing = models.ForeignKey(
        Mailing, null=True, blank=True, on_delete=models.SET_NULL, related_name="notifications"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_latest"),
            models.Index(
                fields=["user"], condition=models.Q(read_at=None, in_app=True), name="notification_unread"
            ),
            models.Index(
                fields=["delivery", "user"],
                condition=models.Q(mailing=None) & ~models.Q(delivery="never"),
                name="notification_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.user}"

    @property
    def is_unread(self) -> bool:
        return self.read_at is None

    @property
    def excerpt(self) -> str:
        """The first words of the comment it is about, as it reads now."""
        comment = self.event.comment
        if comment is None or comment.is_removed:
            return ""
        text = " ".join(comment.text.split())
        return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()}…"


class NotificationChoice(models.Model):
    """How a person wants to hear of one kind of event, where it differs from what is usual."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notification_choices"
    )
    kind = models.CharField(max_length=40)
    in_app = models.BooleanField()
    delivery = models.CharField(max_length=7, choices=Delivery.choices)

    class Meta:
        ordering = ["user", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class NotificationSettings(models.Model):
    """When a person's digest comes, and what the person watches without asking for it."""

    class Digest(models.TextChoices):
        DAILY = "daily", _("Every working day")
        WEEKLY = "weekly", _("Every Monday")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notification_settings"
    )
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.DAILY)
    watches_own = models.BooleanField("watch what I answer for", default=True)
    watches_commented = models.BooleanField("watch what I comment on", default=True)

    class Meta:
        verbose_name_plural = "notification settings"

    def __str__(self) -> str:
        return f"Notification settings of {self.user}"
