"""`milepost import`: bring a plan file into the database, after showing what that would do."""

import time
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from milepost.cli.acting import as_person, person_of
from milepost.cli.exits import CannotRead, Ended, Miscalled
from milepost.cli.progress import shown
from milepost.domain.common.jobs import perform
from milepost.domain.common.models import JobRun
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.importing import confirm_import, discard_import, stage_import
from milepost.domain.projects.models import Project, ScheduleImport

SHOWN = 20
POLL_SECONDS = 0.2


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_person
@click.option("--project", "number", help="The number of the project to update, such as P-2027-004.")
@click.option("--department", "code", help="The code of the department that a new project belongs to.")
@click.option("--name", default="", help="What a new project is called; else the file's own name.")
@click.option("--yes", "is_confirmed", is_flag=True, help="Import without asking.")
def import_plan(
    file: Path, email: str, number: str | None, code: str | None, name: str, *, is_confirmed: bool
) -> None:
    """Show what importing FILE would create, change and lose; then import it, whole or not at all."""
    by = person_of(email)
    try:
        staged = _read(file, by=by, project=_project(by, number), department=_department(code), name=name)
        _tell(staged.preview or {})
        if not is_confirmed and not click.confirm("Import it?"):
            discard_import(staged, by=by, at=timezone.now())
            return
        message = _write(staged, by=by)
    except (Refusal, Refused) as refusal:
        raise Ended(str(refusal)) from refusal
    staged.refresh_from_db()
    click.echo(f"Imported as {staged.project}. {message}")


def _read(file: Path, *, by: Person, **target: Any) -> ScheduleImport:
    with file.open("rb") as content:
        staged = stage_import(content, file.name, by=by, at=timezone.now(), **target)
    run = _performed(staged, "Reading")
    if run.state != JobRun.State.DONE:
        raise CannotRead(run.message)
    staged.refresh_from_db()
    return staged


def _write(staged: ScheduleImport, *, by: Person) -> str:
    confirm_import(staged, by=by, at=timezone.now())
    staged.refresh_from_db()
    run = _performed(staged, "Importing")
    if run.state != JobRun.State.DONE:
        raise Ended(run.message)
    return str((run.result or {}).get("message", ""))


def _performed(staged: ScheduleImport, label: str) -> JobRun:
    """Do the work here, unless a worker has taken it; then wait for that."""
    if staged.run is None:
        raise Ended("The file was not queued to be read.")
    perform(staged.run.pk)
    with shown(label) as show:
        while not (run := JobRun.objects.get(pk=staged.run.pk)).is_over:
            show(run.percent / 100)
            time.sleep(POLL_SECONDS)
    return run


def _project(by: Person, number: str | None) -> Project | None:
    if number is None:
        return None
    found = Project.objects.visible_to(by).filter(number=number).first()
    if found is None:
        raise Miscalled(f"There is no project {number} that {by.name} may see.")
    return found


def _department(code: str | None) -> Department | None:
    if code is None:
        return None
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise Miscalled(f"There is no department with the code {code}.")
    return found


def _tell(preview: dict[str, Any]) -> None:
    counts = preview["counts"]
    click.echo(
        f"{preview['name']}: {counts['tasks']:,} tasks, {counts['milestones']:,} milestones, {counts['links']:,} links"
    )
    for verb in ("created", "changed", "removed"):
        click.echo(f"  {preview[verb]['count']:,} tasks {verb}")
    _list("Will not survive", preview["notices"], lambda row: f"{row['where']}: {row['message']}")
    _list(
        "Dates that differ from the file's",
        preview["differences"],
        lambda row: f"{row['name']}: {row['why']}",
    )
    for sentence in preview["contradictions"][:SHOWN]:
        click.echo(f"  {sentence}")


def _list(title: str, rows: dict[str, Any], line: Any) -> None:
    if not rows["count"]:
        return
    click.echo(f"{title} ({rows['count']:,}):")
    for row in rows["rows"][:SHOWN]:
        click.echo(f"  {line(row)}")
    if rows["count"] > SHOWN:
        click.echo(f"  and {rows['count'] - SHOWN:,} more")
