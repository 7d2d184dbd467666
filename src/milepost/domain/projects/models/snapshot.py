"""How projects stood on days past: derived, and kept so that change and trend can be told."""

from django.db import models

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.status_rating import Status


class ProjectSnapshot(models.Model):
    """How a project stood at the end of a day; a day on which nothing is otherwise than before has none."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="snapshots")
    on = models.DateField()
    state = models.CharField(max_length=12, choices=Project.State.choices)
    status = models.CharField(max_length=9, choices=Status.choices)
    finish = LocalMinuteField(null=True)
    """`None` where there is no schedule yet."""
    finish_days = models.FloatField(null=True)
    """Working days the finish is later than in the current baseline."""
    milestones = models.JSONField(default=dict)
    """The forecast of each open milestone, by its uid, in minutes."""

    class Meta:
        ordering = ["project", "on"]
        constraints = [models.UniqueConstraint(fields=["project", "on"], name="snapshot_of_a_day_once")]
        indexes = [models.Index(fields=["on"], name="snapshot_on")]

    def __str__(self) -> str:
        return f"{self.project_id} on {self.on}"
