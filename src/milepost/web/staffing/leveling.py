"""Leveling: asked for, looked at, applied, taken back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.models import Run
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.runs import changed_since
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.leveling import clear_leveling
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.leveling_projects import (
    CannotLevel,
    apply_leveling,
    start_leveling,
    undo_leveling,
)
from milepost.domain.staffing.calculations.leveling import KIND
from milepost.domain.staffing.calculations.leveling_words import words_of
from milepost.domain.staffing.models import AppliedLeveling, LevelingScenario
from milepost.domain.staffing.runs import may_see_leveling, may_start_leveling
from milepost.engine.instants import datetime_of
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.refusals import shown_in
from milepost.web.runs.panel import RunPanel
from milepost.web.staffing.forms import OBJECTIVE_WORDS, PRIORITY_WORDS, LevelingForm, ScenarioForm

SHOWN_RUNS = 20
SEED = 1


@for_persons
@require_http_methods(["GET", "POST"])
def levelings(request: AskedBy) -> HttpResponse:
    """Ask for a leveling of chosen projects; earlier answers stand beside each other."""
    projects = _projects(request)
    form = LevelingForm(request.POST or None, projects=projects, chosen=request.GET.getlist("project"))
    if form.is_valid():
        with shown_in(form, CannotLevel):
            run = start_leveling(
                form.priorities,
                objectives=form.cleaned_data["objectives"],
                until=form.cleaned_data["until"],
                seconds=form.cleaned_data["seconds"],
                seed=SEED,
                hold_deadlines=form.cleaned_data["hold_deadlines"],
                may_split=form.cleaned_data["may_split"],
                as_of=today(),
                by=request.person,
                at=now(),
            )
            return redirect("staffing:leveling", run.pk)
    shown = {
        "form": form,
        "all_projects": "&".join(f"project={project.pk}" for project in projects),
        "runs": _earlier(request),
        "scenarios": LevelingScenario.objects.exists(),
    }
    return render(request, "staffing/levelings.html", shown, status=422 if form.errors else 200)


@for_persons
@require_GET
def leveling(request: AskedBy, run_id: int) -> HttpResponse:
    """Show how far a leveling is, or what it found."""
    run = run_for(request, run_id)
    return render(request, "staffing/leveling.html", shown_leveling(request, run))


def shown_leveling(request: AskedBy, run: Run) -> dict[str, Any]:
    """Gather what the page of a leveling shows."""
    account = request.person.account
    changed = changed_since(run) if run.is_made else []
    applied = run.applications.filter(is_undone=False).select_related("by").first()
    projects = Project.objects.in_bulk(map(int, run.parameters["projects"]))
    shown: dict[str, Any] = {
        "run": run,
        "panel": RunPanel(
            title="Leveling",
            shown=run if run.is_made else None,
            under_way=run if run.is_under_way else None,
            failed=None if run.is_made or run.is_under_way else run,
            earlier=[],
            changed=[] if applied else changed,
            may_start=may_start_leveling(account, run, None),
        ),
        "objectives": [OBJECTIVE_WORDS[name] for name in run.parameters["objectives"]],
        "priorities": [
            (projects[int(pk)], PRIORITY_WORDS[priority])
            for pk, priority in run.parameters["projects"].items()
            if int(pk) in projects
        ],
        "applied": applied,
        "may_undo": applied is not None and applied.by == request.person,
        "may_apply": not changed
        and applied is None
        and all(may(request.person, "projects.edit_schedule", project) for project in projects.values()),
        "again": "&".join(f"project={pk}" for pk in run.parameters["projects"]),
    }
    if run.is_made:
        shown["words"] = words_of(run, reader=request.person)
        shown["scenario"] = LevelingScenario.objects.select_related("by").filter(run=run).first()
        if may_start_leveling(account, run, None) and not shown["words"].obstacles:
            shown["scenario_form"] = ScenarioForm()
    return shown


@for_persons
@require_POST
def application(request: AskedBy, run_id: int) -> HttpResponse:
    """Write a leveling into its schedules."""
    run = run_for(request, run_id)
    try:
        apply_leveling(run, by=request.person, at=now())
        messages.success(
            request, gettext("The leveling is applied. You can take it back until something depends on it.")
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:leveling", run.pk)


@for_persons
@require_POST
def undoing(request: AskedBy, run_id: int, applied_id: int) -> HttpResponse:
    """Take a leveling back."""
    run = run_for(request, run_id)
    applied = get_object_or_404(AppliedLeveling.objects.select_related("by"), pk=applied_id, run=run)
    try:
        undo_leveling(applied, by=request.person, at=now())
        messages.success(request, gettext("The leveling is taken back; every date is as it was."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:leveling", run.pk)


@for_persons
@require_POST
def clearing(request: AskedBy, project_id: int) -> HttpResponse:
    """Take all leveling delays off a project."""
    project = project_for(request, project_id)
    try:
        consequence = clear_leveling(project, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:schedule", project.pk)
    return answered(request, project, consequence, to="projects:schedule")


def run_for(request: AskedBy, run_id: int) -> Run:
    """Give a leveling whose projects the reader sees, or raise `Http404`."""
    run = get_object_or_404(Run.objects.select_related("job", "by"), pk=run_id, kind=KIND)
    if not may_see_leveling(request.person.account, run, None):
        raise Http404
    return run


def _projects(request: AskedBy) -> Sequence[Project]:
    """Give the open projects with a plan that the reader may level."""
    open_ones = Project.objects.visible_to(request.person).open().filter(tasks__isnull=False).distinct()
    wanted = open_ones.prefetch_related("roles").select_related("manager").order_by("number")
    return [project for project in wanted if may(request.person, "staffing.level", project)]


def _earlier(request: AskedBy) -> list[dict[str, Any]]:
    """Give earlier levelings beside each other, as far as the reader sees all their projects."""
    runs: QuerySet[Run] = Run.objects.filter(kind=KIND).select_related("by", "job", "scenario")
    visible = set(Project.objects.visible_to(request.person).values_list("pk", flat=True))
    applied = set(AppliedLeveling.objects.filter(is_undone=False).values_list("run", flat=True))
    rows = []
    for run in runs[: SHOWN_RUNS * 2]:
        if not {int(pk) for pk in run.parameters["projects"]} <= visible:
            continue
        found = run.result or {}
        finishes = [one["finish_after"] for one in found.get("projects", ()) if one["finish_after"]]
        rows.append(
            {
                "run": run,
                "objectives": ", ".join(OBJECTIVE_WORDS[name] for name in run.parameters["objectives"]),
                "count": len(run.parameters["projects"]),
                "finish": datetime_of(max(finishes)) if finishes else None,
                "moved": len(found["tasks"]) if found else None,
                "is_applied": run.pk in applied,
                "is_obstructed": bool(found.get("obstacles")),
            }
        )
    return rows[:SHOWN_RUNS]
