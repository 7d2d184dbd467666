"""The holidays of Colorado, proposed as days off; the city decides which it keeps."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from holidays import country_holidays

from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.models import WorkingCalendar

COUNTRY, STATE = "US", "CO"
OBSERVED = " (observed)"


class Proposal(NamedTuple):
    """A holiday on the weekday it is observed; `is_kept` where the calendar holds that day already."""

    day: date
    name: str
    is_kept: bool


def proposed_holidays(calendar: WorkingCalendar, years: range) -> list[Proposal]:
    """Propose the state's holidays of the years; those observed on another day stand on that day alone."""
    kept = _days_kept(calendar, years)
    observed = country_holidays(COUNTRY, subdiv=STATE, years=years, observed=True)
    return [
        Proposal(day, name, day in kept)
        for day in sorted(observed)
        if day.year in years
        for name in [_name(observed.get_list(day))]
        if not _is_observed_elsewhere(day, name, observed.values())
    ]


def _name(names: Iterable[str]) -> str:
    return "; ".join(names).replace(OBSERVED, "")


def _is_observed_elsewhere(day: date, name: str, names: Iterable[str]) -> bool:
    """A holiday that falls on a weekend and is observed on a neighboring weekday."""
    return day.weekday() >= 5 and name + OBSERVED in set(names)


def _days_kept(calendar: WorkingCalendar, years: range) -> set[date]:
    return {
        date.fromordinal(ordinal)
        for exception in calendar.exceptions.all()
        for first, last in spans_of(exception, years=years)
        for ordinal in range(first.toordinal(), last.toordinal() + 1)
    }
