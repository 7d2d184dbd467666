"""All projects on one time line; a project moved on trial shows what moves with it, and may then be moved for good."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.models import City
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.moving import move_projects
from milepost.domain.projects.calculations.roadmap import RoadmapRow, links_between, roadmap_rows
from milepost.domain.projects.calculations.what_if import Outlook, WhatIf, what_if
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.portfolio.roadmap.drawing import Drawing
from milepost.web.portfolio.roadmap.forms import MoveForm, ReasonForm, RoadmapFilter
from milepost.web.portfolio.roadmap.moves import address_with, days_words, moves_in
from milepost.web.projects.views.schedules import MOST_PROJECTS
from milepost.web.refusals import shown_in
from milepost.web.saved_views.addresses import opened

PAGE = 150


@for_persons
@require_GET
def roadmap(request: AskedBy) -> HttpResponse:
    """Show the projects with what the moves of the address would do."""
    if default := opened(request, "roadmap"):
        return default
    moving = _moving(request)
    if moving and moving.is_bound and moving.is_valid():
        moves = moves_in(request.GET) | {moving.cleaned_data["move"]: moving.days}
        return redirect(address_with(request, moves))
    return _page(request, moving=moving)


@for_persons
@require_POST
def moves(request: AskedBy) -> HttpResponse:
    """Move the projects of the address for good."""
    form = ReasonForm(request.POST)
    asked = moves_in(request.GET)
    projects = Project.objects.visible_to(request.person).prefetch_related("roles").in_bulk(asked)
    if form.is_valid() and projects:
        with shown_in(form, CannotEdit):
            answers = move_projects(
                {project: asked[pk] for pk, project in projects.items()},
                by=request.person,
                at=now(),
                reason=form.cleaned_data["reason"],
            )
            for project, consequence in answers.items():
                messages.success(request, f"{project.name}: {consequence.message}")
            return redirect(address_with(request, {}))
    return _page(request, reason=form, status=422)


def _moving(request: AskedBy) -> MoveForm | None:
    """Give the form for the project that the address wants to move, filled in once it says how far."""
    if "move" not in request.GET:
        return None
    return MoveForm(request.GET) if "by" in request.GET else MoveForm(initial=request.GET.dict())


def _page(
    request: AskedBy, *, moving: MoveForm | None = None, reason: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    narrowing = RoadmapFilter(request.GET, projects=Project.objects.visible_to(request.person))
    rows = roadmap_rows(narrowing.narrowed(), as_of=today())
    if chosen := narrowing.chosen_status:
        rows = [row for row in rows if row.facts.overall.status == chosen]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    tried = moves_in(request.GET)
    trial = what_if(tried, reader=request.person) if tried else WhatIf()
    drawing = Drawing(list(page.object_list), shown=narrowing.choice("show"), spans=trial.spans, moves=tried)
    drawing.outlooks = {one.project.pk: (one.start_after, one.finish_after) for one in trial.outlooks}
    city = City.objects.get()
    axis = drawing.axis(narrowing.choice("scale"), today=today(), fiscal_start=city.fiscal_year_start_month)
    links = links_between([row.facts.project.pk for row in page.object_list])
    shown = {
        "filter": narrowing,
        "page": page,
        "roadmap": drawing.draw(axis, links, group=narrowing.choice("group")),
        "today_x": axis.x(today()),
        "per_day": axis.per_day,
        "link_count": len(links),
        "kept": [(name, value) for name, values in request.GET.lists() for value in values],
        "one_chart": _one_chart(rows),
        **_trial(request, trial, tried, fiscal_start=city.fiscal_year_start_month),
        **_form_of_move(request, moving),
        "reason": reason or ReasonForm(),
        "is_refused": reason is not None,
    }
    template = (
        "portfolio/roadmap/live.html" if "HX-Request" in request.headers else "portfolio/roadmap/roadmap.html"
    )
    return render(request, template, shown, status=status)


def _trial(request: AskedBy, trial: WhatIf, tried: dict[int, int], *, fiscal_start: int) -> dict[str, Any]:
    """Give what the panel shows: each move with the address without it, and each project that moves."""
    asked = {one.project.pk: one for one in trial.outlooks if one.days is not None}
    outlooks = sorted(trial.outlooks, key=lambda one: (one.days is None, -one.later_days, one.project.number))
    return {
        "moves": [
            {
                "project": one.project,
                "words": _move_words(one),
                "refusal": trial.refusals.get(pk, ""),
                "back": address_with(request, {other: days for other, days in tried.items() if other != pk}),
            }
            for pk, one in asked.items()
        ],
        "outlooks": [
            (one, days_words(one.later_days) if one.later_days else "", _crossing(one, fiscal_start))
            for one in outlooks
        ],
        "hidden": trial.hidden,
        "cancel": address_with(request, {}),
        "stay": address_with(request, tried),
        "try_address": _appending(address_with(request, tried), "move="),
        "apply": bool(asked)
        and not trial.refusals
        and all(may(request.person, "projects.move_project", one.project) for one in asked.values()),
        "not_mine": [
            one.project.name
            for one in asked.values()
            if not may(request.person, "projects.move_project", one.project)
        ],
    }


def _one_chart(rows: list[RoadmapRow]) -> str:
    """Give the address of the chart that shows the tasks of these projects, while it has room for them."""
    keys = [row.facts.project.pk for row in rows if row.facts.finish]
    if not 0 < len(keys) <= MOST_PROJECTS:
        return ""
    return f"{reverse('projects:schedules')}?{urlencode([('project', key) for key in keys])}"


def _move_words(outlook: Outlook) -> str:
    words = days_words(outlook.days or 0)
    return f"open work {words}" if outlook.has_begun else f"begins {words}"


def _appending(address: str, parameter: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{parameter}"


def _crossing(outlook: Outlook, fiscal_start: int) -> str:
    """Name the fiscal year that a finish would move into."""
    before, after = (
        fiscal_year_of(moment.date(), start_month=fiscal_start)
        for moment in (outlook.finish_before, outlook.finish_after)
    )
    if before == after:
        return ""
    return f"{'Slips' if after > before else 'Comes forward'} from FY {before} into FY {after}"


def _form_of_move(request: AskedBy, moving: MoveForm | None) -> dict[str, Any]:
    if moving is None:
        return {"moving": None}
    wanted = str(moving["move"].value())
    projects = Project.objects.visible_to(request.person)
    project = projects.filter(pk=wanted).first() if wanted.isdecimal() else None
    return {"moving": moving if project else None, "moving_project": project}
