"""Hours that others hand in: read, approved, returned, adjusted, and closed by period."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may, require
from milepost.domain.staffing.actions.adjusting_hours import adjust_hours, lock_hours
from milepost.domain.staffing.actions.deciding_timesheets import approve_timesheet, return_timesheet
from milepost.domain.staffing.answerers import approving
from milepost.domain.staffing.calculations.timesheets import (
    Line,
    Week,
    locked_until,
    timesheets_are_on,
    week_in_hours,
)
from milepost.domain.staffing.models import PostedHours, TimeCode, Timesheet
from milepost.domain.staffing.queries import people_decided_on_by
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in

MOST_SHOWN = 200
KEEP = "staffing.keep_hours"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TONES = {"submitted": "info", "approved": "good", "returned": "warn"}


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("What is to be mended"), max_length=500, required=False)
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class LockForm(forms.Form):
    until = forms.DateField(label=_("Closed until"), widget=DAY)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class AdjustmentForm(forms.Form):
    """By how much the hours of a day and line are more or less than was posted."""

    line = forms.ChoiceField(label=_("Work"))
    day = forms.ChoiceField(label=_("Day"))
    hours = forms.FloatField(
        label=_("Hours more or less"),
        min_value=-25,
        max_value=25,
        help_text=_("Below zero takes away. What was posted stays on record."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, week: Week, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = {f"{one.line.project}-{one.line.task_uid}": one for one in week.lines if not one.line.code}
        self.lines = {key: one.line for key, one in posted.items()}
        self.lines |= {code: Line(code=code) for code in TimeCode.values}
        names = [(key, f"{one.name} ({one.project})") for key, one in posted.items()]
        self.fields["line"] = forms.ChoiceField(label=_("Work"), choices=[*names, *TimeCode.choices])
        self.days = {day.isoformat(): day for day in week.days}
        days = [(key, f"{day:%A}, {day:%b} {day.day}") for key, day in self.days.items()]
        self.fields["day"] = forms.ChoiceField(label=_("Day"), choices=days)


@for_persons
@require_GET
def timesheets(request: AskedBy) -> HttpResponse:
    """List the timesheets the reader decides on, those that wait first."""
    return _list(request)


@for_persons
@require_GET
def timesheet(request: AskedBy, sheet_id: int) -> HttpResponse:
    """Show the hours of a week to whoever decides on them."""
    return _show(request, _sheet(request, sheet_id))


@for_persons
@require_POST
def approval(request: AskedBy, sheet_id: int) -> HttpResponse:
    """Let the hours count."""
    sheet, form = _sheet(request, sheet_id), ReturnForm(request.POST)
    seen = form.cleaned_data["revision"] if form.is_valid() else None
    try:
        approved = approve_timesheet(sheet, seen=seen, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("staffing:timesheet", sheet.pk)
    messages.success(request, gettext("The hours of {name} count now.").format(name=sheet.person))
    for project, consequence in approved.consequences:
        messages.info(request, f"{project.name}: {consequence.message}")
    return redirect("staffing:timesheets")


@for_persons
@require_POST
def returning(request: AskedBy, sheet_id: int) -> HttpResponse:
    """Give a timesheet back with what is to be mended."""
    sheet, form = _sheet(request, sheet_id), ReturnForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            given = form.cleaned_data
            return_timesheet(
                sheet, reason=given["reason"], seen=given["revision"], by=request.person, at=now()
            )
            messages.success(
                request, gettext("The timesheet is returned to {name}.").format(name=sheet.person)
            )
            return redirect("staffing:timesheets")
    return _show(request, _sheet(request, sheet_id), return_form=form)


@for_persons
@require_POST
def adjustment(request: AskedBy, sheet_id: int) -> HttpResponse:
    """Correct what counts of a week by another posting."""
    sheet = _sheet(request, sheet_id)
    form = AdjustmentForm(request.POST, week=week_in_hours(sheet.person, sheet.week))
    if form.is_valid():
        given = form.cleaned_data
        with shown_in(form, Refusal):
            adjust_hours(
                sheet.person,
                form.lines[given["line"]],
                day=form.days[given["day"]],
                minutes=round(given["hours"] * 60),
                reason=given["reason"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("The hours are adjusted."))
            return redirect("staffing:timesheet", sheet.pk)
    return _show(request, sheet, adjustment_form=form)


@for_persons
@require_POST
def lock(request: AskedBy) -> HttpResponse:
    """Close hours up to a day, or open days again."""
    form = LockForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            lock_hours(
                form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=request.person, at=now()
            )
            messages.success(request, gettext("The hours are closed until that day."))
            return redirect("staffing:timesheets")
    require(request.person, KEEP)
    return _list(request, lock_form=form)


def _sheet(request: AskedBy, sheet_id: int) -> Timesheet:
    """Give a timesheet that the reader decides on or adjusts, or raise `Http404`."""
    rows = Timesheet.objects.select_related(
        "person__department", "person__supervisor", "decided_by", "decided_for"
    )
    if not may(request.person, KEEP):
        rows = rows.filter(person__in=people_decided_on_by(request.person, on=today()))
    return get_object_or_404(rows, pk=sheet_id)


def _list(request: AskedBy, *, lock_form: LockForm | None = None) -> HttpResponse:
    keeps = may(request.person, KEEP)
    sheets = Timesheet.objects.exclude(state=Timesheet.State.OPEN).select_related("person", "decided_by")
    if not keeps:
        people = people_decided_on_by(request.person, on=today())
        if not people.exists():
            require(request.person, KEEP)
        sheets = sheets.filter(person__in=people)
    sheets = sheets.annotate(minutes=Sum("entries__minutes"))
    until = locked_until()
    shown = {
        "is_on": timesheets_are_on(today()),
        "waiting": sheets.filter(state=Timesheet.State.SUBMITTED).order_by("week", "person__name")[
            :MOST_SHOWN
        ],
        "decided": sheets.exclude(state=Timesheet.State.SUBMITTED).order_by("-decided_at")[:MOST_SHOWN],
        "locked_until": until,
        "may_keep": keeps,
        "lock_form": lock_form or LockForm(initial={"until": until}),
    }
    return render(request, "staffing/timesheets.html", shown, status=422 if lock_form else 200)


def _show(
    request: AskedBy,
    sheet: Timesheet,
    *,
    return_form: ReturnForm | None = None,
    adjustment_form: AdjustmentForm | None = None,
) -> HttpResponse:
    week = week_in_hours(sheet.person, sheet.week)
    refused = return_form or adjustment_form
    acting = approving(sheet.person, by=request.person, on=today())
    decides = sheet.person_id != request.person.pk and may(
        request.person, "staffing.approve_hours", acting.over
    )
    is_approved = sheet.state == Timesheet.State.APPROVED
    adjusts = is_approved and ((decides and acting.represented is None) or may(request.person, KEEP))
    shown = {
        "sheet": sheet,
        "week": week,
        "acting_for": acting.represented if decides else None,
        "tone": TONES.get(sheet.state, ""),
        "decides": decides and sheet.state == Timesheet.State.SUBMITTED,
        "adjusts": adjusts,
        "refused": refused,
        "return_form": return_form or ReturnForm(initial={"revision": sheet.revision}),
        "adjustment_form": adjustment_form or (AdjustmentForm(week=week) if adjusts else None),
        "adjustments": PostedHours.objects.filter(
            person=sheet.person,
            day__range=(week.days[0], week.days[-1]),
            source=PostedHours.Source.ADJUSTMENT,
        ).select_related("by"),
    }
    return render(request, "staffing/timesheet.html", shown, status=422 if refused else 200)
