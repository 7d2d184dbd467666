"""A project's schedule on paper: the choices, the PDF, and the wait for a large one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common import jobs
from milepost.domain.common.models import JobRun
from milepost.domain.projects.models import Baseline, Project
from milepost.domain.reports.actions.printing import JOB, CannotPrint, prepare_print, printed
from milepost.domain.reports.rendering.pdf import PdfUnavailable
from milepost.domain.reports.rendering.schedule_options import PrintOptions
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.printing import PrintForm, query_of
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def print_schedule(request: AskedBy, project_id: int) -> HttpResponse:
    """Offer what to print and how; a small schedule is shown at once, a large one is prepared."""
    project = project_for(request, project_id)
    form = PrintForm(request.POST or None, project=project, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        baseline = form.cleaned_data.get("baseline")
        with shown_in(form, CannotPrint):
            run = prepare_print(project, form.options, baseline=baseline, as_of=today(), by=request.person)
            if run:
                return redirect("projects:schedule-print-run", project.pk, run.pk)
            return redirect(_address(project, form.options, baseline))
    status = 422 if form.errors else 200
    has_tasks = project.tasks.exists()
    return show(
        request, project, "projects/print.html", tab="schedule", status=status, form=form, has_tasks=has_tasks
    )


@for_persons
@require_GET
def schedule_pdf(request: AskedBy, project_id: int) -> HttpResponse:
    """Give a schedule as PDF by the choices in the address."""
    project = project_for(request, project_id)
    form = PrintForm(_given(request.GET), project=project)
    if not form.is_valid():
        raise Http404
    options, baseline = form.options, form.cleaned_data.get("baseline")
    try:
        content = printed(project, options, baseline=baseline, as_of=today())
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect("projects:schedule-print", project.pk)
    if content is None:
        messages.info(request, gettext("This schedule takes many pages and is prepared first."))
        return redirect(
            f"{reverse('projects:schedule-print', args=[project.pk])}?{query_of(options, baseline)}"
        )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{project.number}-schedule-{today():%Y-%m-%d}.pdf"'
    return response


@for_persons
@require_GET
def print_run(request: AskedBy, project_id: int, run_id: int) -> HttpResponse:
    """Show how far a large schedule is; when it is done, offer it."""
    project = project_for(request, project_id)
    run = _run_for(request, project, run_id)
    arguments = run.arguments
    baseline = Baseline.objects.filter(project=project, pk=arguments["baseline_id"]).first()
    context: dict[str, Any] = {
        "run": run,
        "file": _address(project, PrintOptions.of_arguments(arguments["options"]), baseline),
    }
    if request.headers.get("HX-Request"):
        return render(request, "projects/parts/print_progress.html", {"project": project, **context})
    return show(request, project, "projects/print_run.html", tab="schedule", **context)


@for_persons
@require_POST
def print_cancellation(request: AskedBy, project_id: int, run_id: int) -> HttpResponse:
    """Ask the making of a large schedule to stop."""
    project = project_for(request, project_id)
    jobs.cancel(_run_for(request, project, run_id))
    return redirect("projects:schedule-print", project.pk)


def _given(query: QueryDict) -> QueryDict:
    """Complete an address that names only some choices, or none."""
    given = query.copy()
    fields: dict[str, Any] = PrintForm.base_fields
    for name in ("paper", "scale", "level", *(() if query else ("columns", "shows"))):
        if name not in given:
            initial = fields[name].initial
            given.setlist(name, [initial] if isinstance(initial, str) else list(initial))
    return given


def _run_for(request: AskedBy, project: Project, run_id: int) -> JobRun:
    """Give a run that the person who asks started for this project."""
    return get_object_or_404(
        JobRun, pk=run_id, job=JOB, by=request.person.user, arguments__project_id=project.pk
    )


def _address(project: Project, options: PrintOptions, baseline: Baseline | None) -> str:
    return f"{reverse('projects:schedule-pdf', args=[project.pk])}?{query_of(options, baseline)}"
