"""When a series meets: its rule in the words of RFC 5545, and the times that follow from it."""

from collections.abc import Iterator
from datetime import datetime, time

from dateutil.rrule import rrulestr

from milepost.domain.governance.models import MeetingSeries

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_PER_WEEK = 7
LAST_WEEK = 5


def rule_of(series: MeetingSeries) -> str:
    """Give a series' recurrence as an RRULE; a monthly one keeps the weekday and its place in the month."""
    parts = [f"FREQ={series.frequency.upper()}", f"INTERVAL={series.interval}"]
    if series.frequency == MeetingSeries.Frequency.MONTHLY:
        parts.append(f"BYDAY={_place_in_month(series.starts)}{WEEKDAYS[series.starts.weekday()]}")
    if series.until:
        parts.append(f"UNTIL={datetime.combine(series.until, time(23, 59)):%Y%m%dT%H%M%S}")
    return ";".join(parts)


def occurrences(series: MeetingSeries, *, until: datetime) -> Iterator[datetime]:
    """Give the times at which a series meets, from its first to the last before a moment; all on the city's clock."""
    for occurrence in rrulestr(rule_of(series), dtstart=series.starts):
        if occurrence >= until:
            return
        yield occurrence


def _place_in_month(day: datetime) -> int:
    """Say which of its weekday a day is in its month; the fifth counts as the last, for most months have four."""
    place = (day.day - 1) // DAYS_PER_WEEK + 1
    return -1 if place == LAST_WEEK else place


def rhythm(series: MeetingSeries) -> str:
    """Say how often a series meets, as in “Every 2 weeks on Tuesday”."""
    weekday = f"{series.starts:%A}"
    if series.frequency == MeetingSeries.Frequency.WEEKLY:
        often = "Every week" if series.interval == 1 else f"Every {series.interval} weeks"
        return f"{often} on {weekday}"
    often = "month" if series.interval == 1 else f"{series.interval} months"
    return f"Every {often} on the {_ORDINALS[_place_in_month(series.starts)]} {weekday}"


_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
