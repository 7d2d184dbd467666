"""The weekly round of a manager: each project with what slipped, what is overdue, and the tasks to update."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from milepost.domain.people.local_time import day_begins, local_days
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.project_rows import ProjectRow, project_rows
from milepost.domain.projects.calculations.risk_reviews import RiskReview, risk_reviews
from milepost.domain.projects.calculations.snapshots import snapshots_at
from milepost.domain.projects.calculations.working_time import WorkingTime, working_times
from milepost.domain.projects.models import Issue, Project, ProjectSnapshot, Risk, RoundReview, Task
from milepost.domain.projects.queries import managed_by
from milepost.engine.instants import datetime_of

AHEAD = timedelta(days=7)
WEEK = timedelta(days=7)
LEAST_DAYS = 0.5
"""What moved by less is where it was."""
NOT_YET = (Project.State.PROPOSED, Project.State.APPROVED)


class Slip(NamedTuple):
    """A finish or a milestone that moved since last week, by working days; negative is earlier."""

    name: str
    before: datetime
    now: datetime
    days: float


@dataclass(slots=True)
class RoundProject:
    """One project of a round."""

    row: ProjectRow
    time: WorkingTime
    since: date
    """From which day on slips are told: a week back, or further where the last round lies further."""
    reviewed: RoundReview | None
    """The review of this week."""
    tasks: list[Task] = field(default_factory=list)
    risks: list[RiskReview] = field(default_factory=list)
    """Those whose review is due."""
    issues: list[Issue] = field(default_factory=list)
    """Those that are overdue or due this week."""
    finish: Slip | None = None
    milestones: list[Slip] = field(default_factory=list)
    """Open milestones that moved later, the furthest first."""

    @property
    def project(self) -> Project:
        return self.row.project


def weekly_round(person: Person, *, as_of: date, shown: Iterable[int] = ()) -> list[RoundProject]:
    """Give the projects of a person's round by number, in a constant number of queries.

    Tasks named by `shown` stand in it even when they have nothing left to do.
    """
    managed = (
        managed_by(person).exclude(state__in=NOT_YET).select_related("calendar").prefetch_related("roles")
    )
    rows = [
        row
        for row in project_rows(managed.order_by("number"), as_of=as_of)
        if may(person, "projects.record_progress", row.project)
        and (not row.project.is_on_hold or row.project.is_hold_review_due(as_of))
    ]
    return _rounds(rows, as_of=as_of, shown=list(shown))


def round_progress(rounds: Sequence[RoundProject]) -> tuple[int, int]:
    """Give how many projects were reviewed this week, and how many there are."""
    return sum(one.reviewed is not None for one in rounds), len(rounds)


def _rounds(rows: Sequence[ProjectRow], *, as_of: date, shown: list[int]) -> list[RoundProject]:
    projects = [row.project for row in rows]
    monday = as_of - timedelta(days=as_of.weekday())
    reviews = _reviews(projects, monday)
    times, days = working_times(projects), local_days(last.at for _, last in reviews.values() if last)
    rounds = {}
    for row in rows:
        this_week, last = reviews.get(row.project.pk, (None, None))
        since = min(days[last.at] + timedelta(days=1), as_of - WEEK) if last else as_of - WEEK
        rounds[row.project.pk] = RoundProject(row, times[row.project.pk], since, this_week)
    _add_tasks(rounds, as_of, shown)
    _add_registers(rounds, as_of)
    _add_slips(rounds)
    return list(rounds.values())


def _reviews(
    projects: Sequence[Project], monday: date
) -> dict[int, tuple[RoundReview | None, RoundReview | None]]:
    """Give for each project the latest review of this week and the latest before it."""
    begins = day_begins(monday)
    found: dict[int, tuple[RoundReview | None, RoundReview | None]] = {}
    reviews = RoundReview.objects.filter(project__in=projects, at__gte=begins - 13 * WEEK).select_related(
        "by"
    )
    for review in reviews.order_by("at"):
        this_week, last = found.get(review.project_id, (None, None))
        found[review.project_id] = (review, last) if review.at >= begins else (this_week, review)
    return found


def _add_tasks(rounds: dict[int, RoundProject], as_of: date, shown: list[int]) -> None:
    horizon = datetime.combine(as_of, time()) + AHEAD
    leaves = Task.objects.filter(project__in=list(rounds), is_active=True, children=None, dates__isnull=False)
    due = leaves.filter(percent_complete__lt=100, dates__start__lt=horizon)
    found = (due | leaves.filter(pk__in=shown)).distinct() if shown else due
    for task in found.select_related("dates", "responsible").order_by("position"):
        task.project = rounds[task.project_id].project
        rounds[task.project_id].tasks.append(task)


def _add_registers(rounds: dict[int, RoundProject], as_of: date) -> None:
    risks = Risk.objects.filter(
        restriction="", project__in=list(rounds), state=Risk.State.OPEN
    ).select_related("owner")
    for review in risk_reviews(risks, as_of=as_of):
        rounds[review.risk.project_id].risks.append(review)
    issues = Issue.objects.filter(
        restriction="", project__in=list(rounds), state=Issue.State.OPEN, due_on__lt=as_of + AHEAD
    )
    for issue in issues.select_related("owner").order_by("due_on", "number"):
        rounds[issue.project_id].issues.append(issue)


def _add_slips(rounds: dict[int, RoundProject]) -> None:
    before = snapshots_at({pk: one.since for pk, one in rounds.items()})
    milestones = _open_milestones(rounds)
    for pk, then in before.items():
        one = rounds[pk]
        if then.finish is not None and one.row.finish is not None:
            one.finish = _slip(one, one.project.name, then.finish, one.row.finish)
        slips = _milestone_slips(one, then, milestones[pk])
        one.milestones = sorted(slips, key=lambda slip: -slip.days)


def _milestone_slips(one: RoundProject, then: ProjectSnapshot, now: dict[str, Task]) -> Iterable[Slip]:
    for uid, minutes in then.milestones.items():
        if task := now.get(uid):
            slip = _slip(one, task.name, datetime_of(minutes), task.dates.finish)
            if slip and slip.days > 0:
                yield slip


def _slip(one: RoundProject, name: str, before: datetime, now: datetime) -> Slip | None:
    days = one.time.days(before, now)
    return Slip(name, before, now, days) if abs(days) >= LEAST_DAYS else None


def _open_milestones(rounds: dict[int, RoundProject]) -> dict[int, dict[str, Task]]:
    found: dict[int, dict[str, Task]] = defaultdict(dict)
    tasks = Task.objects.filter(project__in=list(rounds), is_active=True, is_milestone=True, children=None)
    for task in tasks.filter(percent_complete__lt=100, dates__isnull=False).select_related("dates"):
        found[task.project_id][str(task.uid)] = task
    return found
