"""`milepost level`: plan files leveled together, or a problem of PSPLIB."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from milepost.cli.exits import Miscalled, sentences
from milepost.cli.figures import svg_option, write_svg
from milepost.cli.load_figures import load_figures
from milepost.cli.numbers import Number
from milepost.cli.progress import shown
from milepost.engine.instants import datetime_of, us_date
from milepost.engine.leveling import (
    EARLY,
    LEVEL,
    ON_TIME,
    STEADY,
    Activity,
    Delay,
    Leveling,
    Placement,
    Problem,
    level,
)
from milepost.engine.leveling.wording import delay_sentence
from milepost.exchange.leveling.plans import problem_of
from milepost.exchange.leveling.psplib import is_psplib, read_psplib
from milepost.exchange.reading import read_plan

OBJECTIVES = {"early": EARLY, "on-time": ON_TIME, "level": LEVEL, "steady": STEADY}
SHOWN_DELAYS = 20
LISTS = ("resources", "parts")
COLUMNS = ("uid", "name", "project", "start", "finish", "planned_start", "resources", "parts", "reason")


@click.command("level")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--seconds", type=Number(0, 86_400), default=1.0, show_default=True, help="How long to search.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--objective",
    type=click.Choice(list(OBJECTIVES)),
    default="early",
    show_default=True,
    help="Finish early; meet deadlines by priority; even out peaks; or stay close to the current plan.",
)
@click.option("--split", is_flag=True, help="Let tasks be interrupted by others.")
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write one line for each task.")
@svg_option
def level_files(
    files: tuple[Path, ...],
    seconds: float,
    seed: int,
    objective: str,
    split: bool,  # noqa: FBT001 - click calls by name
    form: str | None,
    svg: Path | None,
) -> None:
    """Level the plans in FILES so that nobody is asked for more than there is, without a database.

    Several plans are leveled together; resources of the same name are the same. PSPLIB's .sm and Patterson files are
    read too, one at a time; their numbers are periods.
    """
    with sentences():
        problem, day = _problem(files, is_splittable=split)
        with shown("Leveling") as progress:
            leveling = level(
                problem, objective=OBJECTIVES[objective], seconds=seconds, seed=seed, progress=progress
            )
    title = ", ".join(file.stem for file in files)
    write_svg(svg, lambda: load_figures(problem, leveling, title=title, is_dated=day is not None))
    match form:
        case "json":
            click.echo(json.dumps(_document(problem, leveling, day), ensure_ascii=False, indent=2))
        case "csv":
            click.echo(_as_csv(problem, leveling, day), nl=False)
        case _:
            click.echo(_as_text(problem, leveling, day))


def _problem(files: tuple[Path, ...], *, is_splittable: bool) -> tuple[Problem, int | None]:
    """Give the problem of all files, and the minutes of a working day; `None` where time counts in periods."""
    if files[0].is_file() and is_psplib(files[0]):
        if len(files) > 1:
            raise Miscalled("PSPLIB's problems are leveled one at a time.")
        return read_psplib(files[0]), None
    plans = []
    for file in files:
        with shown(f"Reading {file.name}") as progress:
            plans.append(read_plan(file, progress=progress))
    return problem_of(plans, is_splittable=is_splittable), plans[0].minutes_per_day


def _as_text(problem: Problem, leveling: Leveling, day: int | None) -> str:
    lines = []
    if day is not None:
        lines.append(f"Finishes {us_date(leveling.finish)}.")
    gap = "not defined" if leveling.gap is None else f"{leveling.gap:.2%}"
    lines += [
        f"makespan {_length(leveling.makespan, day)}",
        f"bound    {_length(leveling.bound, day)}",
        f"gap      {gap}",
        f"seconds  {leveling.seconds:.2f}",
        f"method   {leveling.method}, ended by {leveling.stopped}",
        f"searched {leveling.schedules:,} schedules with seed {leveling.seed}",
    ]
    if day is None:
        return "\n".join(lines)
    own = [delay for delay in leveling.delays if delay.uid >= 0]
    if own:
        lines += ["", f"Delayed by what others have: {len(own)} of {len(leveling.placements)} tasks."]
        lines += [delay_sentence(problem, delay) for delay in own[:SHOWN_DELAYS]]
        lines += (
            [f"... and {len(own) - SHOWN_DELAYS} more; --csv lists all."] if len(own) > SHOWN_DELAYS else []
        )
    names = {resource.uid: resource.name for resource in problem.resources}
    lines += [
        f"“{names[one.resource]}” is overloaded by fixed tasks from {us_date(one.span.start)} to "
        f"{us_date(one.span.finish)}: {one.units} units of {one.capacity}."
        for one in leveling.overloads
    ]
    return "\n".join(lines)


def _length(minutes: int, day: int | None) -> str:
    return f"{minutes}" if day is None else f"{minutes / day:.10g} d"


def _document(problem: Problem, leveling: Leveling, day: int | None) -> dict[str, Any]:
    return {
        "start": _at(leveling.start, day),
        "finish": _at(leveling.finish, day),
        "makespan": leveling.makespan,
        "bound": leveling.bound,
        "gap": leveling.gap,
        "seconds": round(leveling.seconds, 3),
        "value": leveling.value,
        "method": leveling.method,
        "schedules": leveling.schedules,
        "seed": leveling.seed,
        "stopped": leveling.stopped,
        "late": [uid for uid in leveling.late if uid >= 0],
        "tasks": list(_rows(problem, leveling, day)),
    }


def _rows(problem: Problem, leveling: Leveling, day: int | None) -> list[dict[str, Any]]:
    delays = {delay.uid: delay for delay in leveling.delays}
    names = {resource.uid: resource.name for resource in problem.resources}
    projects = {project.key: project.name for project in problem.projects}
    pairs = zip(problem.activities, leveling.placements, strict=True)
    return [
        _row(
            problem,
            activity,
            placement,
            delays.get(activity.uid),
            names,
            projects.get(activity.project, ""),
            day,
        )
        for activity, placement in pairs
        if activity.uid >= 0
    ]


def _row(
    problem: Problem,
    activity: Activity,
    placement: Placement,
    delay: Delay | None,
    names: dict[int, str],
    project: str,
    day: int | None,
) -> dict[str, Any]:
    return {
        "uid": activity.uid,
        "name": activity.name,
        "project": project,
        "start": _at(placement.start, day),
        "finish": _at(placement.finish, day),
        "planned_start": None if activity.planned_start is None else _at(activity.planned_start, day),
        "resources": [names[uid] for uid in placement.resources],
        "parts": [f"{_at(part.start, day)}/{_at(part.finish, day)}" for part in placement.parts],
        "reason": "" if delay is None or day is None else delay_sentence(problem, delay),
    }


def _at(instant: int, day: int | None) -> int | str:
    return instant if day is None else datetime_of(instant).isoformat(timespec="minutes")


def _as_csv(problem: Problem, leveling: Leveling, day: int | None) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS)
    writer.writeheader()
    for row in _rows(problem, leveling, day):
        writer.writerow(row | {name: "; ".join(map(str, row[name])) for name in LISTS})
    return output.getvalue()
