"""Where the open projects stand, and what needs attention first."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from milepost.charts.status_bar import Share, status_bar
from milepost.charts.variance_dots import Distance, variance_dots
from milepost.domain.projects.calculations.attention import attention_list
from milepost.domain.projects.calculations.project_rows import ProjectRow, project_rows
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.calculations.overdue import overdue_reports
from milepost.domain.reports.queries import recently_reported
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.tables.projects import PORTFOLIO, WORST_FIRST
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

MOST_ATTENTION = 6
MOST_DISTANCES = 12


@for_persons
@require_http_methods(["GET", "POST"])
def portfolio(request: AskedBy) -> HttpResponseBase:
    """Show counts, what needs attention, and each open project's status with its reason."""
    table = TableView(request, PORTFOLIO)
    if answer := answer_to(table):
        return answer
    all_rows = project_rows(Project.objects.visible_to(request.person).open(), as_of=today())
    kept = set(table.found.values_list("pk", flat=True))
    rows = [row for row in all_rows if row.project.pk in kept]
    statuses = {row.project.pk: row.statuses for row in rows}
    found = [row.project for row in rows]
    reported = recently_reported(found)
    overdue = overdue_reports(found, reported, as_of=today())
    attention = attention_list(found, statuses, as_of=today(), further=overdue)
    shown = {
        "table": table,
        "total": len(all_rows),
        "tiles": _tiles(all_rows),
        "states": _states(all_rows),
        "attention": attention[:MOST_ATTENTION],
        "attention_count": len(attention),
        **_figures(rows),
    }
    return render(request, "portfolio/portfolio.html", shown)


def _tiles(rows: Sequence[ProjectRow]) -> list[tuple[Status, int]]:
    counts = Counter(row.overall.status for row in rows)
    return [(status, counts[status]) for status in WORST_FIRST]


def _states(rows: Sequence[ProjectRow]) -> list[tuple[str, str, int]]:
    counts = Counter(row.project.state for row in rows)
    return [(state.value, state.label, counts[state]) for state in Project.State if counts[state]]


def _figures(rows: Sequence[ProjectRow]) -> dict[str, Any]:
    """Draw the figures, and give the rows of their data table."""
    compared = sorted(
        (row for row in rows if row.finish_days is not None), key=lambda row: -(row.finish_days or 0)
    )
    distances = [Distance(row.project.name, row.finish_days or 0) for row in compared[:MOST_DISTANCES]]
    shares = [Share(status, status.label, count) for status, count in _tiles(rows)]
    return {
        # Both figures escape every text they are given.
        "bar": mark_safe(status_bar(shares, title="Projects by status")),  # noqa: S308
        "dots": mark_safe(variance_dots(distances, title="Finish against the baseline")),  # noqa: S308
        "distances": distances,
        "late_count": sum(distance.days > 0 for distance in distances),
    }
