"""The readiness checklist of a go-live is taken from a template, kept, and settled item by item."""

from datetime import date, datetime, timedelta
from typing import TypedDict

from django.db.models import Max
from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.governance.actions.going_live import CannotGoLive, lock_go_live
from milepost.domain.governance.models import GoLive, ReadinessItem
from milepost.domain.governance.readiness.templates import checklist_for
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require, require_own

State = ReadinessItem.State


class ReadinessFields(TypedDict, total=False):
    """What is known of an item; `title` and `category` are needed to add one."""

    category: str
    title: str
    owner: Person | None
    due_on: date | None
    is_required: bool


def take_checklist(go_live: GoLive, *, by: Person, at: datetime) -> int:
    """Take the items that projects of this type need into the checklist, those that are there already left out."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.take_checklist", by=by.account, at=at, subject=go_live.project) as record:
        _hold_to_come(go_live)
        there = set(go_live.readiness_items.values_list("title", flat=True))
        first = _next_position(go_live)
        wanted = [one for one in checklist_for(go_live.project.type) if one.title not in there]
        items = [
            ReadinessItem(
                go_live=go_live, position=first + place, category=one.category, title=one.title,
                is_required=one.is_required, due_on=go_live.day - timedelta(days=one.days_before),
            )
            for place, one in enumerate(wanted)
        ]  # fmt: skip
        record.create_many(items)
        record.summary = f"{len(items)} items taken into the readiness checklist."
        return len(items)


def add_readiness_item(
    go_live: GoLive, fields: ReadinessFields, *, by: Person, at: datetime
) -> ReadinessItem:
    """Put an item at the end of the checklist."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.add_readiness_item", by=by.account, at=at, subject=go_live.project) as record:
        _hold_to_come(go_live)
        return record.create(ReadinessItem(go_live=go_live, position=_next_position(go_live), **fields))


def edit_readiness_item(item: ReadinessItem, fields: ReadinessFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of an item."""
    require(by, "governance.plan_go_live", item.go_live.project)
    with recording(
        "governance.edit_readiness_item", by=by.account, at=at, subject=item.go_live.project
    ) as record:
        _hold_to_come(item.go_live)
        record.update(item, **fields)


def settle_readiness_item(
    item: ReadinessItem, state: str, *, evidence: str, by: Person, at: datetime
) -> None:
    """Say that an item is so, or not needed, and what shows it."""
    _require_settling(by, item)
    if not evidence.strip():
        raise CannotGoLive(gettext("Say what shows it, or why it is not needed."), field="evidence")
    with recording(
        "governance.settle_readiness_item", by=by.account, at=at, subject=item.go_live.project
    ) as record:
        _hold_to_come(item.go_live)
        item.refresh_from_db()
        if item.is_settled:
            raise CannotGoLive(gettext("Somebody settled this item already."))
        record.update(item, state=State(state), evidence=evidence.strip(), settled_by=by, settled_at=at)
        record.summary = f"{item.get_state_display()}: {item.title}"


def reopen_readiness_item(item: ReadinessItem, *, by: Person, at: datetime) -> None:
    """Open an item again; what was said of it stays in the history."""
    _require_settling(by, item)
    with recording(
        "governance.reopen_readiness_item", by=by.account, at=at, subject=item.go_live.project
    ) as record:
        _hold_to_come(item.go_live)
        record.update(item, state=State.OPEN, settled_by=None, settled_at=None)


def remove_readiness_item(item: ReadinessItem, *, by: Person, at: datetime) -> None:
    """Take an item off the checklist."""
    require(by, "governance.plan_go_live", item.go_live.project)
    with recording(
        "governance.remove_readiness_item", by=by.account, at=at, subject=item.go_live.project
    ) as record:
        _hold_to_come(item.go_live)
        record.delete(item)


def may_settle(person: Person, item: ReadinessItem) -> bool:
    """Tell whether a person may settle an item: its owner, and whoever plans the go-live."""
    return item.owner_id == person.pk or may(person, "governance.plan_go_live", item.go_live.project)


def _require_settling(person: Person, item: ReadinessItem) -> None:
    require_own(person, "governance.plan_go_live", item.go_live.project, owner_id=item.owner_id)


def _hold_to_come(go_live: GoLive) -> None:
    lock_go_live(go_live)
    if not go_live.is_open:
        raise CannotGoLive(gettext("This go-live is over; its checklist stays as it is."))


def _next_position(go_live: GoLive) -> int:
    last = go_live.readiness_items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
