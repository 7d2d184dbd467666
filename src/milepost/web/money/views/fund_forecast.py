"""What funds will have spent by the end of a fiscal year, and the projects behind it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.money.calculations.fund_forecast import funds_at_year_end, projects_at_year_end
from milepost.domain.money.models import CostForecast, Fund
from milepost.domain.people.fiscal_years import fiscal_year_starts
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons
from milepost.web.files import file_response
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.tables.forecast_lines import FORECAST_LINES
from milepost.web.money.views.funds import this_year, year_asked, years_known
from milepost.web.money.workbooks.forecast import fund_workbook
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_GET
def fund_forecast(request: AskedBy) -> HttpResponse:
    """Show the funds, and of one fund or of all the projects that spend."""
    require_ledger(request)
    years = [one for one in years_known() if one >= this_year()]
    year = max(this_year(), year_asked(request, years))
    start = fiscal_year_start()
    asked = request.GET.get("fund", "")
    fund = get_object_or_404(Fund, pk=asked) if asked.isdecimal() else None
    funds = [one for one in funds_at_year_end(year) if fund is None or one.fund == fund]
    projects = projects_at_year_end(_seen(request), year=year, fund=fund)
    return show(
        request, "ledger/forecast.html", tab="ledger:forecast", year=year, years=years, fund=fund, funds=funds,
        projects=projects,
        next_year=fiscal_year_starts(year + 1, start_month=start), made=CostForecast.objects.order_by("as_of").first(),
        total={
            name: sum(getattr(one, name) for one in funds)
            for name in ("appropriated", "expended", "to_spend", "by_year_end", "left", "later")
        },
        listed={
            name: sum(getattr(one, name) for one in projects)
            for name in ("expended", "to_spend", "by_year_end", "later")
        },
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def forecast_lines(request: AskedBy, project_id: int | None = None) -> HttpResponseBase:
    """List what lines of one project, or of all, will pay by month."""
    require_ledger(request)
    things = {} if project_id is None else {"project_id": project_id}
    table = TableView(request, FORECAST_LINES, **things)
    return answer_to(table) or show(request, "ledger/forecast_lines.html", tab="ledger:forecast", table=table)


@for_persons
@require_GET
def fund_forecast_file(request: AskedBy) -> HttpResponse:
    """Give the same as a workbook with formulas."""
    require_ledger(request)
    year = max(this_year(), year_asked(request, years_known()))
    content = fund_workbook(
        funds_at_year_end(year), projects_at_year_end(_seen(request), year=year), year=year
    )
    return file_response(content, f"forecast-fy-{year}.xlsx")


def _seen(request: AskedBy) -> list[Project]:
    return list(Project.objects.visible_to(request.person).order_by("number"))
