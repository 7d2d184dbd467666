"""Which fiscal year a page of the year's end is about."""

from django.http import HttpRequest

from milepost.domain.money.models import FiscalYear
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.web.access import today


def year_asked(request: HttpRequest) -> tuple[int, list[int]]:
    """Give the year asked for, else the one that ends next, and those there are."""
    start = fiscal_year_start()
    current = fiscal_year_of(today(), start_month=start)
    kept = FiscalYear.objects.filter(year__lte=current).values_list("year", flat=True)
    years = sorted({*kept, current}, reverse=True)
    asked = request.GET.get("year", "")
    return (int(asked) if asked.isdecimal() and int(asked) in years else current), years
