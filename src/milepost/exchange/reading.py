"""One door for every plan file: finds the format by content and reads it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from milepost.engine.network.conventions import PRIMAVERA
from milepost.exchange import limits
from milepost.exchange.errors import Damaged
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
    with _as_native(path, name or path.name) as (native, found, original):
        return _read(native, found, original, name or path.name, progress)


def read_with_source(
    path: Path, *, name: str | None = None, progress: Progress = silent
) -> tuple[Plan, bytes | None]:
    """Read a plan together with the Microsoft Project XML it came as, if any, for writing it back."""
    with _as_native(path, name or path.name) as (native, found, original):
        plan = _read(native, found, original, name or path.name, progress)
        return plan, native.read_bytes() if found is Format.MSPDI else None


@contextmanager
def _as_native(path: Path, name: str) -> Iterator[tuple[Path, Format, Format]]:
    """Give a file that is read natively, its format, and the format of the file that was sent."""
    if not path.is_file():
        raise Damaged(f"There is no file {name}. Check the name and the folder.")
    limits.hold_size(path, name)
    found = format_of(path, name=name)
    if found in NATIVE:
        yield path, found, found
        return
    with converted(path, found, name=name) as native:
        limits.hold_size(native, name)
        yield native, Format.MSPDI, found


def _read(path: Path, found: Format, original: Format, name: str, progress: Progress) -> Plan:
    plan = _read_native(path, found, progress)
    plan.source_format = original
    plan.name = plan.name or Path(name).stem
    if original is Format.PMXML:
        # MPXJ hands over this setting of the file alone; the others are P6's own.
        many = plan.convention.has_many_critical_paths
        plan.convention = replace(PRIMAVERA, has_many_critical_paths=many)
    if original is Format.MPP:
        _complete_slack(plan)
    return plan


def _complete_slack(plan: Plan) -> None:
    """Fill in the slack of zero that MPXJ leaves out."""
    for task in plan.tasks:
        task.stored.total_slack_minutes = task.stored.total_slack_minutes or 0
        task.stored.free_slack_minutes = task.stored.free_slack_minutes or 0


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


def _share_of(size: int, progress: Progress) -> Callable[[int], None]:
    read = 0

    def on_bytes(count: int) -> None:
        nonlocal read
        read += count
        progress(read / size)

    return on_bytes
