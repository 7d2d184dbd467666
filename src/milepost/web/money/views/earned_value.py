"""A project's milestones and spend, planned against actual, and the indexes behind them."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.common.models import Run
from milepost.domain.common.runs import changed_since
from milepost.domain.money.calculations.earned_value import EarnedValue, earned_value_of
from milepost.domain.money.calculations.forecast import forecast_of as forecast_of_cost
from milepost.domain.money.calculations.value_and_ledger import value_and_ledger
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.analyzing_risk import KIND
from milepost.domain.projects.calculations.milestones import milestones_of
from milepost.domain.projects.models import Project, Task
from milepost.engine.earned_value import Measures
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.money.access import money_project
from milepost.web.money.figures import (
    forecast_of,
    index_trend,
    milestone_sentence,
    spend_curves,
    spend_sentence,
)
from milepost.web.projects.workspace import show


class MeasuredTask(NamedTuple):
    """A task or phase with its measures."""

    task: Task
    depth: int
    measures: Measures


@for_persons
@require_GET
def earned_value(request: AskedBy, project_id: int) -> HttpResponse:
    """Lead with milestones and spend, planned against actual."""
    project = money_project(request, project_id)
    found = earned_value_of(project, as_of=today())
    milestones = milestones_of(project, as_of=today())
    shown: dict[str, Any] = {
        "milestones": milestones,
        "milestone_sentence": milestone_sentence(milestones),
    }
    if found:
        run = _last_run(request, project)
        forecast = forecast_of(found, run)
        shown |= {
            "found": found,
            "sentence": spend_sentence(found),
            "curves": spend_curves(found, forecast),
            "forecast": forecast,
            "forecast_changed": changed_since(run) if run and forecast else [],
        }
    return _show(request, project, "money/earned_value.html", part="curve", **shown)


@for_persons
@require_GET
def indexes(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the indexes, the estimates at completion with what each takes for granted, and every task."""
    project = money_project(request, project_id)
    found = earned_value_of(project, as_of=today())
    shown: dict[str, Any] = {}
    if found:
        whole = found.whole
        shown = {
            "found": found,
            "whole": whole,
            "estimates": [*whole.at_completion, whole.with_recent(found.recent_cost_performance)],
            "time": found.in_time,
            "through": found.at - timedelta(minutes=1),
            "trend": index_trend(found),
            "rows": _rows(found),
            "beside": value_and_ledger(found, forecast_of_cost(project, as_of=today())),
        }
    return _show(request, project, "money/indexes.html", part="indexes", **shown)


def _rows(found: EarnedValue) -> list[MeasuredTask]:
    """Give the phases and tasks that a budget or expenditures stand on, in the order of the outline."""
    depths: dict[int | None, int] = {None: -1}
    rows = []
    for uid, task in found.facts.tasks.items():
        depths[uid] = depths.get(found.facts.parents.get(uid), -1) + 1
        if uid in found.by_uid:
            rows.append(MeasuredTask(task, min(depths[uid], 4), found.by_uid[uid]))
    return rows


def _last_run(request: AskedBy, project: Project) -> Run | None:
    if not may(request.person, "projects.view_analyses", project):
        return None
    return Run.objects.about(KIND, project).made().first()


def _show(request: AskedBy, project: Project, template: str, **shown: Any) -> HttpResponse:
    has_baseline = project.baselines.exists()
    can_budget = may(request.person, "money.set_budget", project) and not project.is_over
    return show(
        request, project, template, tab="money", has_baseline=has_baseline, can_budget=can_budget, **shown
    )
