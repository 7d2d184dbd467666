"""What a project has learned, for those that come after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import RegisterEntry


class Lesson(RegisterEntry):
    """What happened, and what to do next time; offered when a similar project starts."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Went well: do it again")
        CHANGE = "change", _("Do it otherwise next time")

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lessons")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.CHANGE)
    category = models.CharField(max_length=80, blank=True)
    happened = models.CharField("what happened", max_length=500)
    advice = models.CharField("what to do next time", max_length=500)
    recorded_on = models.DateField("recorded")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    """Who learned it, to be asked about it."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.OFFERED)

    class Meta(RegisterEntry.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="lesson_number_once")]

    def __str__(self) -> str:
        return self.advice
