"""Ledger lines are given to projects, whole or in shares; the lines themselves stay as the ledger has them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.ordering import learn_orders
from milepost.domain.money.calculations.totaling import leave_queue
from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.engine.apportioning import apportioned

CENTS = 100


class CannotAllocate(Refusal):
    """Says why a line cannot be given so; may name its `field`."""


class Share(NamedTuple):
    """A part of a line by weight; without a project it says that the part belongs to none."""

    project: Project | None
    weight: int = 1
    uid: int | None = None


def allocate(
    entries: Sequence[LedgerEntry], shares: Sequence[Share], *, reason: str = "", by: Person, at: datetime
) -> None:
    """Give each of some posted lines to projects by weight, to the cent, in place of what was said of them before."""
    if not shares or len({(share.project, share.uid) for share in shares}) < len(shares):
        raise CannotAllocate(gettext("Name each project once."), field="project")
    projects = {share.project for share in shares if share.project}
    for project in projects:
        require(by, "money.allocate", project)
    if len(projects) < len({share.project for share in shares}):
        require(by, "money.import_ledger")
    subject = next(iter(projects)) if len(projects) == 1 else None
    with recording("money.allocate", by=by.account, at=at, subject=subject, reason=reason) as record:
        standing = list(
            Allocation.objects.select_for_update(of=("self",))
            .filter(entry__in=entries)
            .select_related("project", "entry")
        )
        for share in standing:
            require(by, "money.allocate" if share.project else "money.import_ledger", share.project)
        for entry in entries:
            _require_posted(entry)
        record.delete_many(standing)
        record.create_many([row for entry in entries for row in _rows(entry, shares)])
        leave_queue(entries)
        learn_orders(record, entries, by=by, at=at)
        record.summary = gettext(
            "{count:,} ledger lines of {amount:,.2f} dollars were given to {whom}."
        ).format(
            count=len(entries),
            amount=sum(entry.amount for entry in entries),
            whom=", ".join(sorted(project.number for project in projects)) or gettext("no project"),
        )


def _rows(entry: LedgerEntry, shares: Sequence[Share]) -> list[Allocation]:
    parts = apportioned(int(entry.amount * CENTS), [share.weight for share in shares])
    return [
        Allocation(entry=entry, project=share.project, uid=share.uid, amount=Decimal(cents) / CENTS)
        for share, cents in zip(shares, parts, strict=True)
    ]


def _require_posted(entry: LedgerEntry) -> None:
    brought = entry.brought_by
    if brought is not None and brought.state != LedgerImport.State.POSTED:
        raise CannotAllocate(gettext("This line waits for its file to be posted."))
