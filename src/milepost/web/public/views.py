"""The public page: published projects in plain words, for people and for programs."""

import csv
from dataclasses import asdict
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from milepost.domain.people.models import City
from milepost.domain.reports.rendering.public import COLUMNS, PublicProject, public_project, public_projects
from milepost.exchange.sheets.tables import guarded
from milepost.web.public.answering import for_anybody


@for_anybody
def index(request: HttpRequest) -> HttpResponse:
    """Show all published projects."""
    projects = public_projects()
    return _page(request, "public/index.html", {"projects": projects})


@for_anybody
def project(request: HttpRequest, number: str) -> HttpResponse:
    """Show one published project."""
    return _page(request, "public/project.html", {"project": _project(number)})


@for_anybody
def projects_json(request: HttpRequest) -> HttpResponse:
    """Give all published projects to a program."""
    found = {"city": _city().name, "projects": [one.as_json() for one in public_projects()]}
    return _for_programs(JsonResponse(found))


@for_anybody
def project_json(request: HttpRequest, number: str) -> HttpResponse:
    """Give one published project to a program."""
    return _for_programs(JsonResponse(_project(number).as_json()))


@for_anybody
def projects_csv(request: HttpRequest) -> HttpResponse:
    """Give all published projects to a spreadsheet."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for one in public_projects():
        values = asdict(one)
        writer.writerow("" if values[name] is None else guarded(str(values[name])) for name in COLUMNS)
    response = HttpResponse(output.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    return _for_programs(response)


def _project(number: str) -> PublicProject:
    found = public_project(number)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render without the request, so that nothing about who asks gets into a shared answer."""
    shown = {**context, "city": _city(), "is_embedded": "embed" in request.GET}
    return HttpResponse(render_to_string(template, shown))


def _for_programs(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _city() -> City:
    found = City.objects.first()
    if found is None:
        raise Http404
    return found
