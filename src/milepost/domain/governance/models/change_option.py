"""Other ways to bring about what a change request wants, each with its own impact."""

from django.db import models

from milepost.domain.governance.models.change_request import ChangeImpact, ChangeRequest


class ChangeOptionQuerySet(models.QuerySet["ChangeOption"]):
    def of(self, change: ChangeRequest) -> "ChangeOptionQuerySet":
        """Give the options of a change request with their impacts."""
        return self.filter(change_request=change).select_related("impact__by")


class ChangeOption(models.Model):
    """What a change request could ask for instead, kept with the impact that was computed for it."""

    change_request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    commands = models.JSONField("schedule edits", default=list, blank=True)
    costs = models.JSONField(default=list, blank=True)
    """Each with `uid` of the task, `amount` as text, and the id of its contract as `limit`, or null."""
    impact = models.ForeignKey(ChangeImpact, on_delete=models.PROTECT, related_name="+")

    objects = ChangeOptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["change_request", "title"], name="change_option_named_once")
        ]

    def __str__(self) -> str:
        return self.title
