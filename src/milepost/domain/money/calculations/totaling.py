"""What follows from the lines of a file is kept: its totals by the chart, and those that wait for a project."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Sum

from milepost.domain.common.inserting import insert_rows
from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport, LedgerTotal, UnmatchedLine

CENT = Decimal("0.01")
PLACE = ("state", "fiscal_year", "fund", "cost_center", "account")


def keep_totals(brought: LedgerImport) -> None:
    """Sum the lines of a file anew, by their place in the chart; inside a transaction."""
    brought.totals.all().delete()
    sums = brought.entries.order_by().values_list(*PLACE).annotate(sum=Sum("amount"), lines=Count("pk"))
    insert_rows(
        LedgerTotal,
        ("brought_by", *PLACE, "amount", "lines"),
        [(brought.pk, *place, amount.quantize(CENT), lines) for *place, amount, lines in sums],
    )


def queue_unmatched(entries: Iterable[LedgerEntry]) -> None:
    """Let lines that name no project wait for one."""
    insert_rows(
        UnmatchedLine,
        ("entry", "brought_by", "on"),
        ((entry.pk, entry.brought_by_id, entry.on) for entry in entries),
    )


def leave_queue(entries: Iterable[LedgerEntry]) -> None:
    """Let lines wait no longer, because somebody has said where they belong or they are forgotten."""
    UnmatchedLine.objects.filter(entry__in=[entry.pk for entry in entries]).delete()


def tell_the_planner() -> None:
    """Let the database count its ledger rows anew, by which it chooses indexes; a large file changes them at once."""
    with connection.cursor() as cursor:
        for model in (LedgerEntry, Allocation, LedgerTotal, UnmatchedLine):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
