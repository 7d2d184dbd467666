"""A person's timesheet: the hours of a week, prefilled from the plan."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.staffing.actions.keeping_timesheets import (
    CannotKeepHours,
    keep_timesheet,
    submit_timesheet,
    take_back_timesheet,
)
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.calculations.timesheets import (
    WEEK,
    timesheets_are_on,
    week_in_hours,
    weeks_to_submit,
)
from milepost.domain.staffing.models import Timesheet
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.my_work.timesheet_form import TimesheetForm
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def timesheet(request: AskedBy, week: date | None = None) -> HttpResponse:
    """Show the hours of a week, and keep or hand in what is entered."""
    if not timesheets_are_on(today()):
        raise Http404
    monday = _week(request, week)
    shown = week_in_hours(request.person, monday)
    form = TimesheetForm(request.POST if request.method == "POST" else None, week=shown)
    if form.is_valid():
        with shown_in(form, CannotKeepHours):
            hands_in = request.POST.get("word") == "submit"
            act = submit_timesheet if hands_in else keep_timesheet
            act(request.person, form.hours, week=monday, seen=form.seen, by=request.person, at=now())
            messages.success(
                request,
                gettext("The timesheet is handed in.") if hands_in else gettext("The hours are saved."),
            )
            return redirect("my-work:timesheet-of-week", monday)
    context = {
        "form": form,
        "week": shown,
        "sheet": shown.sheet,
        "today": today(),
        "before": monday - WEEK,
        "after": monday + WEEK if monday < week_of(today()) else None,
        "is_editable": shown.sheet is None or shown.sheet.is_editable,
    }
    return render(request, "my_work/timesheet.html", context, status=422 if form.is_bound else 200)


@for_persons
@require_POST
def taking_back(request: AskedBy, sheet_id: int) -> HttpResponse:
    """Open a timesheet again that nobody has decided on."""
    sheet = get_object_or_404(Timesheet, pk=sheet_id, person=request.person)
    try:
        take_back_timesheet(sheet, by=request.person, at=now())
        messages.success(request, gettext("The timesheet is open again."))
    except CannotKeepHours as refusal:
        messages.error(request, str(refusal))
    return redirect("my-work:timesheet-of-week", sheet.week)


def _week(request: AskedBy, named: date | None) -> date:
    """Give the Monday that the address names, by default the first that is not handed in; no week lies ahead."""
    this = week_of(today())
    if named is None:
        return next(iter(weeks_to_submit(request.person, as_of=today())), this)
    if named != week_of(named) or named > this:
        raise Http404
    return named
