"""The subcommands, each loaded only when it is asked for."""

import os
from importlib import import_module
from typing import NamedTuple

import click

import milepost


class Entry(NamedTuple):
    """A subcommand: where its function stands, what it does, and whether it works on the database."""

    module: str
    function: str
    summary: str
    on_database: bool = True


COMMANDS = {
    "schedule": Entry(
        "milepost.cli.schedule", "schedule", "Compute the dates of a plan file.", on_database=False
    ),
    "convert": Entry(
        "milepost.cli.convert", "convert", "Write a plan file in another format.", on_database=False
    ),
    "assess": Entry(
        "milepost.cli.assess",
        "assess_plan",
        "Check the quality of a plan file's schedule.",
        on_database=False,
    ),
    "compare": Entry(
        "milepost.cli.compare",
        "compare_plans",
        "Say what a later version of a plan changed.",
        on_database=False,
    ),
    "earned-value": Entry(
        "milepost.cli.earned_value",
        "earned_value",
        "Measure a plan's progress against its baseline.",
        on_database=False,
    ),
    "simulate": Entry(
        "milepost.cli.simulate",
        "simulate_plan",
        "Tell how likely each finish of a plan is.",
        on_database=False,
    ),
    "level": Entry(
        "milepost.cli.level", "level_files", "Level plans so that nobody is overloaded.", on_database=False
    ),
    "parity": Entry(
        "milepost.cli.parity",
        "parity",
        "Compare recalculated dates with those files hold.",
        on_database=False,
    ),
    "found": Entry("milepost.cli.found", "found", "Begin with a city and its first administrator."),
    "demo": Entry("milepost.cli.demo", "demo", "Build the demo city in an empty database."),
    "import": Entry("milepost.cli.importing", "import_plan", "Bring a plan file into the database."),
    "report": Entry("milepost.cli.report", "report", "Write out a status report or the portfolio."),
    "audit": Entry("milepost.cli.audit", "audit", "Seal and verify the record of all changes."),
    "reindex": Entry("milepost.cli.reindex", "reindex", "Make the entries of the search anew."),
    "backup": Entry("milepost.cli.backup", "backup", "Write database, uploads and keys to one file."),
    "restore": Entry("milepost.cli.restore", "restore", "Fill an empty installation from a backup."),
}


class Subcommands(click.Group):
    """Lists all subcommands without loading them, so that those for files never load Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.on_database:
            _set_up_django()
        command: click.Command = getattr(import_module(entry.module), entry.function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    import django

    django.setup()


@click.group(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(milepost.__version__, prog_name="milepost")
def main() -> None:
    """Plan, schedule and report a city's IT projects.

    Exit codes: 0 done; 1 refused or failed; 2 not called as it should be; 3 a file cannot be read;
    4 no schedule follows from the file; 5 a file cannot be written. Errors go to standard error as one sentence.
    """
