"""What a person comes back to: starred by decision, or merely opened lately."""

from django.conf import settings
from django.db import models


class Star(models.Model):
    """A mark by which one person keeps a row at hand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stars")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "object_id"], name="starred_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.object_id}"


class Visit(models.Model):
    """That a person opened a row, and when last; nobody's decision, so never recorded, and soon forgotten."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "object_id"], name="visited_once")]
        indexes = [models.Index(fields=["user", "-at"], name="visit_latest")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.object_id}"
