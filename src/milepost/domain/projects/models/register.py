"""What every entry of a project's registers has: a number of its own, an owner, and whom it is shown to."""

from typing import TYPE_CHECKING, TypeVar

from django.db import models

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.restriction import Restrictable, cleared_for, is_cleared

if TYPE_CHECKING:
    from typing import Self

SEES_ALL = "projects.view_registers"
OWNERS = ("owner", "counterpart")
M = TypeVar("M", bound=models.Model, covariant=True)


class RegisterQuerySet(models.QuerySet[M]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep what a person may see: whole registers by role; of visible projects what is shared, or one's own."""
        in_full = Project.objects.where_may(person, SEES_ALL)
        shown = self.filter(cleared_for(person))
        if in_full.is_everything:
            return shown
        some = models.Q(project__in=Project.objects.visible_to(person).order_by()) & self._own(person)
        return shown.filter(models.Q(project__in=in_full.order_by()) | some)

    def _own(self, person: Person | None) -> models.Q:
        condition = models.Q(is_shared=True)
        for name in named_in(self.model) if person else ():
            condition |= models.Q(**{name: person})
        return condition


class RegisterEntry(Restrictable):
    """One line of a register of a project."""

    number = models.PositiveSmallIntegerField()
    is_shared = models.BooleanField("shared with guests", default=False)
    """Guests, such as vendors, see of a register only what is shared with them, and what they own."""

    objects = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]

    def is_seen_by(self, person: Person | None) -> bool:
        """Tell for one entry what `visible_to` tells for many."""
        project: Project = self.project  # type: ignore[attr-defined]
        if not is_cleared(self, person):
            return False
        if person is None or may(person, SEES_ALL, project):
            return person is not None
        is_own = any(getattr(self, f"{name}_id") == person.pk for name in named_in(type(self)))
        return (self.is_shared or is_own) and may(person, "projects.view", project)


def named_in(model: type[models.Model]) -> list[str]:
    """Name the fields of a register's entries that make an entry somebody's own."""
    return [field.name for field in model._meta.fields if field.name in OWNERS]
