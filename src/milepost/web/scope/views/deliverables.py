"""The deliverables of a project: their breakdown, and their acceptance by the person named."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.accepting import accept_deliverable, hand_over_deliverable
from milepost.domain.projects.actions.scoping import add_deliverable, edit_deliverable
from milepost.domain.projects.calculations.breakdown import breakdown_of
from milepost.domain.projects.models import Deliverable, Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.scope.access import scope_project
from milepost.web.scope.forms import AcceptanceForm, DeliverableForm

EDIT = "projects.edit_scope"
State = Deliverable.State


@for_persons
@require_GET
def deliverables(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the breakdown of a project's deliverables."""
    project = scope_project(request, project_id)
    return show(
        request, project, "scope/deliverables.html", tab="changes", part="deliverables", parts=breakdown_of(project),
        may_edit=may(request.person, EDIT, project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new(request: AskedBy, project_id: int) -> HttpResponse:
    """Add a deliverable."""
    project = scope_project(request, project_id, permission=EDIT)
    form = DeliverableForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            made = add_deliverable(project, form.words, form.ties, by=request.person, at=now())
            messages.success(request, gettext("Deliverable {number} is added.").format(number=made.number))
            return redirect("scope:deliverables", project.pk)
    back = reverse("scope:deliverables", args=[project.pk])
    return _form(request, project, form, gettext("Add a deliverable"), back)


@for_persons
@require_http_methods(["GET", "POST"])
def edit(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Change a deliverable and what it is tied to."""
    project = scope_project(request, project_id, permission=EDIT)
    found = _found(project, number)
    form = DeliverableForm(request.POST or None, project=project, deliverable=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            edit_deliverable(found, form.words, form.ties, by=request.person, at=now())
            messages.success(request, gettext("The deliverable is saved."))
            return redirect("scope:deliverable", project.pk, number)
    back = reverse("scope:deliverable", args=[project.pk, number])
    return _form(request, project, form, gettext("Edit the deliverable"), back)


@for_persons
@require_GET
def deliverable(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a deliverable with what makes it and what was said to it."""
    project = scope_project(request, project_id)
    return _show_deliverable(request, project, _found(project, number), AcceptanceForm())


@for_persons
@require_POST
def handover(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Hand a deliverable over."""
    project = scope_project(request, project_id)
    try:
        hand_over_deliverable(_found(project, number), by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("The deliverable is handed over."))
    return redirect("scope:deliverable", project.pk, number)


@for_persons
@require_POST
def acceptance(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Say whether a deliverable is accepted."""
    project = scope_project(request, project_id)
    found, form = _found(project, number), AcceptanceForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            given = form.cleaned_data
            accept_deliverable(found, given["verdict"], words=given["words"], by=request.person, at=now())
            messages.success(request, gettext("Your word is recorded."))
            return redirect("scope:deliverable", project.pk, number)
    return _show_deliverable(request, project, found, form)


def _found(project: Project, number: int) -> Deliverable:
    found = get_object_or_404(
        Deliverable.objects.filter(project=project).select_related("acceptor", "parent"), number=number
    )
    found.project = project
    deliverable: Deliverable = found
    return deliverable


def _show_deliverable(
    request: AskedBy, project: Project, found: Deliverable, form: forms.Form
) -> HttpResponse:
    may_edit = may(request.person, EDIT, project) and not project.is_over
    return show(
        request, project, "scope/deliverable.html", tab="changes", part="deliverables", deliverable=found, form=form,
        tasks=found.tasks.select_related("dates").order_by("position"), requirements=found.requirements.all(),
        acceptances=found.acceptances.select_related("by"), parts=found.parts.all(),
        may_edit=may_edit, may_hand_over=may_edit and found.state in (State.PLANNED, State.REJECTED, State.CONDITIONS),
        may_accept=found.state == State.SUBMITTED and found.acceptor_id == request.person.pk and not project.is_over,
        discussion=discussion_of(request, found), status=422 if form.errors else 200,
    )  # fmt: skip


def _form(request: AskedBy, project: Project, form: forms.Form, title: str, back: str) -> HttpResponse:
    return show(
        request, project, "scope/form.html", tab="changes", part="deliverables", form=form, title=title, back=back,
        status=422 if form.errors else 200,
    )  # fmt: skip
