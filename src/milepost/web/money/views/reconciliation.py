"""Budget reports of the ERP beside the city's books."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.money.actions.reconciling import CannotReconcile, bring_report
from milepost.domain.money.calculations.reconciliation import Account, Figure, Reconciliation, reconcile
from milepost.domain.money.models import Account as ChartAccount
from milepost.domain.money.models import BudgetReport, CostCenter, Fund
from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.files import file_response
from milepost.web.money.books import reconciliation_book
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.order_forms import ReportForm
from milepost.web.money.states_bar import lines_address
from milepost.web.refusals import shown_in

LISTED, ROWS = 30, 100
STATES: dict[str, list[str]] = {
    "appropriated": ["appropriated"],
    "expended": ["expended"],
    "encumbered": ["encumbered", "pre_encumbered"],
    "available": [],
}
"""Which states of money make a figure of a report; what is available follows from all."""


WORDS = {
    "appropriated": _("Budget"),
    "expended": _("Expended"),
    "encumbered": _("Encumbered"),
    "available": _("Available"),
}


class Shown(NamedTuple):
    """An account whose figures come with the address of the lines behind Milepost's own, and their heading."""

    account: Account
    figures: Sequence[tuple[Figure, str, object]]


@for_persons
@require_http_methods(["GET", "POST"])
def reports(request: AskedBy) -> HttpResponse:
    """List the budget reports brought, and take another."""
    require_ledger(request)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with shown_in(form, CannotReconcile):
            report = bring_report(
                said["source"], said["file"].read(), said["file"].name, fiscal_year=said["fiscal_year"],
                through=said["through"], by=request.person, at=now(),
            )  # fmt: skip
            return redirect("ledger:reconciliation", report.pk)
    found = BudgetReport.objects.select_related("source", "attachment", "by")
    return show(
        request,
        "ledger/reports.html",
        tab="ledger:reports",
        status=422 if form.errors else 200,
        form=form,
        reports=found[:LISTED],
        may_import=may(request.person, "money.import_ledger"),
    )


@for_persons
@require_GET
def reconciliation(request: AskedBy, report_id: int) -> HttpResponse:
    """Show a report beside the books, account by account, those that differ first."""
    report = _report(request, report_id)
    found = reconcile(report)
    page = Paginator(found.accounts, ROWS).get_page(request.GET.get("page"))
    trail = [
        {"label": gettext("Money"), "url": reverse("ledger:funds")},
        {"label": gettext("Reconciliation"), "url": reverse("ledger:reports")},
    ]
    shown = {
        "report": report,
        "found": found,
        "page": page,
        "accounts": _linked(found, list(page.object_list)),
        "totals": [(one, "", WORDS[one.state]) for one in (found.totals if found.accounts else ())],
        "headings": WORDS.values(),
        "trail": trail,
    }
    return render(request, "ledger/reconciliation.html", shown)


@for_persons
@require_GET
def reconciliation_file(request: AskedBy, report_id: int) -> HttpResponse:
    """Give a reconciliation as a workbook whose differences are formulas."""
    report = _report(request, report_id)
    name = f"reconciliation-{report.fiscal_year}-{report.through}.xlsx"
    return file_response(reconciliation_book(reconcile(report)), name)


def _report(request: AskedBy, report_id: int) -> BudgetReport:
    require_ledger(request)
    return get_object_or_404(BudgetReport.objects.select_related("source", "attachment", "by"), pk=report_id)


def _linked(found: Reconciliation, accounts: list[Account]) -> list[Shown]:
    """Give each of Milepost's figures the address of its lines."""
    models = {"fund": Fund, "cost_center": CostCenter, "account": ChartAccount}
    keys = {code: dict(models[code].objects.values_list("code", "pk")) for code in found.by}  # type: ignore[attr-defined]
    page = reverse("ledger:entries")
    shown = []
    for account in accounts:
        narrowed = {
            code: keys[code].get(said, "none") if said else "none"
            for code, said in zip(found.by, account.codes, strict=True)
        }
        asked = {"year": found.report.fiscal_year, "on.to": found.report.through.isoformat(), **narrowed}
        figures = []
        for one in account.figures:
            url = lines_address(page, **asked, state=STATES[one.state])
            figures.append((one, url, WORDS[one.state]))
        shown.append(Shown(account, figures))
    return shown
