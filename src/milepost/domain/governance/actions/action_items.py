"""Action items are raised, changed, done and dropped."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.models import ActionItem, Meeting
from milepost.domain.governance.noticing import tell_of_action_item
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require, require_own
from milepost.domain.people.presence import require_present
from milepost.domain.projects.models import Project

State = ActionItem.State


class CannotChangeActionItem(Refusal):
    """Says why an action item stays as it is."""


class ActionItemFields(TypedDict, total=False):
    """What is known of an action item; `title` is needed to raise one."""

    title: str
    owner: Person | None
    due_on: date | None
    project: Project | None


def raise_action_item(fields: ActionItemFields, *, by: Person, at: datetime) -> ActionItem:
    """Raise an action item outside a meeting."""
    project = fields.get("project")
    require(by, "governance.edit_action_items", project)
    with recording("governance.raise_action_item", by=by.account, at=at, subject=project) as record:
        item = add_action_item(record, fields, meeting=None, by=by, at=at)
        record.summary = f"Action item {item.number}: {item.title}"
        return item


def add_action_item(
    record: Recorder, fields: ActionItemFields, *, meeting: Meeting | None, by: Person, at: datetime
) -> ActionItem:
    """Write an action item within an action under way, and tell its owner."""
    require_present(fields.get("owner"), CannotChangeActionItem)
    number = next_number("action items")
    item = record.create(ActionItem(number=number, meeting=meeting, raised_on=local_day(at), **fields))
    tell_of_action_item(item, by=by, at=at)
    return item


def edit_action_item(item: ActionItem, fields: ActionItemFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of an open action item."""
    _require(by, item)
    with recording("governance.edit_action_item", by=by.account, at=at, subject=item.project) as record:
        owner_before = item.owner_id
        _lock(item, expected=State.OPEN)
        record.update(item, **fields)
        if item.owner_id != owner_before:
            tell_of_action_item(item, by=by, at=at)


def end_action_item(item: ActionItem, state: str, *, outcome: str, by: Person, at: datetime) -> None:
    """Mark an action item done, or drop it with a reason."""
    _require(by, item)
    if state == State.DROPPED and not outcome.strip():
        raise CannotChangeActionItem(gettext("Say why it is dropped."), field="outcome")
    with recording("governance.end_action_item", by=by.account, at=at, subject=item.project) as record:
        _lock(item, expected=State.OPEN)
        record.update(item, state=State(state), outcome=outcome.strip(), ended_on=local_day(at))
        record.summary = f"Action item {item.number} {item.get_state_display().lower()}: {item.title}"


def reopen_action_item(item: ActionItem, *, by: Person, at: datetime) -> None:
    """Open an action item again that was done or dropped."""
    _require(by, item)
    with recording("governance.reopen_action_item", by=by.account, at=at, subject=item.project) as record:
        item.refresh_from_db()
        record.update(item, state=State.OPEN, outcome="", ended_on=None)


def may_change(person: Person, item: ActionItem) -> bool:
    """Tell whether a person may change an action item: its owner, and whoever may where it belongs."""
    return item.owner_id == person.pk or may(person, "governance.edit_action_items", _subject(item))


def _require(person: Person, item: ActionItem) -> None:
    require_own(person, "governance.edit_action_items", _subject(item), owner_id=item.owner_id)


def _subject(item: ActionItem) -> Project | Meeting | None:
    return item.project or item.meeting


def _lock(item: ActionItem, *, expected: str) -> None:
    item.refresh_from_db(
        from_queryset=ActionItem.objects.select_for_update(of=("self",)).select_related("project", "owner")
    )
    if item.state != expected:
        raise CannotChangeActionItem(
            gettext("Action item {number} is marked “{get_state_display}” by now.").format(
                number=item.number, get_state_display=item.get_state_display()
            )
        )
