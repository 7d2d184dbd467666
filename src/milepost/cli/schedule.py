"""`milepost schedule`: compute the dates of a plan file."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from milepost.cli.conventions import convention_option
from milepost.cli.exits import Miscalled, sentences
from milepost.cli.figures import gantt_figure, svg_option, write_svg
from milepost.cli.paths import by_option, numbers_of, path_documents, path_lines, paths_option, to_option
from milepost.cli.progress import shown
from milepost.engine.instants import datetime_of, us_date
from milepost.engine.network.model import Network
from milepost.engine.schedule import (
    Convention,
    FloatBy,
    FloatPath,
    Reason,
    Schedule,
    cause_sentence,
    explain,
    float_paths,
)
from milepost.engine.schedule import schedule as compute
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

INSTANTS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
SLACKS = ("total_slack", "free_slack")
FLAGS = ("critical", "longest_path")
COLUMNS = ("uid", "name", *INSTANTS, *SLACKS, *FLAGS, "driver", "reason")
WIDTHS = (6, 44, 16, 16, 9, 8, 7)
TO_THE_RIGHT = (0, 4)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--explain", "task", metavar="TASK", help="Say why a task, by number or name, is when it is.")
@paths_option
@to_option
@by_option
@convention_option
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write comma separated values.")
@svg_option
def schedule(
    file: Path,
    task: str | None,
    paths: int | None,
    paths_to: str | None,
    paths_by: str,
    convention: Convention | None,
    form: str | None,
    svg: Path | None,
) -> None:
    """Compute the dates of the plan in FILE, without a database.

    Each task has its number, name, start, finish, early and late dates, total and free slack in minutes of working
    time, whether it is critical and on the longest path, the task that drives its start, and the reason for its start.
    """
    if paths is None and paths_to is not None:
        raise Miscalled("--paths-to says where float paths lead; ask for them with --paths.")
    with sentences():
        with shown(f"Reading {file.name}") as progress:
            plan = read_plan(file, progress=progress)
        network = network_of(plan, convention)
        result = compute(network)
        to = None if paths_to is None else _found(plan, paths_to)
        found = float_paths(network, to=to, by=FloatBy(paths_by), most=paths) if paths else ()
    write_svg(svg, lambda: gantt_figure(plan, result))
    if task is not None:
        explanation = _explanation(plan, network, result, task)
        click.echo(
            json.dumps(explanation, ensure_ascii=False, indent=2)
            if form == "json"
            else "\n".join(explanation)
        )
        return
    rows = rows_of(plan, network, result)
    if found:
        numbers = numbers_of(found)
        rows = [row | {"float_path": numbers.get(row["uid"])} for row in rows]
    writers: dict[str | None, Callable[[], str]] = {
        "json": lambda: _as_json(plan, network, result, rows, found),
        "csv": lambda: _as_csv(rows),
        None: lambda: "\n".join(
            [_as_text(plan, result, rows), *(path_lines(plan, result, found) if found else ())]
        ),
    }
    click.echo(writers[form](), nl=form != "csv")
    for contradiction in result.contradictions:
        click.echo(_warning(plan, contradiction.uid, contradiction.conflict), err=True)


def rows_of(plan: Plan, network: Network, result: Schedule) -> list[dict[str, Any]]:
    """Give every task with its computed dates, as texts and numbers."""
    columns = {
        name: getattr(result, name).tolist() for name in (*INSTANTS, *SLACKS, *FLAGS, "driver", "reason")
    }
    rows = []
    for place, task in enumerate(plan.tasks):
        row: dict[str, Any] = {"uid": task.uid, "name": task.name}
        row |= {name: datetime_of(columns[name][place]).isoformat(timespec="minutes") for name in INSTANTS}
        row |= {name: columns[name][place] for name in (*SLACKS, *FLAGS)}
        driver = columns["driver"][place]
        row["driver"] = network.links[driver].predecessor if driver >= 0 else None
        row["reason"] = Reason(columns["reason"][place]).name.lower().replace("_", " ")
        rows.append(row)
    return rows


def _explanation(plan: Plan, network: Network, result: Schedule, wanted: str) -> list[str]:
    chain = explain(network, result, _found(plan, wanted)).chain
    return [cause_sentence(cause, network, minutes_per_day=plan.minutes_per_day) for cause in chain]


def _found(plan: Plan, wanted: str) -> int:
    """Find a task by its number, its name, or a part of its name."""
    found = [task.uid for task in plan.tasks if wanted in (str(task.uid), task.name)]
    found = found or [task.uid for task in plan.tasks if wanted.lower() in task.name.lower()]
    if not found:
        raise Miscalled(f"No task has the number or name “{wanted}”.")
    if len(found) > 1 and not wanted.isdecimal():
        raise Miscalled(f"“{wanted}” names {len(found)} tasks: {_listed(plan, found)}. Give the number.")
    return found[0]


def _listed(plan: Plan, uids: list[int]) -> str:
    names = {task.uid: task.name for task in plan.tasks}
    return ", ".join(f"{uid} “{names[uid]}”" for uid in uids[:10])


def _as_json(
    plan: Plan,
    network: Network,
    result: Schedule,
    rows: list[dict[str, Any]],
    paths: Sequence[FloatPath],
) -> str:
    start, finish = (datetime_of(at).isoformat(timespec="minutes") for at in _span(result))
    document: dict[str, Any] = {"name": plan.name, "start": start, "finish": finish}
    document |= {"convention": network.convention.name, "tasks": rows}
    if paths:
        document["float_paths"] = path_documents(paths)
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_csv(rows: list[dict[str, Any]]) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, rows[0].keys() if rows else COLUMNS)
    writer.writeheader()
    writer.writerows(row | {name: str(row[name]).lower() for name in FLAGS} for row in rows)
    return output.getvalue()


def _as_text(plan: Plan, result: Schedule, rows: list[dict[str, Any]]) -> str:
    start, finish = (us_date(at) for at in _span(result))
    lines = [f"{plan.name}: {start} to {finish}", ""]
    lines.append(_line(("No.", "Task", "Start", "Finish", "Slack", "Critical", "Follows")))
    for task, row in zip(plan.tasks, rows, strict=True):
        slack = f"{row['total_slack'] / plan.minutes_per_day:.4g} d"
        name = ("  " * (task.outline_level - 1) + task.name)[: WIDTHS[1]]
        dates = (row[end].replace("T", " ") for end in ("start", "finish"))
        critical = "yes" if row["critical"] else ""
        lines.append(_line((str(task.uid), name, *dates, slack, critical, str(row["driver"] or ""))))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    padded = (
        cell.rjust(width) if place in TO_THE_RIGHT else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    return "  ".join(padded).rstrip()


def _span(result: Schedule) -> tuple[int, int]:
    return result.start_of_project, result.finish_of_project


def _warning(plan: Plan, uid: int, conflict: str) -> str:
    name = next(task.name for task in plan.tasks if task.uid == uid)
    return f"Warning: the {conflict} of task {uid} “{name}” cannot be kept."
