"""That a leveling was applied: which run, and the change each project has from it."""

from django.db import models

from milepost.domain.common.models import ChangeSet, Run
from milepost.domain.people.models import Person


class AppliedLeveling(models.Model):
    """A leveling that was written into schedules, as one; its runs' result stands in the run."""

    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="applications")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_undone = models.BooleanField("undone", default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Leveling applied by {self.by}"


class AppliedChange(models.Model):
    """The change of one project's schedule that a leveling made."""

    applied = models.ForeignKey(AppliedLeveling, on_delete=models.PROTECT, related_name="changes")
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change_set"], name="applied_change_once")]

    def __str__(self) -> str:
        return str(self.change_set)
