"""`milepost audit`: the chain of seals over everything that was changed."""

import click
from django.utils import timezone

from milepost.cli.exits import Exit
from milepost.domain.common.actions.sealing import seal_change_sets, verify_chain


@click.group()
def audit() -> None:
    """Seal and verify the record of all changes."""


@audit.command()
def seal() -> None:
    """Close the change sets made since the last seal into the chain; a job does this every five minutes."""
    count = 0
    while made := seal_change_sets(at=timezone.now()):
        count += made.count
    click.echo(f"{count:,} change sets sealed.")


@audit.command()
def verify() -> None:
    """Recompute every digest; exit code 1 when something was altered."""
    found = verify_chain()
    for fault in found.faults:
        click.echo(fault, err=True)
    click.echo(
        f"{found.seals:,} seals over {found.change_sets:,} change sets, {found.unsealed:,} not sealed yet, "
        f"{found.redacted:,} changes redacted: {'intact' if not found.faults else f'{len(found.faults):,} faults'}."
    )
    if found.faults:
        raise click.exceptions.Exit(Exit.FAILED)
