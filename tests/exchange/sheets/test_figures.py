from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from milepost.exchange.sheets.figures import Formula, Sheet, cell_name, write_figures

ROWS = [
    ["100", "Information technology operations", Decimal("7979067.47"), Decimal("-0.05")],
    ["610", "=1+1", Decimal("12.50"), Formula(f"={cell_name(1, 2)}*2", Decimal("25.00"))],
]
SHEET = Sheet(
    "Standings", "FY 2027", ["Fund", "Name of the fund", "Appropriated", "Left"], ROWS, totaled=[2, 3]
)


def page_of(sheet):
    return load_workbook(BytesIO(write_figures([sheet])))[sheet.name]


def test_a_column_is_as_wide_as_what_stands_in_it():
    page = page_of(SHEET)

    widths = [page.column_dimensions[letter].width for letter in "ABCD"]
    shown = [3, len(ROWS[0][1]), len("7,979,079.97"), len("24.95")]
    assert [width > count for width, count in zip(widths, shown, strict=True)] == [True] * 4
    assert widths[0] < widths[2] < widths[1]


def test_headings_stand_over_their_columns_and_on_every_printed_page():
    page = page_of(SHEET)

    assert [cell.alignment.horizontal for cell in page[4]] == [None, None, "right", "right"]
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)


def test_totals_are_formulas_and_texts_are_not():
    page = page_of(SHEET)

    assert page["C7"].value == "=SUM(C5:C6)"
    assert (page["B6"].value, page["B6"].data_type) == ("=1+1", "s")
    assert page["D6"].value == "=C6*2"


def test_a_sheet_without_rows_has_its_headings():
    page = page_of(Sheet("Empty", "Nothing", ["Fund", "Amount"], [], totaled=[1]))

    assert [cell.value for cell in page[4]] == ["Fund", "Amount"]
