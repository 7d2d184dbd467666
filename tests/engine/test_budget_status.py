import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.budget_status import CITY, FEDERAL, LOOSE, Color, Limit, Profile, Variance, federal_cost
from tests.conftest import data_folder

GREEN, YELLOW, RED = Color.GREEN, Color.YELLOW, Color.RED
DOLLARS = st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("cost", "city", "loose", "federal"),
    [
        ("104.99", GREEN, GREEN, GREEN),
        ("105", YELLOW, GREEN, GREEN),
        ("109.99", YELLOW, GREEN, GREEN),
        ("110", RED, YELLOW, YELLOW),
        ("130", RED, RED, RED),
        ("100", GREEN, GREEN, GREEN),
        ("90", GREEN, GREEN, YELLOW),
        ("70", GREEN, GREEN, RED),
    ],
)
def test_each_profile_has_its_own_color(cost, city, loose, federal):
    variance = Variance(Decimal(100), Decimal(cost))

    assert [variance.color(each) for each in (CITY, LOOSE, FEDERAL)] == [city, loose, federal]


def test_the_lesser_of_a_share_and_a_sum_counts():
    kansas = Profile(
        yellow=Limit(percent=Decimal(5)), red=Limit(percent=Decimal(10), most=Decimal(1_000_000))
    )

    assert Variance(Decimal(2_000_000), Decimal(2_200_000)).color(kansas) == RED
    assert Variance(Decimal(50_000_000), Decimal(51_000_000)).color(kansas) == RED
    assert Variance(Decimal(50_000_000), Decimal(50_999_999)).color(kansas) == GREEN


def test_without_a_budget_there_is_no_share_and_any_cost_is_too_much():
    assert Variance(Decimal(0), Decimal(5)).percent is None
    assert Variance(Decimal(0), Decimal(5)).color(CITY) == RED
    assert Variance(Decimal(0), Decimal(0)).color(CITY) is None


@given(DOLLARS, DOLLARS, DOLLARS)
def test_a_dearer_cost_is_never_of_a_better_color(budget, cost, more):
    cheaper, dearer = (Variance(budget, one).color(CITY) for one in (cost, cost + more))

    assert cheaper is None or dearer >= cheaper


def test_the_federal_cost_is_actual_once_finished_and_projected_until_then():
    known = {"actual": Decimal(0), "projected": Decimal(7), "planned": Decimal(5)}

    assert federal_cost(**known, is_finished=True, is_future=False) == 0
    assert federal_cost(**known, is_finished=False, is_future=False) == 7
    assert federal_cost(**known, is_finished=False, is_future=True) == 5


def test_the_published_federal_variances_of_2012_are_reproduced():
    path = data_folder("municipal") / "fed_it_projects_2012.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cost_var_pct"]]

    found = [
        Variance(Decimal(row["planned_cost_musd"]), Decimal(row["projected_actual_cost_musd"]))
        for row in rows
    ]

    assert len(rows) == 2_455
    assert [one.percent for one in found] == [Decimal(row["cost_var_pct"]) for row in rows]
    assert [one.color(FEDERAL).name.lower() for one in found] == [row["cost_color"] for row in rows]
    pairs = zip(rows, found, strict=True)
    differing = [
        row for row, one in pairs if abs(one.amount - Decimal(row["cost_var_musd"])) > Decimal("0.0006")
    ]
    assert len(differing) == 7
