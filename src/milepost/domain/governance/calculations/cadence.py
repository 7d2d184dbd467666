"""When a message that recurs is due next."""

from calendar import monthrange
from datetime import date, timedelta

WEEKS = {"weekly": 1, "fortnightly": 2}
MONTHS = {"monthly": 1, "quarterly": 3}


def next_due(due: date, cadence: str, *, after: date, until: date | None = None) -> date | None:
    """Give the first day of a cadence counted from `due` that lies after a day; nothing for what is sent once.

    Months keep the day of the month where they have it, else their last day. Missed turns are not made up for.
    """
    following = _following(due, cadence, max(due, after))
    return following if following is not None and (until is None or following <= until) else None


def _following(due: date, cadence: str, after: date) -> date | None:
    if cadence in WEEKS:
        step = 7 * WEEKS[cadence]
        turns = (after - due).days // step + 1
        return due + timedelta(days=step * turns)
    if cadence in MONTHS:
        turn = MONTHS[cadence]
        while (day := _months_later(due, turn)) <= after:
            turn += MONTHS[cadence]
        return day
    return None


def _months_later(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
