"""Asking for a change, and putting a request right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.requesting_change import edit_change, may_edit, request_change
from milepost.domain.governance.actions.scoping_change import bring_scope
from milepost.domain.governance.models import ChangeRequest, ChangeScope
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Issue, Project, Risk
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.changes.access import change_for, changes_project
from milepost.web.changes.forms import ChangeForm, WantedForms
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def new(request: AskedBy, project_id: int) -> HttpResponse:
    """Draft a change request; the address may name the issue or risk that it answers."""
    project = changes_project(request, project_id)
    require(request.person, "governance.request_change", project)
    form = ChangeForm(
        request.POST or None, project=project, by=request.person, initial=_initial(request, project)
    )
    rows = WantedForms(request.POST or None, project=project)
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        with shown_in(form, Refusal):
            with transaction.atomic():
                made = request_change(project, form.words, rows.wanted(), by=request.person, at=now())
                _bring(request, made, form)
            messages.success(
                request,
                gettext("Change {number} is drafted. Submit it when it is ready.").format(number=made.number),
            )
            return redirect("changes:change", project.pk, made.number)
    back = reverse("changes:of_project", args=[project.pk])
    return _form(request, project, form, rows, gettext("Request a change"), back)


@for_persons
@require_http_methods(["GET", "POST"])
def edit(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Put a request right while nobody decides on it."""
    change = change_for(request, project_id, number)
    if not may_edit(request.person, change):
        raise PermissionDenied(gettext("Who requested a change, and who leads the project, may edit it."))
    back = reverse("changes:change", args=[project_id, number])
    if not change.is_editable:
        messages.error(
            request, gettext("A change in decision stays as it is. Withdraw it and request another.")
        )
        return redirect(back)
    ties = list(ChangeScope.objects.of(change))
    initial = {name: getattr(change, name) for name in ChangeForm.base_fields if hasattr(change, name)} | {
        "requirements": [tie.requirement_id for tie in ties if tie.requirement_id],
        "deliverables": [tie.deliverable_id for tie in ties if tie.deliverable_id],
    }
    form = ChangeForm(
        request.POST or None, project=change.project, by=request.person, row=change, initial=initial
    )
    rows = WantedForms(request.POST or None, project=change.project, change=change)
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        with shown_in(form, Refusal):
            with transaction.atomic():
                edit_change(change, form.words, rows.wanted(), by=request.person, at=now())
                _bring(request, change, form)
            messages.success(request, gettext("The change is saved."))
            return redirect(back)
    return _form(
        request, change.project, form, rows, gettext("Edit change {number}").format(number=number), back
    )


def _bring(request: AskedBy, change: ChangeRequest, form: ChangeForm) -> None:
    if form.scope is not None:
        bring_scope(change, form.scope, by=request.person, at=now())


def _initial(request: AskedBy, project: Project) -> dict[str, Any]:
    """Take words and type from the issue or risk that the address names; of a restricted one the link alone.

    Who reads changes need not be cleared for what they answer.
    """
    number = request.GET.get("issue", "")
    if number.isdecimal() and (issue := _seen(request, project, Issue, number)):
        words = {} if issue.is_withheld else {"title": issue.title, "reason": issue.description}
        return {"issue": issue, "type": "schedule", **words}
    number = request.GET.get("risk", "")
    if number.isdecimal() and (risk := _seen(request, project, Risk, number)):
        words = {} if risk.is_withheld else {"reason": risk.event}
        return {"risk": risk, "type": "schedule", **words}
    return {}


def _seen(request: AskedBy, project: Project, model: Any, number: str) -> Any:
    return model.objects.visible_to(request.person).filter(project=project, number=int(number)).first()


def _form(
    request: AskedBy, project: Project, form: ChangeForm, rows: WantedForms, title: str, back: str
) -> HttpResponse:
    status = 422 if form.errors or (form.is_bound and rows.has_errors) else 200
    return show(
        request,
        project,
        "changes/form.html",
        tab="changes",
        form=form,
        rows=rows,
        title=title,
        back=back,
        status=status,
    )
