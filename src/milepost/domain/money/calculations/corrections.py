"""What a corrected extract changes: each line with what stood before it and what it says now."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum

from milepost.domain.money.models import LedgerEntry, LedgerImport

MOST = 200


class Correction(NamedTuple):
    """One line of the ledger as it stood, and by how much a file changes it."""

    entry: LedgerEntry
    before: Decimal

    @property
    def after(self) -> Decimal:
        return self.before + self.entry.amount


def corrections_of(brought: LedgerImport) -> list[Correction]:
    """Give the first lines that a file changes, the largest change first, in two queries."""
    changed = sorted(brought.entries.filter(version__gt=0)[:MOST], key=lambda entry: -abs(entry.amount))
    wanted = Q(pk=None)
    for entry in changed:
        wanted |= Q(document=entry.document, line=entry.line, state=entry.state, version__lt=entry.version)
    rows = LedgerEntry.objects.filter(wanted, source=brought.source).order_by()
    sums = rows.values_list("document", "line", "state").annotate(sum=Sum("amount"))
    before = {row[:3]: row[3] for row in sums}
    return [
        Correction(entry, before.get((entry.document, entry.line, entry.state), Decimal()))
        for entry in changed
    ]
