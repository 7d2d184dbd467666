"""Writes the splits of tasks, which Microsoft Project keeps as days without work in time-phased values."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from milepost.engine.network.model import Pause
from milepost.exchange.mspdi.document import number_in, put, replace
from milepost.exchange.mspdi.values import duration_text
from milepost.exchange.network import project_network_of
from milepost.exchange.plan import Plan, PlanTask

UNASSIGNED = "-65535"
"""The resource of the assignment that stands for work nobody is assigned to."""
REMAINING_WORK, ACTUAL_WORK = "1", "2"
HOURS = "2"
DONE = 100

Span = tuple[datetime, datetime]


class Splits:
    """The interrupted tasks of a plan, as far as they are others than the document holds."""

    def __init__(self, plan: Plan, before: Plan | None) -> None:
        was = {task.uid: task.worked for task in before.tasks} if before else {}
        self._tasks = {task.uid: task for task in plan.tasks}
        self._pauses = {task.uid: task.pauses for task in project_network_of(plan).tasks if task.pauses}
        self.changed = {
            task.uid
            for task in plan.tasks
            if task.worked != was.get(task.uid, [])
            and max(len(task.worked), _parts(was.get(task.uid, []))) > 1
        }

    def hold(self, part: Element) -> None:
        """Add an assignment of nobody to the interrupted tasks that have none, for splits need one."""
        standing = {number_in(element, "TaskUID") for element in part.findall("Assignment")}
        number = max((number_in(element, "UID") for element in part.findall("Assignment")), default=0)
        for uid in sorted(self.changed - standing):
            if len(self._tasks[uid].worked) > 1:
                number += 1
                work = duration_text(self._tasks[uid].duration_minutes)
                texts = {"UID": str(number), "TaskUID": str(uid), "ResourceUID": UNASSIGNED, "Work": work}
                put(SubElement(part, "Assignment"), texts)

    def write(self, element: Element, uid: int) -> None:
        """Spread the work of an assignment over the parts of its task."""
        task, pauses = self._tasks.get(uid), self._pauses.get(uid, ())
        if task is None or len(task.worked) != len(pauses) + 1:
            return
        phases = [_phase(element, task, span, minutes) for span, minutes in _phases(task, pauses)]
        replace(element, ("TimephasedData",), phases)


def _phases(task: PlanTask, pauses: Sequence[Pause]) -> Iterator[tuple[Span, int]]:
    """Give each part with its work, and each split with none."""
    worked = [0, *(pause.after for pause in pauses), task.duration_minutes]
    for number, (start, finish) in enumerate(task.worked):
        if number:
            yield (task.worked[number - 1][1], start), 0
        yield (start, finish), worked[number + 1] - worked[number]


def _phase(element: Element, task: PlanTask, span: Span, minutes: int) -> Element:
    phase = Element("TimephasedData")
    values = {
        "Type": ACTUAL_WORK if task.percent_complete >= DONE else REMAINING_WORK,
        "UID": element.findtext("UID"),
        "Start": span[0].isoformat(),
        "Finish": span[1].isoformat(),
        "Unit": HOURS,
        "Value": duration_text(minutes),
    }
    for name, text in values.items():
        SubElement(phase, name).text = text
    return phase


def _parts(worked: list[Span]) -> int:
    """Count the parts that do not touch."""
    return 1 + sum(first[1] < second[0] for first, second in pairwise(worked))
