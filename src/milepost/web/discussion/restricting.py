"""Whether a topic is withheld from some readers, and where that is changed."""

from django.db import models
from django.urls import reverse

from milepost.domain.common.topics import kind_of
from milepost.domain.people.permissions import may
from milepost.domain.projects.models.restriction import Restrictable, Restriction
from milepost.web.access import AskedBy


def restriction_of(topic: models.Model) -> str:
    """Name the restriction of a topic, if it has one."""
    if not isinstance(topic, Restrictable) or not topic.restriction:
        return ""
    return str(Restriction(topic.restriction).label)


def restriction_address(request: AskedBy, topic: models.Model) -> str:
    """Give where a topic is restricted, if it can be and the person may."""
    project = getattr(topic, "project", None)
    if not isinstance(topic, Restrictable) or not may(request.person, "projects.restrict", project):
        return ""
    return reverse("documents:restriction", args=[kind_of(topic).key, topic.pk])
