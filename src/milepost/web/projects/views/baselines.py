"""The baselines of a project, and the plan against each of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.variance import variance_from
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.baseline import BaselineForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in

PAGE = 100


@for_persons
@require_GET
def baselines(request: AskedBy, project_id: int) -> HttpResponse:
    """List the baselines with how far the plan has gone from the current one."""
    project = project_for(request, project_id)
    kept = list(project.baselines.select_related("by").order_by("-number"))
    variance = variance_from(project, kept[0]) if kept else None
    return show(
        request, project, "projects/baselines.html", tab="baselines", baselines=kept, variance=variance
    )


@for_persons
@require_GET
def baseline(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Compare the plan with one baseline, task by task."""
    project = project_for(request, project_id)
    kept = get_object_or_404(project.baselines.select_related("by"), number=number)
    variance = variance_from(project, kept)
    tasks = variance.tasks
    if request.GET.get("moved"):
        tasks = [task for task in tasks if task.difference is None or task.difference.finish_days]
    page = Paginator(tasks, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        project,
        "projects/baseline.html",
        tab="baselines",
        baseline=kept,
        variance=variance,
        page=page,
    )


@for_persons
@require_http_methods(["GET", "POST"])
def new_baseline(request: AskedBy, project_id: int) -> HttpResponse:
    """Keep the plan as it stands."""
    project = project_for(request, project_id)
    require(request.person, "projects.set_baseline", project)
    form = BaselineForm(request.POST or None, is_first=not project.baselines.exists())
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            set_baseline(project, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("“{name}” is kept.").format(name=form.cleaned_data["name"]))
            return redirect("projects:baselines", project.pk)
    status = 422 if form.is_bound else 200
    return show(request, project, "projects/baseline_form.html", tab="baselines", form=form, status=status)
