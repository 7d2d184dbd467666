"""The weekly check-in: all own tasks on one page, sent at once."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import counted
from milepost.domain.staffing.actions.checking_in import CheckedIn
from milepost.domain.staffing.actions.checking_in import check_in as record_check_in
from milepost.domain.staffing.calculations.own_work import OwnTask, own_work, week_of
from milepost.domain.staffing.models import CheckIn
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.my_work.forms import CheckInForm

WEEK = timedelta(days=7)


@for_persons
@require_http_methods(["GET", "POST"])
def check_in(request: AskedBy) -> HttpResponse:
    """Ask for percent done and hours left of the reader's tasks of this week."""
    monday = week_of(today())
    work = own_work(request.person, since=monday, until=monday + WEEK)
    form = CheckInForm(request.POST if request.method == "POST" else None, work=work)
    if form.is_bound and form.is_valid():
        said = [row.said() for row in form.rows]
        try:
            made = record_check_in(
                said, week=monday, note=form.cleaned_data["note"], by=request.person, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, made, len(said))
            return redirect("my-work:my-work")
    return _page(request, form, work)


def _page(request: AskedBy, form: CheckInForm, work: list[OwnTask]) -> HttpResponse:
    monday = week_of(today())
    named = Project.objects.visible_to(request.person).filter(pk__in={own.task.project_id for own in work})
    is_refused = form.is_bound
    shown = {
        "form": form,
        "monday": monday,
        "friday": monday + timedelta(days=4),
        "today": today(),
        "visible": set(named.values_list("pk", flat=True)),
        "last": CheckIn.objects.filter(person=request.person, week=monday).last(),
    }
    return render(request, "my_work/check_in.html", shown, status=422 if is_refused else 200)


def _tell(request: AskedBy, made: CheckedIn, count: int) -> None:
    """Say what followed, of each project that the reader may see."""
    messages.success(
        request, gettext("You are checked in: {tasks}.").format(tasks=counted(count, gettext("task")))
    )
    changed = [project.pk for project, _ in made.consequences]
    visible = set(
        Project.objects.visible_to(request.person).filter(pk__in=changed).values_list("pk", flat=True)
    )
    for project, consequence in made.consequences:
        if project.pk in visible:
            messages.info(request, f"{project.name}: {consequence.message}")
