from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from milepost.domain.money.actions.budgeting import CannotBudget, Measure, agree_budget
from milepost.domain.money.calculations.earned_value import earned_value_of, spent_on
from milepost.domain.money.models import Budget
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from milepost.engine.earned_value import Method
from tests.factories import AT, link, make_person, make_project, make_task
from tests.money_factories import make_entry

pytestmark = pytest.mark.django_db

AS_OF = date(2027, 3, 12)
PLAN = (10, 10, 20, 30, 30)
"""What each of five weeks may cost, in percent of 100,000: planned 10, 20, 40, 70, 100 %."""


@pytest.fixture
def project() -> Project:
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    phase = make_task(made, "Work", days=0)
    weeks = [make_task(made, f"Week {number}", days=5, parent=phase) for number in range(1, 6)]
    for before, after in pairwise(weeks):
        link(before, after)
    recalculate(made)
    set_baseline(made, name="Agreed", by=made.manager, at=AT)
    return made


def budget(project: Project, **measures: Measure) -> Budget:
    by_uid = {int(name.removeprefix("t")): measure for name, measure in measures.items()}
    amounts = {uid: Decimal(1000 * share) for uid, share in enumerate(PLAN, 2)}
    return agree_budget(project, amounts, measures=by_uid, by=project.manager, at=AT)


def spend(project: Project, amount: str, on: date, uid: int | None = None, document: str = "AP-1") -> None:
    make_entry(amount, project, uid, document=document, on=on)


def progress(project: Project, uid: int, **values: object) -> None:
    project.tasks.filter(uid=uid).update(**values)


def test_the_published_vector_comes_out_of_rows(project: Project) -> None:
    """PRA R package (after Damnjanovic and Reinschmidt 2020): BAC 100,000, third period, 35 % done, AC 36,000."""
    budget(project)
    project.status_date = datetime(2027, 3, 19, 17, 0)
    for uid, start in ((2, 1), (3, 8)):
        progress(
            project, uid, percent_complete=100, actual_start=datetime(2027, 3, start, 8, 0),
            actual_finish=datetime(2027, 3, start + 4, 17, 0),
        )  # fmt: skip
    progress(project, 4, percent_complete=75, actual_start=datetime(2027, 3, 15, 8, 0))
    spend(project, "36000", date(2027, 3, 18))

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    whole = found.whole
    assert (whole.budget, whole.planned, whole.earned, whole.actual) == (100_000, 40_000, 35_000, 36_000)
    assert round(whole.cost_performance or 0, 6) == 0.972222
    assert whole.schedule_performance == 0.875
    assert round(whole.estimate_at_completion or 0, 2) == 102_857.14
    assert round(found.in_time.earned, 4) == 2.75
    assert (found.by_uid[1].budget, found.by_uid[1].earned) == (100_000, 35_000)


def test_the_months_rise_to_the_budget_and_past_ones_follow_the_actual_dates(project: Project) -> None:
    budget(project)
    project.status_date = datetime(2027, 4, 2, 17, 0)
    progress(
        project, 2, percent_complete=100, actual_start=datetime(2027, 3, 1, 8, 0),
        actual_finish=datetime(2027, 3, 5, 17, 0),
    )  # fmt: skip
    spend(project, "9000.10", date(2027, 3, 3))
    spend(project, "-0.10", date(2027, 4, 1))

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    rows = [(one.until, round(one.planned), one.earned, one.actual) for one in found.months]
    assert rows == [
        (date(2027, 3, 31), 88_000, 10_000.0, 9_000.10),
        (date(2027, 4, 2), 100_000, 10_000.0, 9_000.0),
        (date(2027, 4, 30), 100_000, None, None),
    ]
    assert spent_on(project) == Decimal("9000.00")


def test_nothing_spent_is_not_yet_and_not_zero(project: Project) -> None:
    budget(project)

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    assert (found.whole.actual, found.whole.cost_performance, found.whole.estimate_at_completion) == (
        None,
    ) * 3


def test_without_a_baseline_or_a_budget_there_is_nothing_to_measure(project: Project) -> None:
    assert earned_value_of(project, as_of=AS_OF) is None
    assert earned_value_of(make_project("Empty"), as_of=AS_OF) is None


def test_what_is_spent_on_no_task_counts_for_the_project(project: Project) -> None:
    budget(project)
    spend(project, "500", date(2027, 3, 2))
    spend(project, "250", date(2027, 3, 2), uid=2)

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    assert found.whole.actual == 750
    assert found.by_uid[2].actual == 250


@pytest.mark.parametrize(
    ("measure", "earned"),
    [
        (Measure(Method.ZERO_HUNDRED), 0),
        (Measure(Method.FIFTY_FIFTY), 5_000),
        (Measure(Method.PERCENT_COMPLETE), 4_000),
        (Measure(Method.PHYSICAL_PERCENT, 25), 2_500),
        (Measure(Method.LEVEL_OF_EFFORT), 10_000),
    ],
)
def test_each_method_earns_in_its_way(project: Project, measure: Measure, earned: float) -> None:
    budget(project, t2=measure)
    progress(project, 2, percent_complete=40, actual_start=datetime(2027, 3, 1, 8, 0))

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    assert found.by_uid[2].earned == earned


def test_a_phase_earns_by_its_milestones(project: Project) -> None:
    phase = project.tasks.get(uid=1)
    for number in (1, 2):
        make_task(
            project,
            f"Gate {number}",
            days=0,
            is_milestone=True,
            parent=phase,
            percent_complete=100 * (number == 1),
        )
    recalculate(project)
    measures = {1: Measure(Method.WEIGHTED_MILESTONES)}
    agree_budget(project, {1: Decimal(8000)}, measures=measures, by=project.manager, at=AT)

    found = earned_value_of(project, as_of=AS_OF)

    assert found is not None
    assert found.whole.earned == 4_000


def test_a_budget_stands_on_a_phase_or_below_it(project: Project) -> None:
    with pytest.raises(CannotBudget, match="“Week 1” lies below “Work”"):
        agree_budget(project, {1: Decimal(5), 2: Decimal(6)}, measures={}, by=project.manager, at=AT)


def test_a_budget_is_kept_whole_and_agreed_anew_with_a_reason(project: Project) -> None:
    first = budget(project)

    with pytest.raises(CannotBudget, match="say why"):
        agree_budget(project, {2: Decimal(1)}, measures={}, by=project.manager, at=AT)
    second = agree_budget(
        project, {2: Decimal("1.55")}, measures={}, reason="Council cut it", by=project.manager, at=AT
    )

    assert (first.total, second.total, second.number) == (Decimal(100_000), Decimal("1.55"), 1)


def test_measures_alone_make_no_new_version(project: Project) -> None:
    budget(project)

    budget(project, t3=Measure(Method.FIFTY_FIFTY))

    assert Budget.objects.filter(project=project).count() == 1
    assert project.work_packages.get().method == "50/50"


def test_a_team_member_sets_no_budget(project: Project) -> None:
    with pytest.raises(Refused):
        agree_budget(project, {2: Decimal(1)}, measures={}, by=make_person("Tia", Role.TEAM_MEMBER), at=AT)
