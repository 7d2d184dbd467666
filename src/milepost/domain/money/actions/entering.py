"""Entries that Milepost makes itself, each in pairs or with its authority, and what takes them back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.calculations.carry_forward import turn_of_the_year
from milepost.domain.money.models import (
    Account,
    Allocation,
    CostCenter,
    FiscalYear,
    Fund,
    FundingSource,
    Kind,
    LedgerEntry,
    State,
)
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project

MOST_AMOUNT = Decimal("999999999999.99")


class CannotEnter(Refusal):
    """Says why an entry cannot be made or taken back; may name its `field`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Where money stands in the chart of accounts."""

    fund: Fund
    account: Account
    fiscal_year: int
    cost_center: CostCenter | None = None
    funding_source: FundingSource | None = None


def supplement(
    project: Project,
    coding: Coding,
    amount: Decimal,
    *,
    kind: Kind = Kind.SUPPLEMENTAL,
    authority: str,
    reason: str,
    on: date,
    by: Person,
    at: datetime,
) -> LedgerEntry:
    """Enter a supplemental appropriation, or a carry-forward, under its ordinance or resolution."""
    require(by, "money.adopt_budget", project)
    _check_amount(amount)
    if not authority.strip():
        raise CannotEnter(
            gettext("Name the ordinance or resolution that gives the money."), field="authority"
        )
    with recording("money.supplement", by=by.account, at=at, subject=project, reason=reason) as record:
        check_open(coding.fiscal_year, on)
        entry = post(record, project, coding, amount, kind=kind, document=next_document("SA"), on=on, by=by, at=at,
                     authority=authority.strip(), description=reason)  # fmt: skip
        record.summary = gettext("{amount:,.2f} dollars of {fund} were appropriated by {authority}.").format(
            amount=amount, fund=coding.fund, authority=authority
        )
    return entry


def transfer(
    giving: tuple[Project, Coding],
    taking: tuple[Project, Coding],
    amount: Decimal,
    *,
    reason: str,
    on: date,
    by: Person,
    at: datetime,
) -> tuple[LedgerEntry, LedgerEntry]:
    """Move appropriated money within one fund and year to another line, as two entries of one document."""
    for project, _ in (giving, taking):
        require(by, "money.adopt_budget", project)
    _check_amount(amount)
    _check_within(giving[1], taking[1])
    if not reason.strip():
        raise CannotEnter(gettext("Say why the money is moved."), field="reason")
    with recording("money.transfer", by=by.account, at=at, subject=giving[0], reason=reason) as record:
        check_open(giving[1].fiscal_year, on)
        document = next_document("BT")
        out, into = (
            post(record, project, coding, signed, kind=Kind.TRANSFER, document=document, line=line, on=on, by=by,
                 at=at, description=reason)
            for line, (project, coding, signed) in enumerate(((*giving, -amount), (*taking, amount)), 1)
        )  # fmt: skip
        record.summary = gettext("{amount:,.2f} dollars were moved to {project}.").format(
            amount=amount, project=taking[0].number
        )
    return out, into


def reverse(entry: LedgerEntry, *, reason: str, on: date, by: Person, at: datetime) -> LedgerEntry:
    """Take an entry that Milepost made back by its opposite, in its own fiscal year while that is open.

    What the ledger says is corrected in the ledger.
    """
    require(by, "money.adopt_budget")
    if entry.source_id is not None or entry.brought_by_id is not None:
        raise CannotEnter(
            gettext("This line is the ledger's own. Correct it there and bring the extract again.")
        )
    if entry.state == State.ENCUMBERED:
        raise CannotEnter(gettext("An order rolls in two entries at year end; both are taken back there."))
    if not reason.strip():
        raise CannotEnter(gettext("Say why the entry is taken back."), field="reason")
    with recording("money.reverse", by=by.account, at=at, subject=entry, reason=reason) as record:
        if LedgerEntry.objects.filter(reverses=entry).exists() or entry.reverses_id is not None:
            raise CannotEnter(gettext("This entry is taken back already, or takes another one back."))
        day = min(on, turn_of_the_year(entry.fiscal_year)[0])
        check_open(entry.fiscal_year, day)
        opposite = record.create(_opposite(entry, reason, on=day, by=by, at=at))
        record.create_many(
            [
                Allocation(entry=opposite, project=share.project, uid=share.uid, amount=-share.amount)
                for share in entry.allocations.select_related("project")
            ]
        )
        record.summary = gettext("{entry} of {amount:,.2f} dollars was taken back.").format(
            entry=entry, amount=entry.amount
        )
    return opposite


def open_year(year: int, *, by: Person, at: datetime) -> FiscalYear:
    """Open a fiscal year for entries; one that is kept already stays as it is."""
    require(by, "money.close_periods")
    with recording("money.open_year", by=by.account, at=at) as record:
        kept = FiscalYear.objects.select_for_update().filter(year=year).first()
        if kept is None:
            kept = record.create(FiscalYear(year=year))
        record.subject = kept
        record.summary = gettext("{year} is open.").format(year=kept)
    return kept


def check_open(fiscal_year: int, on: date) -> None:
    """Refuse a day that lies outside its fiscal year, or in a part of it that is closed."""
    start = fiscal_year_start()
    if fiscal_year_of(on, start_month=start) > fiscal_year:
        raise CannotEnter(gettext("FY {year} ends before this day.").format(year=fiscal_year), field="on")
    year = FiscalYear.objects.filter(year=fiscal_year).first()
    if year is None:
        raise CannotEnter(gettext("FY {year} is not open yet.").format(year=fiscal_year), field="fiscal_year")
    in_year = fiscal_year_of(on, start_month=start) == fiscal_year
    if year.is_closed or (in_year and (on.month - start) % 12 < year.closed_months):
        raise CannotEnter(gettext("This part of {year} is closed.").format(year=year), field="on")


def post(
    record: Recorder,
    project: Project,
    coding: Coding,
    amount: Decimal,
    *,
    kind: Kind,
    document: str,
    on: date,
    by: Person,
    at: datetime,
    line: int = 1,
    authority: str = "",
    description: str = "",
) -> LedgerEntry:
    """Write an appropriation and give it wholly to a project, within a record under way."""
    entry = record.create(
        LedgerEntry(
            state=State.APPROPRIATED, kind=kind, document=document, line=line, on=on, amount=amount,
            fiscal_year=coding.fiscal_year, fund=coding.fund, account=coding.account,
            cost_center=coding.cost_center, funding_source=coding.funding_source,
            authority=authority, description=description[:200], by=by, at=at,
        )
    )  # fmt: skip
    record.create(Allocation(entry=entry, project=project, amount=amount))
    return entry


def next_document(prefix: str) -> str:
    """Give the next document number of Milepost's own entries, inside a transaction."""
    return f"{prefix}-{next_number(f'money/{prefix}'):05}"


def _check_amount(amount: Decimal) -> None:
    if not 0 < amount <= MOST_AMOUNT:
        raise CannotEnter(gettext("Give an amount above zero."), field="amount")


def _check_within(giving: Coding, taking: Coding) -> None:
    if giving.fund != taking.fund:
        raise CannotEnter(
            gettext("Money leaves a fund only by council; enter a supplemental appropriation."), field="fund"
        )
    if giving.fiscal_year != taking.fiscal_year:
        raise CannotEnter(gettext("A transfer stays within one fiscal year."), field="fiscal_year")
    if giving == taking:
        raise CannotEnter(gettext("Both lines are the same."), field="account")


def _opposite(entry: LedgerEntry, reason: str, *, on: date, by: Person, at: datetime) -> LedgerEntry:
    kept = ("state", "kind", "fiscal_year", "fund", "cost_center", "account", "funding_source", "vendor")
    return LedgerEntry(
        document=next_document("RV"), on=on, amount=-entry.amount, reverses=entry, description=reason[:200],
        by=by, at=at, **{name: getattr(entry, name) for name in kept},
    )  # fmt: skip
