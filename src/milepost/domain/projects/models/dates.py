"""Dates that follow from the schedule: thrown away and rebuilt, never edited, never audited."""

from django.db import models

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.task import Link, Task


class TaskDates(models.Model):
    task = models.OneToOneField(Task, primary_key=True, on_delete=models.CASCADE, related_name="dates")
    start = LocalMinuteField()
    finish = LocalMinuteField()
    early_start = LocalMinuteField()
    early_finish = LocalMinuteField()
    late_start = LocalMinuteField()
    late_finish = LocalMinuteField()
    total_slack = models.IntegerField()
    free_slack = models.IntegerField()
    percent_complete = models.FloatField()
    """Of a summary the share of its duration done; of a task what was recorded."""
    is_critical = models.BooleanField()
    driver = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "task dates"

    def __str__(self) -> str:
        return f"{self.start} to {self.finish}"


class ProjectDates(models.Model):
    """What lists and the portfolio need of a project's schedule, as of its revision."""

    project = models.OneToOneField(Project, primary_key=True, on_delete=models.CASCADE, related_name="dates")
    revision = models.PositiveIntegerField()
    start = LocalMinuteField()
    finish = LocalMinuteField()
    percent_complete = models.FloatField()
    task_count = models.PositiveIntegerField()
    critical_count = models.PositiveIntegerField()
    least_slack = models.IntegerField(null=True)
    """The smallest total slack of an open task, in working minutes."""

    class Meta:
        verbose_name_plural = "project dates"

    def __str__(self) -> str:
        return f"{self.start} to {self.finish}"
