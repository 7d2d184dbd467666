import csv
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from milepost.domain.common.models import Attachment
from milepost.domain.money.actions.allocating import CannotAllocate, Share, allocate
from milepost.domain.money.actions.importing_ledger import (
    CannotImportLedger,
    bring_ledger,
    discard_ledger,
    keep_source,
    post_ledger,
    read_ledger_file,
    unstage,
)
from milepost.domain.money.actions.keeping_chart import keep_code
from milepost.domain.money.calculations.matching import suggestions
from milepost.domain.money.calculations.standings import Standing, standing_of, standings
from milepost.domain.money.models import (
    Fund,
    LedgerEntry,
    LedgerImport,
    LedgerSource,
    LedgerTotal,
    UnmatchedLine,
)
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.conftest import data_folder
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db

ON = date(2027, 3, 31)
COLUMNS = {
    "date": "Posted", "amount": "Amount", "document": "Document", "line": "Ln", "vendor": "Vendor", "fund": "Fund",
    "fund_name": "Fund name", "project": "Project",
}  # fmt: skip
HEAD = "Posted,Amount,Document,Ln,Vendor,Fund,Fund name,Project\n"


@pytest.fixture
def analyst():
    make_project("Radios", number="P-2027-900")
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def source(analyst):
    return kept("payments", COLUMNS, analyst)


def kept(profile, columns, by):
    values = {"name": f"Extract of {profile}", "profile": profile, "columns": columns}
    return keep_source(LedgerSource(), values, by=by, at=AT)


def read(source, text, by, total=None, name="march.csv"):
    total = None if total is None else Decimal(total)
    brought = bring_ledger(source, BytesIO(text.encode()), name, control_total=total, by=by, at=AT)
    read_ledger_file(brought, as_of=ON)
    return brought


def posted(source, text, by, **fields):
    brought = read(source, text, by, **fields)
    post_ledger(brought, reason="Tied by hand", by=by, at=AT)
    return brought


def test_a_file_is_staged_and_counts_only_once_it_is_posted(source, analyst):
    rows = (
        '2027-03-01,"1,200.50",AP-1,1,ACME   RADIO ,100,GENERAL,P-2027-900\n'
        "2027-03-02,(200.50),AP-1,2,ACME RADIO,100,GENERAL,\n"
        "2027-03-03,#Missing,AP-2,1,,100,GENERAL,\n"
        "2027-03-04,9,AP-1,1,ACME RADIO,100,GENERAL,\n"
    )
    brought = read(source, HEAD + rows, analyst, total="1009.00")

    assert standings([]) == {}
    found = brought.summary
    assert (found["new"], found["new_total"], found["rejected"], found["unmatched"]) == (2, "1000.00", 2, 1)
    assert [reject["reason"] for reject in found["rejects"]] == [
        "The amount is missing.", "Document AP-1, line 1 stands in this file already.",
    ]  # fmt: skip
    assert brought.difference == 0
    assert Fund.objects.get().name == "GENERAL"

    post_ledger(brought, by=analyst, at=AT)

    assert standings(["fund__code"])[("100",)].expended == Decimal("1000.00")
    assert LedgerEntry.objects.filter(vendor="ACME RADIO").count() == 2
    [allocation] = LedgerEntry.objects.get(line=1).allocations.all()
    assert (allocation.project.number, allocation.amount) == ("P-2027-900", Decimal("1200.50"))


def test_a_corrected_extract_posts_the_difference_and_the_same_one_nothing(source, analyst):
    posted(source, f"{HEAD}2027-03-01,10,AP-1,1,A,100,G,\n2027-03-01,5,AP-2,1,A,100,G,\n", analyst)

    again = read(source, f"{HEAD}2027-03-01,12.5,AP-1,1,A,100,G,\n2027-03-01,5,AP-2,1,A,100,G,\n", analyst)

    assert (again.summary["standing"], again.summary["corrected"], again.summary["corrected_total"]) == (
        1,
        1,
        "2.50",
    )
    post_ledger(again, by=analyst, at=AT)
    assert list(LedgerEntry.objects.filter(document="AP-1").order_by("version").values_list("version", "amount")) == [
        (0, Decimal(10)), (1, Decimal("2.50")),
    ]  # fmt: skip
    assert standings([])[()].expended == Decimal("17.50")
    with pytest.raises(CannotImportLedger, match="posted already"):
        bring_ledger(
            source, BytesIO(Attachment.objects.last().read()), "x.csv", control_total=None, by=analyst, at=AT
        )


def test_a_snapshot_releases_what_it_does_not_name_any_more(analyst):
    orders = kept("orders", {"date": "Posted", "amount": "Open", "document": "PO", "line": "Ln"}, analyst)
    head = "Posted,Open,PO,Ln\n"
    posted(orders, f"{head}2027-01-05,500,PO-1,1\n2027-01-05,80,PO-2,1\n", analyst)
    project = make_project("Phones")
    allocate([LedgerEntry.objects.get(document="PO-2")], [Share(project)], by=analyst, at=AT)

    later = posted(orders, f"{head}2027-01-05,300,PO-1,1\n", analyst, name="april.csv")

    assert (later.summary["closed"], later.summary["closed_total"]) == (1, "-80.00")
    assert (standings([])[()].encumbered, standing_of(project).encumbered) == (300, 0)
    last = posted(orders, f"{head}2027-01-05,300,PO-1,1\n2027-01-05,15,PO-2,1\n", analyst, name="may.csv")
    assert (last.summary["corrected"], standings([])[()].encumbered) == (1, 315)


def test_lines_without_a_document_are_known_by_what_they_say(analyst):
    columns = {"date": "PaymentDate", "amount": "PaymentAmount", "vendor": "VendorName"}
    register = kept("payments", columns, analyst)
    rows = "PaymentDate,VendorName,PaymentAmount\n" + "2027-03-01,COX,20.5\n" * 2 + "2027-03-02,COX,1\n"
    posted(register, rows, analyst)

    again = read(register, rows + "2027-03-01,COX,20.5\n", analyst, name="again.csv")

    assert (again.summary["standing"], again.summary["new"], again.summary["new_total"]) == (3, 1, "20.50")


def test_a_file_that_is_not_tied_is_posted_with_a_reason_only(source, analyst):
    brought = read(source, f"{HEAD}2027-03-01,10.10,AP-1,1,A,100,G,\n", analyst, total="10.00")

    with pytest.raises(CannotImportLedger, match=r"\+0\.10"):
        post_ledger(brought, by=analyst, at=AT)
    post_ledger(brought, reason="The ledger's report leaves a fee out", by=analyst, at=AT)


def test_one_file_of_a_source_waits_at_a_time_and_can_be_put_aside(source, analyst):
    brought = read(source, f"{HEAD}2027-03-01,10,AP-1,1,A,100,G,\n", analyst)

    with pytest.raises(CannotImportLedger, match="waits already"):
        read(source, f"{HEAD}2027-03-01,11,AP-1,1,A,100,G,\n", analyst)
    discard_ledger(brought, by=analyst, at=AT)
    unstage(brought)

    assert not LedgerEntry.objects.exists()
    assert (
        read(source, f"{HEAD}2027-03-01,11,AP-1,1,A,100,G,\n", analyst).state == LedgerImport.State.PREVIEWED
    )


def test_what_is_no_extract_of_the_source_is_refused_at_once(source, analyst):
    with pytest.raises(CannotImportLedger, match="has all the headings"):
        read(source, "Date,Total\n2027-03-01,5\n", analyst)
    with pytest.raises(CannotImportLedger, match="empty"):
        read(source, "", analyst)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"date": "Posted"}, "column of the amount"),
        ({"amount": "Amount"}, "column of the date"),
        ({"amount": "A", "date": "a"}, "One column"),
        ({"amount": "A", "date": "D", "pin": "P"}, "no field pin"),
    ],
)
def test_a_source_says_enough_to_be_read(analyst, columns, sentence):
    with pytest.raises(CannotImportLedger, match=sentence):
        kept("payments", columns, analyst)


def test_only_finance_brings_the_ledger(source):
    with pytest.raises(Refused):
        read(source, HEAD, make_person("Mara Quint", Role.PROJECT_MANAGER))


def test_unmatched_lines_find_a_project_by_code_hand_or_likeness(source, analyst):
    project = make_project("Phones", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    keep_code(project, "document", "AP-7", by=analyst, at=AT)
    posted(
        source,
        f"{HEAD}2027-03-01,10,AP-7,1,COX,100,G,\n2027-03-01,10.01,AP-8,1,COX,100,G,\n2027-03-01,7,AP-9,1,DELL,100,G,\n",
        analyst,
    )
    open_lines = list(LedgerEntry.posted().exclude(unmatched=None).order_by("document"))
    assert [entry.document for entry in open_lines] == ["AP-8", "AP-9"]
    found = suggestions(open_lines)
    assert found.keys() == {open_lines[0].pk}
    assert found[open_lines[0].pk].project == project.pk

    other = make_project("Radio tower")
    allocate([open_lines[0]], [Share(project, 2), Share(other, 1)], by=analyst, at=AT)
    allocate([open_lines[1]], [Share(None)], by=analyst, at=AT)

    assert (standing_of(project).expended, standing_of(other).expended) == (Decimal("16.67"), Decimal("3.34"))
    assert not UnmatchedLine.posted().exists()
    with pytest.raises(CannotAllocate, match="once"):
        allocate(open_lines, [Share(project), Share(project)], by=analyst, at=AT)


def test_a_citys_own_payments_tie_out_to_the_cent(analyst):
    data_file = data_folder("municipal") / "scottsdale_it_payments_2017_2018.csv"
    with data_file.open(newline="") as file:
        amounts = [Decimal(row["PaymentAmount"]) for row in csv.DictReader(file)]
    columns = {
        "date": "PaymentDate", "amount": "PaymentAmount", "vendor": "VendorName", "fund": "Fund",
        "fund_name": "FundDescription", "cost_center": "Center", "cost_center_name": "CenterName",
        "account": "Account", "account_name": "AccountName", "fiscal_year": "FiscalYear",
    }  # fmt: skip
    register = kept("payments", columns, analyst)
    with data_file.open("rb") as content:
        brought = bring_ledger(
            register, content, "payments.csv", control_total=sum(amounts), by=analyst, at=AT
        )
    read_ledger_file(brought, as_of=ON)

    post_ledger(brought, by=analyst, at=AT)

    assert (brought.summary["new"], brought.summary["rejected"]) == (len(amounts), 0)
    assert standings([])[()].expended == sum(amounts)
    assert LedgerEntry.objects.filter(amount__lt=0).count() == sum(amount < 0 for amount in amounts)


def test_a_document_number_too_long_to_be_kept_is_rejected_and_not_cut(source, analyst):
    name = "A" * 61
    brought = read(source, f"{HEAD}2027-03-01,10,{name},1,A,100,G,\n2027-03-01,5,AP-2,1,A,100,G,\n", analyst)

    assert brought.summary["rejects"][0]["reason"] == "The document is longer than 60 signs."
    assert (brought.summary["new"], brought.summary["file_total"]) == (1, "15.00")


def test_a_file_without_lines_is_refused_for_it_would_close_every_order(analyst):
    orders = kept("orders", COLUMNS, analyst)
    posted(orders, f"{HEAD}2027-03-01,10,PO-1,1,A,100,G,\n", analyst)

    with pytest.raises(CannotImportLedger, match=r"empty\.csv has no line below its headings\."):
        read(orders, f"{HEAD}\n,,,,,,,\n", analyst, name="empty.csv")

    assert standings([])[()].encumbered == 10


def test_kept_totals_and_the_queue_follow_every_step_of_a_file(source, analyst):
    def kept():
        return (
            sum(LedgerTotal.objects.values_list("amount", flat=True)),
            UnmatchedLine.waiting(),
            standings(["fund__code"]),
        )

    brought = read(source, f"{HEAD}2027-03-01,10,AP-1,1,A,100,G,\n2027-03-01,5.25,AP-2,1,A,100,G,\n", analyst)
    assert UnmatchedLine.posted().count() == UnmatchedLine.waiting()
    assert kept() == (Decimal("15.25"), 0, {})

    post_ledger(brought, by=analyst, at=AT)
    allocate([LedgerEntry.objects.get(document="AP-2")], [Share(None)], by=analyst, at=AT)
    assert kept() == (Decimal("15.25"), 1, {("100",): Standing(expended=Decimal("15.25"))})

    later = read(source, f"{HEAD}2027-03-01,11,AP-1,1,A,100,G,\n", analyst, name="b.csv")
    discard_ledger(later, by=analyst, at=AT)
    unstage(later)
    assert kept() == (Decimal("15.25"), 1, {("100",): Standing(expended=Decimal("15.25"))})
