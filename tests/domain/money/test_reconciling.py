import csv
from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.importing_ledger import CannotImportLedger, keep_source
from milepost.domain.money.actions.reconciling import CannotReconcile, bring_report
from milepost.domain.money.calculations.reconciliation import reconcile
from milepost.domain.money.models import CostCenter, LedgerEntry, LedgerSource
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.conftest import data_folder
from tests.factories import AT, make_person
from tests.money_factories import make_account, make_entry

pytestmark = pytest.mark.django_db

COLUMNS = {
    "cost_center": "ORG", "account": "OBJ", "account_name": "ACCOUNT DESCRIPTION", "original": "ORIGINAL APPROP",
    "adjustments": "TRANFRS/ADJSMTS", "revised": "REVISED BUDGET", "expended": "YTD EXPENDED",
    "encumbered": "ENC/REQ", "available": "AVAILABLE BUDGET",
}  # fmt: skip
HEAD = ",".join(COLUMNS.values()) + "\n"
THROUGH = date(2027, 3, 31)
BUDGET_BOOK = {
    "account": "_id", "account_name": "Program", "revised": "FY24 Appropriation", "expended": "FY23 Actual Expense",
}  # fmt: skip
MADE_BOOK = (
    "_id,Cabinet,Dept,Program,Expense Category,FY22 Actual Expense,FY23 Actual Expense,FY24 Appropriation,FY25 Budget\n"
    "1,\"Mayor's Cabinet\",Mayor's Office,Administration,Personnel Services,10.10,1624903.69,1921403.81,5\n"
    "2,Finance,DoIT,Core Infrastructure,Contractual Services,#Missing,#Missing,350.25,#Missing\n"
    "3,Finance,DoIT,Digital Services,Equipment,1,-20.50,#Missing,2\n"
)


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def source(analyst):
    return keep_source(
        LedgerSource(), {"name": "YTD", "profile": "budget", "columns": COLUMNS}, by=analyst, at=AT
    )


def post(amount, account="52350", state="expended", on=date(2027, 3, 2), **fields):
    center = CostCenter.objects.get_or_create(code="6110", defaults={"name": "Help desk"})[0]
    document = f"D-{LedgerEntry.objects.count()}"
    coding = {"account": make_account(account), "cost_center": center}
    return make_entry(amount, document=document, state=state, on=on, **coding, **fields)


def brought(source, text, by):
    return bring_report(
        source, (HEAD + text).encode(), "ytd.csv", fiscal_year=2027, through=THROUGH, by=by, at=AT
    )


def test_a_report_that_says_what_is_posted_ties_to_the_cent(source, analyst):
    post("1000", state="appropriated", kind="adopted")
    post("200.50")
    post("-0.50")
    post("30", state="encumbered", kind="order")
    post("20", state="pre_encumbered", kind="requisition")
    text = '6110,52350,SOFTWARE,900,100,"1,000.00",200.00,50,750.00\n,,TOTAL,900,100,1000,200,50,750\n'

    found = reconcile(brought(source, text, analyst))

    assert found.is_tied
    assert [(one.said, one.ours) for one in found.totals] == [
        (Decimal(amount), Decimal(amount)) for amount in (1000, 200, 50, 750)
    ]


def test_each_difference_is_said_with_its_reason(source, analyst):
    post("75.25")
    post("10")
    post("5", on=date(2027, 4, 2))
    post("8", account="53100")
    text = "6110,52350,SOFTWARE,0,0,0,10,0,-10\n6110,64100,EQUIPMENT,5,0,5,1,0,5\n6110,53100,MINOR,0,0,0,8,0,-8\n"

    found = reconcile(brought(source, text, analyst))

    assert [account.codes for account in found.differing] == [("6110", "52350"), ("6110", "64100")]
    software, equipment = found.differing
    assert software.figures[1].difference == Decimal("75.25")
    assert software.reasons == ["D-0, line 1 is of this amount: the report may not hold it yet."]
    assert equipment.reasons == [
        "Milepost has no line of this account in the year.", "Row 3: available should be 4.00.",
    ]  # fmt: skip


def test_an_account_that_only_one_side_has_is_told(source, analyst):
    post("8", account="53100")

    [account] = reconcile(brought(source, "6110,52350,A,0,0,0,0,0,0\n", analyst)).differing

    assert account.reasons[0] == "The report does not have this account."


def test_a_report_posts_nothing_and_bad_rows_are_named(source, analyst):
    report = brought(source, "6110,52350,A,x,0,0,0,0,0\n6110,52351,B,#Missing,0,0,0,0,0\n", analyst)

    assert [reject["row"] for reject in report.rejects] == [2]
    assert [(line.account, line.original) for line in report.lines.all()] == [("52351", None)]
    assert not LedgerEntry.objects.exists()


def test_only_finance_brings_a_report_that_can_be_read(source, analyst):
    with pytest.raises(Refused):
        brought(source, "", make_person("Mara Quint", Role.PROJECT_MANAGER))
    with pytest.raises(CannotReconcile, match="no account"):
        brought(source, "", analyst)
    with pytest.raises(CannotReconcile, match="has all the headings"):
        bring_report(source, b"A,B\n1,2\n", "x.csv", fiscal_year=2027, through=THROUGH, by=analyst, at=AT)
    with pytest.raises(CannotImportLedger, match="what is expended"):
        keep_source(
            LedgerSource(), {"name": "B", "profile": "budget", "columns": {"fund": "F"}}, by=analyst, at=AT
        )


def test_a_budget_book_with_missing_figures_adds_up_to_those_it_has(analyst):
    report = book(MADE_BOOK.encode(), analyst)

    assert (total(report, "revised"), total(report, "expended")) == (
        Decimal("1921754.06"),
        Decimal("1624883.19"),
    )
    assert report.lines.get(account="2").expended is None
    assert report.rejects == []


def test_a_citys_own_budget_ties_out_to_the_cent(analyst):
    file = data_folder("municipal") / "boston_operating_budget_fy22_fy25.csv"
    with file.open(newline="", encoding="utf-8-sig") as rows:
        said = list(csv.DictReader(rows))

    report = book(file.read_bytes(), analyst)

    for field in ("revised", "expended"):
        column = [row[BUDGET_BOOK[field]] for row in said]
        assert total(report, field) == sum(Decimal(text) for text in column if text != "#Missing")
    assert (report.lines.count(), report.rejects) == (len(said), [])
    assert len(reconcile(report).accounts) == len(said)


def book(content, by):
    values = {"name": "Budget book", "profile": "budget", "columns": BUDGET_BOOK}
    source = keep_source(LedgerSource(), values, by=by, at=AT)
    return bring_report(
        source, content, "book.csv", fiscal_year=2024, through=date(2024, 6, 30), by=by, at=AT
    )


def total(report, field):
    return sum(getattr(line, field) or 0 for line in report.lines.all())
