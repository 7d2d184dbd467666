"""Figures of plan files, written as SVG files that stand alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from milepost.charts.alone import alone
from milepost.charts.curves import Curve, curves
from milepost.charts.gantt.drawing import Drawing
from milepost.charts.gantt.plan import Link, Row, Span
from milepost.charts.gantt.plan import Plan as GanttPlan
from milepost.charts.gantt.sheets import Sheet, Space, fitted_scale
from milepost.charts.stacked import stacked
from milepost.cli.exits import CannotWrite
from milepost.engine.earned_value import measures_of, planned_by_month, planned_by_week
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of
from milepost.engine.schedule import Schedule
from milepost.exchange.earned_value import Budgeted
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan

WIDTH = 1400.0
MOST_WEEKS = 104
MARGIN_DAYS = 7
LINK_CODES = ("FF", "FS", "SF", "SS")

svg_option: Callable[[Any], Any] = click.option(
    "--svg", type=click.Path(path_type=Path, dir_okay=False), help="Draw the figure into this file too."
)


def write_svg(path: Path | None, drawn: Callable[[], str]) -> None:
    """Write a figure where one was asked for."""
    if path is None:
        return
    try:
        path.write_text(alone(drawn()), encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error


def value_figure(plan: Plan, found: Budgeted) -> str:
    """Draw planned value by week, or by month over years, with what is earned and spent at the status date."""
    whole, at = measures_of(found.packages, at=found.at), datetime_of(found.at).date()
    ends = planned_by_week(found.packages)
    if len(ends) > MOST_WEEKS:
        ends = planned_by_month(found.packages)
    begun = [(min(each.start for each in found.packages), 0.0)] if found.packages else []
    lines = [
        Curve("Planned", [(datetime_of(end).date(), value) for end, value in [*begun, *ends]], "dashed"),
        Curve("Earned", [(at, whole.earned)]),
    ]
    if whole.actual is not None:
        lines.append(Curve("Spent", [(at, whole.actual)], "strong"))
    figure = curves(
        lines,
        title=plan.name,
        finding=f"{whole.earned:,.0f} of {whole.budget:,.0f} is earned.",
        shown=lambda value: f"{value:,.0f}",
        today=at,
        width=960,
    )
    return stacked([figure], title=plan.name)


def gantt_figure(plan: Plan, result: Schedule) -> str:
    """Draw the Gantt chart of a schedule on one page."""
    summaries = {task.parent_uid for task in plan.tasks}
    rows = []
    for at, task in enumerate(plan.tasks):
        start, finish = int(result.start[at]), int(result.finish[at])
        kind = "summary" if task.uid in summaries else "milestone" if start == finish else "task"
        rows.append(
            Row(
                uid=task.uid, level=task.outline_level, lines=(task.name,), kind=kind,  # type: ignore[arg-type]
                span=Span(start, finish), percent=round(task.percent_complete),
                is_critical=bool(result.critical[at]), label=task.name,
            )
        )  # fmt: skip
    places = {task.uid: at for at, task in enumerate(plan.tasks)}
    links = tuple(
        Link(places[one.predecessor], places[one.successor], LINK_CODES[int(one.type)], is_critical=False)
        for one in network_of(plan).links
        if one.predecessor in places and one.successor in places
    )
    first = int(min(result.start, default=result.start_of_project))
    last = int(max(result.finish, default=result.finish_of_project))
    room = max(MARGIN_DAYS * MINUTES_PER_DAY, (last - first) // 4)
    window = Span(first - MARGIN_DAYS * MINUTES_PER_DAY, last + room)
    drawn = GanttPlan(rows=tuple(rows), links=links, window=window)
    scale = fitted_scale(drawn, Space(WIDTH, WIDTH, 0.0), 1)
    sheet = Sheet(0, len(rows), 0.0, scale.width, 0)
    return Drawing(drawn, scale).svg(sheet, number=1, alternative=plan.name)
