"""Council Communications: drafted for a meeting, written, frozen for the packet, as page and PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.models import City
from milepost.domain.people.permissions import may, require
from milepost.domain.reports.actions.communicating_with_council import (
    CannotCommunicate,
    discard_communication,
    draft_communication,
    finish_communication,
    revise_communication,
)
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.packet import next_deadline
from milepost.domain.reports.models import CouncilCommunication
from milepost.domain.reports.rendering.council import communication_pdf, communication_view
from milepost.domain.reports.rendering.pdf import PdfUnavailable
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.refusals import deed, shown_in
from milepost.web.reports.council_forms import CommunicationForm, MeetingForm


@for_persons
@require_GET
def communications(request: AskedBy) -> HttpResponse:
    """List the communications, those of meetings to come first with their next deadline."""
    visible = CouncilCommunication.objects.visible_to(request.person).select_related("project", "author")
    day = today()
    coming = [(one, next_deadline(one.meeting_on, as_of=day)) for one in visible.filter(meeting_on__gte=day)]
    context = {
        "coming": sorted(coming, key=lambda pair: pair[0].meeting_on),
        "past": visible.filter(meeting_on__lt=day)[:100],
        "trail": _trail(),
    }
    return render(request, "reports/communications.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def new_communication(request: AskedBy, project_id: int) -> HttpResponse:
    """Begin a communication for a meeting."""
    project = project_for(request, project_id)
    require(request.person, "reports.write", project)
    form = MeetingForm(request.POST or None, as_of=today())
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotCommunicate):
            meeting_on = form.cleaned_data["meeting_on"]
            begun = draft_communication(project, meeting_on=meeting_on, by=request.person, at=now())
            return redirect("reports:communication-texts", begun.pk)
    context = {"form": form, "project": project, "trail": _trail()}
    return render(request, "reports/new_communication.html", context, status=422 if form.errors else 200)


@for_persons
@require_GET
def communication(request: AskedBy, communication_id: int) -> HttpResponse:
    """Show a communication as council reads it, with the deadlines of its packet."""
    found = _communication(request, communication_id)
    context = {
        "kept": found,
        "communication": communication_view(found, as_of=today()),
        "may_write": found.is_draft and may(request.person, "reports.write", found.project),
        "may_finish": found.is_draft and may(request.person, "reports.publish", found.project),
        "trail": [*_trail(), {"label": "Council communications", "url": reverse("reports:communications")}],
    }
    return render(request, "reports/communication.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def texts(request: AskedBy, communication_id: int) -> HttpResponse:
    """Write a communication."""
    found = _communication(request, communication_id)
    require(request.person, "reports.write", found.project)
    form = CommunicationForm(request.POST or None, communication=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotCommunicate):
            revise_communication(found, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The draft is saved."))
            return redirect("reports:communication", found.pk)
    context = {"kept": found, "form": form, "trail": _trail()}
    status = 422 if form.errors else 200
    return render(request, "reports/communication_texts.html", context, status=status)


@for_persons
@require_POST
def finish(request: AskedBy, communication_id: int) -> HttpResponse:
    """Freeze a communication for the packet."""
    found = _communication(request, communication_id)
    told = gettext("The communication is in the packet and stays as it is.")
    to = reverse("reports:communication", args=[found.pk])
    return deed(request, lambda: finish_communication(found, by=request.person, at=now()), told=told, to=to)


@for_persons
@require_POST
def removal(request: AskedBy, communication_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = _communication(request, communication_id)
    try:
        discard_communication(found, by=request.person, at=now())
    except CannotCommunicate as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:communication", found.pk)
    messages.success(request, gettext("The draft is discarded."))
    return redirect("reports:of_project", found.project_id)


@for_persons
@require_GET
def pdf(request: AskedBy, communication_id: int) -> HttpResponse:
    """Give a communication as PDF."""
    found = _communication(request, communication_id)
    try:
        content = communication_pdf(found, as_of=today(), city=City.objects.get().name)
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect("reports:communication", found.pk)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{found.project.number}-council-{found.meeting_on:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _communication(request: AskedBy, communication_id: int) -> CouncilCommunication:
    visible = CouncilCommunication.objects.visible_to(request.person)
    found = get_object_or_404(visible.select_related("project", "author"), pk=communication_id)
    return cleared([found])[0]


def _trail() -> list[dict[str, str]]:
    return [{"label": "Reports", "url": reverse("reports:index")}]
