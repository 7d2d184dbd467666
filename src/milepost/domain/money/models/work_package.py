"""How what a task or phase has earned is measured."""

from django.core.validators import MaxValueValidator
from django.db import models

from milepost.domain.projects.models import Project
from milepost.engine.earned_value import Method

METHODS = [(method.value, method.value.capitalize()) for method in Method]


class WorkPackage(models.Model):
    """The measurement of a budgeted task or phase; without one, percent complete counts."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="work_packages")
    uid = models.PositiveIntegerField("task")
    method = models.CharField(
        "measurement method", max_length=20, choices=METHODS, default=Method.PERCENT_COMPLETE.value
    )
    physical_percent = models.PositiveSmallIntegerField(
        "physical percent complete", null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    class Meta:
        ordering = ["project", "uid"]
        constraints = [models.UniqueConstraint(fields=["project", "uid"], name="work_package_once")]

    def __str__(self) -> str:
        return f"task {self.uid}"
