"""A list of requirements from a spreadsheet: upload, preview, confirm."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import CannotImportList, Refusal
from milepost.domain.projects.actions.importing_requirements import (
    import_requirements,
    read_requirements,
    understood_requirements,
)
from milepost.domain.projects.models import Requirement
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.requirements import ListedRequirement, write_requirement_list
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.files import file_response
from milepost.web.imports.forms import ListForm
from milepost.web.projects.workspace import show
from milepost.web.scope.access import scope_project

EDIT = "projects.edit_scope"


@for_persons
@require_http_methods(["GET", "POST"])
def upload(request: AskedBy, project_id: int) -> HttpResponse:
    """Take a list, and show what is wrong with it."""
    project = scope_project(request, project_id, permission=EDIT)
    form = ListForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            rows = read_requirements(file, file.name)
            understood_requirements(project, rows)
        except (CannotImportList, BadRows) as error:
            problems = error.problems
        except UnreadableFile as error:
            problems = [str(error)]
        else:
            request.session[_key(project_id)] = [asdict(row) for row in rows]
            return redirect("scope:import-preview", project.pk)
    return show(
        request, project, "scope/import.html", tab="changes", part="requirements", form=form, problems=problems,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@for_persons
@require_GET
def preview(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what the list would add and change."""
    project = scope_project(request, project_id, permission=EDIT)
    if not (rows := _staged(request, project_id)):
        return redirect("scope:import", project.pk)
    try:
        found = understood_requirements(project, rows)
    except CannotImportList as error:
        messages.error(request, str(error))
        return redirect("scope:import", project.pk)
    return show(request, project, "scope/import_preview.html", tab="changes", part="requirements", rows=found)


@for_persons
@require_POST
def confirmation(request: AskedBy, project_id: int) -> HttpResponse:
    """Write the list, or nothing of it."""
    project = scope_project(request, project_id, permission=EDIT)
    try:
        written = import_requirements(project, _staged(request, project_id), by=request.person, at=now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("scope:import", project.pk)
    request.session.pop(_key(project_id), None)
    messages.success(request, gettext("The list of {count:,} requirements is in.").format(count=len(written)))
    return redirect("scope:requirements", project.pk)


@for_persons
@require_GET
def template(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the list as it stands, to fill in and bring back."""
    project = scope_project(request, project_id)
    standing = project.requirements.exclude(state=Requirement.State.DROPPED)
    rows = (
        ListedRequirement(0, one.number, one.text, one.source, one.priority, one.acceptance_criteria)
        for one in standing
    )
    return file_response(write_requirement_list(rows), f"requirements-{project.number}.xlsx")


def _key(project_id: int) -> str:
    return f"requirements of {project_id}"


def _staged(request: AskedBy, project_id: int) -> list[ListedRequirement]:
    return [ListedRequirement(**kept) for kept in request.session.get(_key(project_id), [])]
