"""One door for every plan file: finds the format by content and reads it."""

from collections.abc import Callable
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, TooLarge
from milepost.exchange.formats import NATIVE, Format, format_of
from milepost.exchange.mpxj.bridge import converted
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.plan import Plan
from milepost.exchange.sheets.reading import read_csv, read_xlsx
from milepost.exchange.xer.reading import read_xer

Progress = Callable[[float], None]
"""Hears the share of the file that is read, 0 to 1."""


def silent(_share: float) -> None:
    """Tell nobody."""


def read_plan(path: Path, *, name: str | None = None, progress: Progress = silent) -> Plan:
    """Read the plan in a file; `name` is what its sender called it. Raises `UnreadableFile`."""
    called = name or path.name
    if not path.is_file():
        raise Damaged(f"There is no file {called}. Check the name and the folder.")
    _hold_size(path, called)
    found = format_of(path, name=called)
    plan = (
        _read_native(path, found, progress)
        if found in NATIVE
        else _read_converted(path, found, called, progress)
    )
    plan.name = plan.name or Path(called).stem
    return plan


def _hold_size(path: Path, name: str) -> None:
    megabytes = path.stat().st_size / limits.MEGABYTE
    most = limits.FILE_BYTES // limits.MEGABYTE
    if megabytes > most:
        raise TooLarge(
            f"{name} holds {megabytes:,.0f} MB; Milepost reads plans of up to {most} MB. "
            "Save it without time-phased data, or split it into several projects."
        )


def _read_native(path: Path, found: Format, progress: Progress) -> Plan:
    with path.open("rb") as source:
        match found:
            case Format.MSPDI:
                return read_mspdi(source, on_bytes=_share_of(path.stat().st_size, progress))
            case Format.XER:
                return read_xer(source)
            case Format.XLSX:
                return read_xlsx(source)
            case _:
                return read_csv(source)


def _read_converted(path: Path, found: Format, name: str, progress: Progress) -> Plan:
    with converted(path, found, name=name) as as_mspdi:
        _hold_size(as_mspdi, name)
        plan = _read_native(as_mspdi, Format.MSPDI, progress)
    plan.source_format = found
    return plan


def _share_of(size: int, progress: Progress) -> Callable[[int], None]:
    read = 0

    def on_bytes(count: int) -> None:
        nonlocal read
        read += count
        progress(read / size)

    return on_bytes
