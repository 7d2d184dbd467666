"""When equipment is open, and how many units of it there are: its calendar, its closings and its capacities."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import Equipment, EquipmentCapacity, EquipmentClosing
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar, Calendar, DatedException
from milepost.engine.instants import day_of


class Closed(NamedTuple):
    """Days, both ends included, on which equipment is closed."""

    first: date
    last: date
    reason: str


class Level(NamedTuple):
    """From a day on so many units are there."""

    first: date
    units: int


def opening_calendars(keys: Collection[int], *, years: range) -> dict[int, AnyCalendar]:
    """Give when each of the equipment, by key, is open, in four queries."""
    rows = Equipment.objects.filter(pk__in=keys).select_related("calendar")
    rows = rows.prefetch_related("calendar__exceptions")
    closed = closings_of(keys)
    return {row.pk: _less(_usual(row, years), closed.get(row.pk, ())) for row in rows}


def closings_of(keys: Collection[int]) -> dict[int, list[Closed]]:
    """Give the days on which each of the equipment is closed, in one query."""
    found: dict[int, list[Closed]] = defaultdict(list)
    rows = EquipmentClosing.objects.filter(equipment__in=keys).order_by("first", "pk")
    for key, first, last, reason in rows.values_list("equipment_id", "first", "last", "reason"):
        found[key].append(Closed(first, last, reason))
    return found


def levels_of(equipment: Collection[Equipment]) -> dict[int, list[Level]]:
    """Give how many units of each there are from which day on, the first from ever on, in one query."""
    found = {one.pk: [Level(date.min, one.capacity)] for one in equipment}
    rows = EquipmentCapacity.objects.filter(equipment__in=found).order_by("first")
    for key, first, units in rows.values_list("equipment_id", "first", "capacity"):
        found[key].append(Level(first, units))
    return found


def units_on(levels: Sequence[Level], day: date) -> int:
    """Give how many units there are on a day."""
    return next(level.units for level in reversed(levels) if level.first <= day)


def equipment_named(names: Iterable[str]) -> Mapping[str, Equipment]:
    """Give the equipment that bears one of these names, by the name folded for comparison, in one query."""
    wanted = {name.casefold() for name in names if name}
    if not wanted:
        return {}
    return {
        one.name.casefold(): one
        for one in Equipment.objects.select_related("calendar")
        if one.name.casefold() in wanted
    }


def _usual(equipment: Equipment, years: range) -> Calendar:
    if equipment.calendar is None:
        return ROUND_THE_CLOCK
    return engine_calendar(equipment.calendar, years=years)


def _less(calendar: Calendar, closed: Sequence[Closed]) -> Calendar:
    gone = tuple(DatedException(day_of(one.first), day_of(one.last)) for one in closed)
    return Calendar(calendar.week, (*calendar.exceptions, *gone), calendar.name) if gone else calendar
