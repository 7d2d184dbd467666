"""How projects stood over two years: statuses, distance from the baseline, milestones, and what began and ended."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median, quantiles
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from milepost.domain.people.local_time import local_days
from milepost.domain.projects.calculations.snapshots import OVER
from milepost.domain.projects.models import Baseline, BaselineTask, Project, ProjectSnapshot, Status, Task
from milepost.domain.projects.models.project import ProjectQuerySet

MONTHS = 24
LEAST_PROJECTS = 3
"""Of fewer projects a median says nothing."""
NOT_BEGUN = (Project.State.PROPOSED, Project.State.APPROVED)


class StatusMix(NamedTuple):
    """How many open projects stood in each status at the end of a month, or on the last day known of it."""

    month: date
    counts: Counter[Status]


class MedianVariance(NamedTuple):
    """By how many working days the finish of the open projects with a baseline was later."""

    month: date
    days: float | None
    """At the median."""
    quarter: float | None
    """The upper quartile: what a quarter of the projects exceeded."""
    projects: int


class MilestonesMet(NamedTuple):
    """How many of the milestones agreed for a quarter were reached by their day."""

    quarter: date
    met: int
    due: int


class Flow(NamedTuple):
    """How many projects began and ended in a quarter, and how many were open at its end."""

    quarter: date
    began: int
    ended: int
    open: int


@dataclass(frozen=True, slots=True)
class Trends:
    """Two years, as far back as anything is known; `since` is the first day of it."""

    since: date | None
    statuses: list[StatusMix]
    variances: list[MedianVariance]
    milestones: list[MilestonesMet]
    flow: list[Flow]


class _Standing(NamedTuple):
    on: date
    state: str
    status: str
    finish_days: float | None


Histories = dict[int, list[_Standing]]


def trends_of(projects: ProjectQuerySet, *, as_of: date) -> Trends:
    """Tell the trends of projects up to a day, in a constant number of queries."""
    histories = _histories(projects, as_of)
    since = min((history[0].on for history in histories.values()), default=None)
    if since is None:
        return Trends(None, [], [], [], [])
    months = [month for month in _months_before(as_of) if _end_of_month(month) >= since]
    quarters = sorted({_quarter(month) for month in months})
    ends = {month: min(_end_of_month(month), as_of) for month in months}
    return Trends(
        since=since,
        statuses=[StatusMix(month, _mix(histories, ends[month])) for month in months],
        variances=[_variance(histories, month, ends[month]) for month in months],
        milestones=_milestones(projects, quarters, as_of),
        flow=_flow(histories, quarters, since, as_of),
    )


def _histories(projects: ProjectQuerySet, as_of: date) -> Histories:
    rows = ProjectSnapshot.objects.filter(project__in=projects.order_by(), on__lte=as_of).order_by("on")
    found: Histories = defaultdict(list)
    columns = ("on", "state", "status", "finish_days", "project")
    for on, state, status, finish_days, project_id in rows.values_list(*columns):
        found[project_id].append(_Standing(on, state, status, finish_days))
    return found


def _months_before(day: date) -> list[date]:
    last = day.year * 12 + day.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def _end_of_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _end_of_quarter(quarter: date) -> date:
    return _end_of_month(quarter + timedelta(days=63))


def _open_on(histories: Histories, day: date) -> Iterable[_Standing]:
    """Give how each project that was open stood at the end of a day."""
    for history in histories.values():
        known = [one for one in history if one.on <= day]
        if known and known[-1].state not in OVER:
            yield known[-1]


def _mix(histories: Histories, day: date) -> Counter[Status]:
    return Counter(Status(one.status) for one in _open_on(histories, day))


def _variance(histories: Histories, month: date, day: date) -> MedianVariance:
    days = [one.finish_days for one in _open_on(histories, day) if one.finish_days is not None]
    if len(days) < LEAST_PROJECTS:
        return MedianVariance(month, None, None, len(days))
    return MedianVariance(month, median(days), quantiles(days, n=4, method="inclusive")[2], len(days))


def _flow(histories: Histories, quarters: Sequence[date], since: date, as_of: date) -> list[Flow]:
    began: Counter[date] = Counter()
    ended: Counter[date] = Counter()
    for history in histories.values():
        first = next((one.on for one in history if one.state not in (*NOT_BEGUN, *OVER)), None)
        if first is not None and first > since:
            began[_quarter(first)] += 1
        if history[-1].state in OVER and len(history) > 1:
            last_open = max(place for place, one in enumerate(history) if one.state not in OVER)
            ended[_quarter(history[last_open + 1].on)] += 1
    return [
        Flow(
            one, began[one], ended[one], sum(1 for _ in _open_on(histories, min(_end_of_quarter(one), as_of)))
        )
        for one in quarters
    ]


def _milestones(projects: ProjectQuerySet, quarters: Sequence[date], as_of: date) -> list[MilestonesMet]:
    due: Counter[date] = Counter()
    met: Counter[date] = Counter()
    for agreed, reached in _agreed_and_reached(projects):
        if agreed < as_of or reached is not None:
            due[_quarter(agreed)] += 1
            met[_quarter(agreed)] += reached is not None and reached <= agreed
    return [MilestonesMet(one, met[one], due[one]) for one in quarters]


def _agreed_and_reached(projects: ProjectQuerySet) -> Iterable[tuple[date, date | None]]:
    """Give for each milestone the day it was agreed for and the day it was reached, if it was.

    It is judged by the baseline that stood when it was reached: one set later repeats what happened.
    """
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    tasks = Task.objects.filter(
        ~is_summary, project__in=projects.order_by(), is_active=True, is_milestone=True
    )
    reached = {
        (project, uid): finish
        for project, uid, finish in tasks.values_list("project", "uid", "actual_finish")
    }
    agreed: dict[tuple[int, int], date] = {}
    for project, uid, finish, set_on in _agreements(projects):
        key = (project, uid)
        if key in reached:
            actual = reached[key]
            if actual is None or key not in agreed or actual >= datetime.combine(set_on, time()):
                agreed[key] = finish.date()
    for key, day in agreed.items():
        actual = reached[key]
        yield day, actual.date() if actual else None


def _agreements(projects: ProjectQuerySet) -> Iterable[tuple[int, int, datetime, date]]:
    """Give what each baseline says of each milestone, the earlier baselines first, with the day it was set."""
    baselines = Baseline.objects.filter(project__in=projects.order_by())
    set_at = dict(baselines.values_list("pk", "at"))
    days = local_days(set_at.values())
    set_on = {pk: days[at] for pk, at in set_at.items()}
    kept = BaselineTask.objects.filter(baseline__in=list(set_on), is_milestone=True, is_summary=False)
    rows = kept.order_by("baseline__number").values_list("baseline__project", "uid", "finish", "baseline")
    return ((project, uid, finish, set_on[baseline]) for project, uid, finish, baseline in rows)
