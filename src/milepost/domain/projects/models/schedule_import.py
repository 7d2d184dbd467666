"""A file brought to a project: read, previewed, and written only when confirmed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import Attachment, ChangeSet, JobRun
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models.project import Project


class ScheduleImport(models.Model):
    class State(models.TextChoices):
        READING = "reading", _("Reading")
        PREVIEWED = "previewed", _("Ready to confirm")
        APPLYING = "applying", _("Importing")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Not readable")
        DISCARDED = "discarded", _("Discarded")

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    """The project to update; empty until a new one is made."""
    name = models.CharField(max_length=200, blank=True)
    """What a new project is to be called; empty takes the file's own name."""
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.READING)
    preview = models.JSONField(null=True, blank=True)
    problem = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    run = models.ForeignKey(JobRun, null=True, on_delete=models.SET_NULL, related_name="+")
    change_set = models.ForeignKey(ChangeSet, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.attachment.name
