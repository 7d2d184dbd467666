"""What an operational change runs into: freezes of the calendar, and other changes in its window or on its systems."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from milepost.domain.common.rules import rule_value
from milepost.domain.governance.models import OperationalChange
from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.models import CalendarException, Person

NEAR = timedelta(days=1)
"""Changes of one system this close are told as well: a fault of the one looks like a fault of the other."""
OPEN = (OperationalChange.State.PROPOSED, OperationalChange.State.APPROVED)


@dataclass(frozen=True, slots=True)
class Collision:
    """One thing in the way; `change` is `None` for a freeze, and for a change the reader may not see."""

    words: str
    is_freeze: bool = False
    change: OperationalChange | None = None


def collisions_of(change: OperationalChange, *, seen_by: Person) -> list[Collision]:
    """Give the freezes first, then other changes; of a project the reader does not see only that there is one."""
    freezes = [Collision(words, is_freeze=True) for words in freezes_within(change.starts, change.ends)]
    others = [
        other
        for other in OperationalChange.objects.filter(
            state__in=OPEN, starts__lt=change.ends + NEAR, ends__gt=change.starts - NEAR
        )
        .exclude(pk=change.pk)
        .select_related("project")
        .order_by("starts")
        if _meets(change, other)
    ]
    seen = set(
        OperationalChange.objects.visible_to(seen_by)
        .filter(pk__in=[other.pk for other in others])
        .values_list("pk", flat=True)
    )
    return freezes + [_told(change, other, is_seen=other.pk in seen) for other in others]


def freezes_within(starts: datetime, ends: datetime) -> list[str]:
    """Name the closed days, of the calendar in which systems may go down, that lie within a window."""
    name = rule_value("operational_changes", on=starts.date())["calendar"]
    exceptions = CalendarException.objects.filter(calendar__name=name, calendar__is_city_wide=True)
    years = range(starts.year - 1, ends.year + 1)
    found = []
    for exception in exceptions:
        for first, last in spans_of(exception, years=years):
            if not exception.shifts and first <= ends.date() and starts.date() <= last:
                found.append(f"{exception} from {first:%b} {first.day} to {last:%b} {last.day}")
    return found


def _shared(change: OperationalChange, other: OperationalChange) -> list[str]:
    names = {name.casefold() for name in other.system_names}
    return [name for name in change.system_names if name.casefold() in names]


def _is_at_once(change: OperationalChange, other: OperationalChange) -> bool:
    return bool(other.starts < change.ends and change.starts < other.ends)


def _meets(change: OperationalChange, other: OperationalChange) -> bool:
    return _is_at_once(change, other) or bool(_shared(change, other))


def _told(change: OperationalChange, other: OperationalChange, *, is_seen: bool) -> Collision:
    shared = _shared(change, other)
    about = f"on {', '.join(shared)}" if shared else "on other systems"
    when = "in the same window" if _is_at_once(change, other) else "within a day"
    if not is_seen:
        return Collision(f"A change of another project {when}, {about}")
    return Collision(f"Change {other.number}, {other.title}, {when}, {about}", change=other)
