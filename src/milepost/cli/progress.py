"""Progress on standard error, for people only: nothing is shown to a pipe, or before a moment has passed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

PATIENCE_SECONDS = 0.5


@contextmanager
def shown(label: str) -> Iterator[Callable[[float], None]]:
    """Give a function that takes the share of the work that is done, 0 to 1."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    begun = monotonic()
    with click.progressbar(range(100), label=label, file=sys.stderr) as bar:

        def show(share: float) -> None:
            if monotonic() - begun > PATIENCE_SECONDS:
                bar.update(round(share * 100) - bar.pos)

        yield show
