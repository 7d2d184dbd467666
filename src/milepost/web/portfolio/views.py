"""Where the open projects stand: what is off track and why, what changed, and what is to be decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from milepost.charts.variance_bar import axis_over, variance_bar
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.calculations.attention import Attention, attention_list
from milepost.domain.projects.calculations.changes_since import Kind, PortfolioChange, changes_since
from milepost.domain.projects.calculations.project_rows import ProjectRow
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.calculations.overdue import overdue_reports
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.portfolio.lenses import EVERYBODYS, first_lens, lenses_for
from milepost.web.projects.tables.projects import PORTFOLIO, WORST_FIRST, reports_known, rows_known
from milepost.web.tables.answering import answer_to
from milepost.web.tables.column import Reader
from milepost.web.tables.shown import TableView

DECIDED = {"proposal", "hold", "draft"}
"""The kinds of what waits among which decisions are."""
MOST_ATTENTION = 7
MOST_CHANGES = 3
MOST_DISTANCES = 10
PERIODS = {"week": (7, "last week"), "month": (28, "4 weeks ago"), "quarter": (91, "3 months ago")}
TONES = {Status.OFF_TRACK: "bad", Status.AT_RISK: "warn", Status.ON_TRACK: "good"}
Changes = Mapping[Kind, Sequence[PortfolioChange]]


class Tile(NamedTuple):
    """How many projects stand in a status, and how many more that are than a week ago."""

    label: str
    number: int
    tone: str
    url: str
    note: str


class Distance(NamedTuple):
    """A project's finish against its baseline, with its bar."""

    project: Project
    days: float
    bar: SafeString


@for_persons
@require_http_methods(["GET", "POST"])
def portfolio(request: AskedBy) -> HttpResponseBase:
    """Answer in ten seconds what is off track and why, what changed, and what waits for the reader's decision."""
    table = TableView(request, PORTFOLIO)
    if answer := answer_to(table):
        return answer
    all_rows = rows_known(Project.objects.visible_to(request.person).open(), table.reader)
    projects = [row.project for row in all_rows]
    if not request.GET and (lens := first_lens(request.person, projects, request)):
        return redirect(f"{request.path}{lens.address}")
    kept = set(table.found.values_list("pk", flat=True))
    rows = [row for row in all_rows if row.project.pk in kept]
    since, since_words = _period(request)
    changes = _changes(request, rows, since)
    attention = _attention(rows, table.reader)
    waiting = waiting_for(request.person, as_of=today(), kinds=DECIDED)
    shown = {
        "table": table,
        "total": len(all_rows),
        "lenses": lenses_for(request.person, projects, request),
        "tiles": _tiles(rows, changes, request),
        "attention": attention[:MOST_ATTENTION],
        "attention_count": len(attention),
        "decisions": [one for one in waiting if one.is_decision],
        "changes": [(kind, ones[:MOST_CHANGES], len(ones)) for kind, ones in changes.items()],
        "change_count": sum(map(len, changes.values())),
        "since": since,
        "since_words": since_words,
        "distances": _distances(rows),
        "today": today(),
    }
    return render(request, "portfolio/portfolio.html", shown)


@for_persons
@require_GET
def changes(request: AskedBy) -> HttpResponse:
    """Tell everything that changed in the portfolio since a day."""
    table, visible = TableView(request, PORTFOLIO), Project.objects.visible_to(request.person)
    rows = rows_known(visible.filter(pk__in=table.found.values("pk")), table.reader)
    since, since_words = _period(request)
    found = _changes(request, rows, since)
    kind = next((one for one in found if one.name.lower() == request.GET.get("kind")), None)
    shown = {
        "groups": [(one, ones) for one, ones in found.items() if kind in (None, one)],
        "kind": kind,
        "periods": [(name, words, name == _period_name(request)) for name, (_, words) in PERIODS.items()],
        "since": since,
        "since_words": since_words,
    }
    return render(request, "portfolio/changes.html", shown)


def _period_name(request: AskedBy) -> str:
    asked = request.GET.get("since", "")
    return asked if asked in PERIODS else "week"


def _period(request: AskedBy) -> tuple[date, str]:
    days, words = PERIODS[_period_name(request)]
    return today() - timedelta(days=days), words


def _changes(request: AskedBy, rows: Sequence[ProjectRow], since: date) -> Changes:
    """What ended is told where the reader looks at all projects, for a filter keeps only open ones."""
    is_narrowed = bool(set(request.GET) - {EVERYBODYS, "since", "kind"})
    visible = Project.objects.visible_to(request.person)
    return changes_since(rows, visible.none() if is_narrowed else visible, since, as_of=today())


def _attention(rows: Sequence[ProjectRow], reader: Reader) -> list[tuple[Attention, ProjectRow]]:
    """Rank what needs attention, less the proposals, which are decisions."""
    statuses = {row.project.pk: row.statuses for row in rows}
    by_project = {row.project.pk: row for row in rows}
    found = [row.project for row in rows if row.project.state != Project.State.PROPOSED]
    reports = reports_known([row.project for row in rows], reader)
    overdue = overdue_reports(found, reports, as_of=today())
    listed = attention_list(found, statuses, as_of=today(), further=overdue)
    return [(one, by_project[one.project.pk]) for one in listed]


def _tiles(rows: Sequence[ProjectRow], changes: Changes, request: AskedBy) -> list[Tile]:
    """Count statuses; each count opens the list behind it, narrowed as this page is."""
    counts = Counter(row.overall.status for row in rows)
    came = Counter(one.status for one in changes.get(Kind.STATUS, ()))
    left = Counter(one.before for one in changes.get(Kind.STATUS, ()))
    narrowing = {name: request.GET.getlist(name) for name in request.GET if name not in (EVERYBODYS, "since")}
    tiles = [Tile("Open projects", len(rows), "", _listed(narrowing), "")]
    for status in WORST_FIRST:
        url = _listed(narrowing | {"status": [status.value]})
        note = _difference(came[status] - left[status])
        tiles.append(Tile(str(status.label), counts[status], TONES.get(status, ""), url, note))
    return tiles


def _listed(narrowing: Mapping[str, Sequence[str]]) -> str:
    return f"{reverse('projects:projects')}?{urlencode(narrowing, doseq=True)}"


def _difference(count: int) -> str:
    return f"{abs(count)} {'more' if count > 0 else 'fewer'}" if count else ""


def _distances(rows: Sequence[ProjectRow]) -> list[Distance]:
    """Give the finishes furthest from their baselines, the latest first."""
    compared = [(row.finish_days, row.project) for row in rows if row.finish_days]
    furthest = sorted(compared, key=lambda one: -abs(one[0]))[:MOST_DISTANCES]
    axis = axis_over([days for days, _ in furthest])
    # The bar is drawn from figures alone.
    return [
        Distance(project, days, mark_safe(variance_bar(days, axis)))  # noqa: S308
        for days, project in sorted(furthest, key=lambda one: -one[0])
    ]
