"""Invitations by email: what a calendar needs, sent when the change commits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

from milepost.domain.common.jobs import enqueue
from milepost.domain.governance.calculations.minutes import minutes_of
from milepost.domain.governance.calculations.occurrences import rule_of
from milepost.domain.governance.calculations.quorum import standing_of
from milepost.domain.governance.models import Meeting, MeetingSeries
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.models import City, Person
from milepost.exchange.icalendar.invitation import Invitation, Invitee, calendar_file


def send_invitation(meeting: Meeting) -> None:
    """Have the invitation of a meeting, as it stands then, sent to everybody invited; call it within the change."""
    enqueue("governance.invite", by=None, meeting_id=meeting.pk)


def send_cancellation(meeting: Meeting, *, to: Iterable[Person], why: str = "") -> None:
    """Have people told that a meeting takes place without them, or not at all."""
    enqueue("governance.uninvite", by=None, meeting_id=meeting.pk, person_ids=[one.pk for one in to], why=why)


def send_series(series: MeetingSeries) -> None:
    """Have the invitation of a whole series sent to its members; call it within the change."""
    enqueue("governance.invite_to_series", by=None, series_id=series.pk)


def send_minutes_by_email(meeting: Meeting) -> None:
    """Have the minutes sent to everybody invited; call it within the change."""
    enqueue("governance.send_minutes", by=None, meeting_id=meeting.pk)


def mail_minutes(meeting: Meeting) -> int:
    """Send the minutes; everybody gets what that person may see. Gives to how many."""
    people = [one.person for one in meeting.attendances.select_related("person") if one.person.email]
    standing = standing_of(meeting)
    for person in people:
        shown = {
            "meeting": meeting,
            "minutes": minutes_of(meeting, seen_by=person),
            "standing": standing,
            "address": f"{settings.SITE_URL.rstrip('/')}/meetings/{meeting.pk}/",
        }
        message = EmailMultiAlternatives(
            f"Minutes: {meeting}",
            render_to_string("governance/minutes.txt", shown),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("governance/minutes.html", shown), "text/html")
        message.send()
    return len(people)


def event_of(
    meeting: Meeting, *, at: datetime, is_canceled: bool = False, with_people: bool = True
) -> Invitation:
    """Give a meeting as calendars take it; one of a series that was moved stands for its time there."""
    people = [one.person for one in meeting.attendances.select_related("person")] if with_people else []
    return Invitation(
        uid=meeting.series.uid if meeting.series else meeting.uid,
        sequence=meeting.sequence,
        title=meeting.title,
        starts=meeting.starts,
        duration_minutes=meeting.duration_minutes,
        zone=city_zone().key,
        stamped=at,
        organizer=_invitee(meeting.facilitator),
        invitees=[_invitee(person) for person in people if person.email],
        place=meeting.place,
        description=_description(meeting),
        url=f"{settings.SITE_URL.rstrip('/')}/meetings/{meeting.pk}/",
        replaces=meeting.occurrence if meeting.series_id else None,
        is_canceled=is_canceled,
    )


def event_of_series(series: MeetingSeries, *, at: datetime) -> Invitation:
    """Give a series as calendars take it, without the times at which it was canceled."""
    canceled = series.meetings.filter(state=Meeting.State.CANCELED).exclude(occurrence=None)
    people = [one.person for one in series.memberships.select_related("person")]
    return Invitation(
        uid=series.uid,
        sequence=series.sequence,
        title=series.title,
        starts=series.starts,
        duration_minutes=series.duration_minutes,
        zone=City.objects.get().time_zone,
        stamped=at,
        organizer=_invitee(series.facilitator),
        invitees=[_invitee(person) for person in people if person.email],
        place=series.place,
        description=series.purpose,
        rule=rule_of(series),
        left_out=[one.occurrence for one in canceled.order_by("occurrence") if one.occurrence],
    )


def invite(meeting: Meeting, *, at: datetime) -> int:
    """Send a meeting's invitation; gives to how many."""
    event = event_of(meeting, at=at)
    return _send(f"Invitation: {meeting}", _words(meeting), [event], "REQUEST", event.invitees)


def invite_to_series(series: MeetingSeries, *, at: datetime) -> int:
    """Send a series' invitation; gives to how many."""
    event = event_of_series(series, at=at)
    return _send(
        f"Invitation: {series.title}", series.purpose or series.title, [event], "REQUEST", event.invitees
    )


def uninvite(meeting: Meeting, people: Iterable[Person], *, at: datetime, why: str) -> int:
    """Tell people that a meeting takes place without them, or not at all; gives to how many."""
    event = event_of(meeting, at=at, is_canceled=True)
    to = [_invitee(person) for person in people if person.email]
    text = f"{meeting} is canceled. {why}" if why else f"You are no longer invited to {meeting}."
    return _send(f"Canceled: {meeting}", text, [event], "CANCEL", to)


def _send(subject: str, text: str, events: Sequence[Invitation], method: str, to: Sequence[Invitee]) -> int:
    content = calendar_file(events, method=method).decode()
    for invitee in to:
        message = EmailMessage(
            subject, text, to=[invitee.email], headers={"Auto-Submitted": "auto-generated"}
        )
        message.attach("invitation.ics", content, f"text/calendar; method={method}")
        message.send()
    return len(to)


def _invitee(person: Person) -> Invitee:
    return Invitee(person.name, person.email or settings.DEFAULT_FROM_EMAIL)


def _words(meeting: Meeting) -> str:
    when = f"{meeting.starts:%A, %B} {meeting.starts.day}, {meeting.starts:%-I:%M %p}"
    lines = [
        f"{meeting.title}",
        f"{when}, {meeting.duration_minutes} minutes",
        meeting.place,
        "",
        _description(meeting),
    ]
    return "\n".join(line for line in lines if line is not None)


def _description(meeting: Meeting) -> str:
    """Give the purpose and the agenda; what belongs to a restricted project is left out of the mail."""
    open_items = meeting.agenda_items.exclude(project__is_restricted=True)
    agenda = [f"{number}. {item.title}" for number, item in enumerate(open_items, 1)]
    return "\n".join([line for line in (meeting.purpose, "Agenda" if agenda else "", *agenda) if line])
