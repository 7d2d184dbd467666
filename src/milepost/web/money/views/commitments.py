"""What the city has ordered for its projects, and what of it waits for somebody."""

from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.money.calculations.commitments import commitments
from milepost.domain.money.models import ChangeOrder, Invoice, PurchaseOrder
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.files import file_response
from milepost.web.money.books import commitments_book
from milepost.web.money.ledger_page import require_ledger, show

ROWS, WAITING = 50, 50


@for_persons
@require_GET
def city_commitments(request: AskedBy) -> HttpResponse:
    """List the orders of all projects, the latest first, with change orders and invoices that wait."""
    require_ledger(request)
    seen = Project.objects.visible_to(request.person)
    orders = PurchaseOrder.objects.filter(project__in=seen).select_related("project", "ceiling")
    page = Paginator(orders, ROWS).get_page(request.GET.get("page"))
    changes = ChangeOrder.objects.filter(order__project__in=seen, state__in=ChangeOrder.WAITING)
    invoices = Invoice.objects.filter(order__project__in=seen, state__in=Invoice.WAITING)
    return show(
        request,
        "ledger/commitments.html",
        tab="ledger:commitments",
        page=page,
        orders=commitments(page.object_list),
        changes=changes.select_related("order__project", "order__ceiling")
        .annotate(total=Sum("lines__amount", default=Decimal()))
        .order_by("state", "pk")[:WAITING],
        invoices=invoices.select_related("order__project")
        .prefetch_related("lines")
        .order_by("on", "pk")[:WAITING],
    )


@for_persons
@require_GET
def commitments_file(request: AskedBy) -> HttpResponse:
    """Give all orders as a workbook whose sums are formulas."""
    require_ledger(request)
    seen = Project.objects.visible_to(request.person)
    orders = PurchaseOrder.objects.filter(project__in=seen).select_related("project", "ceiling")
    return file_response(commitments_book(commitments(orders)), f"commitments-{today()}.xlsx")
