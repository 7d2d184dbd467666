"""What follows from the lines of a file is kept: its totals by the chart, and those that wait for a project."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Sum

from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport, LedgerTotal, UnmatchedLine

BATCH = 1_000
PLACE = ("state", "fiscal_year", "fund", "cost_center", "account")


def keep_totals(brought: LedgerImport) -> None:
    """Sum the lines of a file anew, by their place in the chart; inside a transaction."""
    brought.totals.all().delete()
    sums = brought.entries.order_by().values_list(*PLACE).annotate(sum=Sum("amount"))
    LedgerTotal.objects.bulk_create(
        [
            LedgerTotal(
                brought_by=brought, state=state, fiscal_year=year, fund_id=fund, cost_center_id=center,
                account_id=account, amount=amount,
            )
            for state, year, fund, center, account, amount in sums
        ],
        batch_size=BATCH,
    )  # fmt: skip


def queue_unmatched(entries: Iterable[LedgerEntry]) -> None:
    """Let lines that name no project wait for one."""
    UnmatchedLine.objects.bulk_create(
        [UnmatchedLine(entry=entry, brought_by_id=entry.brought_by_id, on=entry.on) for entry in entries]
    )


def leave_queue(entries: Iterable[LedgerEntry]) -> None:
    """Let lines wait no longer, because somebody has said where they belong or they are forgotten."""
    UnmatchedLine.objects.filter(entry__in=[entry.pk for entry in entries]).delete()


def tell_the_planner() -> None:
    """Let the database count its ledger rows anew, by which it chooses indexes; a large file changes them at once."""
    with connection.cursor() as cursor:
        for model in (LedgerEntry, Allocation, LedgerTotal, UnmatchedLine):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
