"""What happens at meetings that people are told of."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from milepost.domain.common.models import User
from milepost.domain.common.notification_kinds import (
    AT_ONCE,
    IN_DIGEST,
    OF_WORK,
    NotificationKind,
    register_kinds,
)
from milepost.domain.common.telling import tell
from milepost.domain.governance.models import (
    ActionItem,
    ChangeRequest,
    CutoverRun,
    Defect,
    GoDecision,
    GoLive,
    Meeting,
    OperationalChange,
)
from milepost.domain.people.models import Person

register_kinds(
    NotificationKind("action_item_assigned", "An action item becomes mine", OF_WORK, AT_ONCE),
    NotificationKind("action_item_overdue", "An action item of mine is overdue", OF_WORK, IN_DIGEST),
    NotificationKind("agenda_posted", "The agenda of a meeting of mine is posted", OF_WORK, IN_DIGEST),
    NotificationKind("defect_assigned", "A defect becomes mine", OF_WORK, AT_ONCE),
    NotificationKind("operational_change_decided", "The board decides on a change of mine", OF_WORK, AT_ONCE),
    NotificationKind(
        "cutover", "A cutover I take part in begins, fails a step, turns back or ends", OF_WORK, AT_ONCE
    ),
    NotificationKind("go_decision", "A go or no-go is decided for a project of mine", OF_WORK, AT_ONCE),
    NotificationKind("change_submitted", "A change of a project of mine is submitted", OF_WORK, AT_ONCE),
    NotificationKind("change_to_decide", "A change waits for my sign-off", OF_WORK, AT_ONCE),
    NotificationKind("change_decided", "A change of mine is decided or applied", OF_WORK, IN_DIGEST),
    NotificationKind("minutes_sent", "The minutes of a meeting of mine are sent", OF_WORK, IN_DIGEST),
)


def tell_of_action_item(item: ActionItem, *, by: Person, at: datetime) -> None:
    """Tell the new owner of an action item."""
    if item.owner and item.owner != by:
        text = f"{by} gave you action item {item.number}: “{item.title}”"
        tell("action_item_assigned", topic=item, text=text, by=by.account, at=at, to=[item.owner.user])


def tell_of_agenda(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Tell everybody invited that the agenda is posted."""
    tell(
        "agenda_posted",
        topic=meeting,
        text=f"The agenda of {meeting} is posted",
        by=by.account,
        at=at,
        to=_invited(meeting),
    )


def tell_of_minutes(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Tell everybody invited that the minutes are sent."""
    tell(
        "minutes_sent",
        topic=meeting,
        text=f"The minutes of {meeting} are sent",
        by=by.account,
        at=at,
        to=_invited(meeting),
    )


def tell_of_go_decision(made: GoDecision, *, by: Person, at: datetime) -> None:
    """Tell who takes part in a go-live what was decided."""
    go_live = made.go_live
    text = f"{made} for {go_live.title}"
    tell("go_decision", topic=go_live, text=text, by=by.account, at=at, to=_taking_part(go_live))


def tell_of_run(run: CutoverRun, *, text: str, by: Person, at: datetime) -> None:
    """Tell who takes part in a run what happened in it."""
    tell("cutover", topic=run.go_live, text=text, by=by.account, at=at, to=_taking_part(run.go_live))


def tell_of_operational_change(change: OperationalChange, *, by: Person, at: datetime) -> None:
    """Tell the owner of an operational change and the project's manager what the board decided."""
    text = f"{change.get_state_display()}: operational change {change.number}, “{change.title}”"
    people = [person for person in (change.owner, change.project.manager) if person]
    to = [person.user for person in people]
    tell("operational_change_decided", topic=change, text=text, by=by.account, at=at, to=to)


def tell_of_defect(defect: Defect, *, by: Person, at: datetime) -> None:
    """Tell the new owner of a defect."""
    if defect.owner and defect.owner != by:
        text = f"{by} gave you defect {defect.number}: “{defect.title}”"
        tell("defect_assigned", topic=defect, text=text, by=by.account, at=at, to=[defect.owner.user])


def notice_overdue(*, on: date, at: datetime) -> int:
    """Tell the owners the morning after an action item was due, and if nobody looked that day, within the week."""
    due = (
        ActionItem.objects.open()
        .filter(due_on__lt=on, due_on__gte=on - timedelta(days=7))
        .exclude(owner=None)
    )
    told = 0
    for item in due.select_related("owner__user", "project", "meeting"):
        text = f"Action item {item.number}, “{item.title}”, was due {item.due_on:%b} {item.due_on.day}"  # type: ignore[union-attr]
        key = f"action/{item.pk}/{item.due_on}"
        to = [item.owner.user] if item.owner else []
        told += bool(tell("action_item_overdue", topic=item, text=text, by=None, at=at, to=to, once=key))
    return told


def _invited(meeting: Meeting) -> list[User | None]:
    return [one.person.user for one in meeting.attendances.select_related("person__user")]


def _taking_part(go_live: GoLive) -> list[User | None]:
    """Give the lead, the owners of steps and readiness items, the project's manager and its sponsor."""
    project = go_live.project
    people = {person for person in (go_live.lead, project.manager, project.sponsor) if person}
    people |= {one.owner for one in go_live.runbook_steps.select_related("owner__user") if one.owner}
    people |= {one.owner for one in go_live.readiness_items.select_related("owner__user") if one.owner}
    return [person.user for person in sorted(people, key=lambda person: person.pk) if person.is_active]


def tell_of_change(
    kind: str, change: ChangeRequest, text: str, *, to: Iterable[Person | None], by: Person, at: datetime
) -> None:
    """Tell persons, and who watches it, what happens to a change request."""
    users = [person.user for person in to if person]
    tell(kind, topic=change, text=text, by=by.account, at=at, to=users, watchers=True)
