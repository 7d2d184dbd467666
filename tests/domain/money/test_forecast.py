from datetime import date, datetime
from decimal import Decimal

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.actions.deciding_budget import Line, keep_version
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.forecasting import CannotForecast, override_forecast, plan_purchase
from milepost.domain.money.calculations.forecast import forecast_of
from milepost.domain.money.calculations.forecast_parts import Basis, crossings, parts_of_forecast
from milepost.domain.money.calculations.fund_forecast import funds_at_year_end, projects_at_year_end
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts
from milepost.domain.money.models import (
    BudgetLine,
    BudgetVersion,
    CostForecast,
    FiscalYear,
    ForecastCell,
    OrderLine,
    PlannedPurchase,
    PurchaseOrder,
    State,
)
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension, status_of
from milepost.domain.projects.models import Project, Status
from tests.factories import AT, link, make_city, make_person, make_project, make_task
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 10)
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def project(analyst) -> Project:
    """Give a project of two tasks in a row with a budget of 1,000 and 3,000, and 4,000 adopted with a contingency."""
    make_city()
    FiscalYear.objects.create(year=2027)
    made = make_project(
        "Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER), state=Project.State.IN_PROGRESS
    )
    dig, build = make_task(made, "Dig", days=10), make_task(made, "Build", days=20)
    link(dig, build)
    recalculate(made)
    agree_budget(made, {1: Decimal(1_000), 2: Decimal(3_000)}, measures={}, by=made.manager, at=AT)
    lines = [line("4000"), line("400", purpose=BudgetLine.Purpose.CONTINGENCY)]
    keep_version(made, BudgetVersion.Stage.ADOPTED, lines, on=MARCH, authority="Ord. 1", by=analyst, at=AT)
    return made


def line(amount: str, **fields) -> Line:
    coding = Coding(fund=make_fund(), account=make_account(), fiscal_year=2027)
    return Line(coding=coding, amount=Decimal(amount), **fields)


def spend(project, amount, **fields):
    return make_entry(amount, project, fund=make_fund(), account=make_account(), **fields)


def say(project, amount, by=None, **fields):
    amount = None if amount is None else Decimal(amount)
    said = {"reason": "The vendor says so.", "by": by or project.manager, "at": AT, **fields}
    return override_forecast(project, make_fund(), make_account(), amount, **said)


def buy(project, amount, **fields):
    values = {
        "name": "Masts", "fund": make_fund(), "account": make_account(), "amount": Decimal(amount), **fields,
    }  # fmt: skip
    return plan_purchase(PlannedPurchase(project=project), values, by=project.manager, at=AT)


def test_what_is_left_follows_from_the_plan_month_by_month(project):
    spend(project, "900")
    project.tasks.filter(uid=1).update(percent_complete=100, actual_start=datetime(2027, 3, 1, 8))
    recalculate(project)

    found = forecast_of(project, as_of=DAY)

    [only] = found.lines
    assert (only.to_complete, only.at_completion) == (Decimal(3_000), Decimal(3_900))
    assert list(only.months) == [MARCH, APRIL]
    assert found.variance == Decimal(100)
    assert [(year.year, year.appropriated, year.by_year_end) for year in found.years] == [
        (2027, Decimal(4_400), Decimal(3_900))
    ]


def test_a_purchase_takes_its_part_of_the_budget_of_its_task(project):
    buy(project, "1200", uid=2)

    found = forecast_of(project, as_of=DAY)

    assert {source.name: source.amount for source in found.sources} == {
        "Dig": Decimal(1_000), "Build": Decimal(1_800), "Masts": Decimal(1_200),
    }  # fmt: skip
    assert found.to_complete == Decimal(4_000)


def test_a_purchase_beyond_the_plan_makes_the_project_dearer(project):
    buy(project, "500", on=date(2027, 7, 1))

    found = forecast_of(project, as_of=DAY)

    assert found.lines[0].months[date(2027, 7, 1)] == Decimal(500)
    assert found.variance == Decimal(-500)


def test_the_managers_word_stands_and_can_be_lifted(project):
    say(project, "5000")
    assert forecast_of(project, as_of=DAY).to_complete == Decimal(5_000)

    say(project, "700", month=APRIL)
    assert forecast_of(project, as_of=DAY).lines[0].months[APRIL] == Decimal(700)

    say(project, None)
    assert forecast_of(project, as_of=DAY).to_complete == Decimal(4_000)


def test_what_is_promised_is_never_left_out(project):
    spend(project, "9000", state=State.ENCUMBERED, document="PO-1")

    [only] = forecast_of(project, as_of=DAY).lines
    with pytest.raises(CannotForecast, match="is encumbered") as refusal:
        say(project, "100")
    say(project, "100", release=Decimal(8_900))
    [released] = forecast_of(project, as_of=DAY).lines

    assert (only.at_completion, only.lifted) == (Decimal(9_000), Decimal(5_000))
    assert refusal.value.field == "amount"
    assert (released.at_completion, released.lifted) == (Decimal(100), 0)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"reason": " "}, "reason"), ({"release": Decimal(1)}, "release"), ({"amount": "-1"}, "amount")],
)
def test_a_word_that_makes_no_sense_is_refused(project, fields, field):
    with pytest.raises(CannotForecast) as refusal:
        say(project, fields.pop("amount", "10"), **fields)

    assert refusal.value.field == field


def test_a_purchase_names_a_task_or_a_day(project):
    for fields, field in (({}, "on"), ({"uid": 2, "on": DAY}, "on"), ({"uid": 99}, "uid")):
        with pytest.raises(CannotForecast) as refusal:
            buy(project, "5", **fields)
        assert refusal.value.field == field


def test_who_does_not_manage_a_project_does_not_forecast_it(project):
    with pytest.raises(Refused):
        say(project, "1", by=make_person("Tom", Role.TEAM_MEMBER))


def test_without_a_plan_the_budget_runs_to_the_end(project):
    empty = make_project("Empty", manager=project.manager)

    assert forecast_of(empty, as_of=DAY).lines == []
    assert forecast_of(empty, as_of=DAY).variance is None


def test_what_is_under_way_over_the_end_of_the_year_is_named(project):
    project.tasks.filter(uid=2).update(duration_minutes=300 * 480)
    recalculate(project)

    found = forecast_of(project, as_of=DAY)

    [crossing] = crossings(found, parts_of_forecast(found))
    assert crossing.source.name == "Build"
    assert crossing.before + crossing.after == Decimal(3_000)
    assert found.year_ends_on == date(2027, 12, 31)
    assert [year.year for year in found.years] == [2027, 2028]


def test_kept_forecasts_are_made_anew_only_where_something_moved(project):
    assert keep_forecasts([project], as_of=DAY) == 1
    assert keep_forecasts([project], as_of=DAY) == 0

    spend(project, "10")
    assert keep_forecasts([project], as_of=DAY) == 1

    kept = CostForecast.objects.get()
    cells = ForecastCell.objects.filter(forecast=kept)
    assert sum(cell.amount for cell in cells) == kept.to_complete == Decimal(4_000)
    assert kept.at_completion == Decimal(4_010)


def test_funds_at_year_end_add_up_to_ledger_and_forecasts(project):
    spend(project, "10")
    make_entry("90", fund=make_fund(), document="V-9")
    keep_forecasts([project], as_of=DAY)

    [fund] = funds_at_year_end(2027)
    [one] = projects_at_year_end([project], year=2027, fund=fund.fund)

    assert (fund.expended, fund.to_spend, fund.left) == (Decimal(100), Decimal(4_000), Decimal(300))
    assert (one.expended, one.to_spend, one.by_year_end) == (Decimal(10), Decimal(4_000), Decimal(4_010))


@pytest.mark.parametrize(
    ("left", "status"),
    [
        ("4000", Status.ON_TRACK),
        ("4200", Status.AT_RISK),
        ("4400", Status.OFF_TRACK),
        ("100", Status.ON_TRACK),
    ],
)
def test_the_forecast_rates_the_budget_of_a_medium_project(project, left, status):
    say(project, left)
    keep_forecasts([project], as_of=DAY)

    found = status_of(project, as_of=DAY)[Dimension.BUDGET]

    assert found.status == status


def test_a_revised_budget_is_rated_and_the_first_one_told(project, analyst):
    lines = [line("4400"), line("400", purpose=BudgetLine.Purpose.CONTINGENCY)]
    keep_version(
        project, BudgetVersion.Stage.AMENDED, lines, on=MARCH, authority="Ord. 2", reason="Masts", by=analyst,
        at=AT,
    )  # fmt: skip
    say(project, "4400")
    keep_forecasts([project], as_of=DAY)

    found = status_of(project, as_of=DAY)[Dimension.BUDGET]

    assert (found.status, found.is_revised) == (Status.ON_TRACK, True)
    assert found.reason == "The cost forecast is the revised budget."
    assert found.figures[1].sentence == "The cost forecast is 10% above the budget that was adopted first."


def test_without_a_budget_in_force_nothing_is_rated(project):
    other = make_project("Other", state=Project.State.IN_PROGRESS)

    assert status_of(other, as_of=DAY)[Dimension.BUDGET].status == Status.NOT_RATED


def test_what_is_ordered_on_another_line_is_not_paid_twice(project):
    other = make_account("64100", name="Equipment")
    make_entry("1500", project, fund=make_fund(), account=other, state=State.ENCUMBERED, document="PO-1")

    found = forecast_of(project, as_of=DAY)

    assert found.to_complete == Decimal(4_000)
    assert {line.account.code: line.to_complete for line in found.lines} == {"52350": 2_500, "64100": 1_500}
    assert all(line.lifted == 0 for line in found.lines)


def test_an_order_that_the_ledger_does_not_know_yet_is_promised_too(project):
    order = PurchaseOrder.objects.create(project=project, title="Masts", on=MARCH, by=project.manager, at=AT)
    OrderLine.objects.create(
        order=order, amount=Decimal(9_000), fiscal_year=2027, fund=make_fund(), account=make_account()
    )

    [only] = forecast_of(project, as_of=DAY).lines

    assert (only.to_complete, only.lifted) == (9_000, 5_000)


def test_the_parts_of_a_forecast_add_up_to_every_line_and_month_of_it(project):
    buy(project, "1200", uid=2)
    say(project, "3333.33")
    say(project, "700", month=APRIL)
    spend(project, "5000", state=State.ENCUMBERED)

    found = forecast_of(project, as_of=DAY)
    parts = parts_of_forecast(found)

    for one in found.lines:
        sums: dict[date, Decimal] = {}
        for part in parts:
            if part.line is one:
                sums[part.month] = sums.get(part.month, Decimal()) + part.amount
        assert {month: amount for month, amount in sums.items() if amount} == one.months
    assert {part.basis for part in parts} == set(Basis)
    assert sum(part.amount for part in parts if part.source == 2) == Decimal(1_200)
