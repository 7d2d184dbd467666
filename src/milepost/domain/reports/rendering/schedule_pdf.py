"""A schedule as a paged PDF: a table and its chart on every page, under the same title block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from milepost.charts.gantt.drawing import HEAD, Drawing
from milepost.charts.gantt.legend import legend
from milepost.charts.gantt.plan import Plan, Row
from milepost.charts.gantt.scale import POINTS_PER_DAY, Scale
from milepost.charts.gantt.sheets import Sheet, Space, fitted_scale, height_of, sheets
from milepost.domain.projects.calculations.gantt_document import gantt_document
from milepost.domain.projects.models import Baseline, Project
from milepost.domain.reports.rendering.pdf import pdf_of
from milepost.domain.reports.rendering.schedule_options import COLUMNS, PAPERS, Column, PrintOptions
from milepost.domain.reports.rendering.schedule_plan import INDENT, plan_of
from milepost.engine.instants import us_date

STYLES = Path(__file__).with_name("schedule.css")
MARGIN, TITLE, FOOT = 28.0, 34.0, 18.0
NAME_WIDTH, ID_WIDTH = {"letter": 170.0, "legal": 190.0, "tabloid": 220.0}, 22.0
LEAST_CHART = 150.0
NAME, IDENTIFYING, NAME_PADDING = "name", ("id", "wbs"), 3.0


@dataclass(frozen=True)
class SchedulePrint:
    """A schedule laid out on pages, before it becomes a file."""

    project: Project
    options: PrintOptions
    as_of: date
    baseline: Baseline | None

    @cached_property
    def plan(self) -> Plan:
        document = gantt_document(self.project, as_of=self.as_of, baseline=self.baseline, is_editable=False)
        return plan_of(document, self.options, name_width=self.name_width - 6)

    @property
    def name_width(self) -> float:
        return NAME_WIDTH[self.options.paper]

    @cached_property
    def scale(self) -> Scale:
        kind, _, pages = self.options.scale.partition("-")
        if kind == "fit":
            return fitted_scale(self.plan, self._space, int(pages))
        return Scale(self.plan.window, POINTS_PER_DAY[kind])

    @cached_property
    def sheets(self) -> list[Sheet]:
        return sheets(self.plan, self._space, self.scale)

    @cached_property
    def _space(self) -> Space:
        paper = PAPERS[self.options.paper]
        width = paper.width - 2 * MARGIN
        columns = sum(COLUMNS[name].width for name in self.options.columns)
        return Space(
            first_width=max(LEAST_CHART, width - self.name_width - columns),
            next_width=width - self.name_width - ID_WIDTH,
            height=paper.height - 2 * MARGIN - TITLE - FOOT - HEAD,
        )

    def pdf(self) -> bytes:
        """Write the pages as a tagged PDF; raises `PdfUnavailable`."""
        context = {
            "paper": PAPERS[self.options.paper],
            "project": self.project,
            "facts": list(self._facts()),
            "legend": legend(self._signs()),
            "pages": list(self._pages()),
        }
        return pdf_of("rendering/schedule_pdf.html", context, styles=STYLES)

    def _facts(self) -> Iterator[tuple[str, str]]:
        plan = self.plan
        yield "Status date", us_date(plan.status_date) if plan.status_date is not None else "None"
        yield "Baseline", self.baseline.name if self.baseline else "None"
        yield "Revision", str(self.project.revision)
        if plan.today is not None:
            yield "Printed", us_date(plan.today)

    def _signs(self) -> list[str]:
        rows, plan = self.plan.rows, self.plan
        used = {
            "task": any(row.kind == "task" for row in rows),
            "critical": any(row.is_critical for row in rows),
            "finished": any(row.percent == 100 and row.kind == "task" for row in rows),
            "summary": any(row.kind == "summary" for row in rows),
            "milestone": any(row.kind == "milestone" for row in rows),
            "baseline": any(row.baseline for row in rows),
            "deadline": any(row.deadline is not None for row in rows),
            "status_date": plan.status_date is not None,
            "today": plan.today is not None and plan.window.start <= plan.today < plan.window.finish,
        }
        return [name for name, is_used in used.items() if is_used]

    def _pages(self) -> Iterator[dict[str, Any]]:
        drawing = Drawing(self.plan, self.scale)
        name = Column("Task", self.name_width)
        for number, sheet in enumerate(self.sheets, start=1):
            names = _with_name(self.options.columns if sheet.across == 0 else ("id",))
            columns = [name if key == NAME else COLUMNS[key] for key in names]
            rows = self.plan.rows[sheet.first_row : sheet.last_row]
            yield {
                "number": number,
                "columns": columns,
                "table_width": sum(column.width for column in columns),
                "head": HEAD,
                "rows": [self._row(row, names) for row in rows],
                "chart": drawing.svg(sheet, number=number, alternative=_alternative(rows, number)),
            }

    def _row(self, row: Row, names: list[str]) -> dict[str, Any]:
        texts = dict(zip(self.options.columns, row.cells, strict=True)) | {"id": str(row.uid)}
        return {
            "kind": row.kind,
            "is_critical": row.is_critical,
            "height": height_of(row),
            "cells": [
                {"is_name": True, "lines": row.lines, "indent": NAME_PADDING + (row.level - 1) * INDENT}
                if name == NAME
                else {"name": name, "text": texts[name], "is_numeric": COLUMNS[name].is_numeric}
                for name in names
            ],
        }


def _with_name(columns: Sequence[str]) -> list[str]:
    """Put the name after the numbers that identify a task, and before what is told of it."""
    return [
        *(name for name in columns if name in IDENTIFYING),
        NAME,
        *(name for name in columns if name not in IDENTIFYING),
    ]


def _alternative(rows: tuple[Row, ...], page: int) -> str:
    critical = sum(row.is_critical and row.kind != "summary" for row in rows)
    milestones = sum(row.kind == "milestone" for row in rows)
    return (
        f"Chart of page {page}: {len(rows)} rows, {critical} critical, {milestones} milestones. "
        "The table on this page gives their dates."
    )
