"""A project's money by fund, account and fiscal year: what stands, and the versions of its budget."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.money.actions.deciding_budget import CannotDecideBudget, keep_version
from milepost.domain.money.actions.entering import CannotEnter
from milepost.domain.money.calculations.standings import Standing, allocated, whole
from milepost.domain.money.models import BudgetVersion, LedgerCode
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.money.access import money_project
from milepost.web.money.ledger_forms import VersionForm
from milepost.web.money.states_bar import Cell, lines_address, state_cells, states_bar
from milepost.web.money.tables.project_lines import PROJECT_LINES
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

KEY = (
    "entry__fiscal_year", "entry__fund", "entry__fund__code", "entry__fund__name", "entry__account",
    "entry__account__code", "entry__account__name",
)  # fmt: skip


class Line(NamedTuple):
    """What stands of one fund and account in one year; each sum leads to its lines."""

    year: int
    fund: str
    account: str
    cells: list[Cell]
    standing: Standing


@for_persons
@require_http_methods(["GET", "POST"])
def funding(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what stands of the project's money, and keep another version of its budget."""
    project = money_project(request, project_id)
    versions = list(
        BudgetVersion.objects.filter(project=project).select_related("by").prefetch_related("lines")
    )
    last = versions[-1] if versions else None
    may_adopt = may(request.person, "money.adopt_budget", project)
    form = VersionForm(request.POST or None, last=last, may_adopt=may_adopt, today=today())
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotDecideBudget, CannotEnter, Refused):
            kept = keep_version(
                project,
                form.cleaned_data["stage"],
                form.lines,
                on=form.cleaned_data["on"],
                authority=form.cleaned_data["authority"],
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("{kept} is kept.").format(kept=kept))
            return redirect("money:funding", project.pk)
    found = sorted(allocated(KEY, project=project).items(), key=lambda item: [str(part) for part in item[0]])
    lines = [_line(project, key, standing) for key, standing in found]
    total = whole(line.standing for line in lines)
    totals = state_cells(total, lambda state: _address(project, state=state))
    return show(
        request,
        project,
        "money/funding.html",
        tab="money",
        status=422 if form.errors else 200,
        part="funding",
        lines=lines,
        total=total,
        totals=totals,
        headings=[cell.label for cell in totals],
        bar=states_bar(
            total,
            title=gettext("Money of the project"),
            lines=lambda state: _address(project, state=state),
        ),
        versions=versions[::-1],
        codes=LedgerCode.objects.filter(project=project),
        form=form,
        can_ask=may(request.person, "money.request_budget", project) and not project.is_over,
    )


@for_persons
@require_http_methods(["GET", "POST"])
def lines(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List what of the ledger belongs to the project, line by line."""
    project = money_project(request, project_id)
    table = TableView(request, PROJECT_LINES, project_id=project.pk)
    return answer_to(table) or show(
        request, project, "money/lines.html", tab="money", part="lines", table=table
    )


def _line(project: Project, key: tuple[Any, ...], standing: Standing) -> Line:
    year, fund, fund_code, fund_name, account, account_code, account_name = key
    asked = {"year": year, "fund": fund or "none", "account": account or "none"}
    return Line(
        year,
        _coded(fund_code, fund_name),
        _coded(account_code, account_name),
        state_cells(standing, lambda state: _address(project, **asked, state=state)),
        standing,
    )


def _address(project: Project, **asked: Any) -> str:
    return lines_address(reverse("money:lines", args=[project.pk]), **asked)


def _coded(code: str | None, name: str | None) -> str:
    return f"{code} {name}" if code else gettext("Not coded")
