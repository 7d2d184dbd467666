"""Cost forecasts as workbooks: lines by month, funds by year, with sums as formulas."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from milepost.domain.money.calculations.forecast import Forecast
from milepost.domain.money.calculations.fund_forecast import FundForecast, ProjectForecast
from milepost.exchange.sheets.figures import Cell, Formula, Sheet, cell_name, write_figures
from milepost.web.templatetags.formats import day

ZERO = Decimal("0.00")


def project_workbook(found: Forecast) -> bytes:
    """Write a project's lines by month, and what is left to pay one by one."""
    return write_figures([_lines(found), _sources(found)])


def fund_workbook(funds: Sequence[FundForecast], projects: Sequence[ProjectForecast], *, year: int) -> bytes:
    """Write what each fund and each project will have spent by the end of a year."""
    return write_figures([_funds(funds, year), _projects(projects, year)])


def _lines(found: Forecast) -> Sheet:
    months = found.months
    first, last = 4, 3 + len(months)
    rows: list[list[Cell]] = []
    for number, line in enumerate(found.lines):
        left = f"=SUM({cell_name(number, first)}:{cell_name(number, last)})" if months else "=0"
        spent, rest = cell_name(number, 2), cell_name(number, last + 1)
        total = Formula(f"={spent}+{rest}", line.at_completion)
        rows.append(
            [
                f"{line.fund or _('Not coded')} / {line.account or ''}", line.budget, line.standing.expended,
                line.standing.encumbered, *(line.months.get(month, ZERO) for month in months),
                Formula(left, line.to_complete), total,
                Formula(f"={cell_name(number, 1)}-{cell_name(number, last + 2)}", line.variance),
            ]
        )  # fmt: skip
    headings = [
        _("Line"), _("Budget"), _("Expended"), _("Encumbered"), *(f"{month:%b %Y}" for month in months),
        _("Left to pay"), _("At completion"), _("Variance"),
    ]  # fmt: skip
    title = _("Cost forecast of {project}").format(project=found.facts.project)
    totaled = range(1, len(headings))
    return Sheet(_("By month"), title, headings, rows, day(found.as_of), totaled)


def _sources(found: Forecast) -> Sheet:
    rows: list[list[Cell]] = [
        [source.name, source.work.first, source.work.last, source.amount] for source in found.sources
    ]
    headings = [_("What is left to pay"), _("From"), _("To"), _("Amount")]
    note = _("Before anybody’s word on a line, and before it is raised to what is encumbered.")
    return Sheet(_("Behind it"), _("What is left to pay, one by one"), headings, rows, note, (3,))


def _funds(funds: Sequence[FundForecast], year: int) -> Sheet:
    rows: list[list[Cell]] = []
    for number, one in enumerate(funds):
        rows.append(
            [
                str(one.fund or _("Not coded")), one.appropriated, one.expended, one.to_spend,
                Formula(f"={cell_name(number, 2)}+{cell_name(number, 3)}", one.by_year_end),
                Formula(f"={cell_name(number, 1)}-{cell_name(number, 4)}", one.left), one.encumbered, one.later,
            ]
        )  # fmt: skip
    headings = [
        _("Fund"), _("Appropriated"), _("Expended"), _("To be spent"), _("Spent by year end"), _("Left"),
        _("Encumbered now"), _("After year end"),
    ]  # fmt: skip
    title = _("What funds will have spent by the end of FY {year}").format(year=year)
    return Sheet(_("Funds"), title, headings, rows, totaled=range(1, 8))


def _projects(projects: Sequence[ProjectForecast], year: int) -> Sheet:
    rows: list[list[Cell]] = []
    for number, one in enumerate(projects):
        total = Formula(f"={cell_name(number, 1)}+{cell_name(number, 2)}", one.by_year_end)
        rows.append([str(one.project), one.expended, one.to_spend, total, one.later])
    headings = [_("Project"), _("Expended"), _("To be spent"), _("Spent by year end"), _("After year end")]
    title = _("What projects will have spent by the end of FY {year}").format(year=year)
    return Sheet(_("Projects"), title, headings, rows, totaled=range(1, 5))
