"""What stands of the city's money, by fund or by another part of the chart, with the lines behind each figure."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.charts.money_bar import Part, money_bar
from milepost.charts.plot import Figure
from milepost.domain.money.calculations.standings import Standing, standings, whole
from milepost.domain.money.models import Account, FiscalYear, Fund, LedgerEntry, State
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.models import City
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.templatetags.formats import money

WAYS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "fund": (_("Fund"), "type", dict(Fund.Type.choices)),
    "cost_center": (_("Cost center"), "program", {}),
    "account": (_("Account"), "spends_on", dict(Account.Class.choices)),
}
"""What the year is summed by: its name, the field that is noted beside it, and that field's words."""
SHOWN = (State.APPROPRIATED, State.EXPENDED, State.ENCUMBERED, State.PRE_ENCUMBERED)


class Cell(NamedTuple):
    """A sum with the address of the lines behind it."""

    amount: Any
    url: str


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
    year = _year(request, years)
    way = request.GET.get("by", "fund")
    way = way if way in WAYS else "fund"
    label, note, words = WAYS[way]
    found = standings((way, f"{way}__code", f"{way}__name", f"{way}__{note}"), fiscal_year=year)
    rows = [
        _row(way, year, key, standing, words)
        for key, standing in sorted(found.items(), key=lambda item: (item[0][1] is None, str(item[0][1])))
    ]
    total = whole(found.values())
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
        totals=[Cell(getattr(total, state.value), _lines(year=year, state=state.value)) for state in SHOWN],
        heading_states=[state.label for state in SHOWN],
        bar=states_bar(total, title=gettext("FY {year}").format(year=year)),
    )


def years_known() -> list[int]:
    """Give the fiscal years of the books and of the entries, the latest first."""
    kept = set(FiscalYear.objects.values_list("year", flat=True))
    said = set(LedgerEntry.posted().order_by().values_list("fiscal_year", flat=True).distinct())
    return sorted(kept | said | {_this_year()}, reverse=True)


def states_bar(standing: Standing, *, title: str) -> Figure | None:
    """Draw what is spent, promised and available; nothing where no money is known."""
    if standing == Standing():
        return None
    sums = {
        "expended": (gettext("Expended"), standing.expended),
        "encumbered": (gettext("Encumbered"), standing.encumbered),
        "pre_encumbered": (gettext("Pre-encumbered"), standing.pre_encumbered),
        "available": (gettext("Available"), standing.available),
    }
    parts = [Part(label, float(amount), money(amount), css) for css, (label, amount) in sums.items()]
    return money_bar(
        parts, whole=float(standing.appropriated), title=title, finding=standing_sentence(standing)
    )


def standing_sentence(standing: Standing) -> str:
    """Say what is available and how it comes about."""
    if not standing.appropriated:
        return gettext("Nothing is appropriated; {expended} is expended and {encumbered} encumbered.").format(
            expended=money(standing.expended), encumbered=money(standing.encumbered)
        )
    said = gettext(
        "{available} is available: {appropriated} appropriated less {expended} expended, "
        "{encumbered} encumbered and {pre_encumbered} pre-encumbered."
    )
    if standing.available < 0:
        said = gettext(
            "Overspent by {over}: {appropriated} appropriated less {expended} expended, "
            "{encumbered} encumbered and {pre_encumbered} pre-encumbered."
        )
    words = {state.value: money(getattr(standing, state.value)) for state in State}
    return said.format(available=money(standing.available), over=money(-standing.available), **words)


def _row(way: str, year: int, key: tuple[Any, ...], standing: Standing, words: dict[str, Any]) -> Row:
    pk, code, name, note = key
    asked = {"year": year, way: "none" if pk is None else pk}
    cells = [Cell(getattr(standing, state.value), _lines(**asked, state=state.value)) for state in SHOWN]
    label = f"{code} {name}" if pk is not None else gettext("Not coded")
    return Row(label, str(words.get(note, note or "")), cells, standing)


def _lines(**asked: Any) -> str:
    return f"{reverse('ledger:entries')}?{urlencode(asked)}"


def _year(request: HttpRequest, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else _this_year()


def _this_year() -> int:
    start = City.objects.values_list("fiscal_year_start_month", flat=True).first() or 1
    return fiscal_year_of(today(), start_month=start)
