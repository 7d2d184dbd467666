"""A cutover as it runs: one page that everybody of the night has on the phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.running_cutover import (
    back_out,
    begin_run,
    end_step,
    may_run,
    start_step,
    stop_rehearsal,
    take_step_back,
)
from milepost.domain.governance.calculations.clock_times import changes_clocks
from milepost.domain.governance.calculations.run_board import run_board
from milepost.domain.governance.models import CutoverRun
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import go_live_for, run_for, run_step_for
from milepost.web.go_live.answering import form_page, trail_of
from milepost.web.go_live.forms.cutover import BackOutForm, NoteForm
from milepost.web.refusals import deed

RUN = "governance.run_cutover"


@for_persons
@require_POST
def runs(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Begin a rehearsal or the cutover."""
    found = go_live_for(request, go_live_id)
    kind = "cutover" if request.POST.get("kind") == "cutover" else "rehearsal"
    try:
        run = begin_run(found, kind, by=request.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("go-live:go-live", found.pk)
    return redirect("go-live:run", run.pk)


@for_persons
@require_GET
def run(request: AskedBy, run_id: int) -> HttpResponse:
    """Show a run."""
    found = run_for(request, run_id)
    context = _board(request, found) | {
        "trail": trail_of(found.go_live.project),
        "calls": found.go_live.call_tree.select_related("called_by"),
    }
    return render(request, "go_live/run.html", context)


@for_persons
@require_GET
def board(request: AskedBy, run_id: int) -> HttpResponse:
    """Give the moving part of a run; empty while nothing changed and the minute is the same."""
    found = run_for(request, run_id)
    minute = int(now().timestamp()) // 60 if found.is_under_way else 0
    tag = quote_etag(f"{found.pk}-{found.revision}-{minute}-{request.person.pk}")
    known = get_conditional_response(request, etag=tag)
    if known is not None and known.status_code == 304:
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = render(request, "go_live/parts/board.html", _board(request, found))
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@for_persons
@require_POST
def step_state(request: AskedBy, step_id: int) -> HttpResponse:
    """Start a step, mark it done, or take that back."""
    found = run_step_for(request, step_id)
    acts = {
        "start": lambda: start_step(found, by=request.person, at=now()),
        "done": lambda: end_step(found, "done", note="", by=request.person, at=now()),
        "undo": lambda: take_step_back(found, by=request.person, at=now()),
    }
    act = acts.get(request.POST.get("word", ""), acts["start"])
    return deed(request, act, told="", to=reverse("go-live:run", args=[found.run_id]))


@for_persons
@require_http_methods(["GET", "POST"])
def step_note(request: AskedBy, step_id: int, state: str) -> HttpResponse:
    """Mark a step failed or skipped, with the reason."""
    found = run_step_for(request, step_id)
    if not may_run(request.person, found):
        require(request.person, RUN, found.run.go_live.project)
    title = gettext("“{title}” failed") if state == "failed" else gettext("Skip “{title}”")
    return form_page(
        request, found.run.go_live.project, NoteForm(request.POST or None),
        lambda fields: end_step(found, state, note=fields["note"], by=request.person, at=now()),
        title=title.format(title=found.title), told=gettext("Marked."),
        back=reverse("go-live:run", args=[found.run_id]),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def turning_back(request: AskedBy, run_id: int) -> HttpResponse:
    """Decide to back out."""
    found = run_for(request, run_id)
    require(request.person, RUN, found.go_live.project)
    return form_page(
        request, found.go_live.project, BackOutForm(request.POST or None),
        lambda fields: back_out(found, reason=fields["reason"], by=request.person, at=now()),
        title=gettext("Back out"), told=gettext("The way back has begun; everybody who takes part is told."),
        back=reverse("go-live:run", args=[found.pk]), template="go_live/back_out.html",
        board=run_board(found, at=now()),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def stopping(request: AskedBy, run_id: int) -> HttpResponse:
    """End a rehearsal before its last step."""
    found = run_for(request, run_id)
    require(request.person, RUN, found.go_live.project)
    return form_page(
        request, found.go_live.project, NoteForm(request.POST or None),
        lambda fields: stop_rehearsal(found, reason=fields["note"], by=request.person, at=now()),
        title=gettext("Stop the rehearsal"), told=gettext("The rehearsal is stopped."),
        back=reverse("go-live:run", args=[found.pk]),
    )  # fmt: skip


def _board(request: AskedBy, found: CutoverRun) -> dict[str, object]:
    shown = run_board(found, at=now())
    project = found.go_live.project
    runs_all = may(request.person, RUN, project)
    return {
        "run": found,
        "go_live": found.go_live,
        "board": shown,
        "clock": "g:i A T" if changes_clocks(found.planned_start, city_zone()) else "g:i A",
        "may_run": runs_all,
        "markable": {one.step.pk for one in shown.way if runs_all or one.step.owner_id == request.person.pk},
    }
