"""Which project a page about money is about."""

from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.projects.access import project_for


def money_project(request: AskedBy, project_id: int) -> Project:
    """Give a project whose money the person who asks may see; raises `Http404` or `Refused`."""
    project = project_for(request, project_id)
    require(request.person, "money.view", project)
    return project
