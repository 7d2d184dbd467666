from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.money.actions.deciding_budget import Line, keep_version
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.planning_capital import (
    AmountTerms,
    CannotPlanCapital,
    ImpactTerms,
    keep_capital_item,
)
from milepost.domain.money.calculations.capital_plan import PlannedAmount, by_year, capital_plan
from milepost.domain.money.models import BudgetVersion, CapitalAmount, CapitalItem, FiscalYear, FundingSource
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import AT, make_department, make_person, make_project
from tests.money_factories import ON, make_account, make_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


def amount(year, dollars, fund=None, source=None):
    return AmountTerms(year, fund, source, Decimal(dollars))


def ask(analyst, *amounts, impacts=(), name="Fiber ring", **fields):
    values = {
        "name": name, "department": make_department("IT"), "project": None, "need": "The ring is full.",
        "is_mandated": False, "priority": 1, "state": CapitalItem.State.REQUESTED, **fields,
    }  # fmt: skip
    return keep_capital_item(CapitalItem(), values, amounts=amounts, impacts=impacts, by=analyst, at=AT)


def plan(span=5, **fields):
    return capital_plan(Project.objects.all(), first_year=2028, span=span, **fields)


def test_items_funds_and_years_add_up_to_one_total(analyst):
    general, capital = make_fund(), make_fund("301", name="Capital")
    ask(analyst, amount(2027, 10), amount(2028, 100, capital), amount(2029, 50, general), amount(2029, 7))
    ask(analyst, amount(2034, 30, capital), name="Later")

    found = plan()

    assert found.total.years == [Decimal(100), Decimal(57), 0, 0, 0]
    assert (found.total.before, found.total.after, found.total.total) == (10, 30, 197)
    assert sum(sums.total for sums in found.by_fund.values()) == 197
    assert {fund.code if fund else "": sums.total for fund, sums in found.by_fund.items()} == {
        "100": 50, "301": 130, "": 17,
    }  # fmt: skip
    assert [(row.name, row.unfunded) for row in found.unfunded] == [("Fiber ring", 17)]


def test_ten_years_reach_further_than_five(analyst):
    ask(analyst, amount(2034, 30))

    assert plan(10).total.within == 30
    assert plan(5).total.within == 0


def test_the_years_of_a_projects_budget_are_taken_from_it(analyst):
    for year in (2027, 2028):
        FiscalYear.objects.create(year=year)
    project = make_project("Ring", manager=make_person("Mara", Role.PROJECT_MANAGER))
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=2028)
    lines = [Line(coding=coding, amount=Decimal(80))]
    keep_version(project, BudgetVersion.Stage.REQUESTED, lines, on=ON, by=project.manager, at=AT)
    ask(analyst, amount(2028, 999), amount(2029, 20), project=project)

    [row] = plan().rows

    assert row.by_year(range(2028, 2033)).years == [80, 20, 0, 0, 0]


def test_a_project_that_spends_capital_stands_in_the_plan_by_itself(analyst):
    FiscalYear.objects.create(year=2028)
    project = make_project("Servers", manager=make_person("Mara", Role.PROJECT_MANAGER))
    account = make_account("64100", name="Equipment", spends_on="capital")
    coding = Coding(fund=make_fund(), account=account, fiscal_year=2028)
    lines = [Line(coding=coding, amount=Decimal(80))]
    keep_version(project, BudgetVersion.Stage.REQUESTED, lines, on=ON, by=project.manager, at=AT)

    assert [row.name for row in plan().rows] == ["Servers"]
    assert capital_plan(Project.objects.none(), first_year=2028, span=5).rows == []


def test_operating_impact_is_told_by_kind_and_year(analyst):
    impacts = [
        ImpactTerms(2029, "licenses", Decimal(12), None),
        ImpactTerms(2029, "staff", Decimal(98), Decimal("0.5")),
        ImpactTerms(2030, "licenses", Decimal(-2), None),
    ]
    ask(analyst, amount(2028, 1), impacts=impacts)

    found = plan()

    assert found.impacts == [
        ("Licenses and subscriptions", [0, 12, -2, 0, 0], 0),
        ("Staff", [0, 98, 0, 0, 0], Decimal("0.50")),
    ]
    assert found.impact_total == [0, 110, -2, 0, 0]


def test_years_are_kept_whole(analyst):
    item = ask(analyst, amount(2028, 100), amount(2029, 50))
    values = {"name": item.name, "department": item.department, "need": "Still."}

    keep_capital_item(item, values, amounts=[amount(2028, 70)], impacts=[], by=analyst, at=AT)

    assert [one.amount for one in CapitalAmount.objects.all()] == [70]


def test_what_makes_no_sense_is_refused(analyst):
    other = FundingSource.objects.create(name="Grant", kind="grant", fund=make_fund("240", name="E-911"))
    for amounts, match in (
        ([amount(2028, 0)], "above zero"),
        ([amount(1990, 5)], "fiscal year"),
        ([amount(2028, 5), amount(2028, 6)], "same year"),
        ([amount(2028, 5, make_fund(), other)], "its own fund"),
    ):
        with pytest.raises(CannotPlanCapital, match=match):
            ask(analyst, *amounts)
    with pytest.raises(Refused):
        ask(make_person("Mara", Role.PROJECT_MANAGER), amount(2028, 5))


@given(st.lists(st.tuples(st.integers(2020, 2045), st.integers(1, 10**12)), max_size=30), st.integers(1, 10))
def test_before_within_and_after_re_add(amounts, span):
    planned = [PlannedAmount(year, None, None, Decimal(cents) / 100) for year, cents in amounts]

    found = by_year(planned, range(2028, 2028 + span))

    assert found.total == sum((one.amount for one in planned), Decimal())
