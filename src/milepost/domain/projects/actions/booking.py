"""Plans name equipment as the catalog does, and what they named before it stood there becomes a booking."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from milepost.domain.common.recording import recording
from milepost.domain.people.models import Equipment, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.locking import Held
from milepost.domain.projects.calculations.teams import NO_WORK
from milepost.domain.projects.models import Assignment
from milepost.domain.projects.queries import booked_or_named


def name_bookings(equipment: Equipment, *, by: Person, at: datetime) -> int:
    """Let the open plans that name equipment book it under its name of today; gives how many rows changed."""
    require(by, "people.edit_equipment", equipment)
    with recording("projects.name_bookings", by=by.account, at=at, subject=equipment) as record:
        rows = list(booked_or_named(equipment).select_related("task", "equipment").order_by("pk"))
        Held({row.task.project_id for row in rows})
        taken = _naming_twice(rows)
        values = {"resource": equipment.name, "equipment": equipment, "work_minutes": NO_WORK}
        record.update_many([(row, values) for row in rows if row.task_id not in taken])
        return len(record.changes)


def _naming_twice(rows: Sequence[Assignment]) -> set[int]:
    """Give the tasks that name it twice, under its old name and under that of today; both stay as they are."""
    counts = Counter(row.task_id for row in rows)
    return {task for task, count in counts.items() if count > 1}
