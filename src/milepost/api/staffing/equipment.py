"""Equipment and rooms: the catalog, when each is closed and how many there are, and what is booked of it."""

from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, today
from milepost.api.kinds import Day, Id, Instant, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.actions.keeping_equipment import (
    EquipmentFields,
    add_equipment,
    close_equipment,
    edit_equipment,
    restore_equipment,
    retire_equipment,
    set_equipment_capacity,
    withdraw_closing,
    withdraw_equipment_capacity,
)
from milepost.domain.people.models import (
    Equipment,
    EquipmentCapacity,
    EquipmentClosing,
    Person,
    Site,
    WorkingCalendar,
)
from milepost.domain.people.models.equipment import MOST_AT_ONCE
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.equipment_use import use_of
from milepost.domain.staffing.calculations.periods import Period
from milepost.engine.instants import datetime_of

router = Router()
# Written out, for the document names an enumeration by its class alone, and `Kind` is that of others, too.
EquipmentKind = Literal["room", "lab", "vehicle", "device", "agenda"]
VIEW = "people.view_directory"
DAYS_AHEAD = 366
NAMED = {"calendar": WorkingCalendar, "site": Site, "owner": Person}


class EquipmentChange(Schema):
    """What is decided of equipment or a room; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=120)
    kind: EquipmentKind | None = None
    description: Words | None = Field(None, max_length=500)
    capacity: int | None = Field(None, ge=1, le=MOST_AT_ONCE)
    calendar_id: Id | None = Field(None, description="When it is open; null is whenever work is done.")
    site_id: Id | None = None
    owner_id: Id | None = None


class EquipmentIn(EquipmentChange):
    """Equipment or a room to add to the catalog."""

    name: Words = Field(min_length=1, max_length=120)


class EquipmentOut(Schema):
    """Something that tasks book by its name."""

    id: int
    name: str
    kind: EquipmentKind
    description: str
    capacity: int
    calendar_id: int | None
    site_id: int | None
    owner_id: int | None
    is_active: bool = Field(description="False once it is retired.")


class EquipmentClosingIn(Schema):
    """Days, both included, on which it cannot be used."""

    first: Day
    last: Day
    reason: Words = Field("", max_length=120)


class EquipmentClosingOut(Schema):
    """Days, both included, on which it cannot be used."""

    id: int
    first: date
    last: date
    reason: str


class EquipmentCapacityOut(Schema):
    """From a day on so many units are there."""

    first: date
    capacity: int


class EquipmentCapacityIn(Schema):
    """How many units are there."""

    capacity: int = Field(ge=1, le=MOST_AT_ONCE)


class BookingOut(Schema):
    """One open task that books it; nothing is named of a project that the caller may not see."""

    task_id: int | None
    task: str | None
    project_id: int | None
    units: float
    start: Instant
    finish: Instant


class BookingConflictOut(Schema):
    """A time in which more is booked than there is."""

    start: Instant
    finish: Instant
    booked: float
    there: int


class BookingsOut(Schema):
    """What is booked within a year from today, and where that conflicts."""

    bookings: list[BookingOut]
    conflicts: list[BookingConflictOut]


@router.get("/equipment", response={200: list[EquipmentOut], **PROBLEMS})
@paginate(Pages)
def list_equipment(request: Call) -> QuerySet[Equipment]:
    """List the catalog, what is retired included."""
    require(request.auth, VIEW)
    return Equipment.objects.order_by("pk")


@router.post("/equipment", response={201: EquipmentOut, **PROBLEMS})
def post_equipment(request: Call, given: EquipmentIn) -> Status[Equipment]:
    """Put equipment or a room into the catalog; open plans that name it book it from then on."""
    fields = EquipmentFields(**sent(given, NAMED, may_be_empty=NAMED))
    return Status(201, add_equipment(fields, by=request.auth, at=now()))


@router.patch("/equipment/{equipment_id}", response={200: EquipmentOut, **PROBLEMS})
def patch_equipment(request: Call, equipment_id: Id, given: EquipmentChange) -> Equipment:
    """Change what is decided of equipment."""
    equipment = _equipment(equipment_id)
    standing = {name: getattr(equipment, name) for name in EquipmentFields.__slots__}
    edit_equipment(
        equipment,
        EquipmentFields(**standing | sent(given, NAMED, may_be_empty=NAMED)),
        by=request.auth,
        at=now(),
    )
    return equipment


@router.post("/equipment/{equipment_id}/retirement", response={200: EquipmentOut, **PROBLEMS})
def post_retirement(request: Call, equipment_id: Id) -> Equipment:
    """Let no task book it anew."""
    equipment = _equipment(equipment_id)
    retire_equipment(equipment, by=request.auth, at=now())
    return equipment


@router.delete("/equipment/{equipment_id}/retirement", response={200: EquipmentOut, **PROBLEMS})
def delete_retirement(request: Call, equipment_id: Id) -> Equipment:
    """Let tasks book it again."""
    equipment = _equipment(equipment_id)
    restore_equipment(equipment, by=request.auth, at=now())
    return equipment


@router.get("/equipment/{equipment_id}/closings", response={200: list[EquipmentClosingOut], **PROBLEMS})
def list_equipment_closings(request: Call, equipment_id: Id) -> list[EquipmentClosing]:
    """List the days on which it is closed."""
    require(request.auth, VIEW)
    return list(_equipment(equipment_id).closings.all())


@router.post("/equipment/{equipment_id}/closings", response={201: EquipmentClosingOut, **PROBLEMS})
def post_equipment_closing(
    request: Call, equipment_id: Id, given: EquipmentClosingIn
) -> Status[EquipmentClosing]:
    """Close it on some days; work that books it waits."""
    row = close_equipment(_equipment(equipment_id), **given.dict(), by=request.auth, at=now())
    return Status(201, row)


@router.delete("/equipment/{equipment_id}/closings/{closing_id}", response={204: None, **PROBLEMS})
def delete_equipment_closing(request: Call, equipment_id: Id, closing_id: Id) -> Status[None]:
    """Open it again on those days."""
    rows = EquipmentClosing.objects.select_related("equipment__owner")
    withdraw_closing(
        get_object_or_404(rows, pk=closing_id, equipment=equipment_id), by=request.auth, at=now()
    )
    return Status(204, None)


@router.get("/equipment/{equipment_id}/capacities", response={200: list[EquipmentCapacityOut], **PROBLEMS})
def list_equipment_capacities(request: Call, equipment_id: Id) -> list[EquipmentCapacity]:
    """List how many units there are from which day on; before the first, the capacity of the catalog counts."""
    require(request.auth, VIEW)
    return list(_equipment(equipment_id).capacities.all())


@router.put("/equipment/{equipment_id}/capacities/{first}", response={200: EquipmentCapacityOut, **PROBLEMS})
def put_equipment_capacity(
    request: Call, equipment_id: Id, first: Day, given: EquipmentCapacityIn
) -> EquipmentCapacity:
    """Let so many units be there from a day on."""
    equipment = _equipment(equipment_id)
    return set_equipment_capacity(equipment, first=first, capacity=given.capacity, by=request.auth, at=now())


@router.delete("/equipment/{equipment_id}/capacities/{first}", response={204: None, **PROBLEMS})
def delete_equipment_capacity(request: Call, equipment_id: Id, first: Day) -> Status[None]:
    """Let the capacity before it count on."""
    rows = EquipmentCapacity.objects.select_related("equipment__owner")
    row = get_object_or_404(rows, equipment=equipment_id, first=first)
    withdraw_equipment_capacity(row, by=request.auth, at=now())
    return Status(204, None)


@router.get("/equipment/{equipment_id}/bookings", response={200: BookingsOut, **PROBLEMS})
def get_bookings(request: Call, equipment_id: Id) -> dict[str, Any]:
    """Tell what open tasks book of it within a year from today, and where that conflicts."""
    require(request.auth, VIEW)
    period = Period(today(), today() + timedelta(days=DAYS_AHEAD))
    (use,) = use_of([_equipment(equipment_id)], [period])
    visible = Project.objects.visible_to(request.auth).in_bulk({one.project_id for one in use.uses})
    return {
        "bookings": [
            {
                "task_id": one.task_id if one.project_id in visible else None,
                "task": one.task_name if one.project_id in visible else None,
                "project_id": one.project_id if one.project_id in visible else None,
                "units": one.units,
                "start": datetime_of(one.start),
                "finish": datetime_of(one.finish),
            }
            for one in use.uses
        ],
        "conflicts": [
            {
                "start": datetime_of(one.start),
                "finish": datetime_of(one.finish),
                "booked": one.booked,
                "there": one.there,
            }
            for one in use.conflicts
        ],
    }


def _equipment(key: int) -> Equipment:
    return get_object_or_404(Equipment.objects.select_related("calendar", "site", "owner"), pk=key)
