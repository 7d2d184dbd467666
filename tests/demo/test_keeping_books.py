"""The books of the demo city look like those of a finance office."""

import pytest

from milepost.demo.living import Stage
from milepost.domain.money.models import BudgetLine, FiscalYear, LedgerEntry, State
from milepost.domain.projects.models import ProjectDates

pytestmark = pytest.mark.django_db
MUCH = 25
"""From this share of work done on, money is spent."""


def test_years_that_are_over_are_closed_and_months_close_in_turn(tiny_city: Stage) -> None:
    this_year = FiscalYear.objects.get(year=tiny_city.as_of.year)

    assert not FiscalYear.objects.filter(year__lt=this_year.year, closed_months__lt=12).exists()
    assert this_year.closed_months == max(0, tiny_city.as_of.month - 3)


def test_no_project_with_much_work_done_has_spent_nothing(tiny_city: Stage) -> None:
    spending = LedgerEntry.posted().filter(state=State.EXPENDED).values("allocations__project")
    budgeted = BudgetLine.objects.values("version__project")
    done = ProjectDates.objects.filter(project__in=budgeted, percent_complete__gte=MUCH)

    assert not done.exclude(project__in=spending.filter(allocations__project__isnull=False)).exists()
