"""A meeting as it is prepared, held and minuted, on one page."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.minuting import (
    add_minute_entry,
    mark_attendance,
    remove_minute_entry,
    send_minutes,
)
from milepost.domain.governance.calculations.agenda import proposals_for
from milepost.domain.governance.calculations.minutes import minutes_of
from milepost.domain.governance.calculations.occurrences import rhythm
from milepost.domain.governance.calculations.quorum import standing_of
from milepost.domain.governance.models import Attendance, Meeting, MinuteEntry
from milepost.domain.governance.permissions import may_lead, require_lead
from milepost.domain.people.models import City
from milepost.domain.reports.rendering.pdf import PdfUnavailable, pdf_of
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.discussion.presenting import discussion_of
from milepost.web.meetings.access import meeting_for
from milepost.web.meetings.forms import AgendaItemForm, EntryForm
from milepost.web.refusals import shown_in


@for_persons
@require_GET
def meeting(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Show a meeting."""
    return show_meeting(request, meeting_for(request, meeting_id))


@for_persons
@require_POST
def entries(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Write a line of the minutes."""
    found = meeting_for(request, meeting_id)
    require_lead(request.person, found)
    form = EntryForm(request.POST, meeting=found)
    if form.is_valid():
        with shown_in(form, Refusal):
            line = form.line()
            add_minute_entry(found, line, by=request.person, at=now())
            on = f"?on={line.agenda_item.pk}" if line.agenda_item else ""
            return redirect(f"{reverse('meetings:meeting', args=[found.pk])}{on}#entry-form")
    return show_meeting(request, found, entry_form=form)


@for_persons
@require_POST
def entry_removal(request: AskedBy, entry_id: int) -> HttpResponse:
    """Take a line back."""
    visible = Meeting.objects.visible_to(request.person).order_by().values("pk")
    lines = MinuteEntry.objects.select_related("meeting__project", "decision", "action_item")
    entry = get_object_or_404(lines.filter(meeting__in=visible), pk=entry_id)
    try:
        remove_minute_entry(entry, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", entry.meeting_id)


@for_persons
@require_POST
def attendance(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Record who came; what the form does not name stays."""
    found = meeting_for(request, meeting_id)
    states = dict(Attendance.State.choices)
    try:
        for one in found.attendances.select_related("meeting__project", "person"):
            state = request.POST.get(f"state-{one.pk}", one.state)
            if state in states and state != one.state:
                mark_attendance(one, state, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", found.pk)


@for_persons
@require_POST
def minutes(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Close the minutes and send them."""
    found = meeting_for(request, meeting_id)
    try:
        send_minutes(found, by=request.person, at=now())
        messages.success(request, gettext("The minutes are sent to everybody invited, and stay as they are."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", found.pk)


@for_persons
@require_GET
def pdf(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Give agenda and minutes as PDF, as the reader may see them."""
    found = meeting_for(request, meeting_id)
    try:
        shown = {
            "meeting": found,
            "minutes": minutes_of(found, seen_by=request.person),
            "standing": standing_of(found),
            "city": City.objects.get().name,
        }
        content = pdf_of("meetings/minutes_pdf.html", shown)
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect("meetings:meeting", found.pk)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="minutes-{found.starts:%Y-%m-%d}-{found.pk}.pdf"'
    return answer


def show_meeting(
    request: AskedBy,
    meeting: Meeting,
    *,
    item_form: AgendaItemForm | None = None,
    entry_form: EntryForm | None = None,
) -> HttpResponse:
    """Show a meeting with what its leader may still do; forms that were refused keep what was typed."""
    leads = may_lead(request.person, meeting) and meeting.is_open
    on = request.GET.get("on", "")
    context = {
        "meeting": meeting,
        "minutes": minutes_of(meeting, seen_by=request.person),
        "standing": standing_of(meeting),
        "rhythm": rhythm(meeting.series) if meeting.series else "",
        "states": Attendance.State.choices,
        "trail": [{"label": "Meetings", "url": reverse("meetings:index")}, *_project_trail(meeting)],
        "discussion": discussion_of(request, meeting),
        "leads": leads,
        **(_tools(request, meeting, on) if leads else {}),
    }
    if item_form is not None:
        context["item_form"] = item_form
    if entry_form is not None:
        context["entry_form"] = entry_form
    is_refused = bool((item_form and item_form.errors) or (entry_form and entry_form.errors))
    return render(request, "meetings/meeting.html", context, status=422 if is_refused else 200)


def _tools(request: AskedBy, meeting: Meeting, on: str) -> dict[str, Any]:
    offered = proposals_for(meeting, by=request.person, as_of=today())
    return {
        "item_form": AgendaItemForm(),
        "entry_form": EntryForm(None, meeting=meeting, initial={"agenda_item": on if on.isdigit() else None}),
        "proposals": [(group, list(found)) for group, found in groupby(offered, key=attrgetter("group"))],
        "is_due": meeting.starts.date() <= today(),
    }


def _project_trail(meeting: Meeting) -> list[dict[str, str]]:
    if meeting.project is None:
        return []
    return [{"label": meeting.project.name, "url": reverse("meetings:of_project", args=[meeting.project.pk])}]
