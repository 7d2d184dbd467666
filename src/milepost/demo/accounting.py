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
CLOSED_BEFORE = "Closed in the ERP before Milepost was introduced."
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


def close_books(cast: Cast, projects: list[Project], *, as_of: date, since: date, at: datetime) -> None:
    """Close the years that are over month by month, once what may roll has rolled."""
    for year in FiscalYear.objects.filter(year__range=(since.year, as_of.year - 1)):
        end_year(cast, projects, year=year.year, at=at)
        for _ in range(MONTHS):
            close_month(year, reason=CLOSED_BEFORE, by=cast.holder("Finance analyst"), at=at)


def bring_extracts(cast: Cast, projects: list[Project], *, as_of: date, random: Random) -> None:
    """Bring the ERP's payments of the last quarter and its open purchase orders, tied to their control totals."""
    by, at = cast.holder("Finance analyst"), moment(as_of, MORNING)
    running = [
        project
        for project in projects
        if project.state == Project.State.IN_PROGRESS and project.allocations.exists()
    ]
    extracts = (
        ("Payments register", Profile.PAYMENTS, PAYMENTS, _payments(as_of, random)),
        ("Open purchase orders", Profile.ORDERS, ORDERS, _orders(running, as_of, random)),
    )
    for name, profile, columns, rows in extracts:
        values = {"name": name, "profile": profile, "columns": columns}
        source = keep_source(LedgerSource(), values, by=by, at=at)
        _bring(source, list(rows), by=by, as_of=as_of, at=at)


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
    for number, project in enumerate(projects):
        for line, (vendor, account, description) in enumerate(ORDERED[: random.randrange(1, 4)], 1):
            on = as_of - timedelta(days=random.randrange(20, 200))
            yield {
                "PO date": on.isoformat(), "Open amount": f"{random.uniform(900, 14_000):.2f}",
                "PO number": f"PO-{on:%y}{700 + number:04}", "Line": str(line), "Vendor": vendor,
                "Fund": funds[project.pk], "Org": CENTERS[number % len(CENTERS)][0], "Object": account,
                "Project": project.number, "Description": description,
            }  # fmt: skip


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
