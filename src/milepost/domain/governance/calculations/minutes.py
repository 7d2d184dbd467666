"""The minutes of a meeting as one reader may see them: the agenda with what was said on each point."""

from dataclasses import dataclass, field

from milepost.domain.governance.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MinuteEntry,
)
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import is_cleared

WITHHELD = "A point about a project that you do not see"


@dataclass(slots=True)
class Point:
    """One point of the agenda with the lines of the minutes; `item` is `None` for what stands on no point."""

    item: AgendaItem | None
    number: int | None
    title: str
    is_withheld: bool = False
    entries: list[MinuteEntry] = field(default_factory=list)


@dataclass(slots=True)
class Minutes:
    """What a reader is shown of a meeting."""

    points: list[Point]
    attendances: list[Attendance]
    decisions: list[Decision]
    action_items: list[ActionItem]

    @property
    def present(self) -> list[Person]:
        return self._who(Attendance.State.PRESENT)

    @property
    def excused(self) -> list[Person]:
        return self._who(Attendance.State.EXCUSED)

    @property
    def absent(self) -> list[Person]:
        return self._who(Attendance.State.ABSENT)

    def _who(self, state: str) -> list[Person]:
        return [one.person for one in self.attendances if one.state == state]

    @property
    def planned_minutes(self) -> int:
        """The minutes that the agenda allots."""
        return sum(point.item.minutes or 0 for point in self.points if point.item)

    @property
    def is_empty(self) -> bool:
        return not any(point.entries for point in self.points)


def minutes_of(meeting: Meeting, *, seen_by: Person) -> Minutes:
    """Give agenda and minutes; points and lines about other projects that the reader may not see are withheld.

    Whoever is invited to a project's meeting may read what it says of that project.
    """
    seen = set(Project.objects.visible_to(seen_by).values_list("pk", flat=True)) | {meeting.project_id}
    items = list(meeting.agenda_items.select_related("presenter", "project"))
    points = {item.pk: _point(item, number, seen) for number, item in enumerate(items, 1)}
    besides = Point(None, None, "Other business")
    for entry in meeting.minute_entries.select_related("decision", "action_item__owner", "risk", "project"):
        point = points.get(entry.agenda_item_id or 0, besides)
        is_seen = entry.project_id is None or entry.project_id in seen
        if not point.is_withheld and is_seen and _is_cleared(entry, seen_by):
            point.entries.append(entry)
    shown = [*points.values(), *([besides] if besides.entries or not points else [])]
    entries = [entry for point in shown for entry in point.entries]
    return Minutes(
        points=shown,
        attendances=list(meeting.attendances.select_related("person")),
        decisions=[entry.decision for entry in entries if entry.decision],
        action_items=[entry.action_item for entry in entries if entry.action_item],
    )


def _is_cleared(entry: MinuteEntry, person: Person) -> bool:
    """Tell whether the records that a line became are open to a reader."""
    return all(is_cleared(record, person) for record in (entry.decision, entry.risk) if record)


def _point(item: AgendaItem, number: int, seen: set[int | None]) -> Point:
    if item.project_id is not None and item.project_id not in seen:
        return Point(item, number, WITHHELD, is_withheld=True)
    return Point(item, number, item.title)
