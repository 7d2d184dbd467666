"""Versions of a schedule that somebody handed in, kept to be compared."""

from django.db import models

from milepost.domain.common.models import Attachment
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project


class Submission(models.Model):
    """A schedule file as it was handed in, such as a vendor's monthly one; it changes nothing of the project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="submissions")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.attachment.name
