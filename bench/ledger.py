"""Time the import of a ledger's extract and the pages over it: `python -m bench.ledger [FOLDER]`."""

import csv
import resource
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from random import Random
from tempfile import NamedTemporaryFile
from time import perf_counter, process_time
from typing import BinaryIO

from bench.city import ACCOUNT, client, measured, standing_city

LINES = 200_000
PAGES = ("funds", "entries", "unmatched", "imports", "chart")
COLUMNS = {
    "date": "Date", "amount": "Amount", "vendor": "Vendor", "fund": "Fund", "cost_center": "Center",
    "account": "Account", "fiscal_year": "Year", "description": "Description",
}  # fmt: skip


def main() -> None:
    """Print the tables of docs/benchmarks.md."""
    with standing_city():
        _import()
        _pages()


def _extract(file: BinaryIO) -> Decimal:
    """Write payments as a city's register has them, without a document number; give their sum."""
    random, text = Random(7), StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS.values())
    total = Decimal()
    for number in range(LINES):
        amount = Decimal(random.randrange(-9_000, 900_000)) / 100
        total += amount
        day = date(2026, 1 + number % 12, 1 + number % 28)
        fund, center, account = (100 + number % 30, 20_000 + number % 400, 52_000 + number % 250)
        writer.writerow(
            [day, amount, f"Vendor {number % 3_000}", fund, center, account, 2026, f"Invoice {number}"]
        )
    file.write(text.getvalue().encode())
    file.seek(0)
    return total


def _import() -> None:
    from milepost.domain.money.actions.importing_ledger import (
        bring_ledger,
        keep_source,
        post_ledger,
    )
    from milepost.domain.money.models import LedgerSource
    from milepost.domain.people.models import Person

    by, at = Person.objects.get(user__email=ACCOUNT), datetime.now(UTC)
    values = {"name": f"Benchmark of {at:%Y-%m-%d %H:%M:%S}", "profile": "payments", "columns": COLUMNS}
    source = keep_source(LedgerSource(), values, by=by, at=at)
    with NamedTemporaryFile(suffix=".csv") as file:
        total = _extract(file)  # type: ignore[arg-type]
        held = _memory()
        began, worked = perf_counter(), process_time()
        brought = bring_ledger(source, file, "payments.csv", control_total=total, by=by, at=at)  # type: ignore[arg-type]
        brought.refresh_from_db()  # read by the job that bringing it queues, which runs at once here
        read, working = perf_counter(), process_time() - worked
        post_ledger(brought, by=by, at=at)
        posted = perf_counter()
    print(f"| {LINES:,} lines | seconds |\n|---|---|")
    print(f"| read, compared and staged | {read - began:.1f} |")
    print(f"| of it the processor | {working:.1f} |")
    print(f"| posted | {posted - read:.2f} |")
    print(f"| memory it took, MB | {_memory() - held:.0f} |\n")


def _pages() -> None:
    from django.urls import reverse

    browser = client()
    print("| page | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")
    for name in PAGES:
        address = reverse(f"ledger:{name}") + ("?year=2026" if name in {"funds", "entries"} else "")
        print(f"| `{address}` | {measured(lambda address=address: browser.get(address))} |")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
