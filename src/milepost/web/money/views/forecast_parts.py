"""What the figures of a cost forecast are made of, part by part."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.domain.money.calculations.forecast import ZERO, Forecast, forecast_of
from milepost.domain.money.calculations.forecast_parts import Basis, ForecastPart, parts_of_forecast
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.money.access import money_project
from milepost.web.projects.workspace import show

ROWS = 200
WORDS = {
    Basis.WORD: _("What was said otherwise"),
    Basis.PROMISED: _("Raised to what is encumbered or ordered"),
}


class ShownPart(NamedTuple):
    """A part with the name of what it comes from."""

    name: str
    part: ForecastPart


@for_persons
@require_GET
def forecast_parts(request: AskedBy, project_id: int) -> HttpResponse:
    """List the parts of the forecast, of the line, month, fiscal year or thing left to pay that is asked for."""
    project = money_project(request, project_id)
    found = forecast_of(project, as_of=today())
    parts = [one for one in parts_of_forecast(found) if _is_asked(one, request.GET)]
    page = Paginator(parts, ROWS).get_page(request.GET.get("page"))
    return show(
        request, project, "money/forecast_parts.html", tab="money", part="forecast", page=page,
        rows=[ShownPart(_name(found, one), one) for one in page.object_list],
        total=sum((one.amount for one in parts), ZERO), about=_about(found, parts, request.GET),
    )  # fmt: skip


def _is_asked(part: ForecastPart, asked: Mapping[str, str]) -> bool:
    said = {
        "line": place_key(part.line.place),
        "month": f"{part.month:%Y-%m}",
        "year": str(part.fiscal_year),
        "source": "" if part.source is None else str(part.source),
    }
    if any(asked.get(name) and asked[name] != value for name, value in said.items()):
        return False
    return asked.get("from", "") <= said["month"] <= (asked.get("through") or "9999")


def place_key(place: tuple[int | None, int | None]) -> str:
    """Name a line in an address."""
    return "-".join(str(one or "none") for one in place)


def _name(found: Forecast, part: ForecastPart) -> str:
    return str(WORDS[part.basis]) if part.source is None else found.sources[part.source].name


def _about(found: Forecast, parts: Sequence[ForecastPart], asked: Mapping[str, str]) -> list[str]:
    """Say in words what was asked for."""
    if not parts:
        return []
    first = parts[0]
    line = f"{first.line.fund} / {first.line.account}" if first.line.code else str(_("Not coded"))
    words = {
        "line": line,
        "month": f"{first.month:%b %Y}",
        "year": str(_("FY {year}")).format(year=first.fiscal_year),
        "source": _name(found, first),
        "from": str(_("from {month:%b %Y} on")).format(month=first.month),
        "through": str(_("through {month:%b %Y}")).format(month=parts[-1].month),
    }
    return [text for name, text in words.items() if asked.get(name)]
