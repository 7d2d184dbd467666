"""A project on the public page, and off it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.reports.actions.publishing_projects import (
    CannotShowProject,
    publish_project,
    withdraw_project,
)
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for


@for_persons
@require_POST
def publication(request: AskedBy, project_id: int) -> HttpResponse:
    """Put a project on the public page."""
    project = project_for(request, project_id)
    try:
        shows_money = request.POST.get("shows_money") == "on"
        publish_project(project, shows_money=shows_money, by=request.person, at=now())
        messages.success(request, gettext("The project stands on the public page."))
    except CannotShowProject as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:of_project", project.pk)


@for_persons
@require_POST
def withdrawal(request: AskedBy, project_id: int) -> HttpResponse:
    """Take a project off the public page."""
    project = project_for(request, project_id)
    withdraw_project(project, by=request.person, at=now())
    messages.success(request, gettext("The project is off the public page."))
    return redirect("reports:of_project", project.pk)
