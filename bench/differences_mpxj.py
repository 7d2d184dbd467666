"""Runs in a process of its own: schedules every plan of a folder by MPXJ's MicrosoftScheduler."""

import json
import sys
from pathlib import Path
from typing import Any

import jpype
import mpxj  # noqa: F401 - puts the jars on the class path


def main(folder: Path) -> None:
    """Write beside each plan what MPXJ answers: start and finish by task, or the sentence it refuses with."""
    jpype.startJVM("-Xmx1g", convertStrings=True)
    for source in sorted(folder.glob("*.xml")):
        source.with_suffix(".json").write_text(json.dumps(_answer(source)))


def _answer(source: Path) -> dict[str, Any]:
    try:
        project = jpype.JClass("org.mpxj.mspdi.MSPDIReader")().read(str(source))
        _complete(project)
        start = project.getProjectProperties().getStartDate()
        jpype.JClass("org.mpxj.cpm.MicrosoftScheduler")().schedule(project, start)
    except jpype.JException as error:
        return {"refused": str(error)}
    return {
        str(task.getUniqueID()): [str(task.getStart()), str(task.getFinish())]
        for task in project.getTasks()
        if not task.getSummary()
    }


def _complete(project: Any) -> None:
    """Split each duration into what is done and what is left, without which MPXJ's scheduler refuses a task."""
    duration = jpype.JClass("org.mpxj.Duration")
    for task in project.getTasks():
        if task.getDuration() is None:
            continue
        unit = task.getDuration().getUnits()
        whole = task.getDuration().getDuration()
        percent = task.getPercentageComplete()
        done = whole * float(percent.doubleValue() if percent is not None else 0) / 100
        task.setActualDuration(duration.getInstance(done, unit))
        task.setRemainingDuration(duration.getInstance(whole - done, unit))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
