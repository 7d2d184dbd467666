"""A list of projects from a spreadsheet: upload, preview, confirm."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.importing_list import (
    CannotImportList,
    import_project_list,
    read_list,
    understood,
)
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.projects import ListedProject
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.imports.forms import ListForm

KEY = "project_list"


@for_persons
@require_http_methods(["GET", "POST"])
def project_list(request: AskedBy) -> HttpResponse:
    """Take a list, and show what it would create or what is wrong with it."""
    require(request.person, "projects.import_list")
    form = ListForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            rows = read_list(file, file.name)
            understood(rows)
        except (CannotImportList, BadRows) as error:
            problems = error.problems
        except UnreadableFile as error:
            problems = [str(error)]
        else:
            request.session[KEY] = [_kept(row) for row in rows]
            return redirect("imports:project-list-preview")
    shown = {"form": form, "problems": problems}
    return render(request, "imports/project_list.html", shown, status=422 if form.is_bound else 200)


@for_persons
@require_GET
def preview(request: AskedBy) -> HttpResponse:
    """Show what the list would create."""
    require(request.person, "projects.import_list")
    rows = _staged(request)
    if not rows:
        return redirect("imports:project-list")
    return render(request, "imports/project_list_preview.html", {"rows": rows})


@for_persons
@require_POST
def list_confirmation(request: AskedBy) -> HttpResponse:
    """Create the projects of the list, or none."""
    try:
        created = import_project_list(_staged(request), by=request.person, at=now())
    except CannotImportList as error:
        messages.error(request, str(error))
        return redirect("imports:project-list")
    request.session.pop(KEY, None)
    messages.success(request, f"{len(created):,} projects were created.")
    return redirect("projects:projects")


def _staged(request: AskedBy) -> list[ListedProject]:
    return [
        ListedProject(**row | {name: _day(row[name]) for name in ("start", "target_finish")})
        for row in request.session.get(KEY, [])
    ]


def _kept(row: ListedProject) -> dict[str, Any]:
    return asdict(row) | {
        name: day.isoformat() if (day := getattr(row, name)) else None for name in ("start", "target_finish")
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
