"""When a project was last gone through in a weekly round."""

from django.db import models

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project


class RoundReview(WrittenOnce):
    """A project gone through in a weekly round, with a note where there was something to say."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        get_latest_by = "at"
        indexes = [models.Index(fields=["project", "-at"], name="review_latest")]

    def __str__(self) -> str:
        return f"Round of {self.at:%b %-d, %Y}"
