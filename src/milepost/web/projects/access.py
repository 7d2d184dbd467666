"""Which project a page is about, and what its reader may do there."""

from django.shortcuts import get_object_or_404

from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy


def project_for(request: AskedBy, project_id: int) -> Project:
    """Give a project that the person who asks may see, or raise `Http404`."""
    projects = Project.objects.visible_to(request.person)
    related = projects.select_related("department", "calendar", "manager", "sponsor").prefetch_related(
        "roles"
    )
    return get_object_or_404(related, pk=project_id)


def projects_where(person: Person, action: str) -> list[Project]:
    """Give the visible, open projects on which a person may do something."""
    projects = Project.objects.visible_to(person).open().prefetch_related("roles")
    return [project for project in projects if may(person, action, project)]


def departments_where(person: Person, action: str) -> list[Department]:
    """Give the departments in which a person may do something."""
    departments = Department.objects.filter(is_active=True)
    return [department for department in departments if may(person, action, department)]
