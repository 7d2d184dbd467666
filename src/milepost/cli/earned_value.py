"""`milepost earned-value`: what a plan file's work has earned against its baseline."""

import csv
import io
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from milepost.cli.exits import sentences
from milepost.cli.figures import svg_option, value_figure, write_svg
from milepost.cli.progress import shown
from milepost.engine.earned_value import (
    EarnedSchedule,
    Measures,
    earned_schedule,
    measures_of,
    planned_by_month,
    planned_by_week,
    rolled_up,
    weeks_passed,
)
from milepost.engine.instants import datetime_of, us_date
from milepost.exchange.earned_value import Budgeted, Unit, budgeted
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

NOT_YET = "not yet"
FIGURES = {
    "budget": "Budget at completion (BAC)",
    "planned": "Planned value (PV)",
    "earned": "Earned value (EV)",
    "actual": "Actual cost (AC)",
    "schedule_variance": "Schedule variance (SV)",
    "cost_variance": "Cost variance (CV)",
    "schedule_performance": "Schedule performance index (SPI)",
    "cost_performance": "Cost performance index (CPI)",
    "estimate_to_complete": "Estimate to complete (ETC)",
    "variance_at_completion": "Variance at completion (VAC)",
    "to_complete_performance": "To-complete performance index (TCPI)",
}
INDEXES = {"schedule_performance", "cost_performance", "to_complete_performance"}


@click.command("earned-value")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--status", type=click.DateTime(["%Y-%m-%d"]), help="The status date, at its end; by default the file's."
)
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write comma separated values, a line for each task.")
@svg_option
def earned_value(file: Path, status: datetime | None, form: str | None, svg: Path | None) -> None:
    """Measure the plan in FILE against its first baseline, without a database.

    Budgets are money where the baseline has costs, else hours of work, else hours of duration. A task earns its
    percent complete, or its physical percent complete where the file says so.
    """
    at_end = status.replace(hour=23, minute=59) if status else None
    with sentences():
        with shown(f"Reading {file.name}") as progress:
            plan = read_plan(file, progress=progress)
        found = budgeted(plan, status=at_end)
    write_svg(svg, lambda: value_figure(plan, found))
    writers = {"json": _as_json, "csv": _as_csv, None: _as_text}
    click.echo(writers[form](plan, found), nl=form != "csv")


def _as_json(plan: Plan, found: Budgeted) -> str:
    whole, time = measures_of(found.packages, at=found.at), _in_weeks(found)
    tasks = rolled_up(found.packages, found.parents, at=found.at)
    document = {
        "name": plan.name,
        "status_date": datetime_of(found.at).isoformat(timespec="minutes"),
        "unit": found.unit.value,
        "project": _figures(whole),
        "estimates_at_completion": [estimate._asdict() for estimate in whole.at_completion],
        "earned_schedule_weeks": asdict(time) | {"performance": time.performance},
        "planned_by_month": [
            {"until": datetime_of(end).date().isoformat(), "planned": value}
            for end, value in planned_by_month(found.packages)
        ],
        "tasks": [
            {"uid": task.uid, "name": task.name, **_figures(tasks[task.uid])}
            for task in plan.tasks
            if task.uid in tasks
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_csv(plan: Plan, found: Budgeted) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(["uid", "name", *FIGURES])
    tasks = rolled_up(found.packages, found.parents, at=found.at)
    for task in plan.tasks:
        if task.uid in tasks:
            writer.writerow([task.uid, task.name, *_figures(tasks[task.uid]).values()])
    return output.getvalue()


def _as_text(plan: Plan, found: Budgeted) -> str:
    whole, time = measures_of(found.packages, at=found.at), _in_weeks(found)
    lines = [f"{plan.name}: {us_date(found.at)}, in {found.unit}", ""]
    for name, label in FIGURES.items():
        lines.append(f"{label:38}{_shown(getattr(whole, name), found.unit, is_index=name in INDEXES):>16}")
    lines += ["", "Estimate at completion (EAC)"]
    for estimate in whole.at_completion:
        lines.append(f"  {_shown(estimate.value, found.unit):>16}  {estimate.name}: {estimate.assumption}")
    lines += ["", *_time_lines(time)]
    if found.left_out:
        lines += ["", f"Not in the baseline, and counted for nothing here: {found.left_out:,} of the tasks."]
    return "\n".join(lines)


def _time_lines(time: EarnedSchedule) -> list[str]:
    figures = {
        "Earned schedule (ES)": time.earned,
        "Actual time (AT)": time.at,
        "Schedule variance in time (SV(t))": time.variance,
        "Schedule performance in time (SPI(t))": time.performance,
        "Duration at completion (IEAC(t))": time.duration_at_completion,
    }
    return ["In weeks of the plan"] + [
        f"{label:38}{NOT_YET if value is None else f'{value:.2f}':>16}" for label, value in figures.items()
    ]


def _in_weeks(found: Budgeted) -> EarnedSchedule:
    planned = [value for _, value in planned_by_week(found.packages)]
    whole = measures_of(found.packages, at=found.at)
    return earned_schedule(planned, whole.earned, at=weeks_passed(found.packages, at=found.at))


def _figures(measures: Measures) -> dict[str, Any]:
    return {name: getattr(measures, name) for name in FIGURES}


def _shown(value: float | None, unit: Unit, *, is_index: bool = False) -> str:
    if value is None:
        return NOT_YET
    if is_index:
        return f"{value:.2f}"
    return f"{value:,.2f}" if unit is Unit.COST else f"{value:,.1f} h"
