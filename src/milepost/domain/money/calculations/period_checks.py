"""What is still open in a month of the books before it is closed."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from milepost.domain.money.calculations.reconciliation import reconcile
from milepost.domain.money.models import (
    BudgetReport,
    FiscalYear,
    Kind,
    LedgerEntry,
    LedgerImport,
    LedgerSource,
    UnmatchedLine,
)
from milepost.domain.people.fiscal_years import fiscal_year_starts
from milepost.domain.people.local_time import day_begins
from milepost.domain.people.queries import fiscal_year_start

MONTHS = 12


class Subject(StrEnum):
    """What a month is asked about before it is closed."""

    EXTRACTS = "extracts"
    WAITING = "waiting"
    TIED = "tied"
    UNMATCHED = "unmatched"
    P_CARDS = "p-cards"
    RECONCILED = "reconciled"


class Check(NamedTuple):
    """How many things of a subject are open, and what they are called where they have names."""

    subject: Subject
    open: int
    names: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.open


def days_of(fiscal_year: int, month: int) -> tuple[date, date]:
    """Give the first and last day of a month of a fiscal year; 1 is its first."""
    start = fiscal_year_start()
    begins = fiscal_year_starts(fiscal_year, start_month=start)
    index = begins.year * MONTHS + begins.month - 1 + month - 1
    first = date(index // MONTHS, index % MONTHS + 1, 1)
    return first, date((index + 1) // MONTHS, (index + 1) % MONTHS + 1, 1) - timedelta(days=1)


def period_checks(year: FiscalYear, month: int) -> list[Check]:
    """Ask what is open in a month, in a constant number of queries beside the reconciliation."""
    first, last = days_of(year.year, month)
    unmatched = UnmatchedLine.posted().filter(on__range=(first, last))
    p_cards = unmatched.filter(entry__kind=Kind.P_CARD).count()
    waiting = LedgerImport.objects.filter(
        state__in=(LedgerImport.State.READING, LedgerImport.State.PREVIEWED), source__isnull=False
    )
    return [
        _named(Subject.EXTRACTS, _missing(last)),
        _named(Subject.WAITING, [str(one) for one in waiting.select_related("attachment")]),
        _named(Subject.TIED, _untied(first, last)),
        Check(Subject.UNMATCHED, unmatched.count() - p_cards),
        Check(Subject.P_CARDS, p_cards),
        _reconciled(year, last),
    ]


def _named(subject: Subject, names: list[str]) -> Check:
    return Check(subject, len(names), tuple(names))


def _missing(last: date) -> list[str]:
    """Name the sources of which no file was posted since the month ended."""
    since = day_begins(last + timedelta(days=1))
    brought = LedgerImport.objects.filter(state=LedgerImport.State.POSTED, at__gte=since)
    sources = LedgerSource.objects.filter(is_active=True).exclude(profile=LedgerSource.Profile.BUDGET)
    return [str(source) for source in sources.exclude(pk__in=brought.values("source"))]


def _untied(first: date, last: date) -> list[str]:
    """Name the files with lines of the month that have no control total, or differ from it."""
    within = LedgerEntry.posted().filter(on__range=(first, last), brought_by__source__isnull=False)
    files = LedgerImport.objects.filter(pk__in=within.order_by().values("brought_by"))
    return [str(one) for one in files.select_related("attachment") if not one.is_tied]


def _reconciled(year: FiscalYear, last: date) -> Check:
    """Ask whether the latest report through the month's end or later ties to the cent."""
    report = BudgetReport.objects.filter(fiscal_year=year.year, through__gte=last).order_by("through").first()
    if report is None:
        return Check(Subject.RECONCILED, 1)
    differing = len(reconcile(report).differing)
    return Check(Subject.RECONCILED, differing, (str(report),) if differing else ())
