"""Which record of going live a page is about."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.domain.governance.models import CutoverRun, GoLive, ReadinessItem, RunbookStep, RunStep
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.projects.access import project_for


def project_of_go_lives(request: AskedBy, project_id: int) -> Project:
    """Give a project whose go-lives the person may see, or raise `Http404`."""
    project = project_for(request, project_id)
    if not may(request.person, VIEW, project):
        raise Http404
    return project


def go_live_for(request: AskedBy, go_live_id: int) -> GoLive:
    """Give a go-live that the person may see, or raise `Http404`."""
    rows = GoLive.objects.visible_to(request.person).select_related(
        "project__department", "project__calendar", "project__manager", "project__sponsor", "lead"
    )
    found: GoLive = get_object_or_404(rows.prefetch_related("project__roles"), pk=go_live_id)
    return found


def readiness_item_for(request: AskedBy, item_id: int) -> ReadinessItem:
    """Give a readiness item that the person may see, or raise `Http404`."""
    found: ReadinessItem = _within(request, ReadinessItem, item_id, "go_live")
    return found


def runbook_step_for(request: AskedBy, step_id: int) -> RunbookStep:
    """Give a step of a runbook that the person may see, or raise `Http404`."""
    found: RunbookStep = _within(request, RunbookStep, step_id, "go_live")
    return found


def run_for(request: AskedBy, run_id: int) -> CutoverRun:
    """Give a run that the person may see, or in which a step is that person's, or raise `Http404`."""
    rows = CutoverRun.objects.select_related("go_live__project__department", "began_by", "back_out_by")
    found = get_object_or_404(rows.prefetch_related("go_live__project__roles"), pk=run_id)
    if not _takes_part(request, found):
        raise Http404
    return found


def run_step_for(request: AskedBy, step_id: int) -> RunStep:
    """Give a step of a run, as `run_for` gives its run."""
    rows = RunStep.objects.select_related("run__go_live__project__department", "owner", "by")
    found = get_object_or_404(rows.prefetch_related("run__go_live__project__roles"), pk=step_id)
    if not _takes_part(request, found.run):
        raise Http404
    return found


def _takes_part(request: AskedBy, run: CutoverRun) -> bool:
    person = request.person
    return may(person, VIEW, run.go_live.project) or run.steps.filter(owner=person).exists()


def _within(request: AskedBy, model: type[Model], pk: int, path: str) -> Any:
    visible = GoLive.objects.visible_to(request.person).order_by().values("pk")
    rows: QuerySet[Any] = model._default_manager.select_related(f"{path}__project", "owner")
    rows = rows.prefetch_related(f"{path}__project__roles")
    return get_object_or_404(rows.filter(**{f"{path}__in": visible}), pk=pk)
