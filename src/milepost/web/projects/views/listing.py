"""All projects a person may see."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from milepost.domain.people.permissions import may_anywhere
from milepost.domain.projects.calculations.project_rows import project_rows
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.filters import ProjectFilter
from milepost.web.projects.rows import sorted_rows
from milepost.web.saved_views.addresses import opened

PAGE = 50


@for_persons
@require_GET
def projects(request: AskedBy) -> HttpResponse:
    """List projects with search, filters and sort; what is over only when it is asked for."""
    if redirect := opened(request, "projects"):
        return redirect
    narrowing = ProjectFilter(request.GET, projects=Project.objects.visible_to(request.person))
    kept = narrowing.narrowed()
    if not request.GET.get("state") and not request.GET.get("q"):
        kept = kept.open()
    sort = request.GET.get("sort", "number")
    rows = sorted_rows(project_rows(kept, as_of=today()), sort)
    if narrowing.chosen_status:
        rows = [row for row in rows if row.overall.status == narrowing.chosen_status]
    shown = {
        "filter": narrowing,
        "sort": sort,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_create": may_anywhere(request.person, "projects.create"),
    }
    return render(request, "projects/projects.html", shown)
