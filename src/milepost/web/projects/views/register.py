"""The register of risks and issues."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.issues import create_issue, edit_issue, reopen_issue, resolve_issue
from milepost.domain.projects.actions.risks import (
    close_risk,
    create_risk,
    edit_risk,
    reopen_risk,
    turn_into_issue,
)
from milepost.domain.projects.models import Issue, Project, Risk
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.register import IssueForm, RiskForm, SettlingForm
from milepost.web.projects.tables.issues import ISSUES, PROJECT_ISSUES
from milepost.web.projects.tables.risks import PROJECT_RISKS, RISKS
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView
from milepost.web.tables.table import Table

ENDED = {
    "closed": "is closed",
    "resolved": "is resolved",
    "reopened": "is open again",
    "happened": "happened and is an issue now",
}


@for_persons
@require_http_methods(["GET", "POST"])
def risks(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's risks, the gravest first."""
    return _register(request, project_id, PROJECT_RISKS, "projects/risks.html")


@for_persons
@require_http_methods(["GET", "POST"])
def issues(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's issues, the gravest first."""
    return _register(request, project_id, PROJECT_ISSUES, "projects/issues.html")


@for_persons
@require_http_methods(["GET", "POST"])
def all_risks(request: AskedBy) -> HttpResponseBase:
    """List the risks of all projects that the reader may see."""
    table = TableView(request, RISKS)
    return answer_to(table) or render(request, "projects/all_risks.html", {"table": table})


@for_persons
@require_http_methods(["GET", "POST"])
def all_issues(request: AskedBy) -> HttpResponseBase:
    """List the issues of all projects that the reader may see."""
    table = TableView(request, ISSUES)
    return answer_to(table) or render(request, "projects/all_issues.html", {"table": table})


@for_persons
@require_http_methods(["GET", "POST"])
def new_risk(request: AskedBy, project_id: int) -> HttpResponse:
    """Raise a risk."""
    project = project_for(request, project_id)
    require(request.person, "projects.edit_risks", project)
    form = RiskForm(request.POST or None)
    return _saved(request, project, form, create_risk, project) or _form(
        request, project, form, gettext("New risk")
    )


@for_persons
@require_http_methods(["GET", "POST"])
def new_issue(request: AskedBy, project_id: int) -> HttpResponse:
    """Open an issue."""
    project = project_for(request, project_id)
    require(request.person, "projects.edit_issues", project)
    form = IssueForm(request.POST or None)
    return _saved(request, project, form, create_issue, project) or _form(
        request, project, form, gettext("New issue")
    )


@for_persons
@require_http_methods(["GET", "POST"])
def risk(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a risk, and take its changes."""
    project = project_for(request, project_id)
    found = get_object_or_404(project.risks.select_related("owner", "project"), number=number)
    form = RiskForm(request.POST or None, risk=found)
    saved = _saved(request, project, form, edit_risk, found)
    is_editable = may(request.person, "projects.edit_risks", project)
    return saved or _form(request, project, form, f"Risk {number}", risk=found, is_editable=is_editable)


@for_persons
@require_http_methods(["GET", "POST"])
def issue(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show an issue, and take its changes."""
    project = project_for(request, project_id)
    found = get_object_or_404(project.issues.select_related("owner", "project", "risk"), number=number)
    form = IssueForm(request.POST or None, issue=found)
    saved = _saved(request, project, form, edit_issue, found)
    is_editable = may(request.person, "projects.edit_issues", project)
    return saved or _form(request, project, form, f"Issue {number}", issue=found, is_editable=is_editable)


@for_persons
@require_POST
def risk_end(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Close a risk with a reason, reopen it, or turn it into an issue."""
    project = project_for(request, project_id)
    found = get_object_or_404(project.risks.select_related("project"), number=number)
    words = request.POST.get("words", "")
    ends: dict[str, Callable[[], object]] = {
        "closed": lambda: close_risk(found, reason=words, by=request.person, at=now()),
        "reopened": lambda: reopen_risk(found, reason=words, by=request.person, at=now()),
        "happened": lambda: turn_into_issue(found, {}, by=request.person, at=now()),
    }
    return _ended(request, project, ends, f"Risk {number}")


@for_persons
@require_POST
def issue_end(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Resolve an issue with words, or open it again."""
    project = project_for(request, project_id)
    found = get_object_or_404(project.issues.select_related("project"), number=number)
    words = request.POST.get("words", "")
    ends: dict[str, Callable[[], object]] = {
        "resolved": lambda: resolve_issue(found, resolution=words, by=request.person, at=now()),
        "reopened": lambda: reopen_issue(found, reason=words, by=request.person, at=now()),
    }
    return _ended(request, project, ends, f"Issue {number}")


def _register(request: AskedBy, project_id: int, described: Table, template: str) -> HttpResponseBase:
    project = project_for(request, project_id)
    table = TableView(request, described, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    open_ones = {
        "open_risks": project.risks.filter(state=Risk.State.OPEN).count(),
        "open_issues": project.issues.filter(state=Issue.State.OPEN).count(),
    }
    return show(request, project, template, tab="risks", table=table, **open_ones)


def _saved(
    request: AskedBy, project: Project, form: forms.Form, save: Callable[..., object], subject: Any
) -> HttpResponse | None:
    """Save a form that holds; `None` where it is to be shown."""
    if not form.is_bound or not form.is_valid():
        return None
    with shown_in(form, Refusal):
        save(subject, form.cleaned_data, by=request.person, at=now())
        messages.success(request, gettext("The register is saved."))
        is_issue = isinstance(form, IssueForm)
        return redirect("projects:issues" if is_issue else "projects:risks", project.pk)
    return None


def _form(
    request: AskedBy,
    project: Project,
    form: forms.Form,
    title: str,
    *,
    is_editable: bool = True,
    **shown: Any,
) -> HttpResponse:
    topic = shown.get("risk") or shown.get("issue")
    return show(
        request,
        project,
        "projects/register_form.html",
        tab="risks",
        form=form,
        settling=SettlingForm(),
        discussion=discussion_of(request, topic) if topic else None,
        title=title,
        is_editable=is_editable and not project.is_over,
        status=422 if form.is_bound else 200,
        **shown,
    )


def _ended(
    request: AskedBy, project: Project, ends: dict[str, Callable[[], object]], name: str
) -> HttpResponse:
    end = request.POST.get("end", "")
    try:
        if end in ends:
            ends[end]()
            messages.success(request, f"{name} {ENDED[end]}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("projects:issues" if name.startswith("Issue") else "projects:risks", project.pk)
