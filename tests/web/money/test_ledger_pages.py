from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.money.actions.importing_ledger import (
    bring_ledger,
    keep_source,
    post_ledger,
    read_ledger_file,
)
from milepost.domain.money.calculations.standings import standing_of
from milepost.domain.money.models import (
    BudgetVersion,
    FiscalYear,
    Fund,
    LedgerEntry,
    LedgerImport,
    LedgerSource,
)
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project, signed_in, today
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def project():
    return make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


@pytest.fixture
def page(client, analyst):
    return signed_in(client, analyst)


def test_each_figure_of_a_fund_leads_to_lines_that_add_up_to_it(page, project):
    for amount in ("10.25", "4.75", "-1.00"):
        make_entry(amount, project, fund=make_fund(), account=make_account())
    make_entry("99", project, fund=make_fund("301", name="Capital"), document="AP-2")

    shown = page.get(reverse("ledger:funds"), {"year": 2027})
    [row] = [row for row in shown.context["rows"] if row.label == "100 General"]
    cell = row.cells[1]
    lines = page.get(cell.url).content.decode()

    assert cell.amount == Decimal("14.00")
    assert lines.count("AP-1") >= 3
    assert "AP-2" not in lines
    assert "$14" in lines


def test_a_manager_does_not_read_the_citys_ledger(client, project):
    client = signed_in(client, project.manager)

    assert client.get(reverse("ledger:funds")).status_code == 403
    assert client.get(reverse("money:funding", args=[project.pk])).status_code == 200


def test_a_file_is_brought_read_and_posted(page, analyst, project):
    columns = {"date": "Posted", "amount": "Amount", "document": "Doc", "project": "Project"}
    values = {"name": "Payments", "profile": "payments", "columns": columns}
    source = keep_source(LedgerSource(), values, by=analyst, at=AT)
    text = f"Posted,Amount,Doc,Project\n2027-03-01,12.5,AP-1,{project.number}\n2027-03-01,x,AP-2,\n"
    file = SimpleUploadedFile("march.csv", text.encode())

    page.post(reverse("ledger:imports"), {"source": source.pk, "file": file, "control_total": "13.00"})
    brought = LedgerImport.objects.get()
    read_ledger_file(brought, as_of=date(2027, 3, 31))
    shown = page.get(reverse("ledger:import", args=[brought.pk])).content.decode()
    assert "is not tied to its control total" in shown
    assert "is not an amount" in shown

    address = reverse("ledger:decision", args=[brought.pk])
    page.post(address, {"decision": "post"})
    assert standing_of(project).expended == 0
    page.post(address, {"decision": "post", "reason": "A fee of 50 cents"})
    assert standing_of(project).expended == Decimal("12.50")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"Day,Sum\n1,2\n", "all the headings"),
        ("a.csv", b"\x00\x01\x02", "is neither CSV nor Excel"),
        ("a.xer", b"ERMHDR\t19.12", "is neither CSV nor Excel"),
        ("a.csv", b"Posted,Amount\n", "has no line below its headings"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(page, analyst, name, content, said):
    columns = {"date": "Posted", "amount": "Amount"}
    source = keep_source(
        LedgerSource(), {"name": "P", "profile": "payments", "columns": columns}, by=analyst, at=AT
    )

    answer = page.post(
        reverse("ledger:imports"),
        {"source": source.pk, "file": SimpleUploadedFile(name, content)},
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LedgerImport.objects.exists()


def test_unmatched_lines_are_given_one_by_one_and_together(page, project):
    lines = [make_entry("5", vendor="COX", document=f"AP-{number}") for number in range(3)]

    page.post(reverse("ledger:unmatched"), {"give": f"{project.pk}/{lines[0].pk}"})
    shown = page.get(reverse("ledger:unmatched")).content.decode()
    assert "most lines of COX belong to it" in shown
    page.post(
        reverse("ledger:unmatched"),
        {"give": "chosen", "project": project.pk, "line": [line.pk for line in lines[1:]]},
    )

    assert standing_of(project).expended == 15
    assert "Every line has its project" in page.get(reverse("ledger:unmatched")).content.decode()


def test_a_restricted_project_is_another_project_to_who_may_not_see_it(client):
    hidden = make_project("Camera sites", is_restricted=True)
    entry = make_entry("5", hidden)
    buyer = signed_in(client, make_person("Bea Buyer", Role.BUYER))

    for address in (reverse("ledger:entries"), reverse("ledger:entry", args=[entry.pk])):
        shown = buyer.get(address).content.decode()
        assert "nother project" in shown
        assert hidden.number not in shown
        assert "Camera sites" not in shown


def test_finance_adopts_a_budget_on_the_projects_page(page, project):
    FiscalYear.objects.create(year=2027)
    fund, account = make_fund(), make_account()
    line = {
        "year-0": 2027,
        "fund-0": fund.pk,
        "account-0": account.pk,
        "purpose-0": "base",
        "amount-0": "1250.50",
    }
    said = {"stage": "adopted", "on": "2027-03-01", **line}
    address = reverse("money:funding", args=[project.pk])

    refused = page.post(address, said)
    page.post(address, {**said, "authority": "Ord. 3712"})

    assert "Name the ordinance" in refused.content.decode()
    assert standing_of(project).available == Decimal("1250.50")
    assert BudgetVersion.objects.get().authority == "Ord. 3712"
    missing = page.post(address, {"stage": "requested", "on": "2027-03-01", "amount-0": "5"})
    assert "Say where this amount belongs" in missing.content.decode()


def test_the_chart_is_kept_and_a_code_stands_once(page):
    address = reverse("ledger:new-part", args=["funds"])
    page.post(address, {"code": "240", "name": "E-911", "type": "special_revenue", "is_active": "on"})

    again = page.post(address, {"code": "240", "name": "Other", "type": ""})

    assert Fund.objects.get().type == "special_revenue"
    assert again.status_code == 422
    assert "already exists" in again.content.decode()


def test_pages_take_as_many_queries_with_more_lines(page, project, django_assert_max_num_queries):
    for number in range(30):
        make_entry("1", project if number % 2 else None, document=f"AP-{number}", fund=make_fund(str(number)))

    for name in ("funds", "entries", "unmatched"):
        with django_assert_max_num_queries(30):
            page.get(reverse(f"ledger:{name}"))


def test_an_own_entry_is_taken_back_on_its_page(page, project, analyst):
    FiscalYear.objects.create(year=2027)
    entry = make_entry("5", project, state="appropriated", kind="supplemental", document="SA-1", by=analyst)

    page.post(reverse("ledger:reversal", args=[entry.pk]), {"reason": "Twice"})

    assert standing_of(project).appropriated == 0
    assert LedgerEntry.objects.get(reverses=entry).description == "Twice"


def test_a_text_in_double_quotes_is_the_whole_of_it(page):
    make_entry("1", document="PO-1")
    make_entry("2", document="PO-10")

    contained = page.get(reverse("ledger:entries"), {"document": "PO-1"}).content.decode()
    exact = page.get(reverse("ledger:entries"), {"document": '"PO-1"'}).content.decode()

    assert "PO-10" in contained
    assert "PO-10" not in exact
    assert "exactly “PO-1”" in exact


def test_a_month_is_closed_on_the_page_of_its_year_with_a_reason_for_what_is_open(page, project):
    year = today().year - 1
    address = reverse("ledger:periods", args=[year])
    page.post(reverse("ledger:years"), {"year": year})
    make_entry("5", on=date(year, 1, 5))

    shown = page.get(address).content.decode()
    refused = page.post(address, {"act": "close", "reason": ""})
    closed = page.post(address, {"act": "close", "reason": "The line is a refund."}, follow=True)

    assert f"Before January {year} is closed" in shown
    assert refused.status_code == 422
    assert "The line is a refund." in closed.content.decode()
    assert "Every line has its project, or is said to have none: 1 open" in closed.content.decode()
    assert FiscalYear.objects.get(year=year).closed_months == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"year": "2027"},
        {"year": "2026"},
        {"fund": "none"},
        {"state": "expended", "year": ["2026", "2027"]},
        {"fund": "G"},
        {"vendor": "Acme"},
        {"q": "AP-2"},
        {"year": "2027", "group": "fund"},
    ],
)
def test_the_list_adds_up_its_lines_whether_their_sum_is_kept_or_not(page, analyst, asked):
    columns = {"date": "Posted", "amount": "Amount", "document": "Doc", "fund": "Fund", "vendor": "Vendor"}
    values = {"name": "Payments", "profile": "payments", "columns": columns}
    source = keep_source(LedgerSource(), values, by=analyst, at=AT)
    lines = ("2027-03-01,12.50,AP-1,G,Acme", "2027-03-02,-2.25,AP-2,G,", "2026-03-01,0,AP-3,,Acme")
    for name, is_posted in (("a.csv", True), ("b.csv", False)):
        text = "\n".join(
            ["Posted,Amount,Doc,Fund,Vendor", *(line.replace("AP", name[0] + "AP") for line in lines)]
        )
        brought = bring_ledger(source, BytesIO(text.encode()), name, control_total=None, by=analyst, at=AT)
        read_ledger_file(brought, as_of=date(2027, 3, 31))
        if is_posted:
            post_ledger(brought, by=analyst, at=AT)
    make_entry("100.10", fund=make_fund())
    make_entry("7", vendor="Acme", on=date(2026, 5, 1))
    asked = {
        name: str(Fund.objects.get(code="G").pk) if value == "G" else value for name, value in asked.items()
    }

    reading = page.get(reverse("ledger:entries"), asked).context["table"].reading

    amounts = list(reading.found.order_by().values_list("amount", flat=True))
    assert (reading.count, reading.totals["amount"] or 0) == (len(amounts), sum(amounts))


def test_a_manager_does_not_close_the_books(client, project):
    FiscalYear.objects.create(year=2026)

    answer = signed_in(client, project.manager).post(reverse("ledger:periods", args=[2026]), {"act": "close"})

    assert answer.status_code == 403
