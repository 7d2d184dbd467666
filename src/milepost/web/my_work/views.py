"""One inbox of what waits for a person, each thing done or opened in one step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.waiting import Urgency, Waiting, waiting_for
from milepost.domain.projects.actions.progressing import report_progress
from milepost.domain.projects.actions.risks import confirm_risk
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.working_time import working_time_of
from milepost.domain.projects.models import Project, Risk, Task
from milepost.domain.projects.queries import managed_by
from milepost.domain.projects.wording import counted
from milepost.domain.staffing.calculations.timesheets import timesheets_are_on
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.portfolio.forms import ProgressForm

HEADINGS = {Urgency.LATE: _("Late"), Urgency.THIS_WEEK: _("This week"), Urgency.NEXT: _("Next")}
PAGE = "my_work/my_work.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that waits: the form to do it with, where it can be done here, and whether it may be opened."""

    waiting: Waiting
    form: ProgressForm | None
    can_open: bool


@for_persons
@require_GET
def my_work(request: AskedBy) -> HttpResponse:
    """Show what waits for the reader, by urgency."""
    return _page(request)


@for_persons
@require_POST
def own_task(request: AskedBy, task_id: int) -> HttpResponse:
    """Record the progress of a task the reader is responsible for."""
    tasks = Task.objects.select_related("project__calendar", "dates").filter(responsible=request.person)
    task = get_object_or_404(tasks, pk=task_id)
    form = ProgressForm(_with_word(request, task), task=task)
    if not form.is_valid():
        return _page(request, refused=form)
    changed = form.changed_fields(
        time=working_time_of(task.project), now=localtime(now()).replace(tzinfo=None, second=0, microsecond=0)
    )
    if not changed:
        messages.info(
            request, gettext("{name}: nothing to record yet, the plan stands.").format(name=task.name)
        )
        return redirect("my-work:my-work")
    try:
        consequence = report_progress(task, changed, by=request.person, at=now())
    except Refusal as refusal:
        form.add_error("percent_complete", str(refusal))
        return _page(request, refused=form)
    messages.success(request, f"{task.name}: {_answer(request, task.project, consequence)}")
    return redirect("my-work:my-work")


@for_persons
@require_POST
def reviewed_risk(request: AskedBy, risk_id: int) -> HttpResponse:
    """Record that a risk the reader owns was reviewed and stands."""
    visible = Risk.objects.visible_to(request.person)
    risk = get_object_or_404(visible, pk=risk_id, owner=request.person)
    try:
        confirm_risk(risk, by=request.person, at=now())
        messages.success(request, gettext("{event}: reviewed, it stands as it is.").format(event=risk.event))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("my-work:my-work")


def _with_word(request: AskedBy, task: Task) -> QueryDict:
    """Put the word of the button that was pressed where it could have been typed."""
    data = request.POST.copy()
    if word := data.get("word"):
        data[f"task-{task.pk}-percent_complete"] = word
    return data


def _answer(request: AskedBy, project: Project, consequence: Consequence) -> str:
    """Say what followed; where the project is not the reader's to see, only that it is recorded."""
    is_visible = Project.objects.visible_to(request.person).filter(pk=project.pk).exists()
    return consequence.message if is_visible else gettext("recorded.")


def _page(request: AskedBy, *, refused: ProgressForm | None = None) -> HttpResponse:
    waiting = waiting_for(request.person, as_of=today())
    entries = _entries(request, waiting, refused)
    shown = {
        "groups": [
            (heading, urgency, [one for one in entries if one.waiting.urgency(today()) is urgency])
            for urgency, heading in HEADINGS.items()
        ],
        "count": len(entries),
        "subtitle": _subtitle(waiting),
        "has_timesheets": timesheets_are_on(today()),
        "manages": managed_by(request.person).exists(),
        "weekly_round": reverse("portfolio:weekly-round"),
    }
    return render(request, PAGE, shown, status=422 if refused else 200)


def _subtitle(waiting: Sequence[Waiting]) -> str:
    late = sum(one.urgency(today()) is Urgency.LATE for one in waiting)
    day = f"{today():%A, %B} {today().day}"
    if not waiting:
        return f"{day}."
    return f"{day}: {counted(len(waiting), 'thing')} to do{f', {late} late' if late else ''}."


def _entries(request: AskedBy, waiting: Sequence[Waiting], refused: ProgressForm | None) -> list[Entry]:
    projects = {one.project.pk for one in waiting if one.project is not None}
    visible = set(
        Project.objects.visible_to(request.person).filter(pk__in=projects).values_list("pk", flat=True)
    )
    return [
        Entry(one, _form(one, refused), one.project is None or one.project.pk in visible) for one in waiting
    ]


def _form(one: Waiting, refused: ProgressForm | None) -> ProgressForm | None:
    if one.kind != "task":
        return None
    return refused if refused and refused.task.pk == one.subject.pk else ProgressForm(None, task=one.subject)
