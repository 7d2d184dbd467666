"""Runs in a process of its own: reads a file with MPXJ and writes it as Microsoft Project's XML."""

import re
import resource
import sys
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

from milepost.exchange import limits
from milepost.exchange.formats import Format
from milepost.exchange.mpxj.outcome import Outcome

GANTT_LINKS = {"1": "START_START", "2": "FINISH_START", "3": "FINISH_FINISH", "4": "START_FINISH"}
_CLASSES = re.compile(r"^(?:[\w.$]+(?:Exception|Error)(?:: |$))+")
ADDRESS_SPACE = 6 * limits.CONVERSION_HEAP_MEGABYTES * limits.MEGABYTE
"""Java reserves far more addresses than it fills; its heap is bounded by its own option."""


def main(source: str, target: str) -> Outcome:
    """Convert `source` to `target`; a reason, if any, is the last line of standard output, where Java's logs go too."""
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
        sys.stdout.write(f"\n{in_words(str(error))}")
        return Outcome.UNREADABLE


def in_words(message: str) -> str:
    """Give the first line of a Java error without the names of its classes."""
    first = next(iter(message.splitlines()), "")
    if "NullPointerException" in first:
        return "a part that its format needs is missing"
    return _CLASSES.sub("", first) or "its content is damaged"


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
        sys.stdout.write("\nits format is not recognized")
        return Outcome.UNREADABLE
    if source.endswith(f".{Format.GANTTPROJECT}"):
        _add_nested_links(jpype, project, source)
    _slack_in_minutes(jpype, project)
    writer = jpype.JClass("org.mpxj.mspdi.MSPDIWriter")()
    writer.setWriteTimephasedData(_has_splits(project))
    writer.write(project, target)
    return Outcome.CONVERTED


def _has_splits(project: Any) -> bool:
    """Tell whether a task is split; the parts are written as time-phased values, which are large."""
    return any(len(task.getWorkSplits() or ()) > 1 for task in project.getTasks())


def _add_nested_links(jpype: Any, project: Any, source: str) -> None:
    """Add the links of GanttProject's tasks below the first level, which MPXJ 16 passes over."""
    relation, days = jpype.JClass("org.mpxj.Relation"), jpype.JClass("org.mpxj.TimeUnit").DAYS
    kinds, duration = jpype.JClass("org.mpxj.RelationType"), jpype.JClass("org.mpxj.Duration")
    tasks = {int(task.getUniqueID()): task for task in project.getTasks()}
    for row in ElementTree.parse(source).iter("task"):  # noqa: S314 - this process is bounded in memory and time
        leading = tasks.get(int(row.get("id", "-2")) + 1)
        for link in row.findall("depend"):
            following = tasks.get(int(link.get("id", "-2")) + 1)
            if leading is None or following is None or _follows(following, leading):
                continue
            kind = getattr(kinds, GANTT_LINKS.get(link.get("type", ""), "FINISH_START"))
            lag = duration.getInstance(float(link.get("difference", "0")), days)
            following.addPredecessor(relation.Builder().predecessorTask(leading).type(kind).lag(lag))


def _follows(task: Any, leading: Any) -> bool:
    return any(known.getPredecessorTask().equals(leading) for known in task.getPredecessors())


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
