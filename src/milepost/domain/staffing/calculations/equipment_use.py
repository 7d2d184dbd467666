"""What tasks book of equipment and when, and where they book more than there is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.calculations.openings import Level, levels_of, opening_calendars
from milepost.domain.people.models import City, Equipment, WorkingCalendar
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.queries import open_assignments
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar, CombinedCalendar
from milepost.engine.calendar.table import Horizon, segments
from milepost.engine.instants import MINUTES_PER_DAY, day_of

Spans = NDArray[np.int64]
"""Rows of half-open spans: start and finish in minutes."""
FULL = 100


class Use(NamedTuple):
    """An open task that books equipment, with the spans of time in which it does."""

    equipment_id: int
    task_id: int
    task_name: str
    project_id: int
    units_percent: float
    start: int
    finish: int
    spans: Spans

    @property
    def units(self) -> float:
        return self.units_percent / FULL


@dataclass(frozen=True, slots=True)
class Conflict:
    """A time in which more is booked than there is: of too many tasks, or of a retired or closed room by one."""

    start: int
    finish: int
    booked: float
    there: int
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class EquipmentUse:
    """What is booked of one equipment within some days, and what of it conflicts."""

    equipment: Equipment
    uses: Sequence[Use]
    conflicts: Sequence[Conflict]
    booked: Sequence[float]
    """Minutes of units booked in each period."""
    open: Sequence[float]
    """Minutes of units there are in each period."""

    def conflicts_in(self, period: Period) -> int:
        """Count the conflicts that touch a period."""
        first, end = (day_of(day) * MINUTES_PER_DAY for day in period)
        return sum(one.start < end and one.finish > first for one in self.conflicts)


def use_of(equipment: Sequence[Equipment], periods: Sequence[Period]) -> list[EquipmentUse]:
    """Give what is booked of each over periods that follow one another, in a constant number of queries."""
    if not equipment:
        return []
    keys = [one.pk for one in equipment]
    horizon = Horizon(day_of(periods[0].first), day_of(periods[-1].end))
    years = range(periods[0].first.year - 1, periods[-1].end.year + 1)
    opened, levels = opening_calendars(keys, years=years), levels_of(equipment)
    uses = _uses(keys, opened, horizon, years)
    standing = _city_hours(years)
    bounds = np.array([day_of(period.first) for period in periods] + [horizon.last]) * MINUTES_PER_DAY
    return [
        EquipmentUse(
            one,
            uses[one.pk],
            list(_conflicts(uses[one.pk], [] if not one.is_active else levels[one.pk])),
            _booked_minutes(uses[one.pk], bounds),
            _open_minutes(_opening(one, opened[one.pk], standing), levels[one.pk], horizon, bounds),
        )
        for one in equipment
    ]


def _uses(
    keys: Sequence[int], opened: Mapping[int, AnyCalendar], horizon: Horizon, years: range
) -> dict[int, list[Use]]:
    first, end = (day * MINUTES_PER_DAY for day in horizon)
    rows = open_assignments().filter(equipment__in=keys, units_percent__gt=0)
    facts = rows.order_by("task__dates__start", "task_id").values_list(
        "equipment_id",
        "task_id",
        "task__name",
        "task__project_id",
        "units_percent",
        minutes_in("task__dates__start"),
        minutes_in("task__dates__finish"),
        "task__calendar_id",
        "task__project__calendar_id",
        "task__duration_unit",
        "task__ignores_people",
    )
    within = [row for row in facts if row[5] < end and row[6] > first]
    calendars = WorkingCalendar.objects.filter(pk__in={row[7] or row[8] for row in within})
    worked = {row.pk: engine_calendar(row, years=years) for row in calendars.prefetch_related("exceptions")}
    found: dict[int, list[Use]] = defaultdict(list)
    for equipment, task, name, project, units, start, finish, own, of_project, unit, ignores in within:
        usual, hours = worked[own or of_project], opened[equipment]
        tried: list[AnyCalendar] = [CombinedCalendar((usual, hours), is_common=True), hours]
        if ignores or unit.startswith("e"):
            tried = [ROUND_THE_CLOCK if unit.startswith("e") else usual]
        start_in, finish_in = max(start, first), min(finish, end)
        cuts = (_cut(one, horizon, start_in, finish_in) for one in tried)
        spans = next((cut for cut in cuts if len(cut)), np.array([[start_in, finish_in]]))
        found[equipment].append(Use(equipment, task, name, project, units, start, finish, spans))
    return found


def _cut(calendar: AnyCalendar, horizon: Horizon, start: int, finish: int) -> Spans:
    """Give when a calendar works between two instants."""
    laid = segments(calendar, horizon)
    begins, ends = np.maximum(laid.start[:-2], start), np.minimum(laid.finish[:-2], finish)
    return np.stack([begins, ends], axis=1)[begins < ends]


def _conflicts(uses: Sequence[Use], levels: Sequence[Level]) -> Iterable[Conflict]:
    """Give where more is booked than there is, those of the same tasks one after the other as one."""
    edges: dict[int, list[tuple[int, Use]]] = defaultdict(list)
    for use in uses:
        for start, finish in use.spans.tolist():
            edges[start].append((1, use))
            edges[finish].append((-1, use))
    for level in levels[1:]:
        edges[day_of(level.first) * MINUTES_PER_DAY] += []
    there: dict[int, Use] = {}
    last: Conflict | None = None
    instants = sorted(edges)
    for at, following in pairwise(instants):
        for step, use in sorted(edges[at], key=lambda edge: edge[0]):
            there.pop(use.task_id, None)
            if step > 0:
                there[use.task_id] = use
        booked = sum(use.units for use in there.values())
        units = _units_at(levels, at)
        if booked <= units:
            # A night or weekend between two shifts parts nothing.
            continue
        held = list(there.values())
        if last and (last.there, last.uses) == (units, held):
            last = Conflict(last.start, following, booked, units, held)
            continue
        if last:
            yield last
        last = Conflict(at, following, booked, units, held)
    if last:
        yield last


def _units_at(levels: Sequence[Level], instant: int) -> int:
    day = instant // MINUTES_PER_DAY
    return next((level.units for level in reversed(levels) if day_of(level.first) <= day), 0)


def _booked_minutes(uses: Sequence[Use], bounds: NDArray[np.int64]) -> list[float]:
    found = np.zeros(len(bounds) - 1)
    for use in uses:
        found += _within(use.spans, bounds) * use.units
    return list(found.tolist())


def _within(spans: Spans, bounds: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the minutes of spans in each period."""
    clipped = np.clip(bounds[None, :], spans[:, :1], spans[:, 1:])
    minutes: NDArray[np.float64] = np.diff(clipped, axis=1).sum(axis=0).astype(np.float64)
    return minutes


def _city_hours(years: range) -> AnyCalendar | None:
    row = City.objects.select_related("calendar").first()
    return None if row is None else engine_calendar(row.calendar, years=years)


def _opening(equipment: Equipment, opened: AnyCalendar, standing: AnyCalendar | None) -> AnyCalendar:
    """Give when equipment is there to be booked: what has no hours of its own counts at those of the city."""
    if equipment.calendar_id is not None or standing is None:
        return opened
    return CombinedCalendar((standing, opened), is_common=True)


def _open_minutes(
    opened: AnyCalendar, levels: Sequence[Level], horizon: Horizon, bounds: NDArray[np.int64]
) -> list[float]:
    first, end = (day * MINUTES_PER_DAY for day in horizon)
    spans = _cut(opened, horizon, first, end)
    starts = [max(first, day_of(level.first) * MINUTES_PER_DAY) for level in levels]
    found = np.zeros(len(bounds) - 1)
    for level, since, until in zip(levels, starts, [*starts[1:], end], strict=True):
        part = np.clip(spans, since, max(since, until))
        found += _within(part, bounds) * level.units
    return list(found.tolist())
