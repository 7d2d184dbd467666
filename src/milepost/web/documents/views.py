"""Documents of a project: on record, in versions or elsewhere, and held."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.models import Attachment
from milepost.domain.common.topics import visible_topics
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.documents import (
    CannotKeepDocument,
    add_document,
    edit_document,
    hold_records,
    lift_hold,
)
from milepost.domain.projects.models import Document, LegalHold, Project
from milepost.domain.projects.retention import retention_classes
from milepost.domain.reports.queries import records_made
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.discussion.presenting import discussion_of
from milepost.web.documents.forms import DocumentForm, HoldForm
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in

MOST_FILES = 200


@for_persons
@require_http_methods(["GET", "POST"])
def of_project(request: AskedBy, project_id: int) -> HttpResponse:
    """List a project's documents and other files, and put a document on record."""
    project = project_for(request, project_id)
    form = DocumentForm(request.POST or None, project=project, by=request.person)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotKeepDocument):
            added = add_document(project, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The document is on record. Attach its first version."))
            return redirect("documents:document", project.pk, added.number)
    return _list(request, project, form)


@for_persons
@require_http_methods(["GET", "POST"])
def document(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a document with its versions, and change what is known of it."""
    project = project_for(request, project_id)
    visible = Document.objects.visible_to(request.person).select_related("project", "owner")
    found = get_object_or_404(visible, project=project, number=number)
    initial = {name: getattr(found, name) for name in DocumentForm.base_fields}
    form = DocumentForm(request.POST or None, project=project, by=request.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotKeepDocument):
            edit_document(found, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The document is changed."))
            return redirect("documents:document", project.pk, number)
    held = LegalHold.objects.visible_to(request.person).filter(project=project, lifted_at=None)
    context = {
        "document": found,
        "form": form if may(request.person, "projects.edit_documents", project) else None,
        "retention": retention_classes().get(found.retention),
        "holds": [one for one in held if one.document_id in (None, found.pk)],
        "discussion": discussion_of(request, found),
        **_hold_context(request, project),
    }
    return show(
        request,
        project,
        "documents/document.html",
        tab="documents",
        status=422 if form.errors else 200,
        **context,
    )


@for_persons
@require_POST
def holds(request: AskedBy, project_id: int) -> HttpResponse:
    """Hold a project's files, or those of one document."""
    project = project_for(request, project_id)
    visible = Document.objects.visible_to(request.person).filter(project=project)
    number = request.POST.get("document", "")
    held = get_object_or_404(visible, number=number) if number.isdigit() else None
    try:
        reason = request.POST.get("reason", "")
        hold_records(project, held, reason=reason, by=request.person, at=now())
        messages.success(request, gettext("The hold stands."))
    except CannotKeepDocument as refusal:
        messages.error(request, str(refusal))
    return _back(project, held)


@for_persons
@require_POST
def lifting(request: AskedBy, project_id: int, hold_id: int) -> HttpResponse:
    """End a hold."""
    project = project_for(request, project_id)
    visible = LegalHold.objects.visible_to(request.person).filter(project=project, lifted_at=None)
    hold = get_object_or_404(visible, pk=hold_id)
    try:
        lift_hold(hold, reason=request.POST.get("reason", ""), by=request.person, at=now())
        messages.success(request, gettext("The hold is lifted."))
    except CannotKeepDocument as refusal:
        messages.error(request, str(refusal))
    return _back(project, hold.document)


def _list(request: AskedBy, project: Project, form: DocumentForm) -> HttpResponse:
    rows = list(Document.objects.visible_to(request.person).filter(project=project).select_related("owner"))
    files = Attachment.objects.filter(
        visible_topics(request.person.account),
        place_type="projects.project",
        place_id=project.pk,
        removed_at=None,
    ).select_related("by")
    versions: dict[int, list[Attachment]] = {}
    for one in files.filter(topic_type=Document._meta.label_lower).order_by("id"):
        versions.setdefault(one.topic_id or 0, []).append(one)
    may_export = may(request.person, "reports.export_record", project)
    others = files.exclude(topic_type=Document._meta.label_lower).order_by("-id")
    context = {
        "documents": [
            (one, versions.get(one.pk, []), retention_classes().get(one.retention)) for one in rows
        ],
        "others": others[:MOST_FILES],
        "form": form if may(request.person, "projects.edit_documents", project) else None,
        "holds": LegalHold.objects.visible_to(request.person).filter(
            project=project, lifted_at=None, document=None
        ),
        "today": today(),
        "may_export": may_export,
        "archives": records_made(project, by=request.person) if may_export else [],
        **_hold_context(request, project),
    }
    status = 422 if form.errors else 200
    return show(request, project, "documents/of_project.html", tab="documents", status=status, **context)


def _hold_context(request: AskedBy, project: Project) -> dict[str, Any]:
    may_hold = may(request.person, "projects.hold_records", project)
    return {"hold_form": HoldForm() if may_hold else None}


def _back(project: Project, held: Document | None) -> HttpResponse:
    if held is None:
        return redirect("documents:of_project", project.pk)
    return redirect("documents:document", project.pk, held.number)
