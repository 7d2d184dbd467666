"""What the records of going live share: they belong to a project, and are seen by those who may see its go-lives."""

from typing import TYPE_CHECKING, Any

from django.db import models

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

if TYPE_CHECKING:
    from typing import Self

VIEW = "governance.view_go_live"


class OfProjectQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep what belongs to projects whose go-lives a person may see."""
        return self.filter(project__in=Project.objects.where_may(person, VIEW).order_by().values("pk"))
