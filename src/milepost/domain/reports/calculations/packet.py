"""When council meets, and by when its packet wants what: counted back in the working days of city hall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.domain.common.rules import rule_value
from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.calculations.working_days import is_working_day, working_days
from milepost.domain.people.models import City, WorkingCalendar

RULE = "council_packet"
STEPS = {
    "draft_days": "Draft to the department head",
    "legal_days": "City attorney's review begins",
    "finance_days": "Finance review begins",
    "manager_days": "City manager's approval",
    "packet_days": "Packet posted",
}
AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One step of the packet, with the days of the calendar that are left; negative once it has passed."""

    step: str
    on: date
    days_left: int

    @property
    def has_passed(self) -> bool:
        return self.days_left < 0


def council_days(*, after: date, count: int = 8) -> list[date]:
    """Give the next days on which council meets, from the city's calendar that the rule names."""
    name = rule_value(RULE, on=after)["calendar"]
    calendar = WorkingCalendar.objects.filter(is_city_wide=True, name=name).first()
    if calendar is None:
        return []
    years = range(after.year, after.year + 2)
    days = {
        first
        for exception in calendar.exceptions.all()
        if exception.shifts
        for first, _ in spans_of(exception, years=years)
    }
    return sorted(day for day in days if after < day <= after + AHEAD)[:count]


def deadlines(meeting_on: date, *, as_of: date) -> list[Deadline]:
    """Give the steps of a packet in the order of their days."""
    return sorted(_deadlines(meeting_on, as_of), key=lambda one: one.on)


def next_deadline(meeting_on: date, *, as_of: date) -> Deadline | None:
    """Give the first step that has not passed."""
    return next((one for one in deadlines(meeting_on, as_of=as_of) if not one.has_passed), None)


def _deadlines(meeting_on: date, as_of: date) -> Iterator[Deadline]:
    value = rule_value(RULE, on=meeting_on)
    worked = working_days(City.objects.select_related("calendar").get().calendar, until=meeting_on)
    for name, step in STEPS.items():
        day, left = meeting_on, int(value[name])
        while left > 0:
            day -= timedelta(days=1)
            left -= is_working_day(worked, day)
        yield Deadline(step, day, (day - as_of).days)
