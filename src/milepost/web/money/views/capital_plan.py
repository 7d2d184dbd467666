"""The capital improvement plan, its items, its files, and whether a purchase is capital."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.common.rules import rule_in_force
from milepost.domain.money.actions.planning_capital import keep_capital_item
from milepost.domain.money.calculations.capital_plan import (
    SPANS,
    CapitalPlan,
    PlannedAmount,
    PlanRow,
    capital_plan,
)
from milepost.domain.money.models import CapitalItem, Fund, FundingSource, OperatingImpact
from milepost.domain.people.models import City, Department
from milepost.domain.people.permissions import Refused, may, require
from milepost.domain.projects.models import Project
from milepost.domain.reports.rendering.pdf import PdfUnavailable, pdf_of
from milepost.engine.capitalization import Reason, Thing, Thresholds, decide
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.files import file_response
from milepost.web.money.capital_forms import CapitalItemForm, CapitalTestForm
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.views.funds import this_year
from milepost.web.money.workbooks.capital_plan import plan_workbook
from milepost.web.refusals import shown_in

RULE = "capital_spending"
BACK, AHEAD = 2, 15
"""How many years before and after this one an item may name."""
KINDS = {str(label): kind for kind, label in OperatingImpact.Kind.choices}
REASONS = {
    Reason.UPKEEP: _(
        "It keeps what there is, or comes before or beside an asset: expensed whatever it costs."
    ),
    Reason.SUBSCRIPTION: _("A subscription is measured by GASB 96: describe it in its project."),
    Reason.SHORT_LIFE: _("It does not last long enough to be an asset."),
    Reason.UNIT: _("One of them reaches the threshold."),
    Reason.AGGREGATE: _(
        "One of them does not reach the threshold, but together they are significant "
        "(GASB IG 2021-1, Q5.1). Tell Finance."
    ),
    Reason.BELOW: _("Neither one of them nor all together reach a threshold."),
}


@for_persons
@require_GET
def plan(request: AskedBy) -> HttpResponse:
    """Show the plan of five or ten years: items, funds, sources, what is unfunded, operating impact."""
    require_ledger(request)
    found, department = _plan_asked(request)
    return show(
        request, "ledger/capital_plan.html", tab="ledger:capital-plan", plan=found, department=department,
        span=len(found.years), spans=SPANS,
        departments=Department.objects.filter(capital_items__isnull=False).distinct(),
        rows=[(row, row.by_year(found.years), _lines_address(request, of=row.key)) for row in found.rows],
        funds=[
            (fund or gettext("Unfunded"), sums, _lines_address(request, fund=_key(fund)))
            for fund, sums in found.by_fund.items()
        ],
        sources=[
            (
                fund, source or gettext("The fund’s own money"), sums,
                _lines_address(request, fund=_key(fund), source=_key(source)),
            )
            for (fund, source), sums in found.by_source.items()
        ],
        impacts=[(*row, _lines_address(request, kind=KINDS[row[0]])) for row in found.impact_rows],
        unfunded=[(row, _lines_address(request, of=row.key)) for row in found.unfunded],
        may_plan=may(request.person, "money.plan_capital"), query=request.GET.urlencode(),
    )  # fmt: skip


@for_persons
@require_GET
def plan_lines(request: AskedBy) -> HttpResponse:
    """List the amounts, or the operating impacts, that a figure of the plan adds up."""
    require_ledger(request)
    found, department = _plan_asked(request)
    is_impact = "kind" in request.GET
    lines = [(row, one) for row in found.rows for one in (row.impacts if is_impact else row.amounts)]
    rows = [(row, one) for row, one in lines if _said_of(found, row, one).items() >= _asked(request).items()]
    return show(
        request, "ledger/capital_plan_lines.html", tab="ledger:capital-plan", rows=rows, plan=found,
        department=department, is_impact=is_impact, total=sum(one.amount for _, one in rows),
        may_plan=may(request.person, "money.plan_capital"),
    )  # fmt: skip


def _asked(request: AskedBy) -> dict[str, str]:
    return {
        name: request.GET[name]
        for name in ("of", "fund", "source", "kind", "year", "when")
        if name in request.GET
    }


def _said_of(found: CapitalPlan, row: PlanRow, one: PlannedAmount | OperatingImpact) -> dict[str, str]:
    """Give what an address can ask of a line of the plan."""
    if isinstance(one, OperatingImpact):
        return {"of": row.key, "kind": one.kind, "year": str(one.fiscal_year)}
    return {
        "of": row.key,
        "fund": _key(one.fund),
        "source": _key(one.source),
        "year": str(one.year),
        "when": found.when(one.year),
    }


def _lines_address(request: AskedBy, **asked: str) -> str:
    """Give the address of the lines behind a row of the plan that a request shows."""
    kept = {name: request.GET[name] for name in ("years", "from", "department") if name in request.GET}
    return f"{reverse('ledger:capital-plan-lines')}?{urlencode(kept | asked)}"


def _key(part: Fund | FundingSource | None) -> str:
    return "none" if part is None else str(part.pk)


@for_persons
@require_http_methods(["GET", "POST"])
def item(request: AskedBy, item_id: int | None = None) -> HttpResponse:
    """Ask for an item of the plan, or change one."""
    require(request.person, "money.plan_capital")
    seen = Project.objects.visible_to(request.person)
    kept = get_object_or_404(CapitalItem, pk=item_id) if item_id else CapitalItem()
    if kept.project_id and not seen.filter(pk=kept.project_id).exists():
        raise Refused("money.plan_capital", request.person)
    year = this_year()
    form = CapitalItemForm(
        request.POST or None, item=kept, projects=seen.order_by("number"),
        years=list(range(year - BACK, year + AHEAD)),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            keep_capital_item(
                kept, form.values, amounts=form.amounts, impacts=form.impacts, by=request.person, at=now()
            )
            messages.success(request, gettext("{item} is kept.").format(item=kept))
            return redirect("ledger:capital-plan")
    shown = {
        "form": form,
        "title": str(kept) if item_id else gettext("Ask for an item"),
        "trail": [
            {"label": gettext("Money"), "url": reverse("ledger:funds")},
            {"label": gettext("Capital plan"), "url": reverse("ledger:capital-plan")},
        ],
    }
    return render(request, "ledger/capital_item.html", shown, status=422 if form.errors else 200)


@for_persons
@require_GET
def plan_file(request: AskedBy, form: str) -> HttpResponse:
    """Give the plan, or one department's budget request, as a workbook or a tagged PDF."""
    require_ledger(request)
    found, department = _plan_asked(request)
    name = f"capital-plan-{found.years[0]}-{found.years[-1]}"
    if department is not None:
        name = f"budget-request-{department.code.lower()}-{found.years[0]}"
    title = gettext("Capital improvement plan") if department is None else gettext("Budget request")
    if form == "xlsx":
        return file_response(plan_workbook(found, title=title), f"{name}.xlsx")
    try:
        content = pdf_of("ledger/capital_plan_pdf.html", _for_paper(found, department, title))
    except PdfUnavailable as reason:
        messages.error(request, str(reason))
        return redirect("ledger:capital-plan")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@for_persons
@require_GET
def capital_test(request: AskedBy) -> HttpResponse:
    """Say whether a purchase is capital or operating, and by which test."""
    form = CapitalTestForm(request.GET if "unit" in request.GET else None)
    rule = rule_in_force(RULE, on=today())
    policy = Thresholds(
        *(Decimal(str(rule.value[name])) for name in ("unit_dollars", "aggregate_dollars", "life_years"))
    )
    shown: dict[str, Any] = {"form": form, "policy": policy, "rule": rule}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        decision = decide(
            Thing(given["thing"]), given["unit"], given["quantity"], given["life_years"], policy
        )
        shown |= {"decision": decision, "why": REASONS[decision.reason]}
    shown["trail"] = [{"label": gettext("Money"), "url": reverse("ledger:funds")}]
    return render(request, "ledger/capital_test.html", shown, status=422 if form.errors else 200)


def _plan_asked(request: AskedBy) -> tuple[CapitalPlan, Department | None]:
    span = request.GET.get("years", "")
    asked, chosen = request.GET.get("from", ""), request.GET.get("department", "")
    year = this_year()
    first = int(asked) if asked.isdecimal() and abs(int(asked) - year) <= AHEAD else year + 1
    department = get_object_or_404(Department, pk=chosen) if chosen.isdecimal() else None
    seen = Project.objects.visible_to(request.person).select_related("department")
    length = int(span) if span.isdecimal() and int(span) in SPANS else SPANS[0]
    return capital_plan(seen, first_year=first, span=length, department=department), department


def _for_paper(found: CapitalPlan, department: Department | None, title: str) -> dict[str, Any]:
    return {
        "city": City.objects.values_list("name", flat=True).first() or "",
        "title": title, "department": department, "plan": found, "day": today(),
        "rows": [(row, row.by_year(found.years)) for row in found.rows],
        "funds": [(fund or gettext("Unfunded"), sums) for fund, sums in found.by_fund.items()],
        "details": [row for row in found.rows if row.item] if department else [],
    }  # fmt: skip
