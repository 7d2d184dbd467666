"""How cells are drawn: by the column's own hand, or by its kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext

from milepost.web.tables.column import Column, Kind, Reader
from milepost.web.tables.numbers import number_text
from milepost.web.tables.table import Table
from milepost.web.templatetags.formats import UNDEFINED
from milepost.web.templatetags.values import civil_date


class Cell(NamedTuple):
    """One cell as it is shown."""

    content: str
    css: str
    markup: SafeString


class Row(NamedTuple):
    """One row as it is shown."""

    key: int
    name: str
    choosing: str
    """The words of the box that selects it."""
    cells: list[Cell]

    @property
    def markup(self) -> SafeString:
        """All cells; put together here, for a template asked a dozen things of each of a thousand cells."""
        return SafeString("".join(cell.markup for cell in self.cells))


class Pen:
    """Draws the rows of one table for one reader; what all cells of a column share is worked out once."""

    def __init__(self, table: Table, columns: Sequence[Column], reader: Reader) -> None:
        self.table = table
        self.reader = reader
        self.columns = [(column, *_shared(column)) for column in columns]
        self.choosing = gettext("Select {name}")

    def row(self, row: Any) -> Row:
        """Draw a loaded row's cells in the order of the columns."""
        key = self.table.key(row)
        name = str(self.table.columns[0].value(row) or key)
        cells = [self._cell(column, css, attributes, row) for column, css, attributes in self.columns]
        return Row(key, name, self.choosing.format(name=name), cells)

    def _cell(self, column: Column, css: str, attributes: str, row: Any) -> Cell:
        content = conditional_escape(drawn(column, column.value(row), row))
        if column is self.table.columns[0]:
            if self.table.link is not None and column.draw is None:
                content = format_html('<a href="{}">{}</a>', self.table.link(row), content)
            return Cell(content, css, SafeString(f'<th scope="row" class="{css}">{content}</th>'))
        is_editable = column.edit is not None and column.edit.may(self.reader.person, row)
        edits = f' data-edits="{column.name}"' if is_editable else ""
        return Cell(content, css, SafeString(f"<td{attributes}{edits}>{content}</td>"))


def _shared(column: Column) -> tuple[str, str]:
    """Give the classes of a column's cells, and their attributes."""
    css = f"{column.css} numeric".strip() if column.is_numeric else column.css
    of_class = f' class="{css}"' if css else ""
    return css, f'{of_class} data-label="{escape(column.label)}"'


def drawn(column: Column, value: Any, row: Any) -> str:
    """Draw a value."""
    if column.draw is not None:
        return column.draw(value, row)
    if value is None or value == "":
        return SafeString("" if column.kind in {Kind.TEXT, Kind.CHOICE} else UNDEFINED)
    match column.kind:
        case Kind.DATE:
            return civil_date(localtime(value) if isinstance(value, datetime) and is_aware(value) else value)
        case Kind.NUMBER:
            return number_text(value)
        case Kind.FLAG:
            return column.label_of(value)
        case _:
            return conditional_escape(column.label_of(value))
