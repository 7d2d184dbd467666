"""The lines of a budget as it was kept: by fund, account and year, and by task."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from milepost.domain.money.models import Budget, BudgetLine, BudgetVersion
from milepost.domain.projects.models import Task
from milepost.web.access import AskedBy, for_persons
from milepost.web.money.access import money_project
from milepost.web.projects.workspace import show

RELATED = ("fund", "account", "cost_center", "funding_source")


@for_persons
@require_GET
def budget_version(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """List the lines of a version, those of one purpose, fund and account together."""
    project = money_project(request, project_id)
    version = get_object_or_404(BudgetVersion.objects.select_related("by"), project=project, number=number)
    lines = sorted(version.lines.select_related(*RELATED), key=lambda line: (*_place(line), line.fiscal_year))
    purposes = [
        (purpose, purpose.label, [(_place(part[0]), part) for part in _parts(lines, purpose)])
        for purpose in BudgetLine.Purpose
    ]
    return show(
        request, project, "money/budget_version.html", tab="money", part="funding", version=version,
        purposes=[one for one in purposes if one[2]],
    )  # fmt: skip


@for_persons
@require_GET
def agreed_budget(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """List what a version of the budget by task gives each of them."""
    project = money_project(request, project_id)
    budget = get_object_or_404(Budget.objects.select_related("by"), project=project, number=number)
    names = dict(Task.objects.filter(project=project).values_list("uid", "name"))
    items = [(names.get(item.uid, str(item)), item.amount) for item in budget.items.all()]
    return show(
        request, project, "money/agreed_budget.html", tab="money", part="budget", budget=budget, items=items
    )


def _parts(lines: list[BudgetLine], purpose: str) -> list[list[BudgetLine]]:
    return [list(part) for _, part in groupby((one for one in lines if one.purpose == purpose), _place)]


def _place(line: BudgetLine) -> tuple[str, int, int]:
    return line.purpose, line.fund_id, line.account_id
