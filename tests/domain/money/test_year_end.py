from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.carrying_forward import (
    CannotCarryForward,
    Request,
    approve_carry_forward,
    request_carry_forward,
)
from milepost.domain.money.actions.entering import open_year
from milepost.domain.money.calculations.carry_forward import worksheet
from milepost.domain.money.calculations.standings import allocated
from milepost.domain.money.models import CarryForward, LedgerEntry
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

AUTHORITY = "Ordinance 3721"


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def project(manager, analyst):
    for year in (2026, 2027):
        open_year(year, by=analyst, at=AT)
    project = make_project("Radios", manager=manager)
    put(project, make_fund("100"), "1000", expended="300", encumbered="150.25")
    put(project, make_fund("301", name="Capital", lapses=False), "500", expended="120", encumbered="0")
    return project


def put(project, fund, appropriated, *, expended, encumbered):
    fields = {"fund": fund, "account": make_account(), "fiscal_year": 2026, "on": date(2026, 6, 1)}
    make_entry(
        appropriated, project, document=f"B-{fund.code}", state="appropriated", kind="adopted", **fields
    )
    make_entry(expended, project, document=f"P-{fund.code}", **fields)
    make_entry(encumbered, project, document=f"O-{fund.code}", state="encumbered", kind="order", **fields)


def ask(project, by, *amounts, reason=""):
    lines = worksheet([project], 2026)
    requests = {
        (line.fund.pk, line.account.pk): Request(Decimal(amount), reason)
        for line, amount in zip(lines, amounts, strict=True)
    }
    return request_carry_forward(project, 2026, requests, by=by, at=AT)


def test_the_worksheet_rolls_by_the_rule_of_each_fund(project):
    found = [
        (line.fund.code, line.unspent, line.encumbered, line.by_rule, line.lapses)
        for line in worksheet([project], 2026)
    ]

    assert found == [
        ("100", Decimal(700), Decimal("150.25"), Decimal("150.25"), Decimal("549.75")),
        ("301", Decimal(380), Decimal(0), Decimal(380), Decimal(0)),
    ]


def test_what_rolls_leaves_the_year_and_opens_the_next_and_the_rest_lapses(project, manager, analyst):
    asked = ask(project, manager, "150.25", "380")
    approve_carry_forward(asked, authority=AUTHORITY, by=analyst, at=AT)

    found = allocated(
        ("entry__fiscal_year", "entry__fund__code"), project=project, entry__state="appropriated"
    )
    assert {key: standing.appropriated for key, standing in found.items()} == {
        (2026, "100"): Decimal(300), (2026, "301"): Decimal(120), (2027, "100"): Decimal("150.25"),
        (2027, "301"): Decimal(380),
    }  # fmt: skip
    kinds = (
        LedgerEntry.objects.filter(document__startswith="CF-")
        .order_by("line")
        .values_list("kind", "amount", "on")
    )
    assert list(kinds) == [
        ("carry_forward", Decimal("-150.25"), date(2026, 12, 31)),
        ("lapse", Decimal("-549.75"), date(2026, 12, 31)),
        ("carry_forward", Decimal("150.25"), date(2027, 1, 1)),
        ("carry_forward", Decimal(-380), date(2026, 12, 31)),
        ("carry_forward", Decimal(380), date(2027, 1, 1)),
    ]
    assert [line.unspent for line in worksheet([project], 2026)] == [Decimal(700), Decimal(380)]
    with pytest.raises(CannotCarryForward, match="wait for a decision"):
        approve_carry_forward(asked, authority=AUTHORITY, by=analyst, at=AT)


def test_more_than_what_is_encumbered_of_a_lapsing_fund_wants_a_reason(project, manager):
    with pytest.raises(CannotCarryForward, match="lapses at year end"):
        ask(project, manager, "200", "0")
    ask(project, manager, "200", "0", reason="The order is signed in January")

    assert CarryForward.objects.get(fund__code="100").requested == 200


def test_no_more_than_what_is_unspent_rolls(project, manager):
    with pytest.raises(CannotCarryForward, match=r"700\.00 unspent"):
        ask(project, manager, "700.01", "0", reason="More")
    assert not CarryForward.objects.exists()


def test_what_was_spent_since_is_asked_anew(project, manager, analyst):
    asked = ask(project, manager, "150.25", "380")
    make_entry("10", project, document="LATE", fund=make_fund("301"), account=make_account(), fiscal_year=2026,
               on=date(2026, 12, 30))  # fmt: skip

    with pytest.raises(CannotCarryForward, match="Ask anew"):
        approve_carry_forward(asked, authority=AUTHORITY, by=analyst, at=AT)
    assert not LedgerEntry.objects.filter(document__startswith="CF-").exists()


def test_finance_decides_what_somebody_else_asked_for(project, manager, analyst):
    asked = ask(project, analyst, "150.25", "380")
    with pytest.raises(CannotCarryForward, match="Somebody else"):
        approve_carry_forward(asked, authority=AUTHORITY, by=analyst, at=AT)
    with pytest.raises(Refused):
        approve_carry_forward(asked, authority=AUTHORITY, by=manager, at=AT)
    with pytest.raises(CannotCarryForward, match="ordinance"):
        approve_carry_forward(asked, authority="", by=analyst, at=AT)
