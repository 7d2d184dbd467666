"""The disclosure schedule of subscriptions: each contract's schedule recomputed by formulas, years and maturities."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from milepost.domain.money.calculations.subscriptions import Measurement, Segment, city_years
from milepost.exchange.sheets.figures import Cell, Formula, Sheet, cell_name, write_figures
from milepost.web.templatetags.formats import day

ZERO = Decimal("0.00")


def disclosure_workbook(found: Sequence[Measurement], *, year: int) -> bytes:
    """Write the contracts, the fiscal years, what falls due after a year, and every schedule."""
    schedules = [
        _schedule(number, place, measurement, segment)
        for number, measurement in enumerate(found, 1)
        for place, segment in enumerate(measurement.segments)
    ]
    return write_figures([_contracts(found), _years(found), _maturities(found, year), *schedules])


def _contracts(found: Sequence[Measurement]) -> Sheet:
    rows: list[list[Cell]] = []
    for one in found:
        contract, first = one.contract, one.segments[0].measured
        rows.append(
            [
                contract.name, contract.project.number, contract.vendor, str(contract.fund), contract.starts_on,
                one.term.months, one.term.maximum_months, f"{one.rate.percent.normalize():f} %", one.rate.source,
                first.liability, first.asset,
            ]
        )  # fmt: skip
    headings = [
        _("Subscription"), _("Project"), _("Vendor"), _("Fund"), _("Commencement"), _("Term, months"),
        _("Maximum possible term"), _("Discount rate"), _("Source of the rate"), _("Liability at commencement"),
        _("Subscription asset at commencement"),
    ]  # fmt: skip
    return Sheet(_("Contracts"), _("Subscriptions recorded under GASB 96"), headings, rows, totaled=(9, 10))


def _years(found: Sequence[Measurement]) -> Sheet:
    rows: list[list[Cell]] = []
    for number, row in enumerate(city_years(found)):
        cells = [cell_name(number, column) for column in range(1, 6)]
        sums = row.sums
        rows.append(
            [
                str(row.year), row.opening, row.added, row.remeasured, sums.interest, sums.payments,
                Formula(f"={cells[0]}+{cells[1]}+{cells[2]}+{cells[3]}-{cells[4]}", sums.liability),
                sums.amortization, sums.asset,
            ]
        )  # fmt: skip
    headings = [
        _("Fiscal year"), _("Liability, opening"), _("Added"), _("Measured anew"), _("Interest expense"),
        _("Paid"), _("Liability, closing"), _("Amortization"), _("Subscription asset, net, at year end"),
    ]  # fmt: skip
    note = _("Closing is a formula: opening + added + measured anew + interest - paid.")
    return Sheet(_("Fiscal years"), _("Liability and asset by fiscal year"), headings, rows, note)


def _maturities(found: Sequence[Measurement], year: int) -> Sheet:
    sums: dict[tuple[int, int], list[Decimal]] = {}
    for measurement in found:
        for one in measurement.maturities(year):
            kept = sums.setdefault((one.first_year, one.last_year), [ZERO, ZERO])
            kept[0] += one.principal
            kept[1] += one.interest
    rows: list[list[Cell]] = []
    for number, ((first, last), (principal, interest)) in enumerate(sorted(sums.items())):
        label = str(first) if first == last else f"{first}-{last}"
        total = f"={cell_name(number, 1)}+{cell_name(number, 2)}"
        rows.append([label, principal, interest, Formula(total, principal + interest)])
    title = _("Principal and interest due after fiscal year {year}").format(year=year)
    headings = [_("Fiscal year"), _("Principal"), _("Interest"), _("Total")]
    return Sheet(_("Maturities"), title, headings, rows, totaled=(1, 2, 3))


def _schedule(number: int, place: int, measurement: Measurement, segment: Segment) -> Sheet:
    """Recompute a schedule row by row; the interest before the last payment bears the rounding, so it is a value."""
    percent = segment.remeasurement.rate_percent if segment.remeasurement else measurement.rate.percent
    name = f"{number}{'' if place == 0 else chr(ord('a') + place)} {measurement.contract.name}"
    title = _("{name} from {on} at {rate} percent a year").format(
        name=measurement.contract.name, on=day(segment.on), rate=f"{percent.normalize():f}"
    )
    headings = [_("Period"), _("Opening"), _("Payment"), _("After payment"), _("Interest"), _("Closing")]
    note = _(
        "Interest is rounded in each period; the one before the last payment bears what rounding leaves."
    )
    rows = list(_periods(segment, percent))
    return Sheet(_sheet_name(name), title, headings, rows, note, totaled=(2, 4))


def _periods(segment: Segment, percent: Decimal) -> Iterator[list[Cell]]:
    periods = segment.measured.periods
    for row, one in enumerate(periods):
        opening: Cell = one.opening
        if row:
            opening = Formula(f"={cell_name(row - 1, 5)}", one.opening)
        after = Formula(f"={cell_name(row, 1)}-{cell_name(row, 2)}", one.after_payment)
        interest: Cell = one.interest
        if row < len(periods) - 2:
            rate = f"{percent.normalize():f}/100/{segment.measured.per_year}"
            interest = Formula(f"=ROUND({cell_name(row, 3)}*{rate},2)", one.interest)
        closing = Formula(f"={cell_name(row, 3)}+{cell_name(row, 4)}", one.closing)
        yield [one.period, opening, one.payment, after, interest, closing]


def _sheet_name(name: str) -> str:
    """Leave out what a workbook does not take in the name of a sheet."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31]
