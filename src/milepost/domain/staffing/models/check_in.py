"""The weekly check-in: what a person said of the own tasks, once a week."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Task


class CheckIn(WrittenOnce):
    """That a person went through the own tasks of a week; said again, the later counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="check_ins")
    week = models.DateField()
    """Its Monday."""
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "week"], name="check_in_of_a_week")]

    def __str__(self) -> str:
        return f"Check-in of {self.person}, week of {self.week}"


class CheckInLine(WrittenOnce):
    """What was said of one task: percent complete, and how much work of the person is left."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="check_in_lines")
    percent_complete = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(100)])
    left_minutes = models.PositiveIntegerField("work left", null=True, blank=True)
    """`None` where hours mean nothing, as for a milestone."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "task"], name="check_in_line_of_a_task_once")
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.percent_complete:g} %"
