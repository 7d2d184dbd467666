"""The capacity of teams and people over the coming 18 months."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.people.models import Department, Equipment
from milepost.domain.people.permissions import departments_where, may, may_anywhere, require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.setting_operations import set_operations
from milepost.domain.staffing.calculations.capacity import Row, Team, picture_of
from milepost.domain.staffing.calculations.equipment_use import use_of
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.queries import staff_of_vendors, unassigned_tasks
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.staffing.equipment_words import equipment_cells
from milepost.web.staffing.forms import CapacityFilter, OperationsForm
from milepost.web.staffing.heat_map import (
    Show,
    cells_html,
    headings,
    hours_html,
    label,
    period_query,
    plain_cells_html,
    title,
    unlinked_cells_html,
)
from milepost.web.staffing.reach import VIEW, people_for
from milepost.web.staffing.reassignments import just_reassigned

MOST_NAMED = 6


@for_persons
@require_GET
def capacity(request: AskedBy) -> HttpResponse:
    """Show the heat map of everybody whose time the reader may see."""
    people = list(people_for(request))
    chosen = CapacityFilter(request.GET, departments=[one.department for one in people if one.department])
    unit, show, department = chosen.unit, chosen.show, chosen.team
    if department:
        below = Department.objects.with_divisions()[department.pk]
        people = [person for person in people if person.department_id in below]
    elif departments_where(request.person, VIEW) is None:
        people += staff_of_vendors()
    periods = periods_from(today(), unit)
    picture = picture_of(people, periods, as_of=today())
    over = picture.over_people
    queries = [period_query(period.first, unit) for period in periods]
    visible = Project.objects.visible_to(request.person)
    shown = {
        "filter": chosen,
        "unit_links": _links(request, "unit", Unit, unit),
        "show_links": _links(request, "show", Show, show),
        "show": show,
        "picture": picture,
        "headings": headings(periods, unit),
        "periods": [(label(period, unit), title(period, unit)) for period in periods],
        "teams": [_team(request, team, queries, show) for team in picture.teams if not team.is_of_vendors],
        "vendors": [_vendors(team, show) for team in picture.teams if team.is_of_vendors],
        "roles": [(row.name, hours_html(row.cells)) for row in picture.roles],
        "equipment": [] if department else _equipment(periods),
        "over": [_worst(row, periods, unit) for row in over[:MOST_NAMED]],
        "more_over": len(over) - MOST_NAMED,
        "reassigned": just_reassigned(request),
        "may_bring_absences": may_anywhere(request.person, "people.edit_availability"),
        "unassigned": unassigned_tasks().filter(project__in=visible).count(),
    }
    return render(request, "staffing/capacity.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def team_operations(request: AskedBy, department_id: int) -> HttpResponse:
    """Set how much of a team's time operations take."""
    department = get_object_or_404(Department.objects.select_related("parent"), pk=department_id)
    require(request.person, "staffing.edit_operations", department)
    form = OperationsForm(request.POST or None, initial={"first": today()})
    if form.is_valid():
        with shown_in(form):
            set_operations(department, by=request.person, at=now(), **form.cleaned_data)
            messages.success(
                request,
                gettext("The operations load of {department} is saved.").format(department=department),
            )
            return redirect("staffing:capacity")
    shown = {
        "department": department,
        "form": form,
        "loads": department.operations_loads.order_by("-first"),
    }
    return render(request, "staffing/team_operations.html", shown, status=422 if form.errors else 200)


def _equipment(periods: Sequence[Period]) -> list[tuple[Equipment, SafeString]]:
    """Give what can be booked with its cells."""
    rows = list(Equipment.objects.filter(is_active=True).select_related("calendar"))
    return [(one.equipment, equipment_cells(one, periods)) for one in use_of(rows, periods)]


def _team(request: AskedBy, team: Team, queries: Sequence[str], show: Show) -> dict[str, Any]:
    department = team.department
    return {
        "name": team.whole.name,
        "department": department,
        "may_edit": department is not None and may(request.person, "staffing.edit_operations", department),
        "cells": plain_cells_html(team.whole.cells, team.over_counts, show),
        "people": [(row.person, _person_cells(row, queries, show)) for row in team.people],
    }


def _vendors(team: Team, show: Show) -> dict[str, Any]:
    """Give vendors' staff as rows: the city neither levels nor reassigns them, so no cell leads on."""
    return {
        "cells": plain_cells_html(team.whole.cells, team.over_counts, show),
        "people": [(row.person, unlinked_cells_html(row.cells, show)) for row in team.people],
    }


def _person_cells(row: Row, queries: Sequence[str], show: Show) -> SafeString:
    key = row.person.pk if row.person else 0
    return cells_html(row.cells, (f"people/{key}/{query}" for query in queries), show)


def _worst(row: Row, periods: Sequence[Period], unit: Unit) -> dict[str, Any]:
    """Name the period in which somebody has most too much."""
    worst, period = min(zip(row.cells, periods, strict=True), key=lambda placed: placed[0].free)
    return {
        "person": row.person,
        "count": row.over_count,
        "hours": -worst.free / 60,
        "period": period,
        "title": title(period, unit),
    }


def _links(
    request: HttpRequest, name: str, options: type[Unit] | type[Show], current: str
) -> list[dict[str, Any]]:
    words = {"month": "Months", "week": "Weeks", "load": "Load", "free": "Hours free"}
    words["tentative"] = "Load with tentative"
    links = []
    for option in options:
        query = request.GET.copy()
        query[name] = option.value
        links.append(
            {"label": words[option.value], "url": f"?{query.urlencode()}", "current": option == current}
        )
    return links
