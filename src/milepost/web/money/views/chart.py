"""The chart of accounts and the fiscal years."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import open_year
from milepost.domain.money.actions.keeping_chart import keep_part
from milepost.domain.money.models import Account, CostCenter, FiscalYear, Fund, FundingSource
from milepost.domain.people.fiscal_years import fiscal_year_starts
from milepost.domain.people.permissions import may, require
from milepost.domain.people.queries import fiscal_year_start
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.ledger_forms import CHART_FORMS, YearForm
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.refusals import shown_in


@for_persons
@require_GET
def chart(request: AskedBy) -> HttpResponse:
    """List funds, cost centers, accounts and funding sources."""
    require_ledger(request)
    return show(
        request,
        "ledger/chart.html",
        tab="ledger:chart",
        funds=Fund.objects.all(),
        cost_centers=CostCenter.objects.select_related("department"),
        accounts=Account.objects.all(),
        funding_sources=FundingSource.objects.select_related("fund"),
        may_edit=may(request.person, "money.edit_chart"),
    )


@for_persons
@require_http_methods(["GET", "POST"])
def part(request: AskedBy, kind: str, part_id: int | None = None) -> HttpResponse:
    """Add a part of the chart, or change one."""
    require(request.person, "money.edit_chart")
    if kind not in CHART_FORMS:
        raise Http404
    model, form_class = CHART_FORMS[kind]
    kept = get_object_or_404(model, pk=part_id) if part_id else model()
    initial = {name: getattr(kept, name) for name in form_class.base_fields} if part_id else None
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=initial)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            keep_part(kept, form.cleaned_data, by=request.person, at=now())
            messages.success(request, gettext("{part} is kept.").format(part=kept))
            return redirect("ledger:chart")
    title = str(kept) if part_id else gettext("Add {noun}").format(noun=model._meta.verbose_name)
    shown = {
        "form": form,
        "title": title,
        "trail": [
            {"label": gettext("Money"), "url": reverse("ledger:funds")},
            {"label": gettext("Chart of accounts"), "url": reverse("ledger:chart")},
        ],
    }
    return render(request, "ledger/part.html", shown, status=422 if form.errors else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def years(request: AskedBy) -> HttpResponse:
    """List the fiscal years with how far each is closed, and open another."""
    require_ledger(request)
    form = YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            year = open_year(form.cleaned_data["year"], by=request.person, at=now())
            messages.success(request, gettext("{year} is open.").format(year=year))
            return redirect("ledger:periods", year.year)
    start = fiscal_year_start()
    return show(
        request,
        "ledger/years.html",
        tab="ledger:years",
        status=422 if form.errors else 200,
        form=form,
        rows=[
            (year, fiscal_year_starts(year.year, start_month=start))
            for year in FiscalYear.objects.order_by("-year")
        ],
        may_close=may(request.person, "money.close_periods"),
    )
