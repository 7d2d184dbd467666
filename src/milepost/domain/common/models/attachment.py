"""Files people bring, kept as they came."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models.about_topic import AboutTopic, AboutTopicQuerySet
from milepost.domain.common.models.comment import Comment


def random_place(attachment: "Attachment", name: str) -> str:
    """Give a name in the store that tells nothing and that nobody can guess."""
    token = secrets.token_hex(16)
    return f"attachments/{token[:2]}/{token}"


class Attachment(AboutTopic):
    """A file; one that hangs on a topic was attached by somebody, the others belong to what points at them."""

    class Scan(models.TextChoices):
        NONE = "none", _("Not scanned")
        PENDING = "pending", _("Being checked")
        CLEAN = "clean", _("Checked")
        REFUSED = "refused", _("Refused")

    name = models.CharField(max_length=255)
    content = models.FileField(upload_to=random_place, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    scan = models.CharField(max_length=7, choices=Scan.choices, default=Scan.NONE)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AboutTopicQuerySet["Attachment"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["topic_type", "topic_id", "id"], name="attachment_topic"),
            models.Index(fields=["place_type", "place_id", "-id"], name="attachment_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower()

    @property
    def is_ready(self) -> bool:
        """Tell whether it may be handed out."""
        return self.removed_at is None and self.scan in {self.Scan.NONE, self.Scan.CLEAN}

    def read(self) -> bytes:
        """Give the whole content; for files that are known to be small."""
        with self.content.open() as file:
            content: bytes = file.read()
            return content
