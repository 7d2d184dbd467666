"""A project's cost forecast: what is left to pay and when, the manager's word on it, and what will be bought."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.forecasting import override_forecast, plan_purchase
from milepost.domain.money.calculations.forecast import Forecast, forecast_of
from milepost.domain.money.calculations.forecast_parts import crossings, parts_of_forecast
from milepost.domain.money.models import ForecastOverride, PlannedPurchase
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.calculations.status import Dimension, current_status
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.files import file_response
from milepost.web.money.access import money_project
from milepost.web.money.forecast_figures import confidence_of, forecast_curves
from milepost.web.money.forecast_forms import OverrideForm, PurchaseForm
from milepost.web.money.views.forecast_parts import place_key
from milepost.web.money.workbooks.forecast import project_workbook
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def forecast(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the forecast by line, month and year, and take the manager's word on a line."""
    project = money_project(request, project_id)
    found = forecast_of(project, as_of=today())
    form = OverrideForm(request.POST or None, forecast=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            override_forecast(project, *form.place, **form.said, by=request.person, at=now())
            messages.success(request, gettext("The forecast is changed."))
            return redirect("money:forecast", project.pk)
    return show(
        request, project, "money/forecast.html", tab="money", part="forecast", found=found, form=form,
        curves=forecast_curves(found), confidence=confidence_of(request.person, project),
        status_of_budget=current_status(project, as_of=today())[Dimension.BUDGET],
        rows=_by_month(found), crossings=crossings(found, parts_of_forecast(found)),
        first_after=found.year_ends_on + timedelta(days=1), can_forecast=_may(request, project),
        overrides=ForecastOverride.objects.filter(project=project)
        .select_related("fund", "account", "by").order_by("-pk"),
        purchases=PlannedPurchase.objects.filter(project=project).select_related("fund", "account"),
        tasks=found.facts.tasks, status=422 if form.errors else 200,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def purchase(request: AskedBy, project_id: int, purchase_id: int | None = None) -> HttpResponse:
    """Plan a purchase, or change one."""
    project = money_project(request, project_id)
    kept = (
        get_object_or_404(PlannedPurchase, project=project, pk=purchase_id)
        if purchase_id
        else PlannedPurchase(project=project)
    )
    form = PurchaseForm(request.POST or None, purchase=kept)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            plan_purchase(kept, form.cleaned_data, by=request.person, at=now())
            messages.success(request, gettext("{name} is planned.").format(name=kept))
            return redirect("money:forecast", project.pk)
    return show(
        request, project, "money/purchase.html", tab="money", part="forecast", form=form, purchase=kept,
        can_forecast=_may(request, project), status=422 if form.errors else 200,
    )  # fmt: skip


@for_persons
@require_GET
def forecast_file(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the forecast as a workbook with formulas."""
    project = money_project(request, project_id)
    found = forecast_of(project, as_of=today())
    return file_response(project_workbook(found), f"forecast-{project.number}-{today()}.xlsx")


def _by_month(found: Forecast) -> list[tuple[Any, ...]]:
    """Give each month with what every line pays in it, and all of them."""
    rows: list[tuple[Any, ...]] = []
    for month in found.months:
        cells = [(line.code, place_key(line.place), line.months.get(month)) for line in found.lines]
        rows.append((month, cells, sum(cell for *_, cell in cells if cell)))
    return rows


def _may(request: AskedBy, project: Project) -> bool:
    return may(request.person, "money.forecast", project) and not project.is_over
