"""What stands of the city's money, by fund or by another part of the chart, with the lines behind each figure."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.domain.money.calculations.standings import Standing, standings, whole
from milepost.domain.money.models import Account, FiscalYear, Fund, LedgerEntry
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.files import file_response
from milepost.web.money.books import standings_book
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.states_bar import Cell, lines_address, state_cells, states_bar

WAYS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "fund": (_("Fund"), "type", dict(Fund.Type.choices)),
    "cost_center": (_("Cost center"), "program", {}),
    "account": (_("Account"), "spends_on", dict(Account.Class.choices)),
}
"""What the year is summed by: its name, the field that is noted beside it, and that field's words."""


class Row(NamedTuple):
    """A part of the chart with its sums by state."""

    label: str
    note: str
    cells: list[Cell]
    standing: Standing


@for_persons
@require_GET
def funds(request: AskedBy) -> HttpResponse:
    """Show a fiscal year by fund, cost center or account."""
    require_ledger(request)
    years = years_known()
    year = year_asked(request, years)
    way = request.GET.get("by", "fund")
    way = way if way in WAYS else "fund"
    label, note, words = WAYS[way]
    found = standings((way, f"{way}__code", f"{way}__name", f"{way}__{note}"), fiscal_year=year)
    rows = [
        _row(way, year, key, standing, words)
        for key, standing in sorted(found.items(), key=lambda item: (item[0][1] is None, str(item[0][1])))
    ]
    total = whole(found.values())
    totals = state_cells(total, lambda state: _lines(year=year, state=state))
    return show(
        request,
        "ledger/funds.html",
        tab="ledger:funds",
        year=year,
        years=[(one, f"?{urlencode({'year': one, 'by': way})}") for one in years],
        ways=[
            (name, text, f"?{urlencode({'year': year, 'by': name})}") for name, (text, _, _) in WAYS.items()
        ],
        way=way,
        way_label=label,
        rows=rows,
        total=total,
        totals=totals,
        headings=[cell.label for cell in totals],
        bar=states_bar(
            total,
            title=gettext("FY {year}").format(year=year),
            lines=lambda state: _lines(year=year, state=state),
        ),
    )


@for_persons
@require_GET
def funds_file(request: AskedBy) -> HttpResponse:
    """Give a fiscal year by fund, cost center and account as a workbook whose sums are formulas."""
    require_ledger(request)
    year = year_asked(request, years_known())
    parts = [f"{way}__{name}" for way in WAYS for name in ("code", "name")]
    found = standings(parts, fiscal_year=year)
    rows = [
        ([str(word or "") for word in key], one)
        for key, one in sorted(found.items(), key=lambda row: str(row[0]))
    ]
    names = [
        gettext("Fund"), gettext("Name of the fund"), gettext("Cost center"), gettext("Name of the cost center"),
        gettext("Account"), gettext("Name of the account"),
    ]  # fmt: skip
    title = gettext("FY {year}").format(year=year)
    return file_response(standings_book(rows, names, title=title), f"money-{year}.xlsx")


def years_known() -> list[int]:
    """Give the fiscal years of the books and of the entries, the latest first."""
    kept = set(FiscalYear.objects.values_list("year", flat=True))
    said = set(LedgerEntry.posted().order_by().values_list("fiscal_year", flat=True).distinct())
    return sorted(kept | said | {this_year()}, reverse=True)


def _row(way: str, year: int, key: tuple[Any, ...], standing: Standing, words: dict[str, Any]) -> Row:
    pk, code, name, note = key
    asked = {"year": year, way: "none" if pk is None else pk}
    cells = state_cells(standing, lambda state: _lines(**asked, state=state))
    label = f"{code} {name}" if pk is not None else gettext("Not coded")
    return Row(label, str(words.get(note, note or "")), cells, standing)


def _lines(**asked: Any) -> str:
    return lines_address(reverse("ledger:entries"), **asked)


def year_asked(request: HttpRequest, years: list[int]) -> int:
    """Give the fiscal year that the address names, else this one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else this_year()


def this_year() -> int:
    """Give the fiscal year of today."""
    start = fiscal_year_start()
    return fiscal_year_of(today(), start_month=start)
