"""A project's settings, each form with an address of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.actions.advancing import advance_project
from milepost.domain.projects.actions.holding import (
    cancel_project,
    hold_project,
    resume_project,
    ways_open_to,
)
from milepost.domain.projects.actions.roles import give_role, take_role
from milepost.domain.projects.actions.settings import edit_schedule_settings, edit_settings
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.forms.settings import (
    HoldForm,
    ProjectSettingsForm,
    RoleForm,
    ScheduleSettingsForm,
    StateForm,
)
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.staffing.unaccepted import unaccepted_for

State = Project.State
HOLD_IDS = "hold_%s"
"""The page has another field of the same name."""
ASIDE = {State.ON_HOLD, State.CANCELED}
"""Entered by forms of their own."""


@for_persons
@require_GET
def settings(request: AskedBy, project_id: int) -> HttpResponse:
    """Show every setting, as a form where the person may change it."""
    return _settings(request, project_for(request, project_id))


@for_persons
@require_POST
def belonging(request: AskedBy, project_id: int) -> HttpResponse:
    """Change department, tier and who may see the project."""
    project = project_for(request, project_id)
    form = ProjectSettingsForm(request.POST, project=project)
    if form.is_valid():
        with shown_in(form, Refusal):
            edit_settings(project, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The settings are saved."))
            return redirect("projects:settings", project.pk)
    return _settings(request, project, settings_form=form)


@for_persons
@require_POST
def counting(request: AskedBy, project_id: int) -> HttpResponse:
    """Change what the schedule counts from and by, and say what that does."""
    project = project_for(request, project_id)
    form = ScheduleSettingsForm(request.POST, project=project)
    if form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        with shown_in(form, Refusal):
            consequence = edit_schedule_settings(project, changed, by=request.person, at=now())  # type: ignore[arg-type]
            return answered(request, project, consequence, to="projects:schedule")
    return _settings(request, project, schedule_form=form)


@for_persons
@require_POST
def state(request: AskedBy, project_id: int) -> HttpResponse:
    """Take the project to another state."""
    project = project_for(request, project_id)
    form = StateForm(request.POST)
    form.is_valid()
    with shown_in(form, Refusal):
        _enter(request, project, request.POST.get("state", ""), form.cleaned_data["reason"])
        messages.success(request, f"{project.name}: {project.get_state_display()}.")
        return redirect("projects:settings", project.pk)
    return _settings(request, project, state_form=form)


@for_persons
@require_POST
def hold(request: AskedBy, project_id: int) -> HttpResponse:
    """Hold the project until a review."""
    project = project_for(request, project_id)
    form = HoldForm(request.POST, auto_id=HOLD_IDS)
    if form.is_valid():
        with shown_in(form, Refusal):
            hold_project(project, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("{name} is on hold.").format(name=project.name))
            return redirect("projects:settings", project.pk)
    return _settings(request, project, hold_form=form)


@for_persons
@require_POST
def roles(request: AskedBy, project_id: int) -> HttpResponse:
    """Give somebody a role on the project."""
    project = project_for(request, project_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            give_role(
                project, form.cleaned_data["person"], form.cleaned_data["role"], by=request.person, at=now()
            )
            return redirect("projects:settings", project.pk)
    return _settings(request, project, role_form=form)


@for_persons
@require_POST
def role_removal(request: AskedBy, project_id: int, role_id: int) -> HttpResponse:
    """Take a role from somebody."""
    project = project_for(request, project_id)
    held = get_object_or_404(project.roles.select_related("project", "person"), pk=role_id)
    try:
        take_role(held, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("projects:settings", project.pk)


def _enter(request: AskedBy, project: Project, target: str, reason: str) -> None:
    if target == State.CANCELED:
        cancel_project(project, reason=reason, by=request.person, at=now())
    elif project.is_on_hold:
        resume_project(project, reason=reason, by=request.person, at=now())
    elif target in State.values:
        advance_project(project, State(target), reason=reason, by=request.person, at=now())


def _settings(request: AskedBy, project: Project, **bound: forms.Form) -> HttpResponse:
    """Show the page with the forms that were typed in, and the others as they stand."""
    ways = {step.target: step for step in ways_open_to(request.person, project, on=today())}
    standing: dict[str, Any] = {
        "settings_form": ProjectSettingsForm(None, project=project),
        "schedule_form": ScheduleSettingsForm(None, project=project),
        "state_form": StateForm(),
        "hold_form": HoldForm(auto_id=HOLD_IDS),
        "role_form": RoleForm(),
        "steps": [step for target, step in ways.items() if target not in ASIDE],
        "can_hold": State.ON_HOLD in ways,
        "can_cancel": State.CANCELED in ways,
        "team": project.roles.select_related("person"),
        "unaccepted": unaccepted_for(request.person, project),
    }
    status = 422 if bound else 200
    return show(
        request, project, "projects/settings.html", tab="settings", status=status, **(standing | bound)
    )
