"""What lines of projects will pay by month, as forecasts were last kept: of one project, or of the whole city."""

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models import ForecastCell
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.money.tables.entries import drawn_amount
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Table, Things


def _rows(person: Person, things: Things) -> Found:
    if not may(person, "money.view_ledger"):
        return ForecastCell.objects.none()
    if "project_id" in things:
        seen = Project.objects.visible_to(person).filter(pk=things["project_id"])
        return ForecastCell.objects.filter(forecast__in=seen.values("pk"))
    return ForecastCell.objects.all()


def _load(rows: Found, reader: Reader) -> Iterable[ForecastCell]:
    seen = set(Project.objects.visible_to(reader.person).values_list("pk", flat=True))
    for row in rows.select_related("fund", "account", "forecast__project"):
        project = row.forecast.project
        row.project_words = str(project) if project.pk in seen else gettext("another project")
        yield row


def _coded(name: str, label: object) -> Column:
    return Column(
        name=name, label=label, kind=Kind.CHOICE, shown_by=f"{name}__code", is_nullable=True, css="wrap",  # type: ignore[arg-type]
        read=lambda row: getattr(row, name) and str(getattr(row, name)),
    )  # fmt: skip


FORECAST_LINES = Table(
    name="forecast-lines",
    label=_("Forecast by month"),
    nouns=(_("line"), _("lines")),
    standard=_("All lines"),
    rows=_rows,
    load=_load,
    sort="month",
    columns=(
        Column(
            name="project", label=_("Project"), read=lambda row: row.project_words, path="forecast", css="wrap",
            can_sort=False, can_filter=False,
        ),
        _coded("fund", _("Fund")),
        _coded("account", _("Account")),
        Column(name="month", label=_("Month"), kind=Kind.DATE),
        Column(name="year", label=_("Fiscal year"), kind=Kind.CHOICE, path="fiscal_year"),
        Column(name="amount", label=_("Amount"), kind=Kind.NUMBER, draw=drawn_amount, total=Sum),
    ),
)  # fmt: skip
