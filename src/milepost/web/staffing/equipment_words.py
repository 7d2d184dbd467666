"""Bookings of equipment as pages show them, within what a reader may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from milepost.domain.people.models import Absence, Person
from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.capacity import Cell
from milepost.domain.staffing.calculations.equipment_use import EquipmentUse, Use
from milepost.domain.staffing.calculations.periods import Period, Unit
from milepost.domain.staffing.queries import people_whose_time_is_seen_by
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of, day_of
from milepost.web.staffing.heat_map import Show, headings, label, plain_cells_html, title

Names = Mapping[int, Project]
Away = Mapping[int, Sequence[tuple[str, int, int]]]
"""Who is away of those who work on a task, by task: the name, and the minutes from and before which."""


FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class ShownUse:
    """A booking; of a project beyond the reader's sight nothing is named."""

    project: Project | None
    task_id: int
    task_name: str
    start: datetime
    finish: datetime
    units: float
    away: Sequence[str] = ()
    """Who of its people is away while it is booked, so that it may stand empty."""

    @staticmethod
    def names_for(reader: Person, use: EquipmentUse) -> Names:
        """Give the projects of bookings that a reader may see."""
        return Project.objects.visible_to(reader).in_bulk({one.project_id for one in use.uses})

    @classmethod
    def of(cls, use: Use, names: Names, away: Sequence[str] = ()) -> "ShownUse":
        project = names.get(use.project_id)
        name = use.task_name if project else ANOTHER_PROJECT
        dates = datetime_of(use.start), datetime_of(use.finish)
        return cls(project, use.task_id, name, *dates, use.units, away if project else ())


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A time in which more is booked than there is, with what is booked."""

    start: datetime
    finish: datetime
    booked: float
    there: int
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week with what is booked in it."""

    period: Period
    uses: Sequence[ShownUse]
    conflicts: Sequence[ShownConflict]
    percent: float | None
    """What is booked of what there is; `None` where it is not open."""


def away_during(use: EquipmentUse, reader: Person) -> Away:
    """Give who is away all day of the people on booked tasks, as far as the reader may see their time."""
    seen = people_whose_time_is_seen_by(reader).values("pk")
    rows = Absence.objects.filter(
        person__assignments__task__in={one.task_id for one in use.uses}, person__in=seen, share_percent=100
    )
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for task, name, first, last in rows.values_list(
        "person__assignments__task_id", "person__name", "first", "last"
    ):
        end = FOREVER if last is None else (day_of(last) + 1) * MINUTES_PER_DAY
        found[task].append((name, day_of(first) * MINUTES_PER_DAY, end))
    return found


def shown_weeks(use: EquipmentUse, weeks: Sequence[Period], names: Names, away: Away) -> list[ShownWeek]:
    """Lay a booking out week by week."""
    found = []
    for place, week in enumerate(weeks):
        first, end = (day_of(day) * MINUTES_PER_DAY for day in week)
        booked, there = use.booked[place], use.open[place]
        found.append(
            ShownWeek(
                week,
                [
                    ShownUse.of(one, names, _away_in(one, away.get(one.task_id, ()), first, end))
                    for one in use.uses
                    if _touches(one, first, end)
                ],
                [
                    ShownConflict(
                        datetime_of(one.start),
                        datetime_of(one.finish),
                        one.booked,
                        one.there,
                        [_named(each, names) for each in one.uses],
                    )
                    for one in use.conflicts
                    if one.start < end and one.finish > first
                ],
                booked / there * 100 if there else None,
            )
        )
    return found


def equipment_cells(use: EquipmentUse, periods: Sequence[Period]) -> SafeString:
    """Write the cells of one, each with how many conflicts there are."""
    cells = [Cell(there, 0, booked, 0) for there, booked in zip(use.open, use.booked, strict=True)]
    return plain_cells_html(cells, [use.conflicts_in(period) for period in periods], Show.LOAD)


def shown_catalog(uses: Sequence[EquipmentUse], periods: Sequence[Period]) -> dict[str, Any]:
    """Lay the catalog out month by month."""
    return {
        "rows": [(one.equipment, equipment_cells(one, periods), len(one.conflicts)) for one in uses],
        "headings": headings(periods, Unit.MONTH),
        "periods": [(label(period, Unit.MONTH), title(period, Unit.MONTH)) for period in periods],
    }


def _touches(use: Use, first: int, end: int) -> bool:
    spans = use.spans
    return bool(((spans[:, 0] < end) & (spans[:, 1] > first)).any())


def _away_in(use: Use, away: Sequence[tuple[str, int, int]], first: int, end: int) -> list[str]:
    """Name who is away at a time within a week at which the task books it."""
    parts = [(name, max(first, begins), min(end, ends)) for name, begins, ends in away]
    return sorted({name for name, begins, ends in parts if begins < ends and _touches(use, begins, ends)})


def _named(use: Use, names: Names) -> str:
    project = names.get(use.project_id)
    return f"“{use.task_name}” ({project.number})" if project else ANOTHER_PROJECT
