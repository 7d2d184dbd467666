"""At year end open orders leave the year and are encumbered in the next, or lapse, as the rule of their fund says."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Max, Sum
from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import check_open
from milepost.domain.money.calculations.carry_forward import turn_of_the_year
from milepost.domain.money.calculations.open_orders import OpenLine, Outcome, open_orders, rolls
from milepost.domain.money.calculations.standings import ZERO
from milepost.domain.money.models import Allocation, FiscalYear, Kind, LedgerEntry, State
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require

VERSIONS = 2
"""A roll takes two versions of its line: an even one leaves the year, the odd one after it enters the next."""


class CannotRoll(Refusal):
    """Says why open orders cannot be rolled, or a roll not taken back; may name its `field`."""


class Shown(NamedTuple):
    """What somebody was shown before it is written: how many lines of orders, and what they add up to."""

    lines: int
    amount: Decimal


def roll_orders(fiscal_year: int, shown: Shown, *, by: Person, at: datetime) -> list[LedgerEntry]:
    """Write what the end of a year does with its open orders: each line leaves it, and enters the next if it rolls.

    Lines that wait for a decision stay. The entries keep the document and line of the order, so that extracts of
    the new year find what was rolled and do not add it again.
    """
    require(by, "money.roll_orders")
    with recording("money.roll_orders", by=by.account, at=at) as record:
        record.subject = _hold_year(fiscal_year)
        lines = [line for line in open_orders(fiscal_year) if line.outcome != Outcome.WAITS]
        if not lines:
            raise CannotRoll(gettext("No open order can be rolled or lapse now."))
        if shown != Shown(len(lines), sum((line.amount for line in lines), ZERO)):
            raise CannotRoll(gettext("What is open has changed since you looked. Look at it again."))
        last, first = turn_of_the_year(fiscal_year)
        check_open(fiscal_year, last)
        if any(line.outcome == Outcome.ROLLS for line in lines):
            check_open(fiscal_year + 1, first)
        written = _write_turn(record, lines, fiscal_year, (last, first), by=by, at=at)
        record.summary = gettext(
            "{count} lines of orders left FY {year}; {amount:,.2f} dollars roll."
        ).format(
            count=len(lines),
            year=fiscal_year,
            amount=sum((line.amount for line in lines if line.outcome == Outcome.ROLLS), ZERO),
        )
    return written


def take_back_rolls(chosen: Sequence[int], fiscal_year: int, *, reason: str, by: Person, at: datetime) -> int:
    """Take rolls of a year back, each with both of its entries, by their opposites; give how many lines."""
    require(by, "money.roll_orders")
    if not reason.strip():
        raise CannotRoll(gettext("Say why it is taken back."), field="reason")
    with recording("money.take_back_rolls", by=by.account, at=at, reason=reason) as record:
        record.subject = _hold_year(fiscal_year)
        left = list(rolls(fiscal_year).filter(pk__in=chosen))
        if not left:
            raise CannotRoll(gettext("Choose what was rolled and is not taken back yet."))
        entries = []
        for leaving in left:
            entering = _next_year_of(leaving)
            _check_untouched(leaving, entering)
            entries += [one for one in (leaving, entering) if one is not None]
        for entry in entries:
            check_open(entry.fiscal_year, entry.on)
        _write_opposites(record, entries, reason.strip(), by=by, at=at)
        record.summary = gettext("{count} lines of orders are open in FY {year} again.").format(
            count=len(left), year=fiscal_year
        )
    return len(left)


def _hold_year(fiscal_year: int) -> FiscalYear:
    """Lock the year, so that two people do not roll one line twice."""
    year = FiscalYear.objects.select_for_update().filter(year=fiscal_year).first()
    if year is None:
        raise CannotRoll(gettext("FY {year} is not open yet.").format(year=fiscal_year))
    return year


def _write_turn(
    record: Recorder,
    lines: Iterable[OpenLine],
    fiscal_year: int,
    turn: tuple[date, date],
    *,
    by: Person,
    at: datetime,
) -> list[LedgerEntry]:
    lines = list(lines)
    versions = _next_versions({line.key.document for line in lines})
    made: list[tuple[LedgerEntry, OpenLine, int]] = []
    for line in lines:
        place = (line.key.document, line.key.line)
        version = versions.get(place, 0)
        versions[place] = version + VERSIONS
        rolling = line.outcome == Outcome.ROLLS
        for step in range(VERSIONS if rolling else 1):
            sign = 1 if step else -1
            entry = LedgerEntry(
                state=State.ENCUMBERED, kind=Kind.CARRY_FORWARD if rolling else Kind.LAPSE, version=version + step,
                on=turn[step], fiscal_year=fiscal_year + step, amount=sign * line.amount, vendor=line.vendor,
                description=_roll_words(fiscal_year, rolling=rolling), by=by, at=at, **_coding_of(line),
            )  # fmt: skip
            made.append((entry, line, sign))
    record.create_many([entry for entry, _, _ in made])
    record.create_many(
        [
            Allocation(entry=entry, project=share.project, uid=share.uid, amount=sign * share.amount)
            for entry, line, sign in made
            for share in line.shares
        ]
    )
    return [entry for entry, _, _ in made]


def _coding_of(line: OpenLine) -> dict[str, Any]:
    key = line.key
    return {
        "document": key.document, "line": key.line, "fund_id": key.fund, "cost_center_id": key.cost_center,
        "account_id": key.account, "funding_source_id": key.funding_source,
    }  # fmt: skip


def _roll_words(fiscal_year: int, *, rolling: bool) -> str:
    if rolling:
        return gettext("Rolls from FY {year} to FY {next}").format(year=fiscal_year, next=fiscal_year + 1)
    return gettext("Lapses at the end of FY {year}").format(year=fiscal_year)


def _next_versions(documents: Iterable[str]) -> dict[tuple[str, int], int]:
    """Give the next even version of each line that Milepost has written of before."""
    own = LedgerEntry.objects.filter(source=None, state=State.ENCUMBERED, document__in=documents)
    found = own.order_by().values_list("document", "line").annotate(last=Max("version"))
    return {(document, line): (last // VERSIONS + 1) * VERSIONS for document, line, last in found}


def _next_year_of(leaving: LedgerEntry) -> LedgerEntry | None:
    """Give the entry by which a line entered the next year; `None` where it lapsed."""
    if leaving.kind == Kind.LAPSE:
        return None
    return LedgerEntry.objects.get(
        source=None, state=State.ENCUMBERED, document=leaving.document, line=leaving.line,
        version=leaving.version + 1,
    )  # fmt: skip


def _check_untouched(leaving: LedgerEntry, entering: LedgerEntry | None) -> None:
    """Refuse where the next year holds something else of the line: an extract, or a later roll, builds on it."""
    place = {
        name: getattr(leaving, name)
        for name in ("document", "line", "fund_id", "cost_center_id", "account_id", "funding_source_id")
    }
    next_year = LedgerEntry.posted().filter(
        state=State.ENCUMBERED, fiscal_year=leaving.fiscal_year + 1, **place
    )
    held = next_year.aggregate(sum=Sum("amount"))["sum"] or ZERO
    if held.quantize(ZERO) != (entering.amount if entering else ZERO):
        raise CannotRoll(
            gettext(
                "{document}, line {line} has changed in FY {year} since; correct it in the ledger."
            ).format(document=leaving.document, line=leaving.line, year=leaving.fiscal_year + 1)
        )


def _write_opposites(
    record: Recorder, entries: Sequence[LedgerEntry], reason: str, *, by: Person, at: datetime
) -> None:
    kept = (
        "state", "kind", "document", "line", "fiscal_year", "on", "fund_id", "cost_center_id", "account_id",
        "funding_source_id", "vendor",
    )  # fmt: skip
    versions = _next_versions({entry.document for entry in entries})
    opposites = []
    for entry in entries:
        version = versions[entry.document, entry.line]
        versions[entry.document, entry.line] += 1
        opposites.append(
            LedgerEntry(
                version=version, amount=-entry.amount, reverses=entry, description=reason[:200], by=by, at=at,
                **{name: getattr(entry, name) for name in kept},
            )
        )  # fmt: skip
    record.create_many(opposites)
    record.create_many(
        [
            Allocation(entry=opposite, project_id=share.project_id, uid=share.uid, amount=-share.amount)
            for opposite, entry in zip(opposites, entries, strict=True)
            for share in entry.allocations.all()
        ]
    )
