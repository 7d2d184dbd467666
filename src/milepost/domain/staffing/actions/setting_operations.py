"""How much of a team's or a person's time operations take is set by whoever staffs that time."""

from datetime import date, datetime

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.staffing.models import OperationsLoad


def set_operations(
    whose: Department | Person,
    *,
    share_percent: int,
    first: date,
    last: date | None = None,
    note: str = "",
    by: Person,
    at: datetime,
) -> OperationsLoad:
    """Let operations take a share of the time from a day on; one that began the same day gives way."""
    require(by, "staffing.edit_operations", whose)
    field = "person" if isinstance(whose, Person) else "department"
    load = OperationsLoad(first=first, last=last, share_percent=share_percent, note=note, **{field: whose})
    standing = OperationsLoad.objects.filter(first=first, **{field: whose})
    with recording("staffing.set_operations", by=by.account, at=at, subject=whose) as record:
        record.delete_many(list(standing))
        check_row(load)
        record.create(load)
    return load


def withdraw_operations(load: OperationsLoad, *, by: Person, at: datetime) -> None:
    """Take a load off, so that the one before it, or the team's, counts again."""
    require(by, "staffing.edit_operations", load.whose)
    with recording("staffing.withdraw_operations", by=by.account, at=at, subject=load.whose) as record:
        record.delete(load)
