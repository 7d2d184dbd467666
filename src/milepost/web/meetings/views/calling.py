"""Meetings and series are called, changed and canceled; their files for calendars."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.convening import call_meeting, cancel_meeting, edit_meeting
from milepost.domain.governance.actions.recurring import edit_series, start_series
from milepost.domain.governance.inviting import event_of
from milepost.domain.governance.permissions import require_lead
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.models import Project
from milepost.exchange.icalendar.invitation import calendar_file
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.meetings.access import meeting_for, series_for
from milepost.web.meetings.forms import (
    MeetingForm,
    NewMeetingForm,
    SeriesForm,
    initial_of,
    proposed_start,
)
from milepost.web.refusals import shown_in
from milepost.web.registers.forms import ReasonForm

TRAIL = {"label": "Meetings", "url": "/meetings/"}


@for_persons
@require_http_methods(["GET", "POST"])
def new(request: AskedBy) -> HttpResponse:
    """Call a meeting, or begin a series."""
    form = NewMeetingForm(request.POST or None, by=request.person, initial=_proposed(request))
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            return _called(request, form)
    return _page(request, form, "Call a meeting", reverse("meetings:index"))


@for_persons
@require_http_methods(["GET", "POST"])
def edit(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Change a meeting."""
    found = meeting_for(request, meeting_id)
    require_lead(request.person, found)
    form = MeetingForm(request.POST or None, by=request.person, meeting=found, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            invited = form.cleaned_data["invited"]
            edit_meeting(found, form.meeting_fields(), invited=invited, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The meeting is changed. Whoever it concerns is told."))
            return redirect("meetings:meeting", found.pk)
    return _page(
        request, form, f"Change {found.title}", reverse("meetings:meeting", args=[found.pk]), meeting=found
    )


@for_persons
@require_http_methods(["GET", "POST"])
def edit_series_page(request: AskedBy, series_id: int) -> HttpResponse:
    """Change a series; its planned meetings follow."""
    series = series_for(request, series_id)
    require_lead(request.person, series)
    form = SeriesForm(request.POST or None, by=request.person, meeting=series, initial=initial_of(series))
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            members = form.cleaned_data["invited"]
            edit_series(series, form.series_fields(), members=members, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The series is changed, and its planned meetings with it."))
            return redirect("meetings:index")
    return _page(request, form, f"Change the series {series.title}", reverse("meetings:index"))


@for_persons
@require_http_methods(["GET", "POST"])
def cancellation(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Cancel a meeting with a reason."""
    found = meeting_for(request, meeting_id)
    require_lead(request.person, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            cancel_meeting(found, reason=form.cleaned_data["reason"], by=request.person, at=now())
            messages.success(request, gettext("The meeting is canceled, and everybody invited is told."))
            return redirect("meetings:meeting", found.pk)
    context = {"form": form, "meeting": found, "trail": [TRAIL]}
    return render(request, "meetings/cancellation.html", context, status=422 if form.errors else 200)


@for_persons
@require_GET
def invitation(request: AskedBy, meeting_id: int) -> HttpResponse:
    """Give a meeting as a file for one's own calendar."""
    found = meeting_for(request, meeting_id)
    event = event_of(found, at=now(), with_people=False, is_canceled=found.state == found.State.CANCELED)
    answer = HttpResponse(
        calendar_file([event], method="PUBLISH"), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="meeting-{found.pk}.ics"'
    return answer


def _called(request: AskedBy, form: NewMeetingForm) -> HttpResponse:
    invited, by = form.cleaned_data["invited"], request.person
    if form.is_series:
        series = start_series(form.series_fields(), members=invited, by=by, at=now())  # type: ignore[arg-type]
        messages.success(request, gettext("The series is called, and its invitation is on its way."))
        return redirect("meetings:meeting", series.meetings.earliest("starts").pk)
    called = call_meeting(form.meeting_fields(), invited=invited, by=by, at=now())  # type: ignore[arg-type]
    messages.success(request, gettext("The meeting is called, and its invitations are on their way."))
    return redirect("meetings:meeting", called.pk)


def _proposed(request: AskedBy) -> dict[str, Any]:
    """Propose a meeting led by who calls it; of a project its team is invited."""
    proposed = {"facilitator": request.person.pk, "starts": proposed_start(timezone.localtime())}
    wanted = request.GET.get("project", "")
    project = (
        Project.objects.visible_to(request.person).filter(pk=wanted).first() if wanted.isdigit() else None
    )
    if project is None:
        return proposed
    team = project.roles.exclude(person=request.person).filter(person__is_active=True)
    return proposed | {
        "project": project.pk,
        "invited": list(team.values_list("person_id", flat=True).distinct()),
    }


def _page(request: AskedBy, form: MeetingForm, title: str, back: str, **context: Any) -> HttpResponse:
    shown = {"form": form, "title": title, "back": back, "trail": [TRAIL], **context}
    return render(request, "meetings/call.html", shown, status=422 if form.errors else 200)
