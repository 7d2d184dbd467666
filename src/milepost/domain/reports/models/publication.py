"""Which projects stand on the city's public page."""

from django.db import models

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class PublicationQuerySet(models.QuerySet["Publication"]):
    def shown(self) -> "PublicationQuerySet":
        """Keep what anybody may read; a project that became restricted since is no longer shown."""
        return self.filter(project__is_restricted=False)


class Publication(models.Model):
    """That a project stands on the public page, with what its published reports say to the public."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="publication")
    shows_money = models.BooleanField("with budget and spending", default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["project"]

    def __str__(self) -> str:
        return f"{self.project.number} on the public page"
