"""The quality of a project's schedule: its rows through the checks of the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from milepost.domain.common.fields import minutes_in
from milepost.domain.common.models import Run
from milepost.domain.common.rules import rule_value
from milepost.domain.people.local_time import local_day
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.models import Baseline, BaselineTask, Link, Project, Task
from milepost.domain.projects.wording import day_text
from milepost.engine.assessment import (
    BaselineDates,
    Check,
    Practice,
    Settings,
    Subject,
    Verdict,
    assess,
    practices,
)
from milepost.engine.schedule import schedule

RULE = "schedule_quality"
PERCENT = "_percent"
RISK_ANALYSIS = 8
"""The number of the practice that asks for a schedule risk analysis."""
ANALYSIS = "projects.risk_analysis"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the checks found of a schedule, with its tasks by uid."""

    checks: list[Check]
    practices: list[Practice]
    tasks: dict[int, Task]
    baseline: Baseline | None


def assessment_of(project: Project, *, as_of: date) -> Assessment:
    """Check a project's schedule against its latest baseline, by the city's rule; raises `ScheduleError`."""
    baseline = project.baselines.order_by("-number").first()
    network = network_of(project).network
    subject = Subject(
        network,
        schedule(network),
        schedule,
        baseline=_kept(baseline),
        resourced=_resourced(project),
        leading_abroad=_leading_abroad(project),
        minutes_per_day=project.minutes_per_day,
        settings=settings_of(rule_value(RULE, on=as_of)),
    )
    checks = assess(subject)
    concerned = {uid for check in checks for uid in check.tasks}
    tasks = Task.objects.filter(project=project, uid__in=concerned).only("pk", "uid", "name", "project_id")
    found = [_with_analysis(project, practice) for practice in practices(checks)]
    return Assessment(checks, found, {task.uid: task for task in tasks}, baseline)


def _with_analysis(project: Project, practice: Practice) -> Practice:
    """Let a risk analysis that was run show the practice that asks for one."""
    if practice.number != RISK_ANALYSIS:
        return practice
    run = Run.objects.about(ANALYSIS, project).made().order_by("-made_at").first()
    if run is None or run.made_at is None:
        return replace(practice, reason="No risk analysis was run in Milepost yet.")
    when = day_text(local_day(run.made_at))
    return replace(practice, verdict=Verdict.PASS, reason=f"Simulated on {when}.")


def settings_of(rule: Mapping[str, Any]) -> Settings:
    """Read the rule, which counts in percent, as the engine's shares of 1."""
    return Settings(
        **{
            name.removesuffix(PERCENT): value / 100 if name.endswith(PERCENT) else value
            for name, value in rule.items()
        }
    )


def _kept(baseline: Baseline | None) -> dict[int, BaselineDates]:
    if baseline is None:
        return {}
    tasks = BaselineTask.objects.filter(baseline=baseline, is_summary=False)
    rows = tasks.values_list("uid", minutes_in("start"), minutes_in("finish"), "duration_minutes")
    return {uid: BaselineDates(start, finish, duration) for uid, start, finish, duration in rows}


def _resourced(project: Project) -> frozenset[int] | None:
    named = Task.objects.filter(project=project).exclude(Q(responsible=None), Q(responsible_name=""))
    return frozenset(named.values_list("uid", flat=True)) or None


def _leading_abroad(project: Project) -> frozenset[int]:
    links = Link.objects.filter(predecessor__project=project, is_external=True)
    return frozenset(links.values_list("predecessor__uid", flat=True))
