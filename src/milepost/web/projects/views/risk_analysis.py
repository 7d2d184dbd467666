"""How sure a project's finish is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.models import Run
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.analyzing_risk import (
    KIND,
    CannotAnalyze,
    analyze,
    set_risk_effects,
)
from milepost.domain.projects.calculations.risk_analysis.asking import open_tasks, questions_for
from milepost.domain.projects.calculations.risk_analysis.settings import (
    RiskSettings,
    asked_count,
    settings_by_rule,
)
from milepost.domain.projects.models import Project, Risk, RiskEffect
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.risk_analysis import EstimatesForm, RiskEffectForm, RiskSettingsForm
from milepost.web.projects.risk_answer import RiskAnswer
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.runs.panel import RunPanel, panel_of

FIRST_SEED = 1


@for_persons
@require_http_methods(["GET", "POST"])
def risk_analysis(request: AskedBy, project_id: int) -> HttpResponse:
    """Answer in one sentence and one picture, and ask about the tasks that drive the finish."""
    project = _project(request, project_id)
    panel = panel_of(request, KIND, project)
    settings = settings_by_rule(on=today())
    questions = questions_for(project, settings.range, most=asked_count(on=today()))
    form = EstimatesForm(request.POST or None, project=project, questions=questions)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotAnalyze):
            analyze(project, settings, estimates=form.estimates, seed=FIRST_SEED, by=request.person, at=now())
            return redirect("projects:risk-analysis", project.pk)
    return _show(request, project, panel, "projects/risk_analysis.html", form=form, range=settings.range)


@for_persons
@require_http_methods(["GET", "POST"])
def risk_details(request: AskedBy, project_id: int) -> HttpResponse:
    """Show all that the simulation found, and let it be run by other choices."""
    project = _project(request, project_id)
    panel = panel_of(request, KIND, project)
    settings, seed = _last_choices(panel, settings_by_rule(on=today()))
    form = RiskSettingsForm(request.POST or None, settings=settings, seed=seed)
    if request.method == "POST" and form.is_valid():
        seed = form.cleaned_data["seed"]
        with shown_in(form, CannotAnalyze):
            analyze(project, form.settings, estimates={}, seed=seed, by=request.person, at=now())
            return redirect("projects:risk-details", project.pk)
    return _show(request, project, panel, "projects/risk_details.html", form=form)


@for_persons
@require_http_methods(["GET", "POST"])
def risk_effects(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Say what a risk does to which tasks, now and after the response."""
    project = _project(request, project_id)
    require(request.person, "projects.edit_risks", project)
    visible = Risk.objects.visible_to(request.person).filter(project=project)
    risk = get_object_or_404(visible.prefetch_related("effects", "touched"), number=number)
    form = RiskEffectForm(request.POST or None, risk=risk, tasks=open_tasks(project))
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotAnalyze):
            set_risk_effects(
                risk,
                now=form.effect(RiskEffect.When.NOW),
                after=form.effect(RiskEffect.When.AFTER),
                uids=form.cleaned_data["tasks"],
                is_parallel=form.cleaned_data["is_parallel"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("The simulation takes this risk so from its next run on."))
            return redirect("projects:risk", project.pk, number)
    status = 422 if form.errors else 200
    return show(
        request, project, "projects/risk_effects.html", tab="risks", status=status, form=form, risk=risk
    )


def _project(request: AskedBy, project_id: int) -> Project:
    project = project_for(request, project_id)
    require(request.person, "projects.view_analyses", project)
    return project


def _last_choices(panel: RunPanel, settings: RiskSettings) -> tuple[RiskSettings, int]:
    """Give the choices of the run that is shown, else those of the rule."""
    run: Run | None = panel.shown
    return (RiskSettings(**run.parameters), run.seed or FIRST_SEED) if run else (settings, FIRST_SEED)


def _show(request: AskedBy, project: Project, panel: RunPanel, template: str, **shown: Any) -> HttpResponse:
    form = shown["form"]
    shows_cost = may(request.person, "money.view", project)
    return show(
        request,
        project,
        template,
        tab="schedule",
        status=422 if form.errors else 200,
        panel=panel,
        answer=RiskAnswer(panel.shown, project, shows_cost) if panel.shown else None,
        **shown,
    )
