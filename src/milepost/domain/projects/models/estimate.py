"""What people decided about uncertainty: three points for a task, and what a risk does to the tasks it touches."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.risk import Risk


class DurationEstimate(models.Model):
    """Low, likely and high for what remains of a task, known by its uid so that it outlives the task."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="duration_estimates")
    uid = models.PositiveIntegerField("task")
    low_minutes = models.PositiveIntegerField("low")
    likely_minutes = models.PositiveIntegerField("likely")
    high_minutes = models.PositiveIntegerField("high")

    class Meta:
        ordering = ["uid"]
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="duration_estimate_once"),
            models.CheckConstraint(
                condition=models.Q(low_minutes__lte=models.F("likely_minutes"))
                & models.Q(likely_minutes__lte=models.F("high_minutes")),
                name="duration_estimate_rises",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.uid}"


CHANCE = [MaxValueValidator(100)]
EFFECT = [MaxValueValidator(1000)]


class RiskEffect(models.Model):
    """How likely a risk is, and what it makes of the duration of its tasks, in percent; now or after the response."""

    class When(models.TextChoices):
        NOW = "now", _("As things are")
        AFTER = "after", _("After the response")

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="effects")
    when = models.CharField(max_length=5, choices=When.choices)
    chance_percent = models.PositiveSmallIntegerField("chance", validators=CHANCE)
    low_percent = models.PositiveSmallIntegerField("low effect", validators=EFFECT)
    likely_percent = models.PositiveSmallIntegerField("likely effect", validators=EFFECT)
    high_percent = models.PositiveSmallIntegerField("high effect", validators=EFFECT)

    class Meta:
        ordering = ["risk", "when"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "when"], name="risk_effect_once"),
            models.CheckConstraint(
                condition=models.Q(low_percent__lte=models.F("likely_percent"))
                & models.Q(likely_percent__lte=models.F("high_percent")),
                name="risk_effect_rises",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk} {self.get_when_display().lower()}"


class RiskTask(models.Model):
    """A task that a risk touches, known by its uid in the risk's project."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="touched")
    uid = models.PositiveIntegerField("task")

    class Meta:
        ordering = ["risk", "uid"]
        constraints = [models.UniqueConstraint(fields=["risk", "uid"], name="risk_task_once")]

    def __str__(self) -> str:
        return f"task {self.uid}"
