"""The times of a night as clocks show them, and as minutes that pass since its start."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from milepost.domain.common.refusal import Refusal

CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:([ap])\.?m\.?)?\s*([A-Z]{3,4})?", re.IGNORECASE)
MINUTES = re.compile(r"\+\s*(?:(\d{1,3}):(\d{2})|(\d{1,5}))")
NOON = 12
DAY = timedelta(days=1)


class UnreadableTime(Refusal):
    """Says how a time is written."""


def offset_of(text: str, *, start: datetime, zone: ZoneInfo) -> int:
    """Read `11:30 PM`, `1:15 AM MST`, `+90` or `+1:30` as minutes after a start; raises `UnreadableTime`.

    A time of the clock is the next one after the start; of an hour that comes twice the zone's name chooses.
    """
    typed = text.strip()
    if found := MINUTES.fullmatch(typed):
        hours, minutes, plain = found.groups()
        return int(plain) if plain else int(hours) * 60 + int(minutes)
    found = CLOCK.fullmatch(typed)
    if not found:
        raise UnreadableTime(
            gettext("Write a time as 11:30 PM or 23:30, or +90 for minutes after the start.")
        )
    hour, minute = _hour(int(found[1]), found[3]), int(found[2])
    if hour > 23 or minute > 59:
        raise UnreadableTime(gettext("That is no time of day."))
    return _next(start, hour, minute, (found[4] or "").upper(), zone)


def clock_text(start: datetime, offset: int, zone: ZoneInfo) -> str:
    """Write the time so many minutes after a start, with the zone's name where the clocks change that night."""
    at = (start + timedelta(minutes=offset)).astimezone(zone)
    name = f" {at:%Z}" if changes_clocks(start, zone) else ""
    return f"{at:%-I:%M %p}{name}"


def changes_clocks(start: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks are set within a day of a start."""
    return start.astimezone(zone).utcoffset() != (start + DAY).astimezone(zone).utcoffset()


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        return 99
    return hour % NOON + (NOON if half.lower() == "p" else 0)


def _next(start: datetime, hour: int, minute: int, name: str, zone: ZoneInfo) -> int:
    begins = start.astimezone(zone)
    for day in (begins.date(), (begins + DAY).date()):
        for fold in (0, 1):
            at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=fold)
            is_shown = at.astimezone(start.tzinfo).astimezone(zone).replace(tzinfo=None) == at.replace(
                tzinfo=None
            )
            passed = int((at.astimezone(start.tzinfo) - start).total_seconds() // 60)
            if is_shown and passed >= 0 and (not name or f"{at:%Z}" == name):
                return passed
    raise UnreadableTime(gettext("The clocks of that night do not show this time."))
