"""Which change request a page is about."""

from django.shortcuts import get_object_or_404

from milepost.domain.governance.models import ChangeRequest
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.projects.access import project_for


def changes_project(request: AskedBy, project_id: int) -> Project:
    """Give a project whose changes the person may see, or raise `Http404` or `Refused`."""
    project = project_for(request, project_id)
    require(request.person, "governance.view_changes", project)
    return project


def change_for(request: AskedBy, project_id: int, number: int) -> ChangeRequest:
    """Give a change request that the person may see, with its project as the frame of pages needs it."""
    project = changes_project(request, project_id)
    related = ChangeRequest.objects.filter(project=project).select_related(
        "requester", "risk", "issue", "baseline", "budget"
    )
    change: ChangeRequest = get_object_or_404(related, number=number)
    change.project = project
    return change
