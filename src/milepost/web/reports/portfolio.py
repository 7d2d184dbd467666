"""The portfolio report of a month, for four readers: as page, PDF, slides and e-mail."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from milepost.domain.people.permissions import may
from milepost.domain.reports.calculations.portfolio.months import end_of, reported_months
from milepost.domain.reports.models import Reader
from milepost.domain.reports.rendering.email import portfolio_email
from milepost.domain.reports.rendering.pdf import PdfUnavailable, portfolio_pdf
from milepost.domain.reports.rendering.portfolio import PortfolioView, portfolio_view
from milepost.domain.reports.rendering.slides import portfolio_slides
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.reports.answering import email_response, pdf_response, slides_response
from milepost.web.reports.reading import reader_of

FIRST_YEAR, LAST_YEAR = 2000, 2199


@for_persons
@require_GET
def latest(request: AskedBy) -> HttpResponse:
    """Go to the report of the last month in which a project reported."""
    first = next(iter(reported_months(request.person)), today().replace(day=1))
    return redirect("reports:month", first.year, first.month)


@for_persons
@require_GET
def month(request: AskedBy, year: int, number: int) -> HttpResponse:
    """Show a month to a reader."""
    shown = _view(request, year, number)
    months = reported_months(request.person)
    page = reverse("reports:month", args=[year, number])
    context = {
        "portfolio": shown,
        "readers": [
            {"label": reader.label, "url": f"{page}?for={reader.value}", "current": reader == shown.reader}
            for reader in Reader
        ],
        "before": next((one for one in months if one < shown.first), None),
        "after": next((one for one in reversed(months) if one > shown.first), None),
        "may_send": may(request.person, "reports.send"),
        "is_under_way": end_of(shown.first) >= today(),
        "trail": [{"label": "Reports", "url": reverse("reports:index")}],
    }
    return render(request, "reports/month.html", context)


@for_persons
@require_GET
def month_pdf(request: AskedBy, year: int, number: int) -> HttpResponse:
    """Give a month as PDF."""
    shown = _view(request, year, number)
    try:
        return pdf_response(portfolio_pdf(shown), f"{_name(shown)}.pdf")
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect("reports:month", year, number)


@for_persons
@require_GET
def month_slides(request: AskedBy, year: int, number: int) -> HttpResponse:
    """Give a month as a presentation."""
    shown = _view(request, year, number)
    return slides_response(portfolio_slides(shown), f"{_name(shown)}.pptx")


@for_persons
@require_GET
def month_email(request: AskedBy, year: int, number: int) -> HttpResponse:
    """Show a month as the HTML to send by e-mail."""
    return email_response(portfolio_email(_view(request, year, number)))


def _view(request: AskedBy, year: int, number: int) -> PortfolioView:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= 12:
        raise Http404
    return portfolio_view(date(year, number, 1), reader=reader_of(request), seen_by=request.person)


def _name(shown: PortfolioView) -> str:
    return f"portfolio-{shown.reader}-{shown.first:%Y-%m}"
