"""Absences from an iCalendar file (RFC 5545), such as a team's calendar of leave or on-call weeks."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from milepost.exchange.errors import Damaged, TooLarge
from milepost.exchange.icalendar.rules import check_rule
from milepost.exchange.sheets.absences import ALL_DAY, ListedAbsence

MOST_EVENTS = 20_000
MOST_OCCURRENCES = 600
"""Of one event that recurs: every day of the 19 months that are read."""
WORKDAY_MINUTES = 480
ON_CALL_SHARE = 50
"""What an on-call week takes where its event does not say: half of the time."""
LONGEST = timedelta(days=3660)
KIND_WORDS = (
    ("on_call", ("on call", "on-call", "pager", "standby")),
    ("training", ("training", "course", "conference", "class")),
    ("part_time", ("part time", "part-time")),
)
PERCENT = re.compile(r"(?<!\d)(\d{1,3})\s?%")
NAME_ENDS = re.compile(r"\s[-–—|]\s|:\s|\s\(")
"""Where the name ends in a title such as “Kara Montoya: vacation” or “Kara Montoya (vacation)”."""


class Span(NamedTuple):
    """The days of one occurrence, and the share of them it takes."""

    first: date
    last: date
    share: int


def read_absence_calendar(content: bytes, *, since: date, until: date, zone: ZoneInfo) -> list[ListedAbsence]:
    """Read the absences between two days; what recurs is unrolled, each occurrence on the clock of its own time zone.

    Whoever is away is the one invited, else the organizer, else the name the title begins with. Events that are
    canceled or leave the time free are passed over. Raises `Damaged` and `TooLarge`.
    """
    events = _events(content)
    moved = {
        (_text(event, "UID"), _local(event.get("RECURRENCE-ID").dt, zone))
        for event in events
        if event.get("RECURRENCE-ID")
    }
    found = []
    for number, event in enumerate(events, 1):
        if _text(event, "STATUS").upper() == "CANCELLED" or _leaves_free(event):
            continue
        try:
            spans = list(_spans(event, since=since, until=until, zone=zone, moved=moved))
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as error:
            raise Damaged(
                f"Event {number}, “{_text(event, 'SUMMARY')[:60]}”, has no dates to read."
            ) from error
        found += [_absence(number, event, span) for span in spans]
    return sorted(found, key=lambda one: (one.first or since, one.person, one.row))


def _events(content: bytes) -> list[Any]:
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise Damaged("The file is no calendar that can be read. Export it anew as .ics.") from error
    events: list[Any] = [event for one in calendars for event in one.walk("VEVENT")]
    if not events:
        raise Damaged("The calendar holds no event.")
    if len(events) > MOST_EVENTS:
        raise TooLarge(f"The calendar holds more than {MOST_EVENTS:,} events. Export a shorter period.")
    return events


def _spans(
    event: Any, *, since: date, until: date, zone: ZoneInfo, moved: set[tuple[str, datetime]]
) -> Iterator[Span]:
    """Give the occurrences of an event that touch the period."""
    start = event["DTSTART"].dt
    lasts = _lasts(event, start)
    if lasts < timedelta() or lasts > LONGEST:
        raise ValueError
    is_override = event.get("RECURRENCE-ID") is not None
    for one in _starts(event, start, since=since - lasts, until=until):
        is_replaced = not is_override and (_text(event, "UID"), _local(one, zone)) in moved
        span = _span(one, lasts, zone)
        if not is_replaced and span.last >= since and span.first <= until:
            yield span


def _lasts(event: Any, start: date) -> timedelta:
    if (end := event.get("DTEND")) is not None:
        # Half of an event in zoned time and half in days is no event.
        found: timedelta = end.dt - start
        return found
    if (duration := event.get("DURATION")) is not None:
        lasting: timedelta = duration.dt
        return lasting
    return timedelta() if isinstance(start, datetime) else timedelta(days=1)


def _starts(event: Any, start: date, *, since: date, until: date) -> Iterator[date]:
    """Give the starts of the occurrences between two days, as dates or as times on the event's own clock."""
    rule = event.get("RRULE")
    if rule is None:
        yield start
        return
    check_rule(rule, start)
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    # The rule is unrolled on the clock of the event, so that eight o'clock stays eight when clocks are turned.
    naive = begin.replace(tzinfo=None)
    recurrences = rruleset()
    text = re.sub(r"UNTIL=[^;]+;?", "", rule.to_ical().decode()).rstrip(";")
    recurrences.rrule(rrulestr(text, dtstart=naive))
    for each in _dates_of(event, "EXDATE"):
        recurrences.exdate(_as_naive(each, begin))
    for each in _dates_of(event, "RDATE"):
        recurrences.rdate(_as_naive(each, begin))
    last = datetime.combine(until, time.max)
    if bounds := rule.get("UNTIL"):
        bound = bounds[0]
        is_moment = isinstance(bound, datetime)
        last = min(last, _as_naive(bound, begin) if is_moment else datetime.combine(bound, time.max))
    first = max(naive, datetime.combine(since, time()))
    for occurrence in islice(recurrences.xafter(first, inc=True), MOST_OCCURRENCES):
        if occurrence > last:
            return
        yield occurrence.replace(tzinfo=begin.tzinfo) if isinstance(start, datetime) else occurrence.date()


def _dates_of(event: Any, name: str) -> Iterator[date]:
    found: Any = event.get(name, [])
    for each in found if isinstance(found, list) else [found]:
        yield from (one.dt for one in each.dts)


def _as_naive(moment: date, begin: datetime) -> datetime:
    """Give a date or moment on the clock of an event's start."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, begin.time())
    return (moment.astimezone(begin.tzinfo) if moment.tzinfo and begin.tzinfo else moment).replace(
        tzinfo=None
    )


def _span(start: date, lasts: timedelta, zone: ZoneInfo) -> Span:
    """Give the city's days of an occurrence; one within a day takes the share that its hours are of eight."""
    if not isinstance(start, datetime):
        return Span(start, start + max(lasts, timedelta(days=1)) - timedelta(days=1), ALL_DAY)
    begin, end = _local(start, zone), _local(start + lasts, zone)
    last = (end - timedelta(minutes=1)).date() if end > begin else end.date()
    if last > begin.date():
        return Span(begin.date(), last, ALL_DAY)
    minutes = (end - begin).total_seconds() / 60
    return Span(begin.date(), last, max(1, min(ALL_DAY, round(minutes / WORKDAY_MINUTES * 100))))


def _local(moment: date, zone: ZoneInfo) -> datetime:
    """Give a moment as the city's clocks show it; without a zone it is on that clock already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None)


def _absence(number: int, event: Any, span: Span) -> ListedAbsence:
    title = _text(event, "SUMMARY")
    kind = _kind(f"{title} {_categories(event)}".casefold())
    typed = PERCENT.search(title)
    share = span.share
    if typed and 1 <= int(typed[1]) <= ALL_DAY:
        share = int(typed[1])
    elif kind == "on_call":
        share = min(share, ON_CALL_SHARE)
    return ListedAbsence(number, _who(event, title), span.first, span.last, share, kind, title[:200])


def _who(event: Any, title: str) -> str:
    invited: Any = event.get("ATTENDEE") or event.get("ORGANIZER") or ""
    first = str(invited[0] if isinstance(invited, list) else invited)
    if first.lower().startswith("mailto:"):
        return first[len("mailto:") :]
    return NAME_ENDS.split(title, maxsplit=1)[0].strip()


def _kind(words: str) -> str:
    return next((kind for kind, known in KIND_WORDS if any(word in words for word in known)), "leave")


def _categories(event: Any) -> str:
    found: Any = event.get("CATEGORIES")
    return found.to_ical().decode() if found is not None and not isinstance(found, list) else ""


def _leaves_free(event: Any) -> bool:
    """Tell an event that leaves the time free; an on-call week does, and takes time all the same."""
    return (
        _text(event, "TRANSP").upper() == "TRANSPARENT"
        and _kind(_text(event, "SUMMARY").casefold()) != "on_call"
    )


def _text(event: Any, name: str) -> str:
    return str(event.get(name, "")).strip()
