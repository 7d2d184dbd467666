"""What a person changed between two networks, task by task."""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from milepost.engine.network.model import Link, Network, Task


class Changed(StrEnum):
    """What changed, named by the field where one did."""

    ADDED = "added"
    REMOVED = "removed"
    DURATION = "duration"
    CALENDAR = "calendar"
    CONSTRAINT = "constraint"
    PROGRESS = "progress"
    PINNED = "fixed dates"
    LEVELED = "leveling delay"
    ACTIVE = "active"
    OUTLINE = "outline"
    LINK_ADDED = "link added"
    LINK_REMOVED = "link removed"
    LINK_CHANGED = "link changed"
    PROJECT_START = "project start"
    CALENDARS = "calendars"


@dataclass(frozen=True, slots=True)
class Change:
    """One decided fact that differs; `uid` is `None` of a change to the whole project."""

    uid: int | None
    kind: Changed
    before: Any = None
    after: Any = None


FIELDS = {
    Changed.DURATION: ("duration", "elapsed", "pauses"),
    Changed.CALENDAR: ("calendar", "people_calendar"),
    Changed.CONSTRAINT: ("constraint", "constraint_at"),
    Changed.PROGRESS: ("percent_complete", "actual_start", "actual_finish", "remaining"),
    Changed.PINNED: ("pinned_start", "pinned_finish"),
    Changed.LEVELED: ("leveling_delay",),
    Changed.ACTIVE: ("active",),
    Changed.OUTLINE: ("parent",),
}


def changes_between(before: Network, after: Network) -> Iterator[Change]:
    """Yield what differs: first of the whole project, then by task, a link with its successor."""
    if before.start != after.start:
        yield Change(None, Changed.PROJECT_START, before.start, after.start)
    if _calendars(before) != _calendars(after):
        yield Change(None, Changed.CALENDARS)
    was = {task.uid: task for task in before.tasks}
    now = {task.uid: task for task in after.tasks}
    for uid in was | now:
        if uid not in now:
            yield Change(uid, Changed.REMOVED, before=was[uid])
        elif uid not in was:
            yield Change(uid, Changed.ADDED, after=now[uid])
        elif was[uid] != now[uid]:
            yield from _task_changes(was[uid], now[uid])
    yield from _link_changes(before, after, was.keys() & now.keys())


def _calendars(network: Network) -> tuple[Any, int]:
    return tuple(network.calendars), network.project_calendar


def _task_changes(was: Task, now: Task) -> Iterator[Change]:
    for kind, fields in FIELDS.items():
        if any(getattr(was, field) != getattr(now, field) for field in fields):
            yield Change(was.uid, kind, was, now)


def _link_changes(before: Network, after: Network, in_both: Set[int]) -> Iterator[Change]:
    was, now = _links_by_ends(before), _links_by_ends(after)
    for ends in was | now:
        if was[ends] == now[ends] or not in_both >= set(ends):
            continue
        if not was[ends]:
            yield Change(ends[1], Changed.LINK_ADDED, after=now[ends][0])
        elif not now[ends]:
            yield Change(ends[1], Changed.LINK_REMOVED, before=was[ends][0])
        else:
            yield Change(ends[1], Changed.LINK_CHANGED, was[ends][0], now[ends][0])


def _links_by_ends(network: Network) -> dict[tuple[int, int], list[Link]]:
    links = defaultdict(list)
    for link in network.links:
        links[link.predecessor, link.successor].append(link)
    return links
