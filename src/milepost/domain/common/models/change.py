"""What was changed, by whom and why; and the chain of seals that shows tampering."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce


class AuditSeal(models.Model):
    """One link of the hash chain: the digest of the batch it closes together with the seal before."""

    at = models.DateTimeField()
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="next")
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        # Of two sealers at once one fails, also at the first seal, which follows none.
        constraints = [models.UniqueConstraint(Coalesce("previous", 0), name="seal_followed_once")]

    def __str__(self) -> str:
        return f"Seal {self.pk}"


class ChangeSet(models.Model):
    """Everything one action changed."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="change_sets"
    )
    by_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    key = models.CharField(max_length=36, null=True)
    """The sender's own name for what was asked, so that asked again after a lost answer it is not done twice."""
    digest = models.CharField(max_length=64)
    seal = models.ForeignKey(AuditSeal, null=True, on_delete=models.PROTECT, related_name="change_sets")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="change_set_key")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="change_set_subject"),
            models.Index(fields=["at"], name="change_set_at"),
            models.Index(fields=["id"], condition=models.Q(seal=None), name="change_set_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.by_name}"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone_by")


class Change(models.Model):
    """One object of a change set: `values` maps each field to what it was and what it became.

    The law may require values to be erased; the digest stays, so the chain still holds.
    """

    class Kind(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        DELETED = "deleted"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    object_name = models.CharField(max_length=300, blank=True)
    values = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="change_object")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {self.kind}"

    @property
    def is_redacted(self) -> bool:
        return self.redacted_at is not None
