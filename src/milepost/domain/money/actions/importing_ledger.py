"""Files of the ledger are brought, read in batches that count for nothing yet, and posted in one short step."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.inserting import insert_objects
from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import Attachment
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.invoicing import match_expected
from milepost.domain.money.actions.ordering import learn_orders
from milepost.domain.money.calculations.ledger_reading import Chart, Comparing, Made
from milepost.domain.money.calculations.totaling import keep_totals, queue_unmatched, tell_the_planner
from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport, LedgerSource, UnmatchedLine
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets import budget_reports
from milepost.exchange.sheets.expenditures import Reject
from milepost.exchange.sheets.ledger import FIELDS, LedgerLine, headings_of, read_ledger
from milepost.exchange.sheets.lists import kept_in_a_file

State = LedgerImport.State
BATCH = 1_000
REPORT_EVERY = 5
MOST_PERCENT = 95
TYPICAL_LINE = 110
"""Bytes of a line of an extract, for telling how far reading is."""


class CannotImportLedger(Refusal):
    """Says why a file is not taken or not posted; may name its `field`."""


def keep_source(source: LedgerSource, values: Mapping[str, Any], *, by: Person, at: datetime) -> LedgerSource:
    """Add a source that is new, or change one: its name, what its lines are, and which column holds what."""
    require(by, "money.import_ledger")
    columns = {name: text.strip() for name, text in values.get("columns", {}).items() if text.strip()}
    _check_columns(columns, is_report=values.get("profile") == LedgerSource.Profile.BUDGET)
    values = {**values, "columns": columns}
    with recording("money.keep_source", by=by.account, at=at) as record:
        if source.pk is None:
            for name, value in values.items():
                setattr(source, name, value)
            check_row(source)
            record.create(source)
        else:
            check_row(source, **values)
            record.update(source, **values)
        record.subject = source
        record.summary = gettext("How {source} is read was kept.").format(source=source)
    return source


def bring_ledger(
    source: LedgerSource,
    content: BinaryIO,
    file_name: str,
    *,
    control_total: Decimal | None,
    by: Person,
    at: datetime,
) -> LedgerImport:
    """Keep a file of a source and have a job read it; one file of a source waits at a time."""
    require(by, "money.import_ledger")
    if source.profile == LedgerSource.Profile.BUDGET:
        raise CannotImportLedger(
            gettext("A budget report posts nothing; it is reconciled with."), field="source"
        )
    name = file_name.replace("\\", "/").rpartition("/")[2][-255:] or "extract"
    digest, size = _digest(content)
    _check_waiting(source)
    _check_duplicate(source, digest)
    _check_headings(source, content, name)
    with recording("money.bring_ledger", by=by.account, at=at, subject=source) as record:
        attachment = record.create(
            Attachment(name=name, content=File(content, name=name), size=size, sha256=digest)
        )
        brought = record.create(
            LedgerImport(
                source=source,
                attachment=attachment,
                state=State.READING,
                control_total=control_total,
                by=by,
                at=at,
            )
        )
        job = enqueue("money.read_ledger", by=by.account, import_id=brought.pk)
        record.update(brought, job=job)
        record.summary = gettext("{name} of {source} was brought.").format(name=name, source=source)
    return brought


def read_ledger_file(
    brought: LedgerImport,
    *,
    as_of: date,
    report: Callable[[int, str], object] = lambda percent, message: None,
) -> None:
    """Stage the lines of a file batch by batch, so that nobody waits for it; begun anew it starts from nothing."""
    source = brought.source
    if source is None or brought.state != State.READING:
        return
    unstage(brought)
    comparing = Comparing(brought, source, as_of=as_of)
    name = brought.attachment.name
    expected = max(1, brought.attachment.size // TYPICAL_LINE)
    try:
        with brought.attachment.content.open() as file, kept_in_a_file(cast(BinaryIO, file), name) as path:
            rows = read_ledger(path, name=name, columns=source.columns)
            for number, batch in enumerate(iter(lambda: list(islice(rows, BATCH)), [])):
                for reject in (row for row in batch if isinstance(row, Reject)):
                    comparing.reading.reject(reject)
                lines = [row for row in batch if isinstance(row, LedgerLine)]
                comparing.chart.learn(lines)
                _learn(comparing.chart, brought)
                _stage(comparing.take(lines))
                if number % REPORT_EVERY == 0:
                    count = comparing.reading.lines
                    report(min(MOST_PERCENT, count * 100 // expected), f"{count:,} lines read")
        _stage(comparing.close())
    except UnreadableFile as error:
        _end_reading(brought, State.FAILED, {"problem": str(error)})
        unstage(brought)
        return
    _end_reading(brought, State.PREVIEWED, comparing.reading.as_summary())
    tell_the_planner()


def post_ledger(brought: LedgerImport, *, reason: str = "", by: Person, at: datetime) -> None:
    """Let the staged lines count; a file that is not tied to its control total needs a reason."""
    require(by, "money.import_ledger")
    with recording("money.post_ledger", by=by.account, at=at, subject=brought, reason=reason) as record:
        brought.refresh_from_db(from_queryset=LedgerImport.objects.select_for_update())
        _require_previewed(brought)
        if brought.difference and not reason.strip():
            raise CannotImportLedger(
                gettext(
                    "The file differs from its control total by {difference:+,.2f}; say why it is posted."
                ).format(difference=brought.difference),
                field="reason",
            )
        record.update(brought, state=State.POSTED)
        match_expected(record, brought)
        if brought.source is not None and brought.source.profile == LedgerSource.Profile.ORDERS:
            learn_orders(record, brought.entries.all(), by=by, at=at)
        summary = brought.summary
        record.summary = gettext("{name}: {new:,} new lines of {total} dollars were posted.").format(
            name=brought, new=summary["new"], total=f"{Decimal(summary['new_total']):,.2f}"
        )


def discard_ledger(brought: LedgerImport, *, by: Person, at: datetime) -> None:
    """Put a file aside; its staged lines are forgotten."""
    require(by, "money.import_ledger")
    with recording("money.discard_ledger", by=by.account, at=at, subject=brought) as record:
        brought.refresh_from_db(from_queryset=LedgerImport.objects.select_for_update())
        if brought.state not in (State.READING, State.PREVIEWED):
            raise CannotImportLedger(gettext("This file is not waiting any more."))
        record.update(brought, state=State.DISCARDED)
        enqueue("money.unstage_ledger", by=by.account, import_id=brought.pk)


def unstage(brought: LedgerImport) -> None:
    """Forget lines that were staged and never counted, in steps that hold nobody up."""
    if brought.state == State.POSTED:
        return
    brought.totals.all().delete()
    while keys := list(brought.entries.values_list("pk", flat=True)[: BATCH // 2]):
        with transaction.atomic():
            Allocation.objects.filter(entry__in=keys).delete()
            UnmatchedLine.objects.filter(entry__in=keys).delete()
            LedgerEntry.objects.filter(pk__in=keys).delete()


def _check_columns(columns: Mapping[str, str], *, is_report: bool) -> None:
    if unknown := set(columns) - set(budget_reports.FIELDS if is_report else FIELDS):
        raise CannotImportLedger(gettext("There is no field {name}.").format(name=min(unknown)))
    if is_report:
        if "expended" not in columns or not set(budget_reports.CODES) & set(columns):
            raise CannotImportLedger(
                gettext("Name the columns of what is expended, and of the account."), field="expended"
            )
    elif "amount" not in columns:
        raise CannotImportLedger(gettext("Name the column of the amount."), field="amount")
    elif not {"date", "fiscal_year"} & set(columns):
        raise CannotImportLedger(
            gettext("Name the column of the date, or that of the fiscal year."), field="date"
        )
    if len({text.lower() for text in columns.values()}) < len(columns):
        raise CannotImportLedger(gettext("One column cannot hold two things."))


def _stage(made: Sequence[Made]) -> None:
    with transaction.atomic():
        insert_objects([one.entry for one in made])
        for one in made:
            for share in one.shares:
                share.entry = one.entry  # anew, for it has a key now
        insert_objects([share for one in made for share in one.shares])
        queue_unmatched(one.entry for one in made if not one.shares)


def _learn(chart: Chart, brought: LedgerImport) -> None:
    """Add the codes that the ledger names first, which a person completes later."""
    if not chart.wanted:
        return
    with recording("money.learn_codes", by=brought.by.account, at=brought.at, subject=brought) as record:
        for part in chart.wanted:
            record.create(part)
        record.summary = gettext("{count} codes of the ledger were added to the chart of accounts.").format(
            count=len(chart.wanted)
        )
    chart.wanted.clear()


def _end_reading(brought: LedgerImport, state: str, summary: Mapping[str, Any]) -> None:
    """Keep what reading found, unless somebody put the file aside meanwhile."""
    with transaction.atomic():
        rows = LedgerImport.objects.select_for_update().filter(pk=brought.pk, state=State.READING)
        is_discarded = not rows.update(state=state, summary=summary)
        if state == State.PREVIEWED and not is_discarded:
            keep_totals(brought)
    brought.refresh_from_db()
    if is_discarded:
        unstage(brought)


def _digest(content: BinaryIO) -> tuple[str, int]:
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(1 << 20):
        digest.update(chunk)
    size = content.tell()
    content.seek(0)
    return digest.hexdigest(), size


def _check_waiting(source: LedgerSource) -> None:
    waiting = source.imports.filter(state__in=LedgerImport.WAITING).select_related("attachment").first()
    if waiting is not None:
        raise CannotImportLedger(
            gettext("{name} of this source waits already. Post it or put it aside first.").format(
                name=waiting
            ),
            field="file",
        )


def _check_duplicate(source: LedgerSource, digest: str) -> None:
    last = source.imports.filter(state=State.POSTED).select_related("attachment").first()
    if last is not None and last.attachment.sha256 == digest:
        raise CannotImportLedger(
            gettext("This very file was posted already as {name}; nothing would change.").format(name=last),
            field="file",
        )


def _check_headings(source: LedgerSource, content: BinaryIO, name: str) -> None:
    """Refuse at once what is no extract of the source, or an empty one, which would close all that stands."""
    try:
        with kept_in_a_file(content, name) as path:
            headings_of(path, name=name)
            first = next(read_ledger(path, name=name, columns=source.columns), None)
    except UnreadableFile as error:
        raise CannotImportLedger(str(error), field="file") from error
    finally:
        content.seek(0)
    if first is None:
        raise CannotImportLedger(
            gettext("{name} has no line below its headings.").format(name=name), field="file"
        )


def _require_previewed(brought: LedgerImport) -> None:
    if brought.state != State.PREVIEWED:
        raise CannotImportLedger(gettext("This file is not waiting to be confirmed."))
