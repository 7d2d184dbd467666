"""The catalog of equipment and rooms: what there is, how much of it from when on, and when it is closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import (
    Equipment,
    EquipmentCapacity,
    EquipmentClosing,
    Person,
    Site,
    WorkingCalendar,
)
from milepost.domain.people.permissions import require
from milepost.domain.people.presence import require_present
from milepost.domain.people.signals import equipment_changed

MOST_CLOSED_DAYS = 5 * 366


class CannotKeepEquipment(Refusal):
    """Says why equipment stays as it is."""


@dataclass(frozen=True, slots=True)
class EquipmentFields:
    """What is decided of equipment or a room."""

    name: str
    kind: str = Equipment.Kind.ROOM
    description: str = ""
    capacity: int = 1
    calendar: WorkingCalendar | None = None
    site: Site | None = None
    owner: Person | None = None


def add_equipment(fields: EquipmentFields, *, by: Person, at: datetime) -> Equipment:
    """Put equipment into the catalog; tasks that name a resource like it book it from then on."""
    require(by, "people.edit_equipment")
    values = _values(fields)
    require_present(fields.owner, CannotKeepEquipment)
    equipment = Equipment(**values)
    check_row(equipment)
    with recording("people.add_equipment", by=by.account, at=at) as record:
        record.subject = record.create(equipment)
        _tell_of(equipment, by)
    return equipment


def edit_equipment(equipment: Equipment, fields: EquipmentFields, *, by: Person, at: datetime) -> None:
    """Change what is decided of equipment; plans name it as it is called now."""
    require_present(fields.owner, CannotKeepEquipment, before=equipment.owner)
    values = _values(fields)
    with _keeping_one("people.edit_equipment", equipment, by=by, at=at) as record:
        check_row(equipment, **values)
        record.update(equipment, **values)


def retire_equipment(equipment: Equipment, *, by: Person, at: datetime) -> None:
    """Let no task book equipment anew; bookings that stand are named as conflicts."""
    with _keeping_one("people.retire_equipment", equipment, by=by, at=at) as record:
        record.update(equipment, is_active=False)


def restore_equipment(equipment: Equipment, *, by: Person, at: datetime) -> None:
    """Let tasks book retired equipment again."""
    with _keeping_one("people.restore_equipment", equipment, by=by, at=at) as record:
        record.update(equipment, is_active=True)


def set_equipment_capacity(
    equipment: Equipment, *, first: date, capacity: int, by: Person, at: datetime
) -> EquipmentCapacity:
    """Let so many units be there from a day on; one that began the same day gives way."""
    row = EquipmentCapacity(equipment=equipment, first=first, capacity=capacity)
    with _keeping_one("people.set_equipment_capacity", equipment, by=by, at=at) as record:
        record.delete_many(list(equipment.capacities.filter(first=first)))
        check_row(row)
        record.create(row)
    return row


def withdraw_equipment_capacity(row: EquipmentCapacity, *, by: Person, at: datetime) -> None:
    """Let the capacity before it count on."""
    with _keeping_one("people.withdraw_equipment_capacity", row.equipment, by=by, at=at) as record:
        record.delete(row)


def close_equipment(
    equipment: Equipment, *, first: date, last: date, reason: str = "", by: Person, at: datetime
) -> EquipmentClosing:
    """Close equipment on days, both ends included; work that books it waits for their end."""
    if (last - first).days > MOST_CLOSED_DAYS:
        raise CannotKeepEquipment(
            gettext("A closing lasts at most five years; retire what is gone for good."), field="last"
        )
    row = EquipmentClosing(equipment=equipment, first=first, last=last, reason=reason.strip())
    with _keeping_one("people.close_equipment", equipment, by=by, at=at) as record:
        check_row(row)
        record.create(row)
    return row


def withdraw_closing(row: EquipmentClosing, *, by: Person, at: datetime) -> None:
    """Open equipment again on days on which it was to be closed."""
    with _keeping_one("people.withdraw_closing", row.equipment, by=by, at=at) as record:
        record.delete(row)


@contextmanager
def _keeping_one(action: str, equipment: Equipment, *, by: Person, at: datetime) -> Iterator[Recorder]:
    require(by, "people.edit_equipment", equipment)
    with recording(action, by=by.account, at=at, subject=equipment) as record:
        yield record
        if record.changes:
            _tell_of(equipment, by)


def _values(fields: EquipmentFields) -> dict[str, object]:
    """Give the fields as they are kept; a name that a typed team could not hold is refused."""
    name = " ".join(fields.name.split())
    if any(mark in name for mark in "[];"):
        raise CannotKeepEquipment(
            gettext("A name holds no brackets and no semicolon; they stand around it in a plan."),
            field="name",
        )
    values = {field: getattr(fields, field) for field in fields.__slots__}
    return values | {"name": name, "description": fields.description.strip()}


def _tell_of(equipment: Equipment, by: Person) -> None:
    """Tell those whose tasks book it."""
    transaction.on_commit(lambda: equipment_changed.send(Equipment, equipment_id=equipment.pk, by=by.account))
