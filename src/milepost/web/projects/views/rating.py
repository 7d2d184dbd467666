"""A manager rates a project's status beside what the rules say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.models import Status
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.rating import RatingForm
from milepost.web.projects.workspace import show, standings_of
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def rating(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what the rules say with every figure, and take a rating."""
    project = project_for(request, project_id)
    require(request.person, "projects.rate_status", project)
    form = RatingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with shown_in(form, Refusal):
            rate_status(
                project,
                given["dimension"],
                Status(given["status"]),
                reason=given["reason"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("The rating stands beside what the rules say."))
            return redirect("projects:overview", project.pk)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "statuses": standings_of(project, request.person)}
    return show(request, project, "projects/rating.html", tab="overview", status=status, **shown)
