"""Commitments of the demo city: orders, invoices in every state, change orders, a budget report, a year end."""

import csv
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

from milepost.demo.clock import MORNING, moment
from milepost.demo.founding import Cast
from milepost.domain.money.actions.carrying_forward import (
    Request,
    approve_carry_forward,
    request_carry_forward,
)
from milepost.domain.money.actions.changing_orders import approve_change_order, raise_change_order
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.importing_ledger import keep_source
from milepost.domain.money.actions.invoicing import approve_invoice, dispute_invoice, enter_invoice
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.actions.ordering import Ordered, OrderTerms, expect_order, record_receipt
from milepost.domain.money.actions.reconciling import bring_report
from milepost.domain.money.actions.rolling_orders import Shown, roll_orders
from milepost.domain.money.calculations.carry_forward import worksheet
from milepost.domain.money.calculations.open_orders import Outcome, open_orders
from milepost.domain.money.calculations.standings import standings
from milepost.domain.money.models import BudgetLine, LedgerSource, PurchaseOrder
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

RETAINAGE = Decimal(5)
INVOICED, RECEIVED = Decimal("0.4"), Decimal("0.5")
MOST_ORDERS = 12
REPORT = {
    "fund": "FUND", "cost_center": "ORG", "account": "OBJ", "revised": "REVISED BUDGET", "expended": "YTD EXPENDED",
    "encumbered": "ENC/REQ", "available": "AVAILABLE BUDGET",
}  # fmt: skip


def keep_commitments(cast: Cast, projects: list[Project], *, as_of: date, random: Random) -> None:
    """Receive and bill what is ordered, and let some of it wait for somebody."""
    finance, at = cast.holder("Finance analyst"), moment(as_of, MORNING)
    running = [project for project in projects if project.manager is not None]
    orders = PurchaseOrder.objects.filter(project__in=running, state=PurchaseOrder.State.OPEN)
    for number, order in enumerate(
        orders.select_related("project__manager").order_by("number")[:MOST_ORDERS]
    ):
        manager = order.project.manager
        if manager is not None:
            _bill(order, number, manager=manager, finance=finance, as_of=as_of, at=at)
    under_way = [project for project in running if project.state == Project.State.IN_PROGRESS]
    budgeted = next((project for project in under_way if project.budget_versions.exists()), None)
    if budgeted is not None:
        _contract(budgeted, finance=finance, as_of=as_of, at=at)
    _report(finance, as_of=as_of, random=random, at=at)


def end_year(cast: Cast, projects: list[Project], *, year: int, at: datetime) -> None:
    """Carry forward what the rule of each fund lets roll, and roll the open orders, before the year is closed."""
    finance = cast.holder("Finance analyst")
    asked = []
    for project in projects:
        requests = {
            (line.fund.pk, line.account.pk): Request(line.by_rule)
            for line in worksheet([project], year)
            if line.unspent > 0
        }
        if requests and project.manager is not None and not project.is_over:
            asked += request_carry_forward(project, year, requests, by=project.manager, at=at)
    if asked:
        approve_carry_forward(asked, authority=f"Ordinance {year}-3790", by=finance, at=at)
    lines = [line for line in open_orders(year) if line.outcome != Outcome.WAITS]
    if lines:
        shown = Shown(len(lines), sum((line.amount for line in lines), Decimal()))
        roll_orders(year, shown, by=finance, at=at)


def _bill(
    order: PurchaseOrder, number: int, *, manager: Person, finance: Person, as_of: date, at: datetime
) -> None:
    line = order.lines.first()
    if line is None:
        return
    received = (line.amount * RECEIVED).quantize(Decimal("0.01"))
    record_receipt(
        line, received, on=as_of - timedelta(days=9), note="Delivered to the warehouse", by=manager, at=at
    )
    amount = (line.amount * (INVOICED if number % 4 else Decimal("0.8"))).quantize(Decimal("0.01"))
    invoice = enter_invoice(
        order, f"INV-{4400 + number}", {line: amount}, on=as_of - timedelta(days=6), by=finance, at=at,
        due_on=as_of + timedelta(days=24),
    )  # fmt: skip
    if number % 3 == 0 and number % 4:
        approve_invoice(invoice, by=manager, at=at)
    if number % 4 == 0 and number:
        dispute_invoice(
            invoice, reason="More is billed than was received; send a corrected invoice.", by=manager, at=at
        )


def _contract(project: Project, *, finance: Person, as_of: date, at: datetime) -> None:
    """Order a contract near its ceiling: one change order is approved, the next needs council."""
    source = BudgetLine.objects.filter(version__project=project).select_related("fund", "account").first()
    if source is None or project.manager is None:
        return
    name = "Systems integrator, council award"
    ceiling = set_limit(
        project, LimitTerms("council", name, Decimal(330_000), "Resolution 2026-118"), by=finance, at=at
    )
    coding = Coding(fund=source.fund, account=source.account, fiscal_year=as_of.year)
    lines = [
        Ordered(coding=coding, amount=Decimal(220_000), description="Configuration and testing"),
        Ordered(coding=coding, amount=Decimal(80_000), description="Data conversion"),
    ]
    terms = OrderTerms(
        title="Systems integrator", vendor="Cottonwood Consulting", on=as_of - timedelta(days=60), ceiling=ceiling,
        retainage_percent=RETAINAGE,
    )  # fmt: skip
    order = expect_order(project, terms, lines, by=project.manager, at=at)
    first, second = order.lines.all()
    change = raise_change_order(
        order,
        {second: Decimal(18_500)},
        reason="Ten years of records instead of seven",
        by=project.manager,
        at=at,
    )
    approve_change_order(change, decision="Within the award's contingency", by=finance, at=at)
    raise_change_order(
        order,
        {first: Decimal(24_000)},
        reason="Interface to the county's warrants",
        by=project.manager,
        at=at,
    )
    record_receipt(
        first,
        Decimal(90_000),
        on=as_of - timedelta(days=20),
        note="Stage 1 accepted",
        by=project.manager,
        at=at,
    )
    invoice = enter_invoice(
        order, "CC-1107", {first: Decimal(90_000)}, on=as_of - timedelta(days=14), by=finance, at=at
    )
    approve_invoice(invoice, by=project.manager, at=at)


def _report(finance: Person, *, as_of: date, random: Random, at: datetime) -> None:
    """Bring the ERP's report of the year so far; one account holds a payment that no extract has brought yet."""
    values = {
        "name": "Budget report, year to date",
        "profile": LedgerSource.Profile.BUDGET,
        "columns": REPORT,
    }
    source = keep_source(LedgerSource(), values, by=finance, at=at)
    found = standings(("fund__code", "cost_center__code", "account__code"), fiscal_year=as_of.year)
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(REPORT.values())
    late = random.randrange(len(found)) if found else 0
    for number, (codes, one) in enumerate(sorted(found.items(), key=str)):
        missing = Decimal("412.50") if number == late else Decimal()
        promised = one.encumbered + one.pre_encumbered
        expended = one.expended + missing
        cells = (one.appropriated, expended, promised, one.appropriated - expended - promised)
        writer.writerow([*(code or "" for code in codes), *cells])
    name = f"ytd-budget-{as_of:%Y-%m}.csv"
    bring_report(
        source, text.getvalue().encode(), name, fiscal_year=as_of.year, through=as_of, by=finance, at=at
    )
