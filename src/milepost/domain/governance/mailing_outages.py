"""The mail of an outage notice, in plain words."""

from django.core.mail import EmailMessage

from milepost.domain.governance.actions.operational_changes import affected_people
from milepost.domain.governance.models import OutageNotice
from milepost.domain.people.models import City


def mail_outage_notice(notice: OutageNotice) -> int:
    """Send the notice to each person it affects; gives to how many."""
    people = affected_people(notice)
    for person in people:
        EmailMessage(
            notice.subject,
            notice_text(notice),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
    return len(people)


def notice_text(notice: OutageNotice) -> str:
    """Write when, what, and whom to call."""
    change = notice.change
    starts, ends = change.starts, change.ends
    is_one_day = starts.date() == ends.date()
    until = f"{ends:%-I:%M %p}" if is_one_day else f"{ends:%A, %B} {ends.day}, {ends:%-I:%M %p}"
    city = City.objects.values_list("name", flat=True).first() or ""
    return "\n".join(
        [
            f"When: {starts:%A, %B} {starts.day}, {starts:%-I:%M %p} to {until}",
            "",
            notice.words.strip(),
            "",
            f"Questions: {notice.contact}",
            *([city] if city else []),
        ]
    )
