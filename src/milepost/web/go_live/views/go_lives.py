"""The go-lives of a project, and each with its readiness and decisions."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.governance.actions.going_live import (
    cancel_go_live,
    decide_go_live,
    edit_go_live,
    plan_go_live,
    required_open,
)
from milepost.domain.governance.actions.readying import may_settle
from milepost.domain.governance.models import ExitCriterion, GoLive
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.discussion.presenting import discussion_of
from milepost.web.go_live.access import go_live_for, project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.closing import CriterionForm
from milepost.web.go_live.forms.go_lives import DecideForm, GoLiveForm
from milepost.web.projects.workspace import show
from milepost.web.registers.forms import ReasonForm

OVER = (GoLive.State.STABLE, GoLive.State.CANCELED)
PLAN, DECIDE, RUN = "governance.plan_go_live", "governance.decide_go_live", "governance.run_cutover"


@for_persons
@require_GET
def of_project(request: AskedBy, project_id: int) -> HttpResponse:
    """Show a project's go-lives."""
    project = project_of_go_lives(request, project_id)
    done = Count("readiness_items", filter=~Q(readiness_items__state="open"))
    go_lives = (
        GoLive.objects.filter(project=project)
        .select_related("lead")
        .annotate(items=Count("readiness_items"), settled=done)
    )
    return show(
        request, project, "go_live/of_project.html", tab="go_live", section="go-lives", go_lives=go_lives,
        may_plan=may(request.person, PLAN, project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_GET
def go_live(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Show a go-live: what must be so, what was decided, and its runs."""
    return show_go_live(request, go_live_for(request, go_live_id))


@for_persons
@require_http_methods(["GET", "POST"])
def new(request: AskedBy, project_id: int) -> HttpResponse:
    """Plan a go-live."""
    project = project_of_go_lives(request, project_id)
    require(request.person, PLAN, project)
    form = GoLiveForm.of(request.POST or None, initial={"lead": request.person.pk, "title": project.name})
    return form_page(
        request, project, form, lambda fields: plan_go_live(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Plan a go-live"), told=gettext("The go-live is planned. Take its checklist next."),
        back=reverse("go-live:of_project", args=[project.pk]),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def edit(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Change a go-live."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    form = GoLiveForm.of(request.POST or None, found)
    return form_page(
        request, found.project, form, lambda fields: _changed(request, found, fields),
        title=gettext("Change the go-live"), told=gettext("The go-live is changed."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def cancellation(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Give a go-live up."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    return form_page(
        request, found.project, ReasonForm(request.POST or None),
        lambda fields: cancel_go_live(found, reason=fields["reason"], by=request.person, at=now()),
        title=gettext("Cancel the go-live"), told=gettext("The go-live is canceled."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_POST
def decision(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Record go or no-go."""
    found = go_live_for(request, go_live_id)
    form = DecideForm(request.POST)
    return form_page(
        request, found.project, form,
        lambda fields: decide_go_live(found, fields["outcome"], words=fields["words"], by=request.person, at=now()),
        title=gettext("Go or no-go"), told=gettext("The decision is recorded, and everybody who takes part is told."),
        back=_page(found),
    )  # fmt: skip


def show_go_live(request: AskedBy, found: GoLive) -> HttpResponse:
    """Show a go-live with what its reader may do."""
    items = list(found.readiness_items.select_related("owner", "settled_by"))
    for item in items:
        item.go_live = found
    person, is_open = request.person, found.is_open
    runs = list(found.runs.select_related("began_by"))
    is_running = any(run.is_under_way for run in runs)
    by_category = sorted(items, key=lambda item: _first_places(items)[item.category])
    context: dict[str, Any] = {
        "go_live": found,
        "day": today(),
        "groups": [(name, list(rows)) for name, rows in groupby(by_category, key=lambda item: item.category)],
        "items": items,
        "settled": sum(item.is_settled for item in items),
        "missing": required_open(found),
        "settleable": {item.pk for item in items if is_open and may_settle(person, item)},
        "decisions": found.go_decisions.select_related("by", "decision"),
        "runs": runs,
        "steps": found.runbook_steps.count(),
        "may_plan": may(person, PLAN, found.project) and is_open,
        "may_begin": may(person, RUN, found.project) and is_open and not is_running,
        "decide_form": DecideForm()
        if is_open and not is_running and may(person, DECIDE, found.project)
        else None,
        "criteria": list(ExitCriterion.objects.filter(go_live=found)),
        "criterion_form": CriterionForm(),
        "may_keep_hypercare": may(person, PLAN, found.project) and found.state not in OVER,
        "may_end_hypercare": may(person, DECIDE, found.project),
        "discussion": discussion_of(request, found),
    }
    return show(request, found.project, "go_live/go_live.html", tab="go_live", section="go-lives", **context)


def _first_places(items: list[Any]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, item in enumerate(items):
        places.setdefault(item.category, place)
    return places


def _changed(request: AskedBy, found: GoLive, fields: dict[str, Any]) -> None:
    """Send only what differs, so that the hypercare of a go-live that is over may change alone."""
    changed = {name: value for name, value in fields.items() if getattr(found, name) != value}
    edit_go_live(found, changed, by=request.person, at=now())  # type: ignore[arg-type]


def _page(found: GoLive) -> str:
    return reverse("go-live:go-live", args=[found.pk])
