"""`milepost assess`: check the quality of a plan file's schedule."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from milepost.cli.audit_figures import quality_figure
from milepost.cli.exits import sentences
from milepost.cli.figures import svg_option, write_svg
from milepost.cli.progress import shown
from milepost.engine.assessment import Check, Practice, Verdict, assess, practices
from milepost.exchange.assessment import subject_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

SHOWN_TASKS = 5
COLUMNS = ("number", "title", "verdict", "value", "threshold", "counted", "of", "tasks", "reason")


@click.command("assess")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write comma separated values.")
@svg_option
def assess_plan(file: Path, form: str | None, svg: Path | None) -> None:
    """Check the schedule of the plan in FILE, without a database.

    The fourteen checks are DCMA's (PAM 200.1, Oct 2012); the ten practices are GAO's (GAO-16-89G, Dec 2015), as far as
    data can show them. What lacks its inputs, such as a baseline, is not assessable and says why.
    """
    with sentences():
        with shown(f"Reading {file.name}") as progress:
            plan = read_plan(file, progress=progress)
        checks = assess(subject_of(plan))
    judged = practices(checks)
    write_svg(svg, lambda: quality_figure(plan, checks, judged, finding=_counts(checks)))
    writers = {"json": _as_json, "csv": _as_csv, None: _as_text}
    click.echo(writers[form](plan, checks, judged), nl=form != "csv")


def _as_json(plan: Plan, checks: Sequence[Check], judged: Sequence[Practice]) -> str:
    document = {
        "name": plan.name,
        "checks": [asdict(check) for check in checks],
        "practices": [asdict(practice) for practice in judged],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_csv(plan: Plan, checks: Sequence[Check], judged: Sequence[Practice]) -> str:
    del plan, judged
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**asdict(check), "tasks": " ".join(map(str, check.tasks))} for check in checks)
    return output.getvalue()


def _as_text(plan: Plan, checks: Sequence[Check], judged: Sequence[Practice]) -> str:
    names = {task.uid: task.name for task in plan.tasks}
    lines = [f"{plan.name}: {_counts(checks)}", ""]
    for check in checks:
        lines.append(
            f"{check.number:>3}  {check.verdict.upper():15} {check.title:28} {_figure(check)}".rstrip()
        )
        if check.tasks and check.verdict is Verdict.FAIL:
            lines.append(f"     {_named(check.tasks, names)}")
    lines += ["", "GAO's best practices"]
    lines += [
        f"{practice.number:>3}  {practice.verdict.upper():15} {practice.title:50} {practice.reason}".rstrip()
        for practice in judged
    ]
    return "\n".join(lines)


def _counts(checks: Sequence[Check]) -> str:
    counts = {verdict: sum(check.verdict is verdict for check in checks) for verdict in Verdict}
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)


def _figure(check: Check) -> str:
    if check.value is None:
        return check.reason
    share = "" if check.counted is None else f" ({check.counted} of {check.of})"
    return f"{check.figure}{share}, {check.threshold or 'no threshold'}"


def _named(uids: Sequence[int], names: dict[int, Any]) -> str:
    shown_ones = ", ".join(f"{uid} “{names[uid]}”" for uid in uids[:SHOWN_TASKS])
    more = len(uids) - SHOWN_TASKS
    return f"{shown_ones} and {more:,} more" if more > 0 else shown_ones
