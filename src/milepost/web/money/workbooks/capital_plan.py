"""The capital improvement plan as a workbook: items, funds, sources, what is unfunded, and operating impact."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from milepost.domain.money.calculations.capital_plan import ByYear, CapitalPlan
from milepost.exchange.sheets.figures import Cell, Formula, Sheet, cell_name, write_figures


def plan_workbook(plan: CapitalPlan, *, title: str) -> bytes:
    """Write the tables that council sees; every sum is a formula."""
    return write_figures([_items(plan, title), _funds(plan), _sources(plan), _unfunded(plan), _impact(plan)])


def _items(plan: CapitalPlan, title: str) -> Sheet:
    rows = [
        _row([row.name, str(row.department), row.state], row.by_year(plan.years), number)
        for number, row in enumerate(plan.rows)
    ]
    heads = [_("Item"), _("Department"), _("State")]
    note = _(
        "Before and after are the years outside the plan; each row and column adds up to the same total."
    )
    return _sheet(_("Items"), f"{title}, {plan.years[0]}-{plan.years[-1]}", heads, plan, rows, note)


def _funds(plan: CapitalPlan) -> Sheet:
    rows = [
        _row([str(fund or _("Unfunded"))], sums, number)
        for number, (fund, sums) in enumerate(plan.by_fund.items())
    ]
    return _sheet(_("Funds"), _("By fund and fiscal year"), [_("Fund")], plan, rows)


def _sources(plan: CapitalPlan) -> Sheet:
    rows = [
        _row([str(source or _("The fund’s own money")), str(fund)], sums, number)
        for number, ((fund, source), sums) in enumerate(plan.by_source.items())
    ]
    return _sheet(_("Sources"), _("By funding source"), [_("Source"), _("Fund")], plan, rows)


def _unfunded(plan: CapitalPlan) -> Sheet:
    rows: list[list[Cell]] = [[row.name, str(row.department), row.unfunded] for row in plan.unfunded]
    headings = [_("Item"), _("Department"), _("Unfunded")]
    return Sheet(_("Unfunded"), _("What nobody pays for yet"), headings, rows, totaled=(2,))


def _impact(plan: CapitalPlan) -> Sheet:
    rows: list[list[Cell]] = []
    for number, (label, sums, positions) in enumerate(plan.impacts):
        last = len(sums)
        total = Formula(
            f"=SUM({cell_name(number, 1)}:{cell_name(number, last)})", sum(sums, plan.total.before * 0)
        )
        rows.append([label, *sums, total, f"{positions:g}"])
    headings = [_("Kind"), *map(str, plan.impact_years), _("All"), _("Positions, at most")]
    title = _("Operating impact of five years")
    return Sheet(_("Operating impact"), title, headings, rows, totaled=range(1, len(plan.impact_years) + 2))


def _row(names: Sequence[str], sums: ByYear, number: int) -> list[Cell]:
    first = len(names)
    last = first + len(sums.years) + 1
    reach = f"{cell_name(number, first)}:{cell_name(number, last)}"
    return [*names, sums.before, *sums.years, sums.after, Formula(f"=SUM({reach})", sums.total)]


def _sheet(
    name: str, title: str, heads: list[str], plan: CapitalPlan, rows: Iterable[list[Cell]], note: str = ""
) -> Sheet:
    headings = [*heads, _("Before"), *map(str, plan.years), _("After"), _("Total")]
    return Sheet(name, title, headings, list(rows), note, totaled=range(len(heads), len(headings)))
