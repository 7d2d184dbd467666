"""A project's charter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.chartering import edit_charter
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.charter import CharterForm, objective_forms
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def charter(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the charter, and take its changes from who may make them."""
    project = project_for(request, project_id)
    form = CharterForm(request.POST or None, project=project)
    objectives = objective_forms(request.POST or None, project=project)
    if form.is_bound and form.is_valid() and objectives.is_valid():
        with shown_in(form, Refusal):
            edit_charter(
                project,
                form.words,
                objectives=[row.aim for row in objectives],
                partners=form.cleaned_data["partners"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("The charter is saved."))
            return redirect("projects:overview", project.pk)
    is_editable = not project.is_over and may(request.person, "projects.edit_charter", project)
    return show(
        request,
        project,
        "projects/charter_form.html" if is_editable else "projects/charter.html",
        tab="overview",
        form=form,
        objective_forms=objectives,
        status=422 if form.is_bound else 200,
    )
