"""A person's absences are recorded by whoever staffs that person's time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Absence, Person
from milepost.domain.people.permissions import require
from milepost.domain.people.signals import availability_changed

MOST_DAYS = 10 * 366


class CannotRecord(Refusal):
    """Says why an absence cannot be recorded so."""


@dataclass(frozen=True, slots=True)
class AbsenceFields:
    """What is decided of an absence; `last` is `None` until further notice."""

    first: date
    last: date | None
    share_percent: int = 100
    kind: str = Absence.Kind.LEAVE
    note: str = ""


def record_absence(person: Person, fields: AbsenceFields, *, by: Person, at: datetime) -> Absence:
    """Record that a person is away."""
    require(by, "people.edit_availability", person)
    if not person.is_of_the_city:
        raise CannotRecord(gettext("Absences are kept of the city's own people."))
    if fields.last and (fields.last - fields.first).days > MOST_DAYS:
        raise CannotRecord(
            gettext("An absence lasts at most ten years; leave the last day open."), field="last"
        )
    absence = Absence(person=person, **asdict(fields))
    check_row(absence)
    with recording("people.record_absence", by=by.account, at=at, subject=person) as record:
        # Shares of absences add up, so that one sent twice would take twice the time.
        Person.objects.select_for_update().get(pk=person.pk)
        if standing_absence(person, fields):
            raise CannotRecord(gettext("This absence stands already."), field="first")
        record.create(absence)
        _tell(person, by)
    return absence


def standing_absence(person: Person, fields: AbsenceFields) -> Absence | None:
    """Give the absence of the same days, share and reason that stands already."""
    decided = {name: value for name, value in asdict(fields).items() if name != "note"}
    return Absence.objects.filter(person=person, **decided).first()


def withdraw_absence(absence: Absence, *, by: Person, at: datetime) -> None:
    """Take an absence off the record of a person's time."""
    require(by, "people.edit_availability", absence.person)
    with recording("people.withdraw_absence", by=by.account, at=at, subject=absence.person) as record:
        record.delete(absence)
        _tell(absence.person, by)


def _tell(person: Person, by: Person) -> None:
    """Tell those whose schedules follow the person's time."""
    transaction.on_commit(lambda: availability_changed.send(Person, person_id=person.pk, by=by.account))
