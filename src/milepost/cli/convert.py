"""`milepost convert`: write a plan file in another format."""

from pathlib import Path

import click

from milepost.cli.exits import CannotWrite, Miscalled, sentences
from milepost.cli.progress import shown
from milepost.engine.schedule import schedule
from milepost.exchange.network import network_of
from milepost.exchange.reading import read_with_source
from milepost.exchange.writing import ENDINGS, write_plan

OF_LISTS = "A task list holds tasks and links; calendars, resources, assignments and baselines stay behind."


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def convert(file: Path, out: Path) -> None:
    """Write the plan in FILE, with its dates computed, to OUT, without a database.

    The ending of OUT tells the format: .xml for Microsoft Project, .xlsx or .csv for a task list. Written to .xml,
    a Microsoft Project plan keeps what Milepost does not model; what is left out is told on standard error.
    """
    if out.suffix.lower() not in ENDINGS:
        raise CannotWrite(f"{out.name} must end in one of {', '.join(ENDINGS)}.")
    if out.exists() and file.exists() and out.samefile(file):
        raise Miscalled(f"{out.name} is the file to read; give the result another name.")
    with sentences():
        with shown(f"Reading {file.name}") as progress:
            plan, source = read_with_source(file, progress=progress)
        write_plan(plan, out, schedule=schedule(network_of(plan)), source=source)
    messages = [notice.message for notice in plan.notices] if out.suffix.lower() == ".xml" else [OF_LISTS]
    for message in messages:
        click.echo(f"Note: {message}", err=True)
    click.echo(f"Wrote {len(plan.tasks):,} tasks to {out}.", err=True)
