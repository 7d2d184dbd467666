"""Writes the splits of tasks, which Microsoft Project keeps as days without work in time-phased values."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from milepost.engine.apportioning import apportioned
from milepost.engine.network.model import Pause
from milepost.exchange.mspdi.document import number_in, put, replace
from milepost.exchange.mspdi.values import duration_of, duration_text
from milepost.exchange.network import project_network_of
from milepost.exchange.plan import Plan, PlanTask

UNASSIGNED = "-65535"
"""The resource of the assignment that stands for work nobody is assigned to."""
REMAINING_WORK, ACTUAL_WORK = "1", "2"
HOURS = "2"

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
        phases = [_phase(element, phase) for phase in _phases(task, pauses, _work_of(element, task))]
        replace(element, ("TimephasedData",), phases)


class Phase(NamedTuple):
    """A part of a split task, or the time between two, with an assignment's work in it."""

    span: Span
    minutes: int
    is_done: bool


def _work_of(element: Element, task: PlanTask) -> int:
    text = element.findtext("Work")
    return duration_of(text) if text else task.duration_minutes


def _phases(task: PlanTask, pauses: Sequence[Pause], work: int) -> Iterator[Phase]:
    """Give each part with its share of the work, to the minute, and each split with none."""
    ends = [0, *(pause.after for pause in pauses), task.duration_minutes]
    done = task.duration_minutes * task.percent_complete / 100
    shares = apportioned(work, [finish - start for start, finish in pairwise(ends)])
    for number, (span, share) in enumerate(zip(task.worked, shares, strict=True)):
        if number:
            yield Phase((task.worked[number - 1][1], span[0]), 0, ends[number] <= done)
        yield Phase(span, share, ends[number + 1] <= done)


def _phase(element: Element, phase_of_task: Phase) -> Element:
    span, minutes, is_done = phase_of_task
    phase = Element("TimephasedData")
    values = {
        "Type": ACTUAL_WORK if is_done else REMAINING_WORK,
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
