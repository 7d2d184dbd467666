"""Which fiscal year a page of the year's end is about."""

from django.http import HttpRequest

from milepost.domain.money.models import FiscalYear
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.web.access import today


def year_asked(request: HttpRequest) -> tuple[int, list[int]]:
    """Give the year asked for, and those there are; unasked it is the one just over until that is closed."""
    start = fiscal_year_start()
    current = fiscal_year_of(today(), start_month=start)
    kept = {one.year: one for one in FiscalYear.objects.filter(year__lte=current)}
    years = sorted({*kept, current}, reverse=True)
    asked = request.GET.get("year", "")
    if asked.isdecimal() and int(asked) in years:
        return int(asked), years
    over = kept.get(current - 1)
    return (over.year if over and not over.is_closed else current), years
