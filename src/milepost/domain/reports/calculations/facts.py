"""Reads what a status report is made from."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from milepost.domain.projects.calculations.status import current_status
from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import BaselineTask, Project, ProjectDates, Task
from milepost.domain.projects.queries import Baselines, baselines_of
from milepost.domain.reports.calculations.fact_kinds import (
    MilestoneFact,
    MilestoneMove,
    Rated,
    ReportFacts,
)
from milepost.domain.reports.calculations.fact_sources import decisions_within, money_of, moves_between
from milepost.domain.reports.models import StatusReport

MOST_LINES = 8
MOST_MILESTONES = 12


def read_facts(project: Project, *, start: date, finish: date) -> ReportFacts:
    """Read what happened in a period (both ends inclusive) and how the project stands at its end."""
    time_of = working_time_of(project)
    baselines = baselines_of([project]).get(project.pk)
    before = _report_before(project, start)
    leaves = list(_leaves(project))
    morning_after = datetime.combine(finish + timedelta(days=1), time())
    done = [task for task in leaves if _is_within(task.actual_finish, start, finish)]
    overdue = [task for task in leaves if not task.is_done and task.dates.finish < morning_after]
    dates = ProjectDates.objects.get(project=project)
    facts = ReportFacts(
        number=project.number,
        name=project.name,
        department=project.department.name,
        manager=project.manager.name if project.manager else "",
        sponsor=project.sponsor.name if project.sponsor else "",
        state=project.get_state_display(),
        is_on_hold=project.is_on_hold,
        hold_reason=project.hold_reason,
        hold_review_on=_iso(project.hold_review_on),
        purpose=project.purpose,
        as_of=finish.isoformat(),
        percent_complete=round(dates.percent_complete, 1),
        percent_before=before["percent_complete"] if before else None,
        finish=dates.finish.isoformat(),
        finish_before=before["finish"] if before else None,
        baseline_finish=_iso(baselines.current.finish) if baselines else None,
        is_baseline_revised=bool(baselines and baselines.is_revised),
        first_finish=_iso(baselines.first.finish) if baselines and baselines.is_revised else None,
        days_late=_days(time_of, baselines.current.finish, dates.finish) if baselines else None,
        done=[task.name for task in done[:MOST_LINES]],
        done_count=len(done),
        next=_next(leaves, after=finish, days=(finish - start).days + 1),
        overdue=[task.name for task in overdue[:MOST_LINES]],
        overdue_count=len(overdue),
        risks=_risks(project),
        issues=_issues(project),
        done_uids=[task.uid for task in done[:MOST_LINES]],
        overdue_uids=[task.uid for task in overdue[:MOST_LINES]],
        decisions=decisions_within(project, start, finish),
        money=money_of(project, finish, before),
    )
    if before:
        facts.reported_before, facts.overall_before = before["as_of"], before["ratings"]["overall"]["status"]
        facts.moves = moves_between(project, date.fromisoformat(before["as_of"]), finish)
        facts.milestone_moves = _milestone_moves(before, leaves, time_of)
    facts.ratings = _ratings(project, as_of=finish)
    _add_milestones(facts, leaves, baselines, time_of, since=start)
    return facts


def _report_before(project: Project, start: date) -> dict[str, Any] | None:
    published = StatusReport.objects.published().filter(project=project, period_finish__lt=start)
    return published.values_list("facts", flat=True).first()


def _leaves(project: Project) -> QuerySet[Task]:
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    tasks = Task.objects.filter(~is_summary, project=project, is_active=True)
    return tasks.select_related("dates").order_by("dates__finish", "position")


def _is_within(instant: datetime | None, start: date, finish: date) -> bool:
    return instant is not None and start <= instant.date() <= finish


def _next(leaves: Iterable[Task], *, after: date, days: int) -> list[dict[str, Any]]:
    """Give the open tasks that finish in the period to come, the earliest first."""
    until = after + timedelta(days=days)
    coming = [task for task in leaves if not task.is_done and after < task.dates.finish.date() <= until]
    return [
        {"name": task.name, "finish": task.dates.finish.isoformat(), "uid": task.uid}
        for task in coming[:MOST_LINES]
    ]


def _add_milestones(
    facts: ReportFacts, leaves: list[Task], baselines: Baselines | None, time_of: WorkingTime, *, since: date
) -> None:
    milestones = [task for task in leaves if task.is_milestone]
    shown = [task for task in milestones if not task.is_done or task.dates.finish.date() >= since]
    facts.milestones_before = len(milestones) - len(shown)
    facts.milestones_later = max(0, len(shown) - MOST_MILESTONES)
    agreed = _agreed_milestones(baselines)
    for task in shown[:MOST_MILESTONES]:
        before = agreed.get(task.uid)
        facts.milestones.append(
            MilestoneFact(
                name=task.name,
                finish=task.dates.finish.isoformat(),
                baseline=_iso(before),
                days_late=_days(time_of, before, task.dates.finish) if before else None,
                is_done=task.is_done,
                uid=task.uid,
            )
        )


def _milestone_moves(before: dict[str, Any], leaves: list[Task], time_of: WorkingTime) -> list[MilestoneMove]:
    """Give the milestones that stand elsewhere than the report before said, the farthest moved first."""
    told = {one["uid"]: one["finish"] for one in before["milestones"] if one.get("uid")}
    moves = []
    for task in leaves:
        was, now = told.get(task.uid), task.dates.finish.isoformat()
        if was and was[:10] != now[:10]:
            days = _days(time_of, datetime.fromisoformat(was), task.dates.finish)
            moves.append(MilestoneMove(task.name, task.uid, was, now, days))
    return sorted(moves, key=lambda move: -abs(move.days))[:MOST_LINES]


def _agreed_milestones(baselines: Baselines | None) -> dict[int, datetime]:
    if baselines is None:
        return {}
    kept = BaselineTask.objects.filter(baseline=baselines.current, is_milestone=True)
    return dict(kept.values_list("uid", "finish"))


def _risks(project: Project) -> list[dict[str, Any]]:
    risks = project.risks.filter(state="open", restriction="").select_related("owner")
    gravest = sorted(risks, key=lambda risk: -risk.score)[:MOST_LINES]
    return [
        {
            "number": risk.number,
            "event": risk.event,
            "effect": risk.effect,
            "response": risk.response,
            "score": risk.score,
            "owner": risk.owner.name if risk.owner else "",
        }
        for risk in gravest
    ]


def _issues(project: Project) -> list[dict[str, Any]]:
    issues = (
        project.issues.filter(state="open", restriction="")
        .select_related("owner")
        .order_by("-severity", "due_on")
    )
    return [
        {
            "number": issue.number,
            "title": issue.title,
            "severity": issue.get_severity_display(),
            "due_on": _iso(issue.due_on),
            "owner": issue.owner.name if issue.owner else "",
        }
        for issue in issues[:MOST_LINES]
    ]


def _ratings(project: Project, *, as_of: date) -> dict[str, Rated]:
    return {
        str(dimension): Rated(
            status=current.status,
            reason=current.reason,
            rule_status=current.rule.status,
            rule_reason=current.rule.reason,
            rated_by=current.rating.by.name if current.rating else "",
        )
        for dimension, current in current_status(project, as_of=as_of).items()
    }


def _days(time_of: WorkingTime, before: datetime, after: datetime) -> float:
    return round(time_of.days(before, after), 1)


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
