"""Runs in a process of its own: reads a file with MPXJ and writes it as Microsoft Project's XML."""

import resource
import sys
from importlib import import_module
from typing import Any

from milepost.exchange import limits
from milepost.exchange.mpxj.outcome import Outcome

ADDRESS_SPACE = 6 * limits.CONVERSION_HEAP_MEGABYTES * limits.MEGABYTE
"""Java reserves far more addresses than it fills; its heap is bounded by its own option."""


def main(source: str, target: str) -> Outcome:
    """Convert `source` to `target`; a reason, if any, goes to standard output."""
    _hold_resources()
    jpype = import_module("jpype")
    import_module("mpxj")
    try:
        jpype.startJVM(f"-Xmx{limits.CONVERSION_HEAP_MEGABYTES}m", convertStrings=True)
    except (jpype.JVMNotFoundException, jpype.JVMNotSupportedException):
        return Outcome.NO_JAVA
    try:
        return _convert(jpype, source, target)
    except jpype.JException as error:
        if "OutOfMemoryError" in str(type(error)):
            return Outcome.TOO_LARGE
        sys.stdout.write(str(error).splitlines()[0])
        return Outcome.UNREADABLE


def _hold_resources() -> None:
    bounds = {
        resource.RLIMIT_CPU: 2 * limits.CONVERSION_SECONDS,
        resource.RLIMIT_FSIZE: 2 * limits.FILE_BYTES,
        resource.RLIMIT_AS: ADDRESS_SPACE,
    }
    for kind, bound in bounds.items():
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            # A system that does not know this limit still has the others, and the time limit of the caller.
            continue


def _convert(jpype: Any, source: str, target: str) -> Outcome:
    project = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(source)
    if project is None:
        sys.stdout.write("its format is not recognized")
        return Outcome.UNREADABLE
    _slack_in_minutes(jpype, project)
    writer = jpype.JClass("org.mpxj.mspdi.MSPDIWriter")()
    writer.setWriteTimephasedData(False)
    writer.write(project, target)
    return Outcome.CONVERTED


def _slack_in_minutes(jpype: Any, project: Any) -> None:
    """Convert slack by the project's own hours per day; the writer would take days of eight hours."""
    minutes, properties = jpype.JClass("org.mpxj.TimeUnit").MINUTES, project.getProjectProperties()
    for task in project.getTasks():
        for field in ("TotalSlack", "FreeSlack"):
            slack = getattr(task, f"get{field}")()
            if slack is not None:
                getattr(task, f"set{field}")(slack.convertUnits(minutes, properties))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
