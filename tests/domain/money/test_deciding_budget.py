from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.deciding_budget import CannotDecideBudget, Line, keep_version
from milepost.domain.money.actions.entering import (
    CannotEnter,
    Coding,
    reverse,
    supplement,
    transfer,
)
from milepost.domain.money.calculations.standings import standing_of, standings
from milepost.domain.money.models import BudgetVersion, FiscalYear, LedgerEntry
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

Stage = BudgetVersion.Stage
ON = date(2027, 3, 1)


@pytest.fixture
def project() -> Project:
    for year in (2026, 2027, 2028):
        FiscalYear.objects.create(year=year)
    return make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


def line(amount: str, year: int = 2027, fund: str = "100", account: str = "52350") -> Line:
    coding = Coding(fund=make_fund(fund), account=make_account(account), fiscal_year=year)
    return Line(coding=coding, amount=Decimal(amount))


def keep(project, stage, *lines, by, **fields):
    return keep_version(project, stage, lines, on=ON, by=by, at=AT, **fields)


def test_a_request_appropriates_nothing_and_adoption_its_lines(project, analyst):
    keep(project, Stage.REQUESTED, line("500"), by=project.manager)
    assert standing_of(project).appropriated == 0

    adopted = keep(
        project, Stage.ADOPTED, line("300"), line("200.50", 2028), by=analyst, authority="Ord. 3712"
    )

    assert str(adopted) == "Version 2 (adopted)"
    assert standings(["fiscal_year"]).keys() == {(2027,), (2028,)}
    assert standing_of(project).appropriated == Decimal("500.50")


def test_an_amendment_posts_the_difference_so_that_entries_add_up_to_it(project, analyst):
    first = (line("300"), line("50", account="64100"))
    keep(project, Stage.ADOPTED, *first, by=analyst, authority="Ord. 1")

    keep(
        project,
        Stage.AMENDED,
        line("320"),
        line("10", fund="301"),
        by=analyst,
        authority="Ord. 2",
        reason="Towers",
    )

    posted = LedgerEntry.objects.filter(kind="amendment").values_list("account__code", "fund__code", "amount")
    assert sorted(posted) == [
        ("52350", "100", Decimal("20.00")), ("52350", "301", Decimal("10.00")), ("64100", "100", Decimal("-50.00")),
    ]  # fmt: skip
    assert standing_of(project).appropriated == Decimal(330)


@pytest.mark.parametrize(
    ("stage", "fields", "sentence"),
    [
        (Stage.ADOPTED, {}, "ordinance or resolution"),
        (Stage.AMENDED, {"authority": "Ord. 1"}, "Nothing is adopted"),
    ],
)
def test_what_cannot_be_decided_is_refused(project, analyst, stage, fields, sentence):
    with pytest.raises(CannotDecideBudget, match=sentence):
        keep(project, stage, line("1"), by=analyst, **fields)


def test_a_second_adoption_twice_the_same_line_or_nothing_is_refused(project, analyst):
    with pytest.raises(CannotDecideBudget, match="same fund"):
        keep(project, Stage.REQUESTED, line("1"), line("2"), by=analyst)
    with pytest.raises(CannotDecideBudget, match="at least one line"):
        keep(project, Stage.REQUESTED, line("0"), by=analyst)
    keep(project, Stage.ADOPTED, line("1"), by=analyst, authority="Ord. 1")
    with pytest.raises(CannotDecideBudget, match="amendment"):
        keep(project, Stage.ADOPTED, line("1"), by=analyst, authority="Ord. 1")


def test_a_manager_asks_and_finance_adopts(project):
    with pytest.raises(Refused):
        keep(project, Stage.ADOPTED, line("1"), by=project.manager, authority="Ord. 1")


def test_available_is_what_is_neither_spent_nor_promised(project, analyst):
    keep(project, Stage.ADOPTED, line("1000"), by=analyst, authority="Ord. 1")
    make_entry("250.25", project, fund=make_fund())
    make_entry("100", project, state="encumbered", kind="order", document="PO-1")
    make_entry("49.75", project, state="pre_encumbered", kind="requisition", document="RQ-1")

    found = standing_of(project)

    assert (found.available, found.used_percent) == (Decimal("600.00"), 40.0)


def test_a_transfer_moves_within_a_fund_and_year_and_sums_to_nothing(project, analyst):
    other = make_project("Phones")
    keep(project, Stage.ADOPTED, line("1000"), by=analyst, authority="Ord. 1")
    giving, taking = line("0").coding, line("0", account="64100").coding

    transfer((project, giving), (other, taking), Decimal(400), reason="Less radios", on=ON, by=analyst, at=AT)

    assert (standing_of(project).appropriated, standing_of(other).appropriated) == (600, 400)
    assert standings([])[()].appropriated == 1000
    for wrong, sentence in (
        (line("0", fund="301").coding, "council"),
        (line("0", 2028).coding, "one fiscal year"),
        (giving, "same"),
    ):
        with pytest.raises(CannotEnter, match=sentence):
            transfer((project, giving), (other, wrong), Decimal(1), reason="x", on=ON, by=analyst, at=AT)


def test_an_entry_is_taken_back_once_by_its_opposite(project, analyst):
    given = supplement(
        project, line("0").coding, Decimal(75), authority="Res. 9", reason="Grant", on=ON, by=analyst, at=AT
    )

    reverse(given, reason="Wrong fund", on=ON, by=analyst, at=AT)

    assert standing_of(project).appropriated == 0
    with pytest.raises(CannotEnter, match="already"):
        reverse(given, reason="Again", on=ON, by=analyst, at=AT)


def test_an_entry_is_taken_back_within_its_year_after_it_ended_until_that_is_closed(project, analyst):
    first, second = (
        supplement(
            project,
            line("0").coding,
            Decimal(75),
            authority="Res. 9",
            reason="Grant",
            on=ON,
            by=analyst,
            at=AT,
        )
        for _ in range(2)
    )

    opposite = reverse(first, reason="Wrong fund", on=date(2028, 1, 4), by=analyst, at=AT)

    assert (opposite.on, opposite.fiscal_year) == (date(2027, 12, 31), 2027)
    FiscalYear.objects.filter(year=2027).update(closed_months=12)
    with pytest.raises(CannotEnter, match="closed"):
        reverse(second, reason="Wrong fund", on=date(2028, 1, 4), by=analyst, at=AT)


def test_nothing_is_entered_where_the_books_are_closed(project, analyst):
    FiscalYear.objects.filter(year=2027).update(closed_months=3)
    with pytest.raises(CannotEnter, match="closed"):
        keep(project, Stage.ADOPTED, line("1"), by=analyst, authority="Ord. 1")
    with pytest.raises(CannotEnter, match="not open"):
        keep(project, Stage.ADOPTED, line("1", 2031), by=analyst, authority="Ord. 1")
    with pytest.raises(CannotEnter, match="ends before"):
        keep(project, Stage.ADOPTED, line("1", 2026), by=analyst, authority="Ord. 1")
