"""Writes a plan as a task list, with its dates, to a workbook or to separated values."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from milepost.engine.network.model import Constraint
from milepost.engine.schedule import Schedule
from milepost.exchange.network import dates_of
from milepost.exchange.plan import Kind, Plan, PlanTask, StoredDates
from milepost.exchange.sheets.columns import MEANINGS, Column
from milepost.exchange.sheets.tables import guarded
from milepost.exchange.sheets.typed import CONSTRAINT_NAMES, Units, duration_text, link_text
from milepost.exchange.sheets.workbook import new_workbook, write_table

Cell = str | float | datetime | None
WIDTHS: dict[str, int] = {Column.NAME: 44, Column.NOTES: 40, Column.PREDECESSORS: 18, Column.CONSTRAINT: 22}


def write_csv(plan: Plan, *, schedule: Schedule | None = None) -> bytes:
    """Write separated values that spreadsheet programs open as they are; no text becomes a formula."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(Column)
    for _, cells in _rows(plan, schedule):
        writer.writerow([_text(cell) for cell in cells])
    return output.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return f"{cell:g}"


def write_xlsx(plan: Plan, *, schedule: Schedule | None = None) -> bytes:
    """Write a workbook with the task list, the project's settings, and what each column means."""
    output = BytesIO()
    with new_workbook(output) as book:
        write_table(book, "Tasks", list(Column), _rows(plan, schedule), widths=WIDTHS)
        write_table(
            book,
            "Project",
            ["Setting", "Value"],
            ((1, row) for row in _settings(plan)),
            widths={"Setting": 20},
        )
        meanings = ((1, [column, MEANINGS[column]]) for column in Column)
        write_table(book, "Columns", ["Column", "Meaning"], meanings, widths={"Column": 20, "Meaning": 110})
    return output.getvalue()


def _rows(plan: Plan, schedule: Schedule | None) -> Iterator[tuple[int, list[Cell]]]:
    """Give each row with its outline level."""
    units = Units(plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month)
    dates = dates_of(schedule) if schedule else {task.uid: task.stored for task in plan.tasks}
    predecessors: dict[int, list[str]] = {}
    for link in plan.links:
        predecessors.setdefault(link.successor_uid, []).append(link_text(link, units))
    for task in plan.tasks:
        decided = _decided(task, "; ".join(predecessors.get(task.uid, ())), units)
        yield task.outline_level, decided + _computed(dates[task.uid], plan.minutes_per_day)


def _decided(task: PlanTask, predecessors: str, units: Units) -> list[Cell]:
    constrained = task.constraint is not Constraint.AS_SOON_AS_POSSIBLE
    return [
        task.uid,
        task.outline_level,
        task.wbs,
        task.name,
        duration_text(task.duration_minutes, task.duration_unit, units, estimated=task.estimated),
        predecessors,
        "yes" if task.kind is Kind.MILESTONE else None,
        CONSTRAINT_NAMES[task.constraint] if constrained else None,
        task.constraint_at,
        task.deadline,
        task.percent_complete,
        task.actual_start,
        task.actual_finish,
        None
        if task.remaining_minutes is None
        else duration_text(task.remaining_minutes, task.duration_unit, units),
        task.responsible,
        task.notes,
    ]


def _computed(dates: StoredDates, minutes_per_day: int) -> list[Cell]:
    slacks = (dates.total_slack_minutes, dates.free_slack_minutes)
    return [
        dates.start,
        dates.finish,
        dates.early_start,
        dates.early_finish,
        dates.late_start,
        dates.late_finish,
        *(None if slack is None else slack / minutes_per_day for slack in slacks),
        None if dates.critical is None else "yes" if dates.critical else "no",
    ]


def _settings(plan: Plan) -> list[list[Cell]]:
    settings: dict[str, Any] = {
        "Name": plan.name,
        "Start": plan.start,
        "Status date": plan.status_date,
        "Hours per day": plan.minutes_per_day / 60,
        "Hours per week": plan.minutes_per_week / 60,
        "Days per month": plan.days_per_month,
    }
    return [[name, value] for name, value in settings.items()]
