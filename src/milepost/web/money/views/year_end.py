"""The end of a fiscal year: what projects ask to keep, and what finance lets roll."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.carrying_forward import approve_carry_forward, request_carry_forward
from milepost.domain.money.actions.entering import CannotEnter
from milepost.domain.money.calculations.carry_forward import WorksheetLine, worksheet
from milepost.domain.money.calculations.standings import ZERO
from milepost.domain.money.models import CarryForward
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.files import file_response
from milepost.web.money.access import money_project
from milepost.web.money.books import year_end_book
from milepost.web.money.ledger_page import require_ledger
from milepost.web.money.ledger_page import show as show_ledger
from milepost.web.money.order_forms import CarryForwardForm
from milepost.web.money.years import year_asked
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def carry_forward(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what is unspent of a year by fund and account, and ask what is to roll."""
    project = money_project(request, project_id)
    year, years = year_asked(request)
    lines = worksheet([project], year)
    form = CarryForwardForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            request_carry_forward(project, year, form.requests, by=request.person, at=now())
            messages.success(request, gettext("The request for FY {year} is kept.").format(year=year))
            return redirect(f"{request.path}?year={year}")
    return show(
        request, project, "money/carry_forward.html", tab="money", status=422 if form.errors else 200,
        part="carry-forward", year=year, years=years, lines=lines, form=form, sums=_sums(lines),
        can_ask=may(request.person, "money.request_carry_forward", project) and bool(form.rows),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def year_end(request: AskedBy) -> HttpResponse:
    """Show the worksheet of all projects, and decide what was asked."""
    require_ledger(request)
    year, years = year_asked(request)
    if request.method == "POST":
        return _decide(request, year)
    lines = worksheet(Project.objects.visible_to(request.person), year)
    return show_ledger(
        request,
        "ledger/year_end.html",
        tab="ledger:year-end",
        year=year,
        years=years,
        lines=lines,
        sums=_sums(lines),
        waiting=[line for line in lines if line.asked and not line.is_decided],
        may_decide=may(request.person, "money.approve_carry_forward"),
    )


@for_persons
@require_GET
def year_end_file(request: AskedBy) -> HttpResponse:
    """Give the worksheet as a workbook whose sums are formulas."""
    require_ledger(request)
    year, _years = year_asked(request)
    lines = worksheet(Project.objects.visible_to(request.person), year)
    return file_response(year_end_book(lines, year), f"carry-forward-{year}.xlsx")


def _decide(request: AskedBy, year: int) -> HttpResponse:
    keys = [key for key in request.POST.getlist("asked") if key.isdecimal()]
    asked = CarryForward.objects.filter(
        pk__in=keys, fiscal_year=year, project__in=Project.objects.visible_to(request.person)
    )
    try:
        approve_carry_forward(
            list(asked), authority=request.POST.get("authority", ""), by=request.person, at=now()
        )
        messages.success(request, gettext("What rolls stands in FY {year} now.").format(year=year + 1))
    except (Refusal, CannotEnter, Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{request.path}?year={year}")


def _sums(lines: Sequence[WorksheetLine]) -> dict[str, object]:
    names = ("unspent", "encumbered", "requested", "lapses")
    return {name: sum((getattr(line, name) for line in lines), ZERO) for name in names}
