"""The portfolio on one page: every open project with its status and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.status import Dimension, current_statuses, without_money
from milepost.domain.projects.calculations.working_time import working_times
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.queries import baselines_of
from milepost.domain.projects.wording import day_text, number_text
from milepost.domain.reports.calculations.fact_kinds import Rated
from milepost.domain.reports.rendering.view import StatusView, status_view

CONCERNS = {Status.OFF_TRACK, Status.AT_RISK, Status.ON_HOLD}
ORDER = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_HOLD, Status.ON_TRACK, Status.NOT_RATED]


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """One project of the roll-up."""

    project: Project
    status: StatusView
    percent_complete: str
    finish: str
    variance: str


@dataclass(frozen=True, slots=True)
class RollUpView:
    """The portfolio on a day."""

    city: str
    day: str
    counts: list[tuple[StatusView, int]]
    concerns: list[RollUpRow]
    """Off track, at risk or on hold: each with its reason."""
    others: list[RollUpRow]


def rollup_of(projects: Sequence[Project], *, city: str, as_of: date, seen_by: Person) -> RollUpView:
    """Lay out projects as a person may see them, the gravest first; in a constant number of queries."""
    statuses = current_statuses(projects, as_of=as_of)
    times, baselines = working_times(projects), baselines_of(projects)
    rows = []
    for project in projects:
        told = statuses[project.pk]
        current = (told if may(seen_by, "money.view", project) else without_money(told))[Dimension.OVERALL]
        rated = Rated(current.status, current.reason, current.rule.status, current.rule.reason)
        dates = getattr(project, "dates", None)
        agreed = baselines.get(project.pk)
        days = times[project.pk].days(agreed.current.finish, dates.finish) if agreed and dates else None
        rows.append(
            RollUpRow(
                project=project,
                status=status_view("Overall", rated),
                percent_complete=f"{dates.percent_complete:.0f}%" if dates else "",
                finish=day_text(dates.finish.date()) if dates else "",
                variance=_variance(days),
            )
        )
    rows.sort(key=lambda row: (ORDER.index(Status(row.status.status)), row.project.number))
    return RollUpView(
        city=city,
        day=day_text(as_of),
        counts=_counts(rows),
        concerns=[row for row in rows if row.status.status in CONCERNS],
        others=[row for row in rows if row.status.status not in CONCERNS],
    )


def _counts(rows: list[RollUpRow]) -> list[tuple[StatusView, int]]:
    counts = Counter(row.status.status for row in rows)
    return [
        (status_view("Overall", Rated(status, "", status, "")), counts[status])
        for status in ORDER
        if counts[status]
    ]


def _variance(days: float | None) -> str:
    if days is None:
        return "—"
    if round(days, 1) == 0:
        return "As planned"
    return f"{number_text(abs(days))} d {'late' if days > 0 else 'early'}"
