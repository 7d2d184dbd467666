"""The books of the demo city: its chart of accounts, fiscal years, and the extracts of its ERP."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from random import Random

from milepost.demo.clock import MORNING, moment
from milepost.demo.committing import end_year
from milepost.demo.founding import Cast
from milepost.domain.money.actions.closing_periods import close_month
from milepost.domain.money.actions.entering import open_year
from milepost.domain.money.actions.importing_ledger import (
    bring_ledger,
    keep_source,
    post_ledger,
    read_ledger_file,
)
from milepost.domain.money.actions.keeping_chart import keep_part
from milepost.domain.money.calculations.period_checks import days_of
from milepost.domain.money.models import (
    Account,
    BudgetLine,
    CostCenter,
    FiscalYear,
    Fund,
    FundingSource,
    LedgerSource,
)
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project

Type, Class, Profile = Fund.Type, Account.Class, LedgerSource.Profile
FUNDS = (
    ("100", "General", Type.GENERAL, True),
    ("240", "E-911 Authority", Type.SPECIAL_REVENUE, False),
    ("301", "Governmental capital", Type.CAPITAL_PROJECTS, False),
    ("501", "Water", Type.ENTERPRISE, True),
    ("502", "Sewer", Type.ENTERPRISE, True),
    ("610", "Information technology", Type.INTERNAL_SERVICE, True),
)
CENTERS = (
    ("6100", "IT administration", "Information technology"),
    ("6110", "Help desk and desktop", "Information technology"),
    ("6120", "Network operations", "Information technology"),
    ("6130", "Applications", "Information technology"),
    ("6140", "Information security", "Information technology"),
    ("6150", "GIS", "GIS"),
)
ACCOUNTS = (
    ("52190", "Professional services", Class.OPERATING),
    ("52350", "Software and subscriptions", Class.OPERATING),
    ("52226", "Communications", Class.OPERATING),
    ("53100", "Minor equipment", Class.OPERATING),
    ("64100", "Computer equipment", Class.CAPITAL),
    ("64200", "Software, capitalized", Class.CAPITAL),
)
FUND_OF = {"PD": "100", "FD": "100", "WTR": "501", "IT": "610"}
CAPITAL_FROM = 250_000
YEARS_AHEAD, MONTHS, PAYMENT_LINES = 5, 12, 24
ROLLED_OF, BILLED_SINCE = 3, Decimal("1.4")
"""Every so many projects' orders came over from last year, when so much more of them was open."""
CLOSING_TAKES = timedelta(days=65)
"""Months stay open for the receipts and invoices that departments still send of them."""
CLOSED_BEFORE = "Closed in the ERP before Milepost was introduced."
OPEN_AT_CLOSE = "What is open belongs to operations and is settled in the month it comes up."
PAYMENTS = {
    "date": "Check date", "amount": "Amount", "document": "Voucher", "line": "Line", "vendor": "Vendor",
    "fund": "Fund", "cost_center": "Org", "account": "Object", "project": "Project", "description": "Description",
}  # fmt: skip
ORDERS = {
    "date": "PO date", "amount": "Open amount", "document": "PO number", "line": "Line", "vendor": "Vendor",
    "fund": "Fund", "cost_center": "Org", "account": "Object", "project": "Project", "description": "Description",
}  # fmt: skip
VENDORS = (
    ("Front Range Communications", "52226", "Circuits and long distance"),
    ("High Plains Software", "52350", "Annual maintenance"),
    ("Summit Office Systems", "53100", "Docking stations"),
    ("Mesa Cabling", "52190", "Cabling repairs"),
    ("Granite Peak Security", "52190", "Penetration test"),
)
ORDERED = (
    ("Granite Peak Networks", "64100", "Switches"),
    ("High Plains Software", "64200", "Implementation, stage 2"),
    ("Cottonwood Consulting", "52190", "Project services"),
)


def open_books(cast: Cast, *, as_of: date, since: date, at: datetime) -> None:
    """Keep the chart of accounts and the fiscal years, those that are over closed."""
    by = cast.holder("Finance analyst")
    funds = {
        code: keep_part(Fund(), {"code": code, "name": name, "type": kind, "lapses": lapses}, by=by, at=at)
        for code, name, kind, lapses in FUNDS
    }
    it = Department.objects.filter(code="IT").first()
    for code, name, program in CENTERS:
        keep_part(
            CostCenter(), {"code": code, "name": name, "program": program, "department": it}, by=by, at=at
        )
    for code, name, kind in ACCOUNTS:
        keep_part(Account(), {"code": code, "name": name, "spends_on": kind}, by=by, at=at)
    grant = {
        "name": "State 911 surcharge grant", "kind": FundingSource.Kind.GRANT, "fund": funds["240"],
        "amount": Decimal(400_000), "match_percent": 25, "spend_by": date(as_of.year + 1, 6, 30),
        "eligible_costs": "Call handling, radio consoles, training of dispatchers.",
    }  # fmt: skip
    keep_part(FundingSource(), grant, by=by, at=at)
    for year in range(since.year, as_of.year + YEARS_AHEAD + 1):
        open_year(year, by=by, at=at)


def keep_books(cast: Cast, projects: list[Project], *, as_of: date, since: date, random: Random) -> None:
    """Bring what the ERP says of payments and orders, with a year's end between: orders roll, and years close."""
    by, at = cast.holder("Finance analyst"), moment(as_of, MORNING)
    payments, orders = (
        keep_source(LedgerSource(), {"name": name, "profile": profile, "columns": columns}, by=by, at=at)
        for name, profile, columns in (
            ("Payments register", Profile.PAYMENTS, PAYMENTS),
            ("Open purchase orders", Profile.ORDERS, ORDERS),
        )
    )
    _bring(payments, list(_payments(as_of, random)), by=by, as_of=as_of, at=at)
    open_now = list(_orders(_running(projects), as_of, random))
    year_end = date(as_of.year - 1, 12, 31)
    older = [row for row in open_now if row["PO date"] <= year_end.isoformat()]
    for year in FiscalYear.objects.filter(year__range=(since.year, year_end.year)):
        if year.year == year_end.year:
            _bring(orders, [_before_billing(row) for row in older], by=by, as_of=year_end, at=at)
        end_year(cast, projects, year=year.year, at=at)
        for _ in range(MONTHS):
            close_month(year, reason=CLOSED_BEFORE, by=by, at=at)
    _bring(orders, open_now, by=by, as_of=as_of, at=at)


def close_months(cast: Cast, *, as_of: date, at: datetime) -> None:
    """Close the months of the current year that the monthly close has come to by now."""
    year = FiscalYear.objects.get(year=as_of.year)
    for month in range(1, MONTHS + 1):
        if days_of(year.year, month)[1] + CLOSING_TAKES > as_of:
            return
        close_month(year, reason=OPEN_AT_CLOSE, by=cast.holder("Finance analyst"), at=at)


def _running(projects: list[Project]) -> list[Project]:
    """Give the projects under way of which the ledger knows."""
    return [
        project
        for project in projects
        if project.state == Project.State.IN_PROGRESS and project.allocations.exists()
    ]


def fund_of(project: Project, budget: int) -> Fund:
    """Give the fund that pays for a project: the capital fund for a large one, else its department's."""
    code = FUND_OF.get(project.department.code, "100")
    return Fund.objects.get(code="301" if code == "100" and budget >= CAPITAL_FROM else code)


def _payments(as_of: date, random: Random) -> Iterator[dict[str, str]]:
    """Give what the divisions pay every month, which belongs to no project and waits to be matched."""
    for number in range(PAYMENT_LINES):
        vendor, account, description = VENDORS[number % len(VENDORS)]
        on = as_of - timedelta(days=random.randrange(3, 90))
        yield {
            "Check date": on.isoformat(), "Amount": f"{random.uniform(180, 9_400):.2f}",
            "Voucher": f"V-{40_200 + number}", "Line": "1", "Vendor": vendor, "Fund": "610",
            "Org": CENTERS[number % len(CENTERS)][0], "Object": account, "Project": "", "Description": description,
        }  # fmt: skip


def _orders(projects: list[Project], as_of: date, random: Random) -> Iterator[dict[str, str]]:
    """Give what each project under way has promised to vendors, of the fund that pays for it."""
    paid_by = BudgetLine.objects.filter(version__project__in=projects).values_list(
        "version__project", "fund__code"
    )
    funds: dict[int, str] = dict(paid_by)
    last_fall = date(as_of.year - 1, 11, 15)
    continuing = set(Fund.objects.filter(lapses=False).values_list("code", flat=True))
    rolled = [
        project
        for project in projects
        if project.start.date() < last_fall and funds[project.pk] in continuing
    ][::ROLLED_OF]
    for number, project in enumerate(projects):
        for line, (vendor, account, description) in enumerate(ORDERED[: random.randrange(1, 4)], 1):
            on = as_of - timedelta(days=random.randrange(20, 200))
            on = last_fall + timedelta(days=random.randrange(0, 36)) if project in rolled else on
            yield {
                "PO date": on.isoformat(), "Open amount": f"{random.uniform(900, 14_000):.2f}",
                "PO number": f"PO-{on:%y}{700 + number:04}", "Line": str(line), "Vendor": vendor,
                "Fund": funds[project.pk], "Org": CENTERS[number % len(CENTERS)][0], "Object": account,
                "Project": project.number, "Description": description,
            }  # fmt: skip


def _before_billing(row: dict[str, str]) -> dict[str, str]:
    """Give an order as it stood at the end of last year, before the vendor billed a part of it."""
    return row | {"Open amount": f"{Decimal(row['Open amount']) * BILLED_SINCE:.2f}"}


def _bring(
    source: LedgerSource, rows: list[dict[str, str]], *, by: Person, as_of: date, at: datetime
) -> None:
    if not rows:
        return
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    total = sum((Decimal(row[source.columns["amount"]]) for row in rows), Decimal())
    name = f"{source.name.lower().replace(' ', '-')}-{as_of:%Y-%m}.csv"
    brought = bring_ledger(source, BytesIO(text.getvalue().encode()), name, control_total=total, by=by, at=at)
    read_ledger_file(brought, as_of=as_of)
    post_ledger(brought, by=by, at=at)
