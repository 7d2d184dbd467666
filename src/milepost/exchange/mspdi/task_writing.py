"""Writes tasks with their links and baselines; rows that Milepost does not read stay where they were."""

from collections import defaultdict
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from milepost.exchange.mspdi.document import Values, differing, number_in, put, replace
from milepost.exchange.mspdi.texts import baseline_texts, link_texts, outline_numbers, task_texts
from milepost.exchange.plan import Plan, PlanBaseline, PlanLink, StoredDates

PROJECT_SUMMARY = 0
TIMED = frozenset(
    {"Start", "Finish", "Duration", "PercentComplete", "ActualStart", "ActualFinish", "RemainingDuration"}
)
STALE = (
    "TimephasedData",
    "Stop",
    "Resume",
    "ActualDuration",
    "StartVariance",
    "FinishVariance",
    "WorkVariance",
)
"""What no longer holds once a task's dates or progress have changed."""


def write_tasks(
    section: Element, plan: Plan, before: Plan | None, dates: Mapping[int, StoredDates]
) -> set[int]:
    """Bring the rows of the document to those of the plan; gives the numbers of the tasks whose times changed."""
    was = _Rows(before, {task.uid: task.stored for task in before.tasks} if before else {})
    now = _Rows(plan, dates)
    elements = _arrange(section, now, was)
    moved = set()
    for uid, element in elements.items():
        changes = differing(now.texts(uid), was.texts(uid))
        put(element, changes)
        if uid in was.tasks and changes.keys() & TIMED:
            replace(element, STALE, ())
            moved.add(uid)
        if was.links[uid] != now.links[uid]:
            _write_links(element, now.links[uid])
        if now.baselines(uid) != was.baselines(uid):
            _write_baselines(element, now.baselines(uid))
    if moved or before is None:
        _write_project_summary(section, plan, dates)
    return moved


class _Rows:
    """The rows of a plan with what is written of each."""

    def __init__(self, plan: Plan | None, dates: Mapping[int, StoredDates]) -> None:
        tasks = plan.tasks if plan else []
        self.tasks = {task.uid: task for task in tasks}
        self.links: dict[int, list[PlanLink]] = defaultdict(list)
        for link in plan.links if plan else ():
            self.links[link.successor_uid].append(link)
        self.places: dict[int, str] = {}
        """Row numbers, where the order of the document has changed."""
        self._outline = dict(zip(self.tasks, outline_numbers(tasks), strict=True))
        self._dates = dates

    def texts(self, uid: int) -> Values:
        if uid not in self.tasks:
            return {}
        row, number = self.places.get(uid), self._outline[uid]
        return task_texts(self.tasks[uid], self._dates[uid], row=row, outline_number=number)

    def baselines(self, uid: int) -> list[PlanBaseline]:
        return self.tasks[uid].baselines if uid in self.tasks else []


def _arrange(section: Element, now: _Rows, was: _Rows) -> dict[int, Element]:
    """Put the rows into the plan's order, and number them anew if that changed anything."""
    rows = section.findall("Task")
    standing: dict[int, Element] = {}
    behind: dict[int | None, list[Element]] = defaultdict(list)
    previous = None
    for row in rows:
        uid = number_in(row, "UID")
        if uid in was.tasks and uid not in standing:
            standing[uid], previous = row, uid
        else:
            behind[previous].append(row)
    if not rows and PROJECT_SUMMARY not in now.tasks:
        behind[None].append(_project_summary())
    wanted = {uid: standing.get(uid, Element("Task")) for uid in now.tasks}
    arranged = [*behind[None], *(row for uid, own in wanted.items() for row in (own, *behind[uid]))]
    if arranged != rows:
        for row in rows:
            section.remove(row)
        section.extend(arranged)
        _number(arranged, wanted, now)
    return wanted


def _number(arranged: list[Element], wanted: dict[int, Element], now: _Rows) -> None:
    first = 0 if arranged and _is_project_summary(arranged[0]) else 1
    places = {id(row): str(place) for place, row in enumerate(arranged, first)}
    now.places.update({uid: places.pop(id(row)) for uid, row in wanted.items()})
    for row in arranged:
        if id(row) in places:
            put(row, {"ID": places[id(row)]})


def _is_project_summary(row: Element) -> bool:
    return row.findtext("OutlineLevel") == "0"


def _project_summary() -> Element:
    row = Element("Task")
    put(row, {"UID": "0", "ID": "0", "OutlineNumber": "0", "OutlineLevel": "0", "Summary": "1"})
    return row


def _write_project_summary(section: Element, plan: Plan, dates: Mapping[int, StoredDates]) -> None:
    first = section.find("Task")
    starts = [date.start for date in dates.values() if date.start]
    finishes = [date.finish for date in dates.values() if date.finish]
    if first is not None and _is_project_summary(first) and starts and finishes:
        put(first, {"Name": plan.name, "Start": min(starts).isoformat(), "Finish": max(finishes).isoformat()})


def _write_links(element: Element, links: list[PlanLink]) -> None:
    standing = {link.findtext("PredecessorUID"): link for link in element.findall("PredecessorLink")}
    written = [link for link in standing.values() if link.findtext("CrossProject") in ("1", "true")]
    for link in links:
        child = standing.get(str(link.predecessor_uid), Element("PredecessorLink"))
        put(child, link_texts(link))
        written.append(child)
    replace(element, ("PredecessorLink",), written)


def _write_baselines(element: Element, baselines: list[PlanBaseline]) -> None:
    standing = {child.findtext("Number"): child for child in element.findall("Baseline")}
    written = []
    for baseline in baselines:
        child = standing.get(str(baseline.number), Element("Baseline"))
        put(child, baseline_texts(baseline))
        written.append(child)
    replace(element, ("Baseline",), written)
