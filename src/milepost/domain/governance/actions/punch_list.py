"""The punch list of rooms: what is left, said to be done, seen to be done."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.going_live import require_project_open
from milepost.domain.governance.models import PunchItem
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Organization, Person
from milepost.domain.people.permissions import may, require, require_own
from milepost.domain.projects.models import Project

State = PunchItem.State


class CannotChangePunchItem(Refusal):
    """Says why a punch item stays as it is."""


class PunchFields(TypedDict, total=False):
    """What is known of a punch item; `room` and `title` are needed to add one."""

    room: str
    title: str
    organization: Organization | None
    owner: Person | None
    due_on: date | None


def add_punch_item(project: Project, fields: PunchFields, *, by: Person, at: datetime) -> PunchItem:
    """Put something that is left in a room on the list."""
    require(by, "governance.edit_quality", project)
    require_project_open(project)
    with recording("governance.add_punch_item", by=by.account, at=at, subject=project) as record:
        number = next_number(f"punch-items-{project.pk}")
        return record.create(PunchItem(project=project, number=number, found_on=local_day(at), **fields))


def edit_punch_item(item: PunchItem, fields: PunchFields, *, by: Person, at: datetime) -> None:
    """Change an open item."""
    require(by, "governance.edit_quality", item.project)
    with recording("governance.edit_punch_item", by=by.account, at=at, subject=item.project) as record:
        _hold_punch(item, {State.OPEN, State.READY})
        record.update(item, **fields)


def mark_punch_item_ready(item: PunchItem, *, outcome: str, by: Person, at: datetime) -> None:
    """Say that an item is done; whoever keeps the list looks at it."""
    _require_readying(by, item)
    with recording("governance.mark_punch_item_ready", by=by.account, at=at, subject=item.project) as record:
        _hold_punch(item, {State.OPEN})
        record.update(item, state=State.READY, outcome=outcome.strip())


def close_punch_item(item: PunchItem, *, outcome: str, by: Person, at: datetime) -> None:
    """Close an item that was seen to be done."""
    require(by, "governance.edit_quality", item.project)
    with recording("governance.close_punch_item", by=by.account, at=at, subject=item.project) as record:
        _hold_punch(item, {State.OPEN, State.READY})
        words = outcome.strip() or item.outcome
        record.update(item, state=State.CLOSED, outcome=words, ended_on=local_day(at))


def reopen_punch_item(item: PunchItem, *, outcome: str, by: Person, at: datetime) -> None:
    """Open an item again that was said to be done, or closed, and is not."""
    require(by, "governance.edit_quality", item.project)
    with recording("governance.reopen_punch_item", by=by.account, at=at, subject=item.project) as record:
        _hold_punch(item, {State.READY, State.CLOSED})
        if not outcome.strip():
            raise CannotChangePunchItem(gettext("Say what is still left."), field="outcome")
        record.update(item, state=State.OPEN, outcome=outcome.strip(), ended_on=None)


def may_ready(person: Person, item: PunchItem) -> bool:
    """Tell whether a person may say that an item is done: its owner, and whoever keeps the list."""
    return item.owner_id == person.pk or may(person, "governance.edit_quality", item.project)


def _require_readying(person: Person, item: PunchItem) -> None:
    require_own(person, "governance.edit_quality", item.project, owner_id=item.owner_id)


def _hold_punch(item: PunchItem, expected: set[PunchItem.State]) -> None:
    rows = PunchItem.objects.select_for_update(of=("self",)).select_related("project", "owner")
    item.refresh_from_db(from_queryset=rows)
    require_project_open(item.project)
    if item.state not in expected:
        raise CannotChangePunchItem(
            gettext("Punch item {number} is marked “{state}” by now.").format(
                number=item.number, state=item.get_state_display()
            )
        )
