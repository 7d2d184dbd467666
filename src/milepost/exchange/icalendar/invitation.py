"""Meetings as iCalendar files (RFC 5545, RFC 5546): invitations, their revisions, and cancellations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur, vText

PRODUCT = "-//Milepost//Milepost//EN"
HORIZON = timedelta(days=3660)
"""For how long a file says when clocks are turned; a series that runs longer is sent again by then."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody at a meeting."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """One event as calendars take it: times are naive and on the clock of `zone`."""

    uid: str
    sequence: int
    title: str
    starts: datetime
    duration_minutes: int
    zone: str
    stamped: datetime
    """When it was made, with its time zone."""
    organizer: Invitee
    invitees: Sequence[Invitee] = ()
    place: str = ""
    description: str = ""
    url: str = ""
    rule: str = ""
    """An RRULE for a series; empty for a single meeting."""
    left_out: Sequence[datetime] = field(default_factory=tuple)
    """Times of the series at which it does not meet (EXDATE)."""
    replaces: datetime | None = None
    """The time of the series that this one meeting stands for (RECURRENCE-ID)."""
    is_canceled: bool = False


@dataclass(frozen=True, slots=True)
class AllDay:
    """Something that falls on a day, and leaves the person's time free."""

    uid: str
    title: str
    day: date
    stamped: datetime
    """When it was made, with its time zone."""
    description: str = ""
    url: str = ""


def calendar_file(
    events: Sequence[Invitation], *, method: str, days: Sequence[AllDay] = (), name: str = ""
) -> bytes:
    """Write events as one iCalendar file; `method` is REQUEST, CANCEL or PUBLISH, `name` how programs list it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_event(event))
    for one in days:
        calendar.add_component(_all_day(one))
    first = min((event.starts for event in events), default=datetime(2000, 1, 1)).date()
    calendar.add_missing_timezones(first - timedelta(days=366), first + HORIZON)
    content: bytes = calendar.to_ical()
    return content


def _event(invitation: Invitation) -> Event:
    zone = ZoneInfo(invitation.zone)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped)
    event.add("summary", invitation.title)
    event.add("dtstart", invitation.starts.replace(tzinfo=zone))
    ends = invitation.starts + timedelta(minutes=invitation.duration_minutes)
    event.add("dtend", ends.replace(tzinfo=zone))
    event.add("status", "CANCELLED" if invitation.is_canceled else "CONFIRMED")
    event["organizer"] = _address(invitation.organizer)
    for invitee in invitation.invitees:
        event.add("attendee", _invited(invitee), encode=False)
    for name in ("location", "description", "url"):
        if value := {"location": invitation.place}.get(name, getattr(invitation, name, "")):
            event.add(name, value)
    if invitation.rule:
        event.add("rrule", vRecur.from_ical(_rule_with_utc(invitation.rule, zone)))
    for left_out in invitation.left_out:
        event.add("exdate", left_out.replace(tzinfo=zone))
    if invitation.replaces is not None:
        event.add("recurrence-id", invitation.replaces.replace(tzinfo=zone))
    return event


def _all_day(one: AllDay) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.stamped)
    event.add("summary", one.title)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    for name in ("description", "url"):
        if value := getattr(one, name):
            event.add(name, value)
    return event


def _rule_with_utc(rule: str, zone: ZoneInfo) -> str:
    """Write a rule's UNTIL in UTC, as RFC 5545 3.3.10 asks for where DTSTART has a time zone."""
    head, separator, until = rule.partition("UNTIL=")
    if not separator:
        return rule
    utc = datetime.strptime(until, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))
    return f"{head}UNTIL={utc:%Y%m%dT%H%M%SZ}"


def _address(somebody: Invitee) -> vCalAddress:
    address = vCalAddress(f"mailto:{somebody.email}")
    address.params["CN"] = vText(somebody.name)
    return address


def _invited(invitee: Invitee) -> vCalAddress:
    address = _address(invitee)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address
