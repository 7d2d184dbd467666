"""Writes resources and assignments."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from milepost.exchange.mspdi.document import differing, number_in, put, replace, section
from milepost.exchange.mspdi.split_writing import Splits
from milepost.exchange.mspdi.texts import assignment_texts, instant_text, resource_texts
from milepost.exchange.plan import Plan, PlanAssignment, StoredDates

STALE = ("TimephasedData", "Stop", "Resume", "StartVariance", "FinishVariance", "WorkVariance")

Dates = Mapping[int, StoredDates]
Key = tuple[int, int]


def write_people(root: Element, plan: Plan, before: Plan | None, dates: Dates, moved: set[int]) -> None:
    """Bring resources and assignments to those of the plan; `moved` are the tasks whose times changed."""
    _write_resources(section(root, "Resources"), plan, before)
    assignments = section(root, "Assignments")
    _leave_tasks(assignments, plan, before)
    _write_assignments(assignments, plan, before, dates)
    splits = Splits(plan, before)
    splits.hold(assignments)
    for element in assignments.findall("Assignment"):
        uid = number_in(element, "TaskUID")
        if uid in moved or uid in splits.changed:
            replace(element, STALE, ())
            put(element, {"Finish": instant_text(dates[uid].finish), "Start": instant_text(dates[uid].start)})
            splits.write(element, uid)


def _write_resources(part: Element, plan: Plan, before: Plan | None) -> None:
    known = {resource.uid: resource for resource in before.resources} if before else {}
    elements = {number_in(element, "UID"): element for element in part.findall("Resource")}
    for uid in known.keys() - {resource.uid for resource in plan.resources}:
        part.remove(elements[uid])
    for resource in plan.resources:
        element = elements.get(resource.uid)
        if element is None:
            element = SubElement(part, "Resource")
        old = known.get(resource.uid)
        put(element, differing(resource_texts(resource), resource_texts(old) if old else {}))


def _leave_tasks(part: Element, plan: Plan, before: Plan | None) -> None:
    gone = {task.uid for task in before.tasks} - {task.uid for task in plan.tasks} if before else set()
    for element in part.findall("Assignment"):
        if number_in(element, "TaskUID") in gone:
            part.remove(element)


def _write_assignments(part: Element, plan: Plan, before: Plan | None, dates: Dates) -> None:
    known = {_key(assignment): assignment for assignment in before.assignments} if before else {}
    elements = {_key_of(element): element for element in part.findall("Assignment")}
    for key in (known.keys() & elements.keys()) - {_key(assignment) for assignment in plan.assignments}:
        part.remove(elements[key])
    number = max((number_in(element, "UID") for element in elements.values()), default=0)
    for assignment in plan.assignments:
        element = elements.get(_key(assignment))
        new = assignment_texts(assignment, dates[assignment.task_uid])
        if element is None:
            number += 1
            put(SubElement(part, "Assignment"), {"UID": str(number), **new})
            continue
        old = assignment_texts(known[_key(assignment)], dates[assignment.task_uid])
        put(element, differing(new, old))


def _key(assignment: PlanAssignment) -> Key:
    return assignment.task_uid, assignment.resource_uid


def _key_of(element: Element) -> Key:
    return number_in(element, "TaskUID"), number_in(element, "ResourceUID")
