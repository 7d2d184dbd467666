"""Calendars of a plan laid flat: each with its base's week and exceptions in its own."""

from collections.abc import Iterable
from dataclasses import replace

from milepost.engine.calendar.pattern import STANDARD
from milepost.exchange.plan import PlanCalendar


def flattened(calendars: Iterable[PlanCalendar]) -> list[PlanCalendar]:
    """Give every calendar complete; its own exceptions stand behind, and so count over, those of its base."""
    by_uid = {calendar.uid: calendar for calendar in calendars}
    return [_complete(calendar, by_uid, above=frozenset()) for calendar in by_uid.values()]


def _complete(calendar: PlanCalendar, by_uid: dict[int, PlanCalendar], above: frozenset[int]) -> PlanCalendar:
    above |= {calendar.uid}
    base = by_uid.get(calendar.base_uid) if calendar.base_uid is not None else None
    if base is None or base.uid in above:
        week = tuple(
            own if own is not None else day for own, day in zip(calendar.week, STANDARD.week, strict=True)
        )
        return replace(calendar, week=week, base_uid=None)
    full = _complete(base, by_uid, above)
    return replace(
        calendar,
        week=tuple(
            own if own is not None else day for own, day in zip(calendar.week, full.week, strict=True)
        ),
        exceptions=[*full.exceptions, *calendar.exceptions],
        base_uid=None,
    )
