"""The option by which a command schedules as a named tool does."""

from collections.abc import Callable
from typing import Any

import click

from milepost.engine.schedule import CONVENTIONS, Convention


def _named(ctx: click.Context, parameter: click.Parameter, name: str | None) -> Convention | None:
    return None if name is None else CONVENTIONS[name]


convention_option: Callable[[Any], Any] = click.option(
    "--convention",
    type=click.Choice(sorted(CONVENTIONS)),
    callback=_named,
    help="Schedule as this tool does by default, not as the file's own tool is set.",
)
