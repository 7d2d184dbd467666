"""Open orders at year end: what of each line is still encumbered, and what the rule of its fund does with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import Max, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.calculations.carry_forward import WorksheetLine, turn_of_the_year, worksheet
from milepost.domain.money.calculations.standings import ZERO
from milepost.domain.money.models import Account, Allocation, Fund, Kind, LedgerEntry, State
from milepost.domain.projects.models import Project

OF_A_LINE = ("document", "line", "fund", "cost_center", "account", "funding_source")
"""What a balance is kept by: a line of a document at one place of the chart."""


class Outcome(models.TextChoices):
    """What the end of a year does with an open line."""

    ROLLS = "rolls", _("Rolls")
    LAPSES = "lapses", _("Lapses")
    WAITS = "waits", _("Waits")


class LineKey(NamedTuple):
    """Names a balance, by `OF_A_LINE`."""

    document: str
    line: int
    fund: int | None
    cost_center: int | None
    account: int | None
    funding_source: int | None


class Share(NamedTuple):
    """What of a balance belongs to a project, or to none."""

    project: Project | None
    uid: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of an order that is still encumbered when its year ends."""

    key: LineKey
    vendor: str
    fund: Fund | None
    account: Account | None
    amount: Decimal
    shares: tuple[Share, ...]
    outcome: Outcome
    why: str = ""

    @property
    def leaves(self) -> Decimal:
        """What the line's year loses."""
        return -self.amount


class Place(NamedTuple):
    """Keys by which a carry-forward is decided."""

    project: int
    fund: int
    account: int


class Rolled(NamedTuple):
    """What the ledger holds of a line that was rolled or has lapsed, and the year in which it goes on."""

    amount: Decimal
    fiscal_year: int


def open_orders(fiscal_year: int) -> list[OpenLine]:
    """Give the lines of orders that are open at the end of a year, in a constant number of queries.

    A continuing fund rolls them. One that lapses rolls what the decided carry-forward of project, fund and account
    covers, line by line; what it does not cover lapses, and nothing is done before it is decided.
    """
    entries = LedgerEntry.posted().filter(state=State.ENCUMBERED, fiscal_year=fiscal_year).order_by()
    sums = entries.values_list(*OF_A_LINE).annotate(sum=Sum("amount"), vendor=Max("vendor"))
    found = {LineKey(*row[:-2]): (row[-2].quantize(ZERO), row[-1]) for row in sums}
    shares = _shares(fiscal_year)
    projects = {share.project for parts in shares.values() for share in parts if share.project is not None}
    cover = _Cover(projects, fiscal_year)
    funds, accounts = Fund.objects.in_bulk(), Account.objects.in_bulk()
    lines = []
    for key, (amount, vendor) in sorted(found.items(), key=lambda item: (item[0].document, item[0].line)):
        if amount <= 0:
            continue
        fund, account = funds.get(key.fund or 0), accounts.get(key.account or 0)
        parts = tuple(shares.get(key, ()))
        outcome, why = _outcome(amount, parts, fund, account, cover)
        lines.append(OpenLine(key, vendor, fund, account, amount, parts, outcome, why))
    return lines


def rolls(fiscal_year: int) -> models.QuerySet[LedgerEntry]:
    """Give the entries by which lines left a year, and which nobody has taken back."""
    last, _first = turn_of_the_year(fiscal_year)
    return _made().filter(fiscal_year=fiscal_year, on=last, amount__lt=0, reverses=None, reversed_by=None)


def rolled_lines() -> dict[tuple[str, int], Rolled]:
    """Give each line that ever rolled or lapsed, with all that any source and Milepost hold of it.

    An extract of the new year is compared with this sum, so that what was rolled is not counted again.
    """
    live = Max("fiscal_year", filter=Q(amount__lt=0, reverses=None, reversed_by=None))
    years = {
        (document, line): year
        for document, line, year in _made().order_by().values_list("document", "line").annotate(year=live)
    }
    held = LedgerEntry.posted().filter(
        state=State.ENCUMBERED, document__in=_made().order_by().values("document")
    )
    sums = held.order_by().values_list("document", "line").annotate(sum=Sum("amount"))
    return {
        (document, line): Rolled(amount.quantize(ZERO), (years[document, line] or -1) + 1)
        for document, line, amount in sums
        if (document, line) in years
    }


def _made() -> models.QuerySet[LedgerEntry]:
    """Give all that Milepost itself wrote of encumbrances: rolls, lapses and what takes them back."""
    return LedgerEntry.objects.filter(
        source=None, brought_by=None, state=State.ENCUMBERED, kind__in=(Kind.CARRY_FORWARD, Kind.LAPSE)
    )


class _Cover:
    """What decided carry-forwards leave for open lines; each line that rolls takes its share of it."""

    def __init__(self, projects: Iterable[Project], fiscal_year: int) -> None:
        self._lines: Mapping[Place, WorksheetLine] = {
            Place(line.project.pk, line.fund.pk, line.account.pk): line
            for line in worksheet(projects, fiscal_year)
        }
        self._left: dict[Place, Decimal] = {place: line.requested for place, line in self._lines.items()}
        taken = Allocation.objects.filter(entry__in=rolls(fiscal_year).filter(kind=Kind.CARRY_FORWARD))
        for *place, amount in (
            taken.exclude(project=None)
            .order_by()
            .values_list("project", "entry__fund", "entry__account")
            .annotate(sum=Sum("amount"))
        ):
            if Place(*place) in self._left:
                self._left[Place(*place)] += amount.quantize(ZERO)

    def is_decided(self, place: Place) -> bool:
        return place not in self._lines or self._lines[place].is_decided

    def take(self, wanted: Mapping[Place, Decimal]) -> bool:
        """Take what a line needs, or nothing where it is not there in full."""
        if any(self._left.get(place, ZERO) < amount for place, amount in wanted.items()):
            return False
        for place, amount in wanted.items():
            self._left[place] -= amount
        return True


def _shares(fiscal_year: int) -> dict[LineKey, list[Share]]:
    rows = Allocation.posted().filter(entry__state=State.ENCUMBERED, entry__fiscal_year=fiscal_year)
    paths = [f"entry__{name}" for name in OF_A_LINE]
    sums = list(rows.order_by().values_list(*paths, "project", "uid").annotate(sum=Sum("amount")))
    projects = Project.objects.in_bulk({row[-3] for row in sums if row[-3] is not None})
    found: dict[LineKey, list[Share]] = defaultdict(list)
    for *key, project, uid, amount in sums:
        if amount := amount.quantize(ZERO):
            found[LineKey(*key)].append(Share(projects.get(project), uid, amount))
    return found


def _outcome(
    amount: Decimal, shares: tuple[Share, ...], fund: Fund | None, account: Account | None, cover: _Cover
) -> tuple[Outcome, str]:
    if fund is None or account is None:
        return Outcome.WAITS, gettext("The ledger names no fund or no account of it.")
    if sum((share.amount for share in shares), ZERO) != amount:
        return Outcome.WAITS, gettext("It is not given to projects in full.")
    if not fund.lapses:
        return Outcome.ROLLS, ""
    wanted: dict[Place, Decimal] = defaultdict(Decimal)
    for share in shares:
        if share.project is not None:
            wanted[Place(share.project.pk, fund.pk, account.pk)] += share.amount
    if not all(cover.is_decided(place) for place in wanted):
        return Outcome.WAITS, gettext("Its carry-forward is not decided yet.")
    if not cover.take(wanted):
        return Outcome.LAPSES, gettext("The fund lapses, and no carry-forward covers it.")
    return Outcome.ROLLS, ""
