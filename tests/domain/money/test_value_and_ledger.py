from datetime import date, datetime
from decimal import Decimal

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.calculations import value_and_ledger as beside
from milepost.domain.money.calculations.earned_value import earned_value_of
from milepost.domain.money.calculations.forecast import forecast_of
from milepost.domain.money.models import State
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate, PostedHours
from tests.factories import AT, make_city, make_person, make_project, make_task
from tests.money_factories import make_account, make_entry, make_fund

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 12)


@pytest.fixture
def project():
    make_city()
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(made, "Dig", days=20)
    recalculate(made)
    set_baseline(made, name="Agreed", by=made.manager, at=AT)
    agree_budget(made, {1: Decimal(10_000)}, measures={}, by=made.manager, at=AT)
    made.tasks.filter(uid=1).update(percent_complete=40, actual_start=datetime(2027, 3, 1, 8))
    made.status_date = datetime(2027, 3, 12, 17)
    made.save(update_fields=["status_date"])
    recalculate(made)
    return made


def spend(project, amount, **fields):
    return make_entry(amount, project, fund=make_fund(), account=make_account(), **fields)


def laid_beside(project):
    return beside.value_and_ledger(earned_value_of(project, as_of=DAY), forecast_of(project, as_of=DAY))


def test_what_the_index_does_not_know_is_told_apart(project):
    spend(project, "5000", uid=1, on=date(2027, 3, 10))
    spend(project, "300", on=date(2027, 3, 11))
    spend(project, "700", uid=1, on=date(2027, 3, 20))
    spend(project, "8000", state=State.ENCUMBERED, document="PO-1")

    found = laid_beside(project)

    assert (found.actual, found.without_task, found.later) == (5_300, 300, 700)
    assert found.encumbered == 8_000
    # CPI = 4,000 / 5,300 makes it 13,250; expended 6,000 and 8,000 promised make it 14,000.
    assert (found.by_index, found.by_forecast) == (Decimal("13250.00"), 14_000)
    assert found.estimates_differ
    assert found.difference == -750


def test_hours_stand_beside_the_ledger_and_never_in_it(project):
    spend(project, "4000", uid=1, on=date(2027, 3, 10))
    before = laid_beside(project)
    engineer = JobClass.objects.create(name="Engineer")
    LaborRate.objects.create(job_class=engineer, first=date(2027, 1, 1), hourly=Decimal("61.70"))
    kara = make_person("Kara Montoya")
    JobClassification.objects.create(person=kara, job_class=engineer, first=date(2027, 1, 1))
    worked = {"project": project, "minutes": 600, "source": "import", "by": kara, "at": AT}
    PostedHours.objects.create(person=kara, day=date(2027, 3, 10), **worked)
    PostedHours.objects.create(person=kara, day=date(2027, 3, 11), **worked)

    after = laid_beside(project)

    assert (before.internal, after.internal.cost) == (None, 1_234)
    assert before.actual == after.actual == 4_000
    assert not after.estimates_differ


def test_nothing_is_said_of_an_index_that_is_not_there_yet(project):
    assert laid_beside(project).by_index is None
    assert not laid_beside(project).estimates_differ
