"""The agenda of a meeting is prepared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.preparing import (
    add_agenda_item,
    edit_agenda_item,
    move_agenda_item,
    post_agenda,
    remove_agenda_item,
    take_proposals,
)
from milepost.domain.governance.models import AgendaItem, Meeting
from milepost.domain.governance.permissions import require_lead
from milepost.domain.projects.wording import counted
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.meetings.access import meeting_for
from milepost.web.meetings.forms import AgendaItemForm
from milepost.web.meetings.views.holding import show_meeting
from milepost.web.refusals import shown_in


@for_persons
@require_POST
def agenda(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Put a point on the agenda."""
    found = meeting_for(request, meeting_id)
    require_lead(request.person, found)
    form = AgendaItemForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            add_agenda_item(found, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            return _see(found)
    return show_meeting(request, found, item_form=form)


@for_persons
@require_POST
def proposals(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Take what is due into the agenda."""
    found = meeting_for(request, meeting_id)
    try:
        taken = take_proposals(found, request.POST.getlist("source"), by=request.person, at=now())
        messages.success(request, f"{counted(taken, 'point')} taken into the agenda.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _see(found)


@for_persons
@require_POST
def notice(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Post the agenda."""
    found = meeting_for(request, meeting_id)
    try:
        post_agenda(found, by=request.person, at=now())
        messages.success(request, gettext("The agenda is posted, and everybody invited is told."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _see(found)


@for_persons
@require_http_methods(["GET", "POST"])
def item(request: AskedBy, item_id: int) -> HttpResponse:
    """Change a point of the agenda."""
    found = _item(request, item_id)
    require_lead(request.person, found.meeting)
    names = AgendaItemForm.base_fields
    form = AgendaItemForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            edit_agenda_item(found, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            return _see(found.meeting)
    context = {"form": form, "item": found, "meeting": found.meeting}
    return render(request, "meetings/agenda_item.html", context, status=422 if form.errors else 200)


@for_persons
@require_POST
def position(request: AskedBy, item_id: int) -> HttpResponse:
    """Move a point a place up or down."""
    found = _item(request, item_id)
    try:
        move_agenda_item(found, down=-1 if request.POST.get("to") == "up" else 1, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _see(found.meeting)


@for_persons
@require_POST
def removal(request: AskedBy, item_id: int) -> HttpResponse:
    """Take a point off the agenda."""
    found = _item(request, item_id)
    try:
        remove_agenda_item(found, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _see(found.meeting)


def _item(request: AskedBy, item_id: int) -> AgendaItem:
    visible = Meeting.objects.visible_to(request.person).order_by().values("pk")
    return get_object_or_404(
        AgendaItem.objects.select_related("meeting__project").filter(meeting__in=visible), pk=item_id
    )


def _see(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:meeting", meeting.pk)
