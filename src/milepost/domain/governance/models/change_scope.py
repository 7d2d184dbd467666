"""What of the scope a change request brings."""

from typing import Any

from django.db import models

from milepost.domain.governance.models.change_request import ChangeRequest
from milepost.domain.projects.models import Deliverable, Requirement


class ChangeScopeQuerySet(models.QuerySet["ChangeScope"]):
    def of(self, change: ChangeRequest) -> "ChangeScopeQuerySet":
        """Give what a change request brings, with its words."""
        return self.filter(change_request=change).select_related("requirement", "deliverable")


class ChangeScope(models.Model):
    """A requirement or a deliverable that a change request brings into the scope, or words otherwise."""

    change_request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="change_ties"
    )
    deliverable = models.ForeignKey(
        Deliverable, null=True, blank=True, on_delete=models.PROTECT, related_name="change_ties"
    )

    objects = ChangeScopeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(requirement=None) ^ models.Q(deliverable=None),
                name="change_scope_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["change_request", "requirement"], name="requirement_by_a_change_once"
            ),
            models.UniqueConstraint(
                fields=["change_request", "deliverable"], name="deliverable_by_a_change_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}"

    @property
    def entry(self) -> Any:
        """Give the requirement or deliverable."""
        return self.requirement or self.deliverable
