"""One door for every plan file: finds the format by content and reads it."""

from collections.abc import Callable
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import TooLarge
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.plan import Plan

Progress = Callable[[float], None]
"""Hears the share of the file that is read, 0 to 1."""


def silent(_share: float) -> None:
    """Tell nobody."""


def read_plan(path: Path, *, name: str | None = None, progress: Progress = silent) -> Plan:
    """Read the plan in a file; `name` is what its sender called it. Raises `UnreadableFile`."""
    called = name or path.name
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise TooLarge(
            f"{called} holds {size // limits.MEGABYTE:,} MB; Milepost reads plans up to {limits.FILE_BYTES // limits.MEGABYTE} MB."
        )
    read = 0

    def on_bytes(count: int) -> None:
        nonlocal read
        read += count
        progress(read / size)

    with path.open("rb") as source:
        return read_mspdi(source, on_bytes=on_bytes)
