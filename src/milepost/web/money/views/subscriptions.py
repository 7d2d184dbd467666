"""Subscriptions of a project, one of them with its schedule, and those of the whole city for Finance."""

from typing import NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.subscribing import (
    accept_measurement,
    keep_subscription,
    measure_anew,
    return_to_manager,
    send_to_finance,
)
from milepost.domain.money.calculations.subscriptions import (
    FiscalYearOf,
    Measurement,
    city_years,
    measurement_of,
)
from milepost.domain.money.models import SubscriptionContract
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.permissions import Refused, may
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project
from milepost.engine.subscriptions import Due, Maturity
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.files import file_response
from milepost.web.money.access import money_project
from milepost.web.money.ledger_page import require_ledger
from milepost.web.money.ledger_page import show as show_ledger
from milepost.web.money.subscription_forms import RemeasurementForm, SubscriptionForm
from milepost.web.money.workbooks.subscriptions import disclosure_workbook
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


class ShownYear(NamedTuple):
    """A fiscal year of one subscription or of all, its name, and what leads to the lines behind it."""

    year: FiscalYearOf
    name: str
    page: str
    months: str
    begins: str


PARTS = ("options", "costs", "remeasurements")
RELATED = ("fund", "account", "project")
MOVES = {"send": send_to_finance, "return": return_to_manager, "measure": accept_measurement}


@for_persons
@require_GET
def subscriptions(request: AskedBy, project_id: int) -> HttpResponse:
    """List a project's subscriptions."""
    project = money_project(request, project_id)
    return show(
        request, project, "money/subscriptions.html", tab="money", part="subscriptions",
        found=measured(SubscriptionContract.objects.filter(project=project)),
        can_describe=_may(request, "describe", project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def describe(request: AskedBy, project_id: int, contract_id: int | None = None) -> HttpResponse:
    """Describe a subscription that is new, or change what is said of one."""
    project = money_project(request, project_id)
    contract = _contract(project, contract_id) if contract_id else SubscriptionContract(project=project)
    form = SubscriptionForm(request.POST or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            kept = keep_subscription(
                contract, form.values, options=form.options, costs=form.costs, by=request.person, at=now()
            )
            messages.success(request, gettext("{name} is described.").format(name=kept))
            return redirect("money:subscription", project.pk, kept.pk)
    return show(
        request, project, "money/subscription_form.html", tab="money", part="subscriptions", form=form,
        contract=contract, status=422 if form.errors else 200,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def subscription(request: AskedBy, project_id: int, contract_id: int) -> HttpResponse:
    """Show a subscription's data sheet and its schedule, and measure it anew."""
    project = money_project(request, project_id)
    contract = _contract(project, contract_id)
    can_measure = _may(request, "measure", project)
    form = RemeasurementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            measure_anew(contract, form.terms, by=request.person, at=now())
            messages.success(request, gettext("{name} is measured anew.").format(name=contract))
            return redirect("money:subscription", project.pk, contract.pk)
    found = _measurement(contract)
    return show(
        request, project, "money/subscription.html", tab="money", part="subscriptions", contract=contract,
        found=found, form=form, can_measure=can_measure, status=422 if form.errors else 200,
        can_describe=_may(request, "describe", project) and not project.is_over,
        maturities=_maturities(found) if found.is_recognized else [],
        years=[ShownYear(one, str(one.year), "", f"#in-{one.year}", _begins(found, one)) for one in found.years],
    )  # fmt: skip


@for_persons
@require_POST
def moving(request: AskedBy, project_id: int, contract_id: int) -> HttpResponse:
    """Send a subscription to Finance, back to its manager, or take its measurement over."""
    project = money_project(request, project_id)
    contract = _contract(project, contract_id)
    move = MOVES.get(request.POST.get("move", ""))
    if move is not None:
        try:
            move(contract, by=request.person, at=now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("money:subscription", project.pk, contract.pk)


@for_persons
@require_GET
def city_subscriptions(request: AskedBy) -> HttpResponse:
    """Show the subscriptions of all projects, what waits for Finance, and what each fiscal year discloses."""
    require_ledger(request)
    found = _visible(request)
    recorded = [one for one in found if one.contract.is_measured]
    return show_ledger(
        request, "ledger/subscriptions.html", tab="ledger:subscriptions", found=found,
        years=[_city_year(one) for one in city_years(recorded)],
        waiting=[one for one in found if one.contract.state == "sent"], this_year=_this_year(),
    )  # fmt: skip


@for_persons
@require_GET
def city_year(request: AskedBy, year: int) -> HttpResponse:
    """Show what each subscription adds to a fiscal year of the city."""
    require_ledger(request)
    recorded = [one for one in _visible(request) if one.contract.is_measured and one.is_recognized]
    rows = []
    for found in recorded:
        page = reverse("money:subscription", args=[found.contract.project_id, found.contract.pk])
        rows += [
            ShownYear(one, str(found.contract), page, f"{page}#in-{year}", page + _begins(found, one))
            for one in found.years
            if one.year == year
        ]
    return show_ledger(
        request, "ledger/subscription_year.html", tab="ledger:subscriptions", year=year, years=rows,
        heading=gettext("Subscription"),
    )  # fmt: skip


@for_persons
@require_GET
def disclosure(request: AskedBy) -> HttpResponse:
    """Give the disclosure schedule as a workbook with formulas."""
    require_ledger(request)
    recorded = [one for one in _visible(request) if one.contract.is_measured and one.is_recognized]
    return file_response(disclosure_workbook(recorded, year=_this_year()), f"gasb-96-{today()}.xlsx")


def _city_year(one: FiscalYearOf) -> ShownYear:
    page = reverse("ledger:subscription-year", args=[one.year])
    return ShownYear(one, str(one.year), page, f"{page}#lines", f"{page}#lines")


def _begins(found: Measurement, one: FiscalYearOf) -> str:
    """Give where it stands how the liability came to be, or was measured anew, in a year."""
    if one.added:
        return "#segment-1"
    numbers = [
        number
        for number, segment in enumerate(found.segments, 1)
        if found.fiscal_year(segment.on) == one.year
    ]
    return f"#segment-{numbers[-1]}" if numbers else ""


def _maturities(found: Measurement) -> list[tuple[Maturity, list[Due]]]:
    dues = found.dues(_this_year())
    return [
        (one, [due for due in dues if one.first_year <= due.fiscal_year <= one.last_year])
        for one in found.maturities(_this_year())
    ]


def measured(contracts: QuerySet[SubscriptionContract]) -> list[Measurement]:
    """Measure contracts, in a constant number of queries."""
    found = contracts.select_related(*RELATED).prefetch_related(*PARTS)
    return [_measurement(contract) for contract in found]


def _visible(request: AskedBy) -> list[Measurement]:
    seen = Project.objects.visible_to(request.person)
    return measured(SubscriptionContract.objects.filter(project__in=seen).order_by("name"))


def _measurement(contract: SubscriptionContract) -> Measurement:
    return measurement_of(contract, first_fiscal_month=_first_month())


def _contract(project: Project, contract_id: int) -> SubscriptionContract:
    found = SubscriptionContract.objects.filter(project=project)
    return get_object_or_404(found.select_related(*RELATED).prefetch_related(*PARTS), pk=contract_id)


def _may(request: AskedBy, verb: str, project: Project) -> bool:
    return may(request.person, f"money.{verb}_subscription", project)


def _first_month() -> int:
    return fiscal_year_start()


def _this_year() -> int:
    return fiscal_year_of(today(), start_month=_first_month())
