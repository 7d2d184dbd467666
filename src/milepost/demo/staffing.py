"""How much time the demo city's IT staff has: operations by division, and who is away when."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from milepost.demo.clock import moment, months_after, next_weekday
from milepost.demo.founding import Cast
from milepost.demo.living import Stage
from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.models import Absence, Person
from milepost.domain.staffing.actions.setting_operations import set_operations

OPERATIONS = {
    "IT-PMO": (10, "Office routine and requests"),
    "IT-TS": (70, "Help desk"),
    "IT-DA": (55, "Desktop support and imaging"),
    "IT-CS": (45, "Monitoring and incidents"),
    "IT-IN": (40, "Network and server operations"),
    "IT-AM": (40, "Application support"),
    "IT-GIS": (30, "Map requests"),
}
DECIDED = timedelta(days=45)
ON_CALL_WEEKS = 12
ON_CALL_POSTS = ("Senior network engineer", "Network engineer", "Server engineer")
LEAVE_EVERY, LEAVE_DAYS = 17, 11
"""The staff's vacations lie some days apart, one after the other; two work weeks each."""
Kind = Absence.Kind
# Post, turn among its holders, months from the day looked at, how many, share, reason.
AWAY = (
    ("Server engineer", 1, 1.0, 3.0, 100, Kind.LEAVE),
    ("Application analyst", 2, -2.0, None, 20, Kind.PART_TIME),
    ("Security analyst", 0, 2.5, 0.3, 100, Kind.TRAINING),
    ("Business analyst", 1, -1.0, None, 40, Kind.PART_TIME),
)


def give_operations(cast: Cast, *, since: date, at: datetime) -> None:
    """Let each division's supervisor say what operations take."""
    for code, (share, note) in OPERATIONS.items():
        set_operations(
            cast.departments[code], share_percent=share, first=since, note=note, by=cast.leads[code], at=at
        )


def plan_absences(stage: Stage) -> Iterator[datetime]:
    """Give the moments at which supervisors record who is away, and record it when asked for the next."""
    at = moment(stage.as_of - DECIDED, 11)
    yield at
    for post, turn, months, length, share, kind in AWAY:
        first = next_weekday(months_after(stage.as_of, months), 0)
        last = None if length is None else months_after(first, length)
        _away(stage.cast.holder(post, turn=turn), AbsenceFields(first, last, share, kind), at=at)
    rota = [person for post in ON_CALL_POSTS for person in stage.cast.holders[post]]
    monday = next_weekday(stage.as_of, 0)
    for week in range(ON_CALL_WEEKS):
        first = monday + timedelta(weeks=week)
        fields = AbsenceFields(first, first + timedelta(days=6), 50, Kind.ON_CALL, "Pager week")
        _away(rota[week % len(rota)], fields, at=at)
    yield moment(stage.as_of - DECIDED, 16)
    for number, person in enumerate(_staff(stage.cast)):
        first = next_weekday(stage.as_of + timedelta(days=10 + number * LEAVE_EVERY % 300), 0)
        _away(person, AbsenceFields(first, first + timedelta(days=LEAVE_DAYS)), at=at)


def _staff(cast: Cast) -> list[Person]:
    """Give the people of the divisions below their supervisors."""
    leads = set(cast.leads.values())
    return [
        person
        for holders in cast.holders.values()
        for person in holders
        if person.supervisor in leads and person.department and person.department.code in OPERATIONS
    ]


def _away(person: Person, fields: AbsenceFields, *, at: datetime) -> None:
    if person.supervisor is None:
        raise ValueError(f"{person} has no supervisor to record an absence.")
    record_absence(person, fields, by=person.supervisor, at=at)
