"""The requirements of a project, and their agreement."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.testing_requirements import tie_checks
from milepost.domain.governance.models import QualityCheck, RequirementCheck
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.scoping import (
    add_requirement,
    agree_scope,
    drop_requirement,
    edit_requirement,
)
from milepost.domain.projects.models import Project, Requirement
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.registers.forms import ReasonForm
from milepost.web.scope.access import scope_project
from milepost.web.scope.forms import AgreementForm, ChecksForm, RequirementForm
from milepost.web.scope.tables import REQUIREMENTS
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

EDIT = "projects.edit_scope"


@for_persons
@require_http_methods(["GET", "POST"])
def requirements(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's requirements."""
    project = scope_project(request, project_id)
    table = TableView(request, REQUIREMENTS, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    return show(
        request, project, "scope/requirements.html", tab="changes", part="requirements", table=table,
        baseline=project.scope_baselines.select_related("by").last(),
        may_edit=may(request.person, EDIT, project) and not project.is_over,
        may_agree=may(request.person, "projects.agree_scope", project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new(request: AskedBy, project_id: int) -> HttpResponse:
    """Add a requirement."""
    project = scope_project(request, project_id, permission=EDIT)
    form = RequirementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            made = add_requirement(project, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("Requirement {number} is added.").format(number=made.number))
            return redirect("scope:requirements", project.pk)
    return _form(request, project, form, gettext("Add a requirement"))


@for_persons
@require_http_methods(["GET", "POST"])
def requirement(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show and change a requirement."""
    project = scope_project(request, project_id)
    found = get_object_or_404(Requirement, project=project, number=number)
    form = RequirementForm(request.POST or None, requirement=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            edit_requirement(found, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The requirement is saved."))
            return redirect("scope:requirement", project.pk, number)
    return _show_requirement(request, project, found, form, ReasonForm())


@for_persons
@require_POST
def drop(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Take a requirement out of the scope."""
    project = scope_project(request, project_id)
    found = get_object_or_404(Requirement, project=project, number=number)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            drop_requirement(found, reason=form.cleaned_data["reason"], by=request.person, at=now())
            messages.success(request, gettext("Requirement {number} is dropped.").format(number=number))
            return redirect("scope:requirements", project.pk)
    return _show_requirement(request, project, found, RequirementForm(None, requirement=found), form)


@for_persons
@require_POST
def checks(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Say which checks test a requirement."""
    project = scope_project(request, project_id)
    found = get_object_or_404(Requirement, project=project, number=number)
    form = ChecksForm(request.POST, requirement=found)
    if form.is_valid():
        try:
            tie_checks(found, list(form.cleaned_data["checks"]), by=request.person, at=now())
            messages.success(request, gettext("The tests are saved."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("scope:requirement", project.pk, number)


@for_persons
@require_http_methods(["GET", "POST"])
def agreement(request: AskedBy, project_id: int) -> HttpResponse:
    """Agree the scope as it stands."""
    project = scope_project(request, project_id, permission="projects.agree_scope")
    form = AgreementForm(
        request.POST if request.method == "POST" else None, is_first=not project.scope_baselines.exists()
    )
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            kept = agree_scope(
                project, reason=form.cleaned_data.get("reason", ""), by=request.person, at=now()
            )
            messages.success(request, gettext("{kept} is agreed.").format(kept=kept))
            return redirect("scope:requirements", project.pk)
    return _form(request, project, form, gettext("Agree the scope"), verb=gettext("Agree it"))


def _show_requirement(
    request: AskedBy, project: Project, found: Requirement, form: forms.Form, reason: forms.Form
) -> HttpResponse:
    may_edit = may(request.person, EDIT, project) and not project.is_over and not found.is_dropped
    ties = RequirementCheck.objects.filter(requirement=found).select_related("check_of")
    can_tie = may_edit and QualityCheck.objects.filter(project=project).exists()
    checks_form = ChecksForm(None, requirement=found) if can_tie else None
    return show(
        request, project, "scope/requirement.html", tab="changes", part="requirements", form=form, reason_form=reason,
        requirement=found, deliverables=found.deliverables.select_related("acceptor"),
        may_edit=may_edit, checks_form=checks_form, checks=[tie.check_of for tie in ties],
        status=422 if form.errors or reason.errors else 200,
    )  # fmt: skip


def _form(request: AskedBy, project: Project, form: forms.Form, title: str, **shown: Any) -> HttpResponse:
    back = reverse("scope:requirements", args=[project.pk])
    status = 422 if form.errors else 200
    return show(
        request, project, "scope/form.html", tab="changes", part="requirements", form=form, title=title, back=back,
        status=status, **shown,
    )  # fmt: skip
