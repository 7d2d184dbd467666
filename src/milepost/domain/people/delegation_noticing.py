"""What delegates are told: that they stand in, when it begins, and when it ends early."""

from datetime import date, datetime

from milepost.domain.common.notification_kinds import AT_ONCE, OF_WORK, NotificationKind, register_kinds
from milepost.domain.common.telling import tell
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Delegation, Person

register_kinds(NotificationKind("delegated", "I stand in for somebody who is away", OF_WORK, AT_ONCE))


def tell_of_delegation(made: Delegation, *, by: Person, at: datetime) -> None:
    """Tell a delegate for whom they stand in, and how long; of one that begins today as of its beginning."""
    if made.first <= local_day(at):
        _tell_of_beginning(made, by=by, at=at)
        return
    text = f"{made.person} asks you to stand in from {_day(made.first)} to {_day(made.last)}"
    tell("delegated", text=_with_reason(text, made), by=by.account, at=at, to=[made.delegate.user])


def tell_of_beginnings(*, at: datetime) -> None:
    """Tell every delegate whose days begin today, once."""
    rows = Delegation.objects.filter(
        first=local_day(at), ended_at=None, delegate__is_active=True, person__is_active=True
    )
    for made in rows.select_related("person", "delegate__user"):
        _tell_of_beginning(made, by=None, at=at)


def tell_of_ending(ended: Delegation, *, by: Person, at: datetime) -> None:
    """Tell a delegate that they no longer stand in, before the last day."""
    text = f"You no longer stand in for {ended.person}"
    tell("delegated", text=text, by=by.account, at=at, to=[ended.delegate.user])


def _tell_of_beginning(made: Delegation, *, by: Person | None, at: datetime) -> None:
    text = f"You stand in for {made.person} until {_day(made.last)}: what waits for them is on your My work"
    account, once = by.account if by else None, f"delegation/{made.pk}/begins"
    tell("delegated", text=_with_reason(text, made), by=account, at=at, to=[made.delegate.user], once=once)


def _with_reason(text: str, made: Delegation) -> str:
    return f"{text}. {made.reason}" if made.reason else text


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
