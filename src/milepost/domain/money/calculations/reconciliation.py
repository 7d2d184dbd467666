"""A budget report of the ERP laid beside Milepost's books, account by account: tied to the cent, or why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from milepost.domain.money.calculations.standings import ZERO, Standing, standings
from milepost.domain.money.models import BudgetReport, BudgetReportLine, LedgerEntry, State

CODES = ("fund", "cost_center", "account")
Codes = tuple[str, ...]
MOST_EXPLAINED = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report beside Milepost's own; `None` where the report does not state it."""

    state: str
    said: Decimal | None
    ours: Decimal

    @property
    def difference(self) -> Decimal:
        return ZERO if self.said is None else self.ours - self.said


@dataclass(slots=True)
class Account:
    """One account of the report, of Milepost, or of both."""

    codes: Codes
    name: str
    figures: list[Figure]
    reasons: list[str] = field(default_factory=list)

    @property
    def is_tied(self) -> bool:
        return not any(figure.difference for figure in self.figures) and not self.reasons


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All accounts, those that differ first, with the totals of both sides."""

    report: BudgetReport
    by: tuple[str, ...]
    """Which codes the report knows its accounts by."""
    accounts: list[Account]

    @property
    def differing(self) -> list[Account]:
        return [account for account in self.accounts if not account.is_tied]

    @property
    def is_tied(self) -> bool:
        return not self.differing

    @property
    def totals(self) -> list[Figure]:
        """The sums of each figure over all accounts."""
        columns = zip(*(account.figures for account in self.accounts), strict=True)
        return [
            Figure(
                column[0].state, _sum(one.said for one in column), _sum(one.ours for one in column) or ZERO
            )
            for column in columns
        ]


def reconcile(report: BudgetReport) -> Reconciliation:
    """Lay a report beside what is posted through its last day."""
    said: dict[Codes, list[BudgetReportLine]] = {}
    by = tuple(code for code in CODES if report.source.columns.get(code))
    for line in report.lines.all():
        said.setdefault(tuple(getattr(line, code) for code in by), []).append(line)
    ours = _ours(report, by)
    accounts = [_account(codes, said.get(codes, []), ours.get(codes)) for codes in sorted({*said, *ours})]
    _explain(report, by, [account for account in accounts if not account.is_tied][:MOST_EXPLAINED])
    return Reconciliation(report, by, sorted(accounts, key=lambda account: account.is_tied))


def _ours(report: BudgetReport, by: Sequence[str]) -> dict[Codes, Standing]:
    narrowed: dict[str, Any] = {"fiscal_year": report.fiscal_year}
    if LedgerEntry.posted().filter(fiscal_year=report.fiscal_year, on__gt=report.through).exists():
        narrowed["on__lte"] = report.through
    found: dict[Codes, Standing] = {}
    for key, standing in standings([f"{code}__code" for code in by], **narrowed).items():
        codes = tuple(code or "" for code in key)
        found[codes] = found.get(codes, Standing()) + standing
    return {codes: standing for codes, standing in found.items() if standing != Standing()}


def _account(codes: Codes, lines: Sequence[BudgetReportLine], ours: Standing | None) -> Account:
    stands = ours or Standing()
    promised = stands.encumbered + stands.pre_encumbered
    figures = [
        Figure(State.APPROPRIATED.value, _sum(line.revised for line in lines), stands.appropriated),
        Figure(State.EXPENDED.value, _sum(line.expended for line in lines), stands.expended),
        Figure(State.ENCUMBERED.value, _sum(line.encumbered for line in lines), promised),
        Figure("available", _sum(line.available for line in lines), stands.available),
    ]
    account = Account(codes, next((line.name for line in lines if line.name), ""), figures)
    if not lines:
        account.figures = [Figure(one.state, ZERO, one.ours) for one in figures]
        account.reasons.append(gettext("The report does not have this account."))
    elif ours is None and any(one.difference for one in figures):
        account.reasons.append(gettext("Milepost has no line of this account in the year."))
    account.reasons.extend(_slips(lines))
    if len(lines) > 1:
        rows = ", ".join(str(line.row) for line in lines)
        account.reasons.append(gettext("The report has the account in rows {rows}.").format(rows=rows))
    return account


def _slips(lines: Sequence[BudgetReportLine]) -> Iterator[str]:
    """Tell where a row of the report does not add up by itself."""
    for line in lines:
        parts = (line.original, line.adjustments)
        if None not in (*parts, line.revised) and _sum(parts) != line.revised:
            yield gettext("Row {row}: original and adjustments do not make the revised budget.").format(
                row=line.row
            )
        if line.revised is None or line.available is None or line.expended is None:
            continue
        left = line.revised - line.expended - (line.encumbered or ZERO)
        if left != line.available:
            yield gettext("Row {row}: available should be {left:,.2f}.").format(row=line.row, left=left)


def _explain(report: BudgetReport, by: Sequence[str], accounts: Sequence[Account]) -> None:
    """Look for lines whose amount is the difference, or that came after the report's last day."""
    wanted = {abs(one.difference) for account in accounts for one in account.figures} - {ZERO}
    both = wanted | {-amount for amount in wanted} | {amount / 2 for amount in wanted}
    rows = LedgerEntry.posted().filter(fiscal_year=report.fiscal_year, amount__in=both)
    found: dict[Codes, list[LedgerEntry]] = {}
    for entry in rows.select_related(*by)[: MOST_EXPLAINED * 10]:
        parts = (getattr(entry, code) for code in by)
        found.setdefault(tuple(part.code if part else "" for part in parts), []).append(entry)
    late = standings([f"{code}__code" for code in by], fiscal_year=report.fiscal_year, on__gt=report.through)
    for account in accounts:
        for figure in account.figures[:3]:
            if figure.difference:
                account.reasons.extend(_reasons(figure, found.get(account.codes, ()), late, account.codes))


def _reasons(
    figure: Figure, entries: Sequence[LedgerEntry], late: Mapping[Codes, Standing], codes: Codes
) -> Iterator[str]:
    states = (
        {figure.state, State.PRE_ENCUMBERED.value} if figure.state == State.ENCUMBERED else {figure.state}
    )
    same = [entry for entry in entries if entry.state in states and entry.amount == figure.difference]
    if len(same) == 1:
        yield gettext("{entry} is of this amount: the report may not hold it yet.").format(entry=same[0])
    if len(same) > 1:
        yield gettext("{count} lines are of this amount, such as {entry}: one may be double.").format(
            count=len(same), entry=same[0]
        )
    after = getattr(late.get(codes, Standing()), figure.state)
    if after and after == -figure.difference:
        yield gettext("Lines dated after the report's last day make the difference.")


def _sum(amounts: Any) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
