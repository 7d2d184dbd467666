import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from milepost.domain.common.refusal import CannotImportList
from milepost.domain.money.actions.importing_capital import (
    import_capital,
    read_capital,
    understood_capital,
)
from milepost.domain.money.calculations.capital_plan import capital_plan
from milepost.domain.money.models import CapitalAmount, CapitalItem, FundingSource
from milepost.domain.people.models import Department
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.exchange.errors import Damaged
from milepost.exchange.sheets.columns import BadRows
from tests.conftest import data_folder
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_fund

pytestmark = pytest.mark.django_db

HEAD = "Item,Department,Why it is needed,Rank,Fund,Source,FY 2028,2029,FY30,Total"
PUBLISHED = "Project name,Department,Scope of work,Fund,FY22,FY23,FY24,FY25"
LINES = (
    "Radio sites,Police,Towers are old,1,301,,100000,50000.50,,150000.50",
    "Radio sites,Police,,1,,,,,25000,25000",
    "Data center,Police,Batteries end,2,301,Bonds,,0,75000,75000",
)


@pytest.fixture
def analyst():
    make_project("Radios")
    Department.objects.update(name="Police")
    FundingSource.objects.create(name="Bonds", kind="bond", fund=make_fund("301", name="Capital"))
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


def brought(*lines, head=HEAD):
    return read_capital(BytesIO("\n".join([head, *lines]).encode()), "plan.csv")


def test_rows_of_an_item_become_one_item_whose_years_re_add_to_the_list(analyst):
    import_capital(brought(*LINES), by=analyst, at=AT)

    amounts = CapitalAmount.objects.order_by("item__priority", "fiscal_year")
    assert [(one.item.name, one.fiscal_year, one.fund and one.fund.code, one.amount) for one in amounts] == [
        ("Radio sites", 2028, "301", Decimal("100000.00")),
        ("Radio sites", 2029, "301", Decimal("50000.50")),
        ("Radio sites", 2030, None, Decimal("25000.00")),
        ("Data center", 2030, "301", Decimal("75000.00")),
    ]
    plan = capital_plan([], first_year=2028, span=5)
    assert (plan.total.total, [row.name for row in plan.unfunded]) == (Decimal("250000.50"), ["Radio sites"])


def test_the_preview_adds_up_what_is_asked_for_and_what_nobody_pays(analyst):
    found = understood_capital(brought(*LINES))

    assert (found.total, found.unfunded) == (Decimal("250000.50"), Decimal("25000.00"))
    assert [(new.item.name, new.years, new.funds) for new in found] == [
        ("Radio sites", (2028, 2030), ["301 Capital"]),
        ("Data center", (2030, 2030), ["Bonds"]),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Radios,Parks,x,1,301,,5,,,", "Row 2: there is no department “Parks”."),
        ("Radios,Police,x,1,999,,5,,,", "Row 2: there is no fund “999”."),
        ("Radios,Police,x,1,100,Bonds,5,,,", "Row 2: “Bonds” pays into 301 Capital."),
        ("Radios,Police,x,1,301,,,0,,", "Row 2: “Radios” has no amount in any year."),
        ("Radios,Police,,1,301,,5,,,", "Row 2: need: This field cannot be blank."),
        ("Standing,Police,x,1,301,,5,,,", "Row 2: “Standing” stands in the plan already; change it there."),
    ],
)
def test_a_row_that_names_what_is_not_there_is_told_and_nothing_is_written(analyst, line, said):
    make_fund()
    CapitalItem.objects.create(name="Standing", need="x", department=Department.objects.get())

    with pytest.raises(CannotImportList) as refusal:
        import_capital(brought(line, "Other,Police,x,,,,5,,,"), by=analyst, at=AT)

    assert refusal.value.problems == [said]
    assert CapitalItem.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Radios,Police,x,1,301,,5,,,6", "add up to -1.00 against its Total of 6.00"),
        ("Radios,Police,x,1,301,,-5,,,", "FY 2028 is below zero"),
        ("Radios,Police,x,1,301,,€5,,,", "FY 2028 “€5” names another currency; the books are in US dollars"),
    ],
)
def test_money_that_does_not_add_up_is_refused_by_its_row(line, said):
    with pytest.raises(BadRows, match=said):
        brought(line)


def test_a_list_without_years_and_two_rows_of_one_year_are_refused(analyst):
    with pytest.raises(Damaged, match="named by its fiscal year"):
        brought("Radios,Police", head="Item,Department")
    with pytest.raises(CannotImportList, match="FY 2028 of this fund and source stands above already"):
        understood_capital(brought(LINES[0], LINES[0]))


def test_who_may_not_plan_capital_brings_no_list(analyst):
    with pytest.raises(Refused):
        import_capital(brought(*LINES), by=make_person("Ned Ray"), at=AT)


def test_a_citys_real_capital_plan_ties_out_by_fund_and_in_total(analyst):
    with (data_folder("municipal") / "boston_capital_plan_fy24_recommended.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for name in sorted({row["Department"] for row in rows}):
        Department.objects.create(name=name, code=name[:20])
    funds = {"GO": ("GO_Expended", "Capital_Year_0", "CapitalYear_1", "Capital_Year_25"),
             "GRANT": ("Grant_Expended", "Grant_Year_0", "Grant_Year_1", "GrantYear_25")}  # fmt: skip
    for code in (*funds, "EXT"):
        make_fund(code, name=code)
    with pytest.raises(BadRows, match="FY 2022 is below zero"):
        brought(*as_list(rows, funds), head=PUBLISHED)
    [refund] = [row for row in rows if row["GO_Expended"].startswith("-")]
    back, refund["GO_Expended"] = Decimal(refund["GO_Expended"]), "0"

    found = understood_capital(brought(*as_list(rows, funds), head=PUBLISHED))

    assert len(found) == len(rows)
    assert found.total == sum(Decimal(row["Total_Project_Budget"].replace(",", "")) for row in rows) - back


def as_list(rows, funds):
    """Give a published plan as a list that is brought: the years of each fund in a row of their own."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        about = [row["Project_Name"], row["Department"], row["Scope_Of_Work"]]
        for code, columns in funds.items():
            writer.writerow([*about, code, *(row[column] for column in columns)])
        writer.writerow([*about, "EXT", "", "", row["External_Funds"], ""])
    return text.getvalue().splitlines()
