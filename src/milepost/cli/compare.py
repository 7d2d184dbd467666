"""`milepost compare`: what a later version of a plan file changed."""

import csv
import io
import json
from pathlib import Path

import click

from milepost.cli.audit_figures import movement_figure
from milepost.cli.exits import sentences
from milepost.cli.figures import svg_option, write_svg
from milepost.cli.progress import shown
from milepost.engine.instants import datetime_of
from milepost.engine.submission import Audit, Topic, audit, letter
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan
from milepost.exchange.submission import versions_of


@click.command("compare")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--letter", "form", flag_value="letter", help="Draft the comments that go back to the vendor.")
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write comma separated values.")
@svg_option
def compare_plans(before: Path, after: Path, form: str | None, svg: Path | None) -> None:
    """Say what AFTER changed of the plan in BEFORE, without a database.

    Changed history and baselines come first, then removed work, logic, durations, dates set by hand, calendars, added
    work, outline and progress. Tasks are the same by GUID where files have them, else by their unique number.
    """
    with sentences():
        was, now = _read(before), _read(after)
        earlier, later = versions_of(was, now)
        found = audit(earlier, later, minutes_per_day=now.minutes_per_day)
    write_svg(svg, lambda: movement_figure(now, found))
    match form:
        case "letter":
            click.echo(letter(found, name=now.name))
        case "json":
            click.echo(_as_json(now, found))
        case "csv":
            click.echo(_as_csv(found), nl=False)
        case _:
            click.echo(_as_text(now, found))


def _read(file: Path) -> Plan:
    with shown(f"Reading {file.name}") as progress:
        return read_plan(file, progress=progress)


def _as_json(plan: Plan, found: Audit) -> str:
    movement = found.movement
    document = {
        "name": plan.name,
        "finish_before": _iso(movement.finish_before),
        "finish_after": _iso(movement.finish_after),
        "summary": found.movement_sentence,
        "findings": [
            {"topic": finding.topic.value, "uid": finding.uid, "sentence": finding.sentence}
            for finding in found.findings
        ],
        "moved": [
            {"uid": one.uid, "finish_before": _iso(one.finish_before), "finish_after": _iso(one.finish_after)}
            for one in movement.moved
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_csv(found: Audit) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(("topic", "uid", "sentence"))
    writer.writerows((finding.topic.value, finding.uid, finding.sentence) for finding in found.findings)
    return output.getvalue()


def _as_text(plan: Plan, found: Audit) -> str:
    lines = [plan.name, "", found.movement_sentence]
    if len(found.movement.moved):
        lines.append(f"{len(found.movement.moved):,} tasks have other dates.")
    for topic in Topic:
        findings = found.of(topic)
        if findings:
            lines += ["", f"{topic.value.capitalize()} ({len(findings)})"]
            lines += [f"  {finding.sentence}" for finding in findings]
    return "\n".join(lines if found.findings else [*lines, "", "Nothing else differs."])


def _iso(instant: int) -> str:
    return datetime_of(instant).isoformat(timespec="minutes")
