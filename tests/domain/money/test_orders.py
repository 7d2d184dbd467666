from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from milepost.domain.money.actions.allocating import Share, allocate
from milepost.domain.money.actions.changing_orders import (
    CannotChangeOrder,
    approve_change_order,
    raise_change_order,
    refuse_change_order,
)
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.importing_ledger import (
    bring_ledger,
    keep_source,
    post_ledger,
    read_ledger_file,
)
from milepost.domain.money.actions.invoicing import (
    CannotInvoice,
    approve_invoice,
    candidates,
    dispute_invoice,
    enter_invoice,
    pay_invoice,
    release_retainage,
)
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.actions.ordering import (
    CannotOrder,
    Ordered,
    OrderTerms,
    expect_order,
    record_receipt,
)
from milepost.domain.money.calculations.commitments import commitment
from milepost.domain.money.calculations.invoice_review import review_of
from milepost.domain.money.models import ChangeOrder, Invoice, LedgerEntry, LedgerSource, PurchaseOrder
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

ON = date(2027, 3, 1)
State = PurchaseOrder.State


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def project(manager):
    return make_project("Radios", number="P-2027-900", manager=manager)


@pytest.fixture
def order(project, analyst):
    terms = LimitTerms("council", "Radio contract", Decimal(1100), "Resolution 2027-31")
    ceiling = set_limit(project, terms, by=analyst, at=AT)
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=2027)
    lines = [Ordered(coding=coding, amount=Decimal(600)), Ordered(coding=coding, amount=Decimal(400))]
    terms = OrderTerms(
        title="Consoles",
        number="PO-27001",
        vendor="ACME",
        on=ON,
        ceiling=ceiling,
        retainage_percent=Decimal(5),
    )
    return expect_order(project, terms, lines, by=analyst, at=AT)


def post(profile, columns, text, by, name="a.csv"):
    values = {"name": f"{profile} {name}", "profile": profile, "columns": columns}
    source = LedgerSource.objects.filter(name=values["name"]).first()
    source = source or keep_source(LedgerSource(), values, by=by, at=AT)
    brought = bring_ledger(source, BytesIO(text.encode()), name, control_total=None, by=by, at=AT)
    read_ledger_file(brought, as_of=date(2027, 6, 1))
    post_ledger(brought, by=by, at=AT)


ORDERS = {"date": "Date", "amount": "Open", "document": "PO", "line": "Ln", "project": "Project"}
PAYMENTS = {
    "date": "Date",
    "amount": "Amount",
    "document": "Doc",
    "description": "Words",
    "project": "Project",
}


def expected(order, title, by):
    return expect_order(order.project, OrderTerms(title=title, on=ON), [], by=by, at=AT)


def bill(order, number, *amounts, by, **fields):
    lines = order.lines.all()
    return enter_invoice(
        order, number, dict(zip(lines, map(Decimal, amounts), strict=False)), on=ON, by=by, at=AT, **fields
    )


def test_an_expected_order_is_found_in_the_extract_and_an_unknown_one_is_learned(project, order, analyst):
    head = "Date,Open,PO,Ln,Project\n"
    text = f"{head}2027-03-01,950,PO-27001,1,P-2027-900\n2027-03-01,80,PO-27002,3,P-2027-900\n"
    text += "2027-03-01,7,PO-27003,1,\n"
    post("orders", ORDERS, text, analyst)

    order.refresh_from_db()
    learned = PurchaseOrder.objects.get(number="PO-27002")
    assert (order.state, learned.state, learned.project) == (State.OPEN, State.OPEN, project)
    assert [(line.number, line.amount) for line in learned.lines.all()] == [(3, Decimal(80))]
    assert (commitment(order).in_ledger, commitment(order).difference) == (Decimal(950), Decimal(-50))

    allocate([LedgerEntry.objects.get(document="PO-27003")], [Share(project)], by=analyst, at=AT)
    assert PurchaseOrder.objects.get(number="PO-27003").lines.get().amount == 7


def test_a_change_order_beyond_the_ceiling_goes_to_council_and_counts_once_the_limit_is_raised(
    project, order, manager, analyst
):
    line = order.lines.first()
    within = raise_change_order(order, {line: Decimal(100)}, reason="Two more", by=manager, at=AT)
    approve_change_order(within, by=analyst, at=AT)
    beyond = raise_change_order(order, {line: Decimal("0.01")}, reason="A stamp", by=manager, at=AT)

    assert (within.state, beyond.state) == (ChangeOrder.State.APPROVED, ChangeOrder.State.COUNCIL)
    assert commitment(order).ordered == Decimal(1100)
    with pytest.raises(CannotChangeOrder, match="Council decides first"):
        approve_change_order(beyond, by=analyst, at=AT)
    with pytest.raises(CannotChangeOrder, match="Somebody else"):
        approve_change_order(
            raise_change_order(order, {line: Decimal(-1)}, reason="Less", by=analyst, at=AT),
            by=analyst,
            at=AT,
        )

    set_limit(
        project,
        LimitTerms("council", "Radio contract", Decimal(1200), "Resolution 2027-60"),
        by=analyst,
        at=AT,
    )
    approve_change_order(beyond, by=analyst, at=AT)
    assert commitment(order).ordered == Decimal("1100.01")
    with pytest.raises(CannotChangeOrder, match="decided already"):
        refuse_change_order(beyond, decision="No", by=analyst, at=AT)


def test_an_invoice_is_held_against_order_receipts_retainage_and_ceiling(project, order, manager, analyst):
    record_receipt(order.lines.first(), Decimal(200), on=ON, by=manager, at=AT)
    invoice = bill(order, "A-1", "200", "50", by=analyst)

    review = review_of(invoice)

    assert [(one.holds, one.stops) for one in review.findings] == [
        (True, True), (True, True), (True, False), (False, False), (True, False), (True, True), (True, False),
    ]  # fmt: skip
    assert (invoice.billed, invoice.retained, invoice.payable) == (
        Decimal(250),
        Decimal("12.50"),
        Decimal("237.50"),
    )
    assert review.ceiling_left == 100
    with pytest.raises(CannotInvoice, match="say why"):
        approve_invoice(invoice, by=manager, at=AT)
    with pytest.raises(CannotInvoice, match="Somebody else"):
        approve_invoice(bill(order, "A-2", "1", by=manager), by=manager, at=AT)
    with pytest.raises(Refused):
        approve_invoice(invoice, by=analyst, at=AT)
    approve_invoice(invoice, reason="Arrived yesterday", by=manager, at=AT)

    standing = commitment(order)
    assert (standing.invoiced, standing.left, standing.retained) == (
        Decimal(250),
        Decimal(750),
        Decimal("12.50"),
    )
    too_much = bill(order, "A-3", "400.01", by=analyst)
    with pytest.raises(CannotInvoice, match="within what is ordered"):
        approve_invoice(too_much, reason="Hurry", by=manager, at=AT)
    dispute_invoice(too_much, reason="A cent too much", by=manager, at=AT)
    assert (too_much.state, too_much.reason) == (Invoice.State.DISPUTED, "A cent too much")


def test_an_approved_invoice_waits_for_its_payment_and_posts_nothing(order, manager, analyst, project):
    invoice, other = bill(order, "A-1", "100", by=analyst), bill(order, "A-2", "100", by=analyst)
    for one in (invoice, other):
        approve_invoice(one, reason="By contract", by=manager, at=AT)
    assert not LedgerEntry.objects.exists()

    text = "Date,Amount,Doc,Words,Project\n2027-03-20,95.00,V-1,Invoice A-1,P-2027-900\n"
    text += "2027-03-20,95.00,V-2,Sundries,\n"
    post("payments", PAYMENTS, text, analyst)

    invoice.refresh_from_db()
    other.refresh_from_db()
    assert (invoice.state, invoice.payment.document) == (Invoice.State.PAID, "V-1")
    assert other.state == Invoice.State.APPROVED
    assert [entry.document for entry in candidates(other)] == ["V-2"]
    pay_invoice(other, candidates(other)[0], by=analyst, at=AT)
    assert commitment(order).paid == Decimal(190)
    with pytest.raises(CannotInvoice):
        pay_invoice(other, invoice.payment, by=analyst, at=AT)


def test_retainage_is_released_up_to_what_is_held(order, manager, analyst):
    approve_invoice(bill(order, "A-1", "600", "400", by=analyst), reason="Done", by=manager, at=AT)
    with pytest.raises(CannotInvoice, match=r"50\.00 held back"):
        release_retainage(order, "R-1", Decimal("50.01"), on=ON, by=analyst, at=AT)

    release = release_retainage(order, "R-1", Decimal(50), on=ON, by=analyst, at=AT)
    approve_invoice(release, reason="Accepted at the site", by=manager, at=AT)

    assert (release.payable, commitment(order).retained, commitment(order).left) == (Decimal(50), 0, 0)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda order, by: expected(order, " ", by), "what is ordered"),
        (lambda order, by: expected(order, "A", by), "one line"),
        (lambda order, by: record_receipt(order.lines.first(), Decimal(), on=ON, by=by, at=AT), "price"),
    ],
)
def test_bad_orders_are_refused_with_a_sentence(order, manager, call, sentence):
    with pytest.raises(CannotOrder, match=sentence):
        call(order, manager)


def test_an_invoice_number_stands_once_in_an_order_and_bills_something(order, analyst):
    bill(order, "A-1", "5", by=analyst)
    for number, amount, sentence in (("a-1", "5", "already"), ("", "5", "number"), ("A-2", "0", "one line")):
        with pytest.raises(CannotInvoice, match=sentence):
            bill(order, number, amount, by=analyst)
    with pytest.raises(CannotInvoice, match="no more than"):
        bill(order, "A-3", "5", by=analyst, retained=Decimal(6))


def test_a_payment_is_not_taken_from_another_invoice(order, manager, analyst, project):
    entry = make_entry("95", project, document="A-1", on=date(2027, 3, 3))
    invoice = bill(order, "A-1", "100", by=analyst)

    approve_invoice(invoice, reason="Paid early", by=manager, at=AT)

    assert invoice.payment == entry
