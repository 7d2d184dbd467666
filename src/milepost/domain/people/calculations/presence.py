"""When persons are there to work, as calendars: their own less their absences."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from milepost.domain.people.calculations.availability import person_calendars
from milepost.domain.people.models import Absence, Person
from milepost.engine.calendar.pattern import (
    ROUND_THE_CLOCK,
    AnyCalendar,
    Calendar,
    CombinedCalendar,
    DatedException,
    DayShifts,
    Shift,
)
from milepost.engine.calendar.worktime import WIDEST
from milepost.engine.instants import day_of

WHOLE = 100


class Away(NamedTuple):
    """Days, both ends inclusive, on which somebody is away for a share of the time, in percent."""

    first: int
    last: int
    percent: int


def presence_calendars(persons: Collection[int], *, years: range) -> dict[int, AnyCalendar]:
    """Give the calendar on which each person, by key, is there, in five queries.

    Nobody waits for somebody who is away wholly and until further notice: such an absence does not count. A day of
    which a share is taken ends so much earlier.
    """
    own = person_calendars(Person.objects.filter(pk__in=persons), years=years)
    away = absences_of(persons)
    return {pk: _less(calendar, list(_disjoint(away[pk]))) for pk, calendar in own.items()}


def absences_of(persons: Collection[int]) -> dict[int, list[Away]]:
    """Give the days on which persons are away, as far as work waits for them, in one query."""
    found: dict[int, list[Away]] = defaultdict(list)
    rows = Absence.objects.filter(person__in=persons).order_by("first", "pk")
    for person, first, last, percent in rows.values_list("person_id", "first", "last", "share_percent"):
        if last is not None or percent < WHOLE:
            found[person].append(Away(day_of(first), WIDEST.last if last is None else day_of(last), percent))
    return found


def _disjoint(spans: Iterable[Away]) -> Iterable[Away]:
    """Give spans that do not overlap, where the shares add up to at most the whole."""
    spans = list(spans)
    edges = sorted({edge for one in spans for edge in (one.first, one.last + 1)})
    for first, following in pairwise(edges):
        percent = sum(one.percent for one in spans if one.first <= first <= one.last)
        if percent:
            yield Away(first, following - 1, min(percent, WHOLE))


def _less(calendar: Calendar, away: list[Away]) -> AnyCalendar:
    gone = tuple(DatedException(one.first, one.last) for one in away if one.percent >= WHOLE)
    there = Calendar(calendar.week, (*calendar.exceptions, *gone), calendar.name) if gone else calendar
    partly = [one for one in away if one.percent < WHOLE]
    if not partly:
        return there
    usual = Calendar(ROUND_THE_CLOCK.week, tuple(DatedException(one.first, one.last) for one in partly))
    shorter = tuple(_shorter(calendar, one) for one in partly)
    return CombinedCalendar((there, CombinedCalendar((usual, *shorter))), is_common=True)


def _shorter(calendar: Calendar, away: Away) -> Calendar:
    """Give the week of the days on which a share is taken, and nothing on all others."""
    others = (
        DatedException(WIDEST.first, away.first - 1),
        DatedException(away.last + 1, max(WIDEST.last, away.last + 1)),
    )
    return Calendar(tuple(_cut(day, away.percent) for day in calendar.week), others)


def _cut(day: DayShifts, percent: int) -> DayShifts:
    """Keep the first minutes of a day, as many as are left of it."""
    left = round(sum(shift.finish - shift.start for shift in day) * (WHOLE - percent) / WHOLE)
    kept = []
    for shift in day:
        minutes = min(left, shift.finish - shift.start)
        if minutes > 0:
            kept.append(Shift(shift.start, shift.start + minutes))
        left -= minutes
    return tuple(kept)
