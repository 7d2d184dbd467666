"""What is withheld from readers without clearance, in every page, file, list, search and message."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models.project import Project


class Restriction(models.TextChoices):
    """Why the public-records law, or the city's safety, keeps something from most readers."""

    NONE = "", _("Not restricted")
    SECURITY = "security", _("Security detail")
    PRIVILEGED = "privileged", _("Attorney-client privilege")


CLEARANCE = {
    Restriction.SECURITY: "projects.read_security_details",
    Restriction.PRIVILEGED: "projects.read_privileged",
}


class Restrictable(models.Model):
    restriction = models.CharField(max_length=10, choices=Restriction.choices, blank=True, default="")
    restriction_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_withheld(self) -> bool:
        """Tell whether some readers do not get to see it."""
        return bool(self.restriction)


def cleared_for(person: Person | None) -> models.Q:
    """Give the condition that keeps what a person has the clearance for; empty where that is everything."""
    found, is_everything = models.Q(restriction=Restriction.NONE), True
    for kind, action in CLEARANCE.items():
        projects = Project.objects.where_may(person, action)
        if projects.is_everything:
            found |= models.Q(restriction=kind)
        else:
            is_everything = False
            found |= models.Q(restriction=kind, project__in=projects.order_by())
    return models.Q() if is_everything else found


def is_cleared(entry: Any, person: Person | None) -> bool:
    """Tell for one row what `cleared_for` tells for many."""
    if not entry.restriction:
        return True
    return may(person, CLEARANCE[Restriction(entry.restriction)], entry.project)


def restrictable_models() -> list[type[models.Model]]:
    """Give every kind of row that can be restricted, those of the areas above included."""
    found, waiting = [], [Restrictable]
    while waiting:
        kind: Any = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind._meta.abstract:
            found.append(kind)
    return sorted(found, key=lambda model: model._meta.label)
