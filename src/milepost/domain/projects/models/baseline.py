"""Baselines: what the plan was when it was agreed, kept whole and never changed."""

from django.db import models

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project


class Baseline(WrittenOnce):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    start = LocalMinuteField()
    finish = LocalMinuteField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="baseline_number_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_revised(self) -> bool:
        """Whether an earlier baseline was agreed before this one."""
        return self.number > 0


class BaselineTask(WrittenOnce):
    """A task as a baseline keeps it, known by its uid so that it outlives the task."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="tasks")
    uid = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    is_summary = models.BooleanField()
    is_milestone = models.BooleanField()
    start = LocalMinuteField()
    finish = LocalMinuteField()
    duration_minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["baseline", "uid"], name="baseline_task_once")]

    def __str__(self) -> str:
        return self.name
