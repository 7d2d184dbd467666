"""The capacity of people by month or week."""

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from milepost.api.access import Call, today
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.domain.people.permissions import departments_where, require
from milepost.domain.staffing.calculations.capacity import Cell, picture_of
from milepost.domain.staffing.calculations.periods import MONTHS_AHEAD, Period, Unit, periods_from
from milepost.domain.staffing.queries import staffed_people

router = Router()
VIEW = "staffing.view_capacity"


class PeriodOut(Schema):
    """What one person has and owes in a period, in minutes; `free` is negative where that is too much."""

    first: date
    last: date
    capacity: int
    operations: int
    assigned: int
    tentative: int = Field(description="Asked for by projects that are only proposed, and not in `free`.")
    free: int


class CapacityOut(Schema):
    """The periods of one person."""

    person_id: int
    periods: list[PeriodOut]


@router.get("/capacity", response={200: list[CapacityOut], **PROBLEMS})
def get_capacity(
    request: Call, unit: Unit = Unit.MONTH, department_id: Id | None = None
) -> list[dict[str, Any]]:
    """Give the capacity of everybody whose time the caller may see over 18 months from now."""
    reach = departments_where(request.auth, VIEW)
    if not reach and reach is not None:
        require(request.auth, VIEW)
    people = staffed_people() if reach is None else staffed_people().filter(department__in=reach)
    if department_id is not None:
        people = people.filter(department=department_id)
    periods = periods_from(today(), unit, months=MONTHS_AHEAD)
    picture = picture_of(list(people), periods, as_of=today(), has_roles=False)
    rows = [row for team in picture.teams for row in team.people if row.person]
    return [
        {
            "person_id": row.person.pk,
            "periods": [_period(*placed) for placed in zip(periods, row.cells, strict=True)],
        }
        for row in rows
        if row.person
    ]


def _period(period: Period, cell: Cell) -> dict[str, Any]:
    amounts = {name: round(minutes) for name, minutes in cell._asdict().items()}
    return {"first": period.first, "last": period.last, **amounts, "free": round(cell.free)}
