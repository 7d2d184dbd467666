"""Which project's scope a page is about."""

from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.projects.access import project_for


def scope_project(request: AskedBy, project_id: int, *, permission: str = "projects.view_scope") -> Project:
    """Give a project whose scope the person may see, or do more with; raises `Http404` or `Refused`."""
    project = project_for(request, project_id)
    require(request.person, permission, project)
    return project
