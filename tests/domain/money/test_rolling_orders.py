from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.domain.money.actions.carrying_forward import (
    Request,
    approve_carry_forward,
    request_carry_forward,
)
from milepost.domain.money.actions.entering import CannotEnter, open_year, reverse
from milepost.domain.money.actions.importing_ledger import (
    bring_ledger,
    keep_source,
    post_ledger,
    read_ledger_file,
)
from milepost.domain.money.actions.rolling_orders import CannotRoll, Shown, roll_orders, take_back_rolls
from milepost.domain.money.calculations.carry_forward import worksheet
from milepost.domain.money.calculations.open_orders import Outcome, open_orders, rolls
from milepost.domain.money.calculations.standings import allocated, standing_of, standings
from milepost.domain.money.models import FiscalYear, LedgerEntry, LedgerSource
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

COLUMNS = {"date": "Posted", "amount": "Open", "document": "PO", "line": "Ln", "fund": "Fund", "account": "Obj",
           "project": "Project"}  # fmt: skip
HEAD = "Posted,Open,PO,Ln,Fund,Obj,Project\n"


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def project(manager, analyst):
    for year in (2026, 2027):
        open_year(year, by=analyst, at=AT)
    return make_project("Radios", manager=manager, number="P-2026-900")


@pytest.fixture
def continuing():
    return make_fund("301", name="Capital", lapses=False)


def order(project, amount, document="PO-1", *, fund, **fields):
    return make_entry(
        amount, project, document=document, state="encumbered", kind="order", fund=fund, account=make_account(),
        fiscal_year=2026, on=date(2026, 6, 1), **fields,
    )  # fmt: skip


def roll(by):
    lines = [line for line in open_orders(2026) if line.outcome != Outcome.WAITS]
    shown = Shown(len(lines), sum((line.amount for line in lines), Decimal()))
    return roll_orders(2026, shown, by=by, at=AT)


def encumbered():
    return {year: one.encumbered for (year,), one in standings(("fiscal_year",)).items() if one.encumbered}


def bring(source, rows, by, *, on=date(2027, 1, 31)):
    brought = bring_ledger(
        source, BytesIO((HEAD + rows).encode()), f"{on}.csv", control_total=None, by=by, at=AT
    )
    read_ledger_file(brought, as_of=on)
    post_ledger(brought, reason="Tied by hand", by=by, at=AT)
    return brought


def orders_source(by, name="Open orders"):
    return keep_source(
        LedgerSource(),
        {"name": name, "profile": "orders", "columns": COLUMNS},
        by=by,
        at=AT,
    )


def test_an_order_of_a_continuing_fund_leaves_its_year_and_enters_the_next_under_its_own_document(
    project, analyst, continuing
):
    order(project, "500", fund=continuing)
    order(project, "-120.25", fund=continuing, line=1, version=1)

    made = roll(analyst)

    assert [(one.document, one.line, one.amount, one.fiscal_year, one.on, one.kind) for one in made] == [
        ("PO-1", 1, Decimal("-379.75"), 2026, date(2026, 12, 31), "carry_forward"),
        ("PO-1", 1, Decimal("379.75"), 2027, date(2027, 1, 1), "carry_forward"),
    ]
    assert encumbered() == {2027: Decimal("379.75")}
    assert standing_of(project).encumbered == Decimal("379.75")


def test_nothing_rolls_twice(project, analyst, continuing):
    order(project, "500", fund=continuing)
    shown = Shown(1, Decimal(500))
    roll_orders(2026, shown, by=analyst, at=AT)

    with pytest.raises(CannotRoll, match="No open order"):
        roll_orders(2026, shown, by=analyst, at=AT)
    assert encumbered() == {2027: 500}


def test_what_was_not_shown_is_not_written(project, analyst, continuing):
    order(project, "500", fund=continuing)

    with pytest.raises(CannotRoll, match="has changed since"):
        roll_orders(2026, Shown(1, Decimal(499)), by=analyst, at=AT)
    assert encumbered() == {2026: 500}


def test_finance_alone_rolls_and_only_between_open_years(project, manager, analyst, continuing):
    order(project, "500", fund=continuing)
    with pytest.raises(Refused):
        roll(manager)
    FiscalYear.objects.filter(year=2027).update(closed_months=1)
    with pytest.raises(CannotEnter, match="closed"):
        roll(analyst)
    assert not rolls(2026).exists()


def test_an_order_of_a_lapsing_fund_waits_for_the_decision_and_lapses_where_nothing_covers_it(
    project, manager, analyst
):
    fund = make_fund("100")
    make_entry("1000", project, document="B", state="appropriated", kind="adopted", fund=fund, account=make_account(),
               fiscal_year=2026, on=date(2026, 1, 2))  # fmt: skip
    order(project, "300", "PO-1", fund=fund)
    order(project, "200", "PO-2", fund=fund)
    order(project, "150", "PO-3", fund=fund)
    assert {line.outcome for line in open_orders(2026)} == {Outcome.WAITS}

    [line] = worksheet([project], 2026)
    asked = request_carry_forward(
        project, 2026, {(line.fund.pk, line.account.pk): Request(Decimal(450))}, by=manager, at=AT
    )
    approve_carry_forward(asked, authority="Ordinance 3721", by=analyst, at=AT)

    assert [(one.key.document, one.outcome) for one in open_orders(2026)] == [
        ("PO-1", "rolls"), ("PO-2", "lapses"), ("PO-3", "rolls"),
    ]  # fmt: skip
    roll(analyst)
    assert encumbered() == {2027: 450}
    assert standing_of(project).available == 0
    order(project, "10", "PO-4", fund=fund)
    assert [one.outcome for one in open_orders(2026)] == [Outcome.LAPSES]


def test_what_nobody_gave_to_a_project_or_no_fund_names_waits(project, analyst, continuing):
    order(None, "40", "PO-1", fund=continuing, by=analyst)
    make_entry(
        "5", project, document="PO-2", state="encumbered", kind="order", fiscal_year=2026, on=date(2026, 6, 1)
    )

    assert [(line.outcome, line.why) for line in open_orders(2026)] == [
        (Outcome.WAITS, "It is not given to projects in full."),
        (Outcome.WAITS, "The ledger names no fund or no account of it."),
    ]
    with pytest.raises(CannotRoll, match="No open order"):
        roll(analyst)


def test_a_roll_is_taken_back_whole_with_a_reason_and_can_be_made_anew(project, analyst, continuing):
    order(project, "500", fund=continuing)
    leaving, entering = roll(analyst)
    with pytest.raises(CannotRoll, match="Say why"):
        take_back_rolls([leaving.pk], 2026, reason=" ", by=analyst, at=AT)
    with pytest.raises(CannotEnter, match="two entries"):
        reverse(entering, reason="Wrong", on=date(2027, 1, 4), by=analyst, at=AT)

    take_back_rolls([leaving.pk], 2026, reason="The order was canceled", by=analyst, at=AT)

    assert encumbered() == {2026: 500}
    with pytest.raises(CannotRoll, match="not taken back yet"):
        take_back_rolls([leaving.pk], 2026, reason="Again", by=analyst, at=AT)
    roll(analyst)
    assert encumbered() == {2027: 500}
    assert allocated(("project", "entry__fiscal_year"))[project.pk, 2026].encumbered == 0


def test_the_new_years_extract_finds_what_was_rolled_and_changes_it_in_the_new_year(
    project, analyst, continuing
):
    make_account()
    source = orders_source(analyst)
    rows = "2026-06-01,{},PO-1,1,301,52350,P-2026-900\n"
    bring(source, rows.format(500), analyst, on=date(2026, 12, 20))
    [leaving, _] = roll(analyst)

    same = bring(source, rows.format(500) + "2027-01-09,70,PO-2,1,301,52350,P-2026-900\n", analyst)
    assert (same.summary["standing"], same.summary["new"]) == (1, 1)
    assert encumbered() == {2027: 570}

    paid = bring(source, rows.format(380), analyst, on=date(2027, 2, 28))
    assert (paid.summary["corrected_total"], paid.summary["closed_total"]) == ("-120.00", "-70.00")
    assert encumbered() == {2027: 380}
    with pytest.raises(CannotRoll, match="has changed in FY 2027"):
        take_back_rolls([leaving.pk], 2026, reason="Wrong", by=analyst, at=AT)

    bring(source, "2027-03-09,70,PO-2,1,301,52350,P-2026-900\n", analyst, on=date(2027, 3, 31))
    assert encumbered() == {2027: 70}


def test_another_source_of_the_new_year_does_not_count_a_rolled_line_again(project, analyst, continuing):
    make_account()
    bring(
        orders_source(analyst), "2026-06-01,500,PO-1,1,301,52350,P-2026-900\n", analyst, on=date(2026, 12, 20)
    )
    roll(analyst)
    fresh = orders_source(analyst, "Open orders of 2027")

    bring(fresh, "2027-01-01,500,PO-1,1,301,52350,P-2026-900\n", analyst)
    assert encumbered() == {2027: 500}
    bring(fresh, "2027-01-01,350,PO-1,1,301,52350,P-2026-900\n", analyst, on=date(2027, 2, 28))
    assert encumbered() == {2027: 350}


def test_what_lapsed_here_and_lives_on_in_the_ledger_stands_in_the_new_year(project, analyst):
    make_account()
    fund = make_fund("100")
    source = orders_source(analyst)
    row = "2026-06-01,500,PO-1,1,100,52350,P-2026-900\n"
    bring(source, row, analyst, on=date(2026, 12, 20))
    assert [one.fund for one in open_orders(2026)] == [fund]
    roll(analyst)
    assert encumbered() == {}

    bring(source, row + "2027-01-09,1,PO-9,1,100,52350,P-2026-900\n", analyst)

    assert encumbered() == {2027: 501}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 2), st.decimals(-500, 5_000, places=2)),
        min_size=1,
        max_size=8,
    )
)
def test_a_roll_leaves_the_sum_of_both_years_of_every_line_and_project_as_it_was(
    project, analyst, continuing, amounts
):
    with transaction.atomic():
        for version, (document, line, amount) in enumerate(amounts):
            order(project, str(amount), f"PO-{document}", fund=continuing, line=line, version=version)
        keys = ("entry__document", "entry__line", "project")
        before = {key: one.encumbered for key, one in allocated(keys).items()}
        open_before = sum((max(Decimal(), amount) for amount in before.values()), Decimal())

        if open_before:
            roll(analyst)

        assert {key: one.encumbered for key, one in allocated(keys).items()} == before
        assert encumbered().get(2027, 0) == open_before
        assert [line for line in open_orders(2026) if line.outcome != Outcome.WAITS] == []
        assert standings(()) == {(): allocated(())[()]}
        assert LedgerEntry.objects.filter(kind="carry_forward").count() == 2 * sum(
            a > 0 for a in before.values()
        )
        transaction.set_rollback(True)
