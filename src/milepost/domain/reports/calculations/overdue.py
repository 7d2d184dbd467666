"""Which projects owe a status report, by how often their tier asks for one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from milepost.domain.projects.calculations.attention import Concern, Urgency
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import tier_rules
from milepost.domain.projects.wording import counted, day_text
from milepost.domain.reports.queries import Reported

# Before a project is planned there is nothing to report, and one on hold has its review instead.
REPORTING = {
    Project.State.PLANNING,
    Project.State.PROCUREMENT,
    Project.State.IN_PROGRESS,
    Project.State.CLOSING,
}


def overdue_reports(
    projects: Iterable[Project], reported: Mapping[int, Sequence[Reported]], *, as_of: date
) -> Iterator[Concern]:
    """Name the projects under way whose last report, or start, lies back longer than their tier allows."""
    rules = tier_rules(on=as_of)
    for project in projects:
        longest = rules[project.tier].report_days
        if longest is None or project.state not in REPORTING:
            continue
        last = reported[project.pk][-1].finish if project.pk in reported else None
        days = (as_of - (last or project.start.date())).days - longest
        if days > 0:
            yield Concern(project.pk, Urgency.REPORT_OVERDUE, _sentence(last, longest, days), days)


def _sentence(last: date | None, longest: int, days: int) -> str:
    known = f"The last covers up to {day_text(last)}" if last else "There is none yet"
    return f"A status report is {counted(days, 'day')} overdue. {known}; one is due every {counted(longest, 'day')}."
