"""An agenda is prepared: points are added, taken from what is due, ordered and removed; then it is posted."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from django.db.models import Max
from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.convening import CannotConvene, lock_open
from milepost.domain.governance.calculations.agenda import proposals_for
from milepost.domain.governance.models import AgendaItem, Meeting
from milepost.domain.governance.noticing import tell_of_agenda
from milepost.domain.governance.permissions import require_lead
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person


class AgendaFields(TypedDict, total=False):
    """What is known of an agenda item; `title` is needed."""

    title: str
    detail: str
    kind: str
    minutes: int | None
    presenter: Person | None


def add_agenda_item(meeting: Meeting, fields: AgendaFields, *, by: Person, at: datetime) -> AgendaItem:
    """Put a point at the end of an agenda."""
    require_lead(by, meeting)
    with recording("governance.add_agenda_item", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        return _add(record, meeting, project=meeting.project, **fields)


def take_proposals(meeting: Meeting, sources: Collection[str], *, by: Person, at: datetime) -> int:
    """Take what is due into an agenda, by the names of the proposals; gives how many."""
    require_lead(by, meeting)
    with recording("governance.take_proposals", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        chosen = [one for one in proposals_for(meeting, by=by, as_of=local_day(at)) if one.source in sources]
        for one in chosen:
            _add(
                record, meeting, title=one.title[:300], detail=one.detail[:300], kind=one.kind,
                presenter=one.presenter, project=one.project, source=one.source,
            )  # fmt: skip
        return len(chosen)


def edit_agenda_item(item: AgendaItem, fields: AgendaFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of a point."""
    require_lead(by, item.meeting)
    with recording(
        "governance.edit_agenda_item", by=by.account, at=at, subject=item.meeting.project
    ) as record:
        lock_open(item.meeting)
        record.update(item, **fields)


def move_agenda_item(item: AgendaItem, *, down: int, by: Person, at: datetime) -> None:
    """Move a point by places down its agenda, or up where `down` is negative."""
    require_lead(by, item.meeting)
    with recording(
        "governance.move_agenda_item", by=by.account, at=at, subject=item.meeting.project
    ) as record:
        lock_open(item.meeting)
        items = list(item.meeting.agenda_items.exclude(pk=item.pk))
        before = sum(one.position < item.position for one in items)
        items.insert(min(max(before + down, 0), len(items)), item)
        record.update_many((one, {"position": place}) for place, one in enumerate(items, 1))


def remove_agenda_item(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Take a point off an agenda, unless the minutes speak of it."""
    require_lead(by, item.meeting)
    with recording(
        "governance.remove_agenda_item", by=by.account, at=at, subject=item.meeting.project
    ) as record:
        lock_open(item.meeting)
        if item.minute_entries.exists():
            raise CannotConvene(gettext("The minutes speak of this point; it stays on the agenda."))
        record.delete(item)


def post_agenda(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Post the agenda: everybody invited is told, and for a public body the time counts as its notice."""
    require_lead(by, meeting)
    with recording("governance.post_agenda", by=by.account, at=at, subject=meeting.project) as record:
        lock_open(meeting)
        if not meeting.agenda_items.exists():
            raise CannotConvene(gettext("The agenda is empty. Add a point first."))
        record.update(meeting, agenda_posted_at=at)
        tell_of_agenda(meeting, by=by, at=at)


def _add(record: Recorder, meeting: Meeting, **fields: object) -> AgendaItem:
    last = meeting.agenda_items.aggregate(last=Max("position"))["last"] or 0
    return record.create(AgendaItem(meeting=meeting, position=last + 1, **fields))
