"""Converts a file to Microsoft Project's XML in a bounded subprocess."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, ReaderMissing, TooLarge
from milepost.exchange.formats import Format
from milepost.exchange.mpxj.outcome import Outcome

NAMES = {
    Format.MPP: "Microsoft Project (.mpp)",
    Format.MPX: "older Microsoft Project (.mpx)",
    Format.PMXML: "Primavera P6 XML",
    Format.PROJECTLIBRE: "ProjectLibre (.pod)",
    Format.GANTTPROJECT: "GanttProject (.gan)",
    Format.PLANNER: "Planner (.planner)",
}
ADVICE = {
    Format.MPP: "save the plan as XML in Microsoft Project (File > Save As > XML Format) and import that",
    Format.MPX: "save the plan as XML in Microsoft Project (File > Save As > XML Format) and import that",
    Format.PMXML: "export the project from Primavera P6 as XER and import that",
    Format.PROJECTLIBRE: "save the plan as Microsoft Project 2010 XML in ProjectLibre and import that",
    Format.GANTTPROJECT: "export the plan as a Microsoft Project file (MSPDI) in GanttProject and import that",
    Format.PLANNER: "export the plan as Microsoft Project XML in Planner and import that",
}


@contextmanager
def converted(path: Path, found: Format, *, name: str) -> Iterator[Path]:
    """Give a copy of the file as Microsoft Project's XML; it is gone afterward. Raises `UnreadableFile`."""
    if find_spec("mpxj") is None or find_spec("jpype") is None:
        raise _missing(found, "Milepost's mpxj extra", "make mpxj, or pip install 'milepost[mpxj]'")
    with TemporaryDirectory(prefix="milepost-") as folder:
        target = Path(folder, "converted.xml")
        # MPXJ goes by content, but for a few formats also by the name's ending.
        source = Path(folder, f"source.{'xml' if found is Format.PMXML else found}")
        source.symlink_to(path.resolve())
        _convert(source, target, found, name)
        yield target


def _convert(source: Path, target: Path, found: Format, name: str) -> None:
    command = [sys.executable, "-m", "milepost.exchange.mpxj.convert", str(source), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.CONVERSION_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            f"{name} could not be converted within {limits.CONVERSION_SECONDS} seconds; {ADVICE[found]}."
        ) from error
    if done.returncode == Outcome.NO_JAVA:
        raise _missing(found, "Java 11 or later", "apt install default-jre-headless")
    if done.returncode == Outcome.TOO_LARGE:
        raise TooLarge(f"{name} needs more memory than a conversion may take here; {ADVICE[found]}.")
    if done.returncode != Outcome.CONVERTED or not target.is_file():
        lines = done.stdout.decode("utf-8", "replace").split("\n")
        reason = lines[-1].strip()[:200] or "the conversion broke off"
        raise Damaged(
            f"{name} cannot be read ({reason}). Open it in the program it comes from, and {ADVICE[found]}."
        )


def _missing(found: Format, what: str, how: str) -> ReaderMissing:
    return ReaderMissing(
        f"Reading {NAMES[found]} files needs {what}, which is not installed here ({how}). Or {ADVICE[found]}."
    )
