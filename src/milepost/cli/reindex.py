"""`milepost reindex`: the entries of the global search, made anew."""

import click
from django.utils import timezone

from milepost.domain.common.search.indexing import rebuild


@click.command()
def reindex() -> None:
    """Make the entries of the global search anew; they are kept in step by themselves."""
    click.echo(f"{rebuild(at=timezone.now()):,} rows can be found.")
