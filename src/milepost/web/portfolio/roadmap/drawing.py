"""The roadmap's rows, grouped, with their figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from milepost.charts import roadmap as chart
from milepost.domain.people.fiscal_years import fiscal_year_of, fiscal_year_starts
from milepost.domain.projects.calculations.roadmap import Phase, ProjectLink, RoadmapRow
from milepost.domain.projects.calculations.scheduling import Span
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text
from milepost.engine.instants import datetime_of
from milepost.web.portfolio.roadmap.moves import days_words

MONTHS_OF, PER_DAY = {"years": 3, "quarters": 3, "months": 1}, {"years": 0.55, "quarters": 1.3, "months": 3.2}
SHORTEST = timedelta(days=360)
NOBODY = "No one yet"


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One project with its figure; `days` is how far it is moved on trial."""

    row: RoadmapRow
    figure: SafeString
    finish: datetime | None
    days: int
    waits_for: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Projects under one heading."""

    name: str
    rows: list[DrawnRow]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """All that the time line shows."""

    groups: list[Group]
    scale: SafeString
    empty: SafeString
    arrows: SafeString
    is_grouped: bool


# What projects are grouped by: the rank of the group, and its name.
KEYS: dict[str, Callable[[Project], tuple[int, str]]] = {
    "department": lambda project: (0, project.department.name),
    "type": lambda project: (0, project.get_type_display()),
    "sponsor": lambda project: (0, project.sponsor.name) if project.sponsor else (1, NOBODY),
    "manager": lambda project: (0, project.manager.name) if project.manager else (1, NOBODY),
    "state": lambda project: (Project.State.values.index(project.state), project.get_state_display()),
    "none": lambda project: (0, ""),
}


class Drawing:
    """Draws rows on one axis; `spans` holds the dates that tasks would have."""

    def __init__(
        self, rows: Sequence[RoadmapRow], *, shown: str, spans: dict[int, Span], moves: dict[int, int]
    ) -> None:
        self.rows = rows
        self.shown = shown
        self.spans = spans
        self.moves = moves
        self.outlooks: dict[int, tuple[datetime, datetime]] = {}

    def axis(self, scale: str, *, today: date, fiscal_start: int) -> chart.Axis:
        """Give an axis from the fiscal year in which the first project starts to the end of that of the last finish."""
        days = [today, *(moment.date() for row in self.rows for moment in self._extent(row))]
        first = fiscal_year_of(min(days), start_month=fiscal_start)
        last = fiscal_year_of(max(max(days), today + SHORTEST), start_month=fiscal_start)
        return chart.Axis(
            fiscal_year_starts(first, start_month=fiscal_start),
            fiscal_year_starts(last + 1, start_month=fiscal_start) - timedelta(days=1),
            PER_DAY[scale],
            MONTHS_OF[scale],
            fiscal_start,
            today,
        )

    def draw(self, axis: chart.Axis, links: Sequence[ProjectLink], *, group: str) -> Roadmap:
        """Draw the scale, the rows below their headings, and the arrows over them."""
        key = KEYS[group]
        ordered = sorted(self.rows, key=lambda row: (self._start(row), row.facts.project.number))
        ordered.sort(key=lambda row: key(row.facts.project))
        groups = [
            Group(name, [self._drawn(axis, row, links) for row in rows])
            for (_, name), rows in groupby(ordered, key=lambda row: key(row.facts.project))
        ]
        is_grouped = group != "none"
        middles, height = _middles(groups, is_grouped=is_grouped)
        return Roadmap(
            groups,
            _safe(chart.scale_svg(axis)),
            _safe(chart.empty_svg(axis)),
            _safe(chart.arrows_svg(axis, self._arrows(links, middles), height=height)),
            is_grouped,
        )

    def _drawn(self, axis: chart.Axis, row: RoadmapRow, links: Sequence[ProjectLink]) -> DrawnRow:
        project = row.facts.project
        waits = sorted({link.source_id for link in links if link.target_id == project.pk})
        names = {one.facts.project.pk: one.facts.project.number for one in self.rows}
        finish = self._now(row)[1] if row.facts.finish else None
        return DrawnRow(
            row,
            _safe(chart.bar_svg(axis, self._bar(row)) if row.facts.finish else chart.empty_svg(axis)),
            finish,
            self.moves.get(project.pk, 0),
            [names[source] for source in waits if source in names],
        )

    def _bar(self, row: RoadmapRow) -> chart.Bar:
        project, (start, finish) = row.facts.project, self._now(row)
        stood = self._stood(row)
        return chart.Bar(
            project.pk,
            row.facts.overall.status,
            start,
            finish,
            row.facts.percent or 0,
            self._words(row, start, finish),
            baseline=(row.baseline.start, row.baseline.finish) if row.baseline else None,
            was=stood if stood != (start, finish) else None,
            days=self.moves.get(project.pk, 0),
            is_movable=not project.is_over,
            phases=self._segments(row.phases) if self.shown != "milestones" else (),
            milestones=self._segments(row.milestones) if self.shown != "phases" else (),
        )

    def _words(self, row: RoadmapRow, start: datetime, finish: datetime) -> str:
        parts = [f"{day_text(start)} to {day_text(finish)}"]
        if days := self.moves.get(row.facts.project.pk):
            parts.append(f"tried {days_words(days)}")
        if row.baseline:
            parts.append(f"baseline finish {day_text(row.baseline.finish)}")
        segments = row.milestones if self.shown == "milestones" else row.phases
        parts += [f"{one.name} {day_text(self._span(one)[1])}" for one in segments]
        return "; ".join(parts)

    def _segments(self, phases: Sequence[Phase]) -> list[chart.Segment]:
        return [chart.Segment(one.name, *self._span(one), one.percent) for one in phases]

    def _span(self, phase: Phase) -> tuple[datetime, datetime]:
        if phase.task_id in self.spans:
            start, finish = self.spans[phase.task_id]
            return datetime_of(start), datetime_of(finish)
        return phase.start, phase.finish

    def _stood(self, row: RoadmapRow) -> tuple[datetime, datetime]:
        dates = row.facts.dates
        if dates is None:
            raise ValueError(f"{row.facts.project} has no dates yet.")
        return dates.start, dates.finish

    def _now(self, row: RoadmapRow) -> tuple[datetime, datetime]:
        return self.outlooks.get(row.facts.project.pk) or self._stood(row)

    def _start(self, row: RoadmapRow) -> datetime:
        """Rows keep their place while their project is moved on trial."""
        return self._stood(row)[0] if row.facts.finish else datetime.max

    def _extent(self, row: RoadmapRow) -> list[datetime]:
        if not row.facts.finish:
            return []
        baseline = [row.baseline.start, row.baseline.finish] if row.baseline else []
        return [*self._stood(row), *self._now(row), *baseline]

    def _arrows(self, links: Sequence[ProjectLink], middles: dict[int, float]) -> list[chart.Arrow]:
        names = {row.facts.project.pk: row.facts.project.name for row in self.rows}
        return [
            chart.Arrow(
                self._moment(link.predecessor_id, link.leaves, end=1),
                self._moment(link.successor_id, link.arrives, end=0),
                middles[link.source_id],
                middles[link.target_id],
                f"{names[link.target_id]}: “{link.successor}” waits for "
                f"“{link.predecessor}” of {names[link.source_id]}",
                link.is_driving,
            )
            for link in links
            if link.source_id in middles and link.target_id in middles
        ]

    def _moment(self, task_id: int, stood: datetime, *, end: int) -> datetime:
        return datetime_of(self.spans[task_id][end]) if task_id in self.spans else stood


def _middles(groups: Sequence[Group], *, is_grouped: bool) -> tuple[dict[int, float], float]:
    """Give where the middle of each project's row lies below the scale, and how high all rows are."""
    middles: dict[int, float] = {}
    y = 0.0
    for group in groups:
        y += chart.GROUP if is_grouped else 0
        for drawn in group.rows:
            middles[drawn.row.facts.project.pk] = y + chart.BAR_TOP + chart.BAR_HEIGHT / 2
            y += chart.ROW
    return middles, max(y, 1.0)


def _safe(figure: str) -> SafeString:
    """The chart escapes every text it is given."""
    return mark_safe(figure)  # noqa: S308
