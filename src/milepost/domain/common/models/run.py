"""Long computations, each kept as it was made: what was asked, of which inputs, and what came of it."""

from typing import Any

from django.conf import settings
from django.db import models

from milepost.domain.common.models.job_run import JobRun


class RunQuerySet(models.QuerySet["Run"]):
    def about(self, kind: str, subject: models.Model | None) -> "RunQuerySet":
        """Keep the runs of a kind that are about a row, or about everything."""
        return self.filter(kind=kind, **subject_fields(subject))

    def made(self) -> "RunQuerySet":
        """Keep those with a result."""
        return self.filter(made_at__isnull=False)


class Run(models.Model):
    """One computation of a kind; its result is written once and never again."""

    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    seed = models.BigIntegerField(null=True, blank=True)
    engine_version = models.CharField(max_length=20)
    inputs = models.JSONField(default=dict, blank=True)
    """A mark of each thing that was read, by the name that readers know it by; another mark means it changed."""
    digest = models.CharField(max_length=64, blank=True)
    """Over inputs, parameters, seed and engine: the same digest gives the same result."""
    result = models.JSONField(null=True, blank=True)
    is_kept = models.BooleanField("kept", default=False)
    """Somebody wants it longer than the city's rule keeps runs."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    job = models.OneToOneField(JobRun, null=True, on_delete=models.SET_NULL, related_name="computation")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "subject_type", "subject_id", "-id"], name="run_of_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def is_under_way(self) -> bool:
        return not self.is_made and self.job is not None and not self.job.is_over


def subject_fields(subject: models.Model | None) -> dict[str, Any]:
    """Give the columns that name what a run is about."""
    if subject is None:
        return {"subject_type": "", "subject_id": None}
    return {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
