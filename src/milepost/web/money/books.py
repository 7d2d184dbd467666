"""Workbooks of what a budget analyst checks again: every sum and difference is a formula beside its value."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.money.calculations.carry_forward import WorksheetLine
from milepost.domain.money.calculations.commitments import OrderStanding
from milepost.domain.money.calculations.reconciliation import Reconciliation
from milepost.domain.money.calculations.standings import Standing
from milepost.exchange.sheets.figures import Cell, Formula, Sheet, cell_name, write_figures


def standings_book(
    rows: Sequence[tuple[Sequence[str], Standing]], names: Sequence[str], *, title: str
) -> bytes:
    """Write standings by some parts of the chart; what is available is a formula of the four states."""
    first = len(names)
    table: list[Sequence[Cell]] = []
    for number, (words, one) in enumerate(rows):
        cells = [cell_name(number, first + place) for place in range(4)]
        formula = f"={cells[0]}-{cells[1]}-{cells[2]}-{cells[3]}"
        states = (one.appropriated, one.expended, one.encumbered, one.pre_encumbered)
        table.append([*words, *states, Formula(formula, one.available)])
    headings = [
        *names, gettext("Appropriated"), gettext("Expended"), gettext("Encumbered"), gettext("Pre-encumbered"),
        gettext("Available"),
    ]  # fmt: skip
    totaled = range(first, first + 5)
    return write_figures([Sheet(gettext("Standings"), title, headings, table, totaled=totaled)])


def commitments_book(standings: Iterable[OrderStanding]) -> bytes:
    """Write orders and their lines; what is left is a formula."""
    orders: list[Sequence[Cell]] = []
    lines: list[Sequence[Cell]] = []
    for one in standings:
        order, row = one.order, len(orders)
        orders.append(
            [
                order.number or gettext("Expected"), order.project.number, order.vendor, order.title, one.original,
                one.ordered - one.original,
                Formula(f"={cell_name(row, 4)}+{cell_name(row, 5)}", one.ordered), one.received, one.invoiced,
                Formula(f"={cell_name(row, 6)}-{cell_name(row, 8)}", one.left), one.retained, one.paid, one.in_ledger,
            ]
        )  # fmt: skip
        for line in one.lines:
            row = len(lines)
            lines.append(
                [
                    order.number or gettext("Expected"), line.line.number, line.line.fiscal_year,
                    line.line.fund.code if line.line.fund else "", line.line.account.code if line.line.account else "",
                    line.line.description, line.ordered, line.received, line.invoiced,
                    Formula(f"={cell_name(row, 6)}-{cell_name(row, 8)}", line.left),
                ]
            )  # fmt: skip
    money = [gettext("Ordered"), gettext("Received"), gettext("Invoiced"), gettext("Left")]
    headings = [
        gettext("Order"), gettext("Project"), gettext("Vendor"), gettext("Title"), gettext("At first"),
        gettext("Changed"), *money, gettext("Held back"), gettext("Paid"), gettext("In the ledger"),
    ]  # fmt: skip
    of_lines = [
        gettext("Order"), gettext("Line"), gettext("Fiscal year"), gettext("Fund"), gettext("Account"),
        gettext("Words"), *money,
    ]  # fmt: skip
    return write_figures(
        [
            Sheet(gettext("Orders"), gettext("Purchase orders"), headings, orders, totaled=range(4, 13)),
            Sheet(gettext("Lines"), gettext("Lines of orders"), of_lines, lines, totaled=range(6, 10)),
        ]
    )


def reconciliation_book(found: Reconciliation) -> bytes:
    """Write a report beside the books; each difference is a formula."""
    names = {"fund": gettext("Fund"), "cost_center": gettext("Cost center"), "account": gettext("Account")}
    words = {
        "appropriated": gettext("Budget"), "expended": gettext("Expended"), "encumbered": gettext("Encumbered"),
        "available": gettext("Available"),
    }  # fmt: skip
    headings = [*(names[code] for code in found.by), gettext("Name")]
    first = len(headings)
    for one in found.totals if found.accounts else ():
        label = words[one.state]
        headings += [
            f"{label}: {gettext('report')}",
            f"{label}: Milepost",
            f"{label}: {gettext('difference')}",
        ]
    rows: list[Sequence[Cell]] = []
    for account in found.accounts:
        cells: list[Cell] = [*account.codes, account.name]
        for figure in account.figures:
            place = len(cells)
            said = cell_name(len(rows), place), cell_name(len(rows), place + 1)
            cells += [
                figure.said,
                figure.ours,
                Formula(f"={said[1]}-{said[0]}", figure.ours - (figure.said or Decimal())),
            ]
        rows.append([*cells, " ".join(account.reasons)])
    through = f"{found.report.through:%Y-%m-%d}"
    title = gettext("FY {year} through {day}").format(year=found.report.fiscal_year, day=through)
    note = gettext("Tied to the cent.") if found.is_tied else gettext("Not tied: see the reasons.")
    totaled = range(first, len(headings))
    sheet = Sheet(
        gettext("Reconciliation"), title, [*headings, gettext("Why")], rows, note=note, totaled=totaled
    )
    return write_figures([sheet])


def year_end_book(lines: Iterable[WorksheetLine], year: int) -> bytes:
    """Write the carry-forward worksheet; unspent and what lapses are formulas."""
    rows: list[Sequence[Cell]] = []
    for line in lines:
        row = len(rows)
        rows.append(
            [
                line.project.number, line.project.name, str(line.fund), str(line.account),
                line.unspent + line.standing.expended, line.standing.expended,
                Formula(f"={cell_name(row, 4)}-{cell_name(row, 5)}", line.unspent), line.encumbered, line.requested,
                Formula(f"=MAX({cell_name(row, 6)},0)-{cell_name(row, 8)}", line.lapses),
                line.asked.reason if line.asked else "", line.asked.authority if line.asked else "",
            ]
        )  # fmt: skip
    headings = [
        gettext("Project"), gettext("Name"), gettext("Fund"), gettext("Account"), gettext("Appropriated"),
        gettext("Expended"), gettext("Unspent"), gettext("Encumbered"), gettext("To roll"), gettext("Lapses"),
        gettext("Why"), gettext("Authority"),
    ]  # fmt: skip
    title = gettext("Carry-forward from FY {year}").format(year=year)
    return write_figures([Sheet(gettext("Carry-forward"), title, headings, rows, totaled=range(4, 10))])
