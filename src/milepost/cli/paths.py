"""Float paths for `milepost schedule`: the options that ask for them, and how they are written."""

from collections.abc import Sequence
from typing import Any

import click

from milepost.engine.instants import datetime_of, us_date
from milepost.engine.schedule import FloatBy, FloatPath, Schedule
from milepost.engine.schedule.float_paths import MOST_PATHS
from milepost.exchange.plan import Plan

paths_option = click.option(
    "--paths",
    type=click.IntRange(1, MOST_PATHS),
    metavar="N",
    help="Give so many float paths, the most critical first.",
)
to_option = click.option(
    "--paths-to", metavar="TASK", help="Let them lead to this task, not to the last finish."
)
by_option = click.option(
    "--paths-by",
    type=click.Choice([by.value for by in FloatBy]),
    default=FloatBy.FREE.value,
    show_default=True,
    help="Order them by the free or by the total slack of links.",
)


def path_documents(paths: Sequence[FloatPath]) -> list[dict[str, Any]]:
    """Give the paths for JSON; slack in minutes."""
    return [{"number": one.number, "slack": one.slack, "tasks": list(one.uids)} for one in paths]


def numbers_of(paths: Sequence[FloatPath]) -> dict[int, int]:
    """Give the number of each task's path, by uid."""
    return {uid: one.number for one in paths for uid in one.uids}


def path_lines(plan: Plan, result: Schedule, paths: Sequence[FloatPath]) -> list[str]:
    """Write the paths for people."""
    names = {task.uid: task.name for task in plan.tasks}
    last = paths[0].uids[-1]
    finish = us_date(int(result.finish[result.position(last)]))
    lines = ["", f"Float paths to {last} “{names[last]}”, which finishes {finish}"]
    for one in paths:
        lines.append(f"{one.number:>4}  {one.slack / plan.minutes_per_day:.4g} d of float")
        lines += [f"      {_start(result, uid)}  {uid} “{names[uid]}”" for uid in one.uids]
    return lines


def _start(result: Schedule, uid: int) -> str:
    return datetime_of(int(result.start[result.position(uid)])).isoformat(" ", timespec="minutes")
