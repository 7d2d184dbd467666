"""The runbook of a cutover: its steps, the way back, and whom to call."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.governance.actions.writing_runbook import (
    add_call,
    add_runbook_step,
    copy_runbook,
    edit_runbook_step,
    move_runbook_step,
    remove_call,
    remove_runbook_step,
)
from milepost.domain.governance.calculations.clock_times import clock_text
from milepost.domain.governance.calculations.run_board import back_out_minutes, latest_that_fits
from milepost.domain.governance.models import GoLive, RunbookStep
from milepost.domain.people.local_time import city_zone, moment_of
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import go_live_for, runbook_step_for
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.cutover import CallForm, SourceForm, StepForm, initial_step
from milepost.web.projects.workspace import show
from milepost.web.refusals import deed

PLAN = "governance.plan_go_live"


@for_persons
@require_GET
def runbook(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Show a runbook with its call tree."""
    return _show(request, go_live_for(request, go_live_id))


@for_persons
@require_http_methods(["GET", "POST"])
def new_step(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Add a step; it is proposed to follow the last one of its way."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    kind = request.GET.get("kind", "work")
    last = [step for step in found.runbook_steps.all() if step.is_back_out == (kind == "back_out")][-1:]
    initial = {"kind": kind, "waits_for": [step.pk for step in last], "duration_minutes": 15}
    form = StepForm.of(
        request.POST or None, go_live=found, begins=moment_of(found.starts), zone=city_zone(), initial=initial
    )
    return form_page(
        request, found.project, form,
        lambda fields: add_runbook_step(
            found, fields, waits_for=fields.pop("waits_for"), by=request.person, at=now()  # type: ignore[arg-type]
        ),
        title=gettext("Add a step"), told=gettext("The step is added."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def step(request: AskedBy, step_id: int) -> HttpResponse:
    """Change a step."""
    found = runbook_step_for(request, step_id)
    require(request.person, PLAN, found.go_live.project)
    begins, zone = moment_of(found.go_live.starts), city_zone()
    form = StepForm.of(
        request.POST or None, found, go_live=found.go_live, begins=begins, zone=zone,
        initial=initial_step(found, begins, zone), step=found,
    )  # fmt: skip
    return form_page(
        request, found.go_live.project, form,
        lambda fields: edit_runbook_step(
            found, fields, waits_for=fields.pop("waits_for"), by=request.person, at=now()  # type: ignore[arg-type]
        ),
        title=gettext("Change the step"), told=gettext("The step is saved."), back=_page(found.go_live),
    )  # fmt: skip


@for_persons
@require_POST
def step_position(request: AskedBy, step_id: int) -> HttpResponse:
    """Move a step a place up or down."""
    found = runbook_step_for(request, step_id)
    down = -1 if request.POST.get("to") == "up" else 1
    return deed(
        request, lambda: move_runbook_step(found, down=down, by=request.person, at=now()), told="",
        to=f"{_page(found.go_live)}#step-{found.pk}",
    )  # fmt: skip


@for_persons
@require_POST
def step_removal(request: AskedBy, step_id: int) -> HttpResponse:
    """Take a step out."""
    found = runbook_step_for(request, step_id)
    return deed(
        request, lambda: remove_runbook_step(found, by=request.person, at=now()),
        told=gettext("The step is taken out."), to=_page(found.go_live),
    )  # fmt: skip


@for_persons
@require_POST
def runbook_copy(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Take the runbook of another go-live."""
    found = go_live_for(request, go_live_id)
    form = SourceForm(request.POST, sources=_sources(request, found))
    return form_page(
        request, found.project, form,
        lambda fields: copy_runbook(found, fields["source"], by=request.person, at=now()),
        title=gettext("Take a runbook"), told=gettext("The runbook is taken. Check its times and owners."),
        back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_call(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Put somebody on the call tree."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    return form_page(
        request, found.project, CallForm.of(request.POST or None, go_live=found),
        lambda fields: add_call(found, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Add to the call tree"), told=gettext("The name is added."), back=f"{_page(found)}#calls",
    )  # fmt: skip


@for_persons
@require_POST
def call_removal(request: AskedBy, go_live_id: int, entry_id: int) -> HttpResponse:
    """Take somebody off the call tree."""
    found = go_live_for(request, go_live_id)
    entry = get_object_or_404(found.call_tree.select_related("go_live__project", "called_by"), pk=entry_id)
    return deed(
        request, lambda: remove_call(entry, by=request.person, at=now()), told=gettext("The name is taken off."),
        to=f"{_page(found)}#calls",
    )  # fmt: skip


def _show(request: AskedBy, found: GoLive) -> HttpResponse:
    steps = list(found.runbook_steps.select_related("owner").prefetch_related("waits__waits_for"))
    begins, zone = moment_of(found.starts), city_zone()
    fits = latest_that_fits(found, steps)
    may_plan = may(request.person, PLAN, found.project) and found.is_open
    context: dict[str, Any] = {
        "go_live": found,
        "forward": [_row(step, begins, zone) for step in steps if not step.is_back_out],
        "back": [_row(step, begins, zone) for step in steps if step.is_back_out],
        "back_minutes": back_out_minutes(found),
        "fits": fits,
        "is_too_late": fits is not None
        and found.latest_back_out is not None
        and found.latest_back_out > fits,
        "calls": found.call_tree.select_related("called_by"),
        "may_plan": may_plan,
        "source_form": SourceForm(None, sources=_sources(request, found)) if may_plan and not steps else None,
    }
    return show(request, found.project, "go_live/runbook.html", tab="go_live", section="go-lives", **context)


def _row(step: RunbookStep, begins: Any, zone: Any) -> dict[str, Any]:
    starts = f"+{step.offset_minutes}" if step.is_back_out else clock_text(begins, step.offset_minutes, zone)
    return {"step": step, "starts": starts, "waits": [wait.waits_for for wait in step.waits.all()]}


def _sources(request: AskedBy, found: GoLive) -> Any:
    return (
        GoLive.objects.visible_to(request.person)
        .exclude(pk=found.pk)
        .filter(runbook_steps__isnull=False)
        .distinct()
    )


def _page(found: GoLive) -> str:
    return reverse("go-live:runbook", args=[found.pk])
