"""The running log of a vendor is kept: entries are made, changed, settled and opened again."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.models import VendorEntry
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Organization, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

State = VendorEntry.State


class CannotChangeVendorEntry(Refusal):
    """Says why an entry of a vendor's log stays as it is."""


class VendorEntryFields(TypedDict, total=False):
    """What is known of an entry; `text` is needed to make one."""

    project: Project | None
    kind: str
    text: str
    amount: Decimal | None
    owner: Person | None
    due_on: date | None


def add_vendor_entry(
    organization: Organization, fields: VendorEntryFields, *, by: Person, at: datetime
) -> VendorEntry:
    """Write a line into a vendor's log; a note is settled as it is written."""
    project = fields.get("project")
    _require_writer(by, project)
    with recording("governance.add_vendor_entry", by=by.account, at=at, subject=project) as record:
        number = next_number(f"vendor-log-{organization.pk}")
        day = local_day(at)
        is_note = fields.get("kind", VendorEntry.Kind.NOTE) == VendorEntry.Kind.NOTE
        ended = {"state": State.SETTLED, "settled_on": day} if is_note else {}
        entry = record.create(
            VendorEntry(organization=organization, number=number, entered_on=day, by=by, **fields, **ended)
        )
        record.summary = f"Log of {organization}: {entry.text}"
    return entry


def edit_vendor_entry(entry: VendorEntry, fields: VendorEntryFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of an entry."""
    _require_writer(by, entry.project)
    _require_writer(by, fields.get("project", entry.project))
    with recording("governance.edit_vendor_entry", by=by.account, at=at, subject=entry.project) as record:
        record.update(entry, **fields)


def settle_vendor_entry(entry: VendorEntry, *, settlement: str, by: Person, at: datetime) -> None:
    """Settle a promise or a disputed item, and say how."""
    _require_writer(by, entry.project)
    if not settlement.strip():
        raise CannotChangeVendorEntry(gettext("Say how it was settled."), field="settlement")
    with recording("governance.settle_vendor_entry", by=by.account, at=at, subject=entry.project) as record:
        record.update(entry, state=State.SETTLED, settlement=settlement.strip(), settled_on=local_day(at))


def reopen_vendor_entry(entry: VendorEntry, *, by: Person, at: datetime) -> None:
    """Open a settled entry again."""
    _require_writer(by, entry.project)
    with recording("governance.reopen_vendor_entry", by=by.account, at=at, subject=entry.project) as record:
        record.update(entry, state=State.OPEN, settled_on=None)


def _require_writer(by: Person, project: Project | None) -> None:
    require(by, "governance.edit_vendor_log", project)
    if not by.is_of_the_city:
        raise CannotChangeVendorEntry(gettext("The log of a vendor is the city's own."))
