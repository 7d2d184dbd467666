"""How cells are drawn: by the column's own hand, or by its kind."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

from milepost.web.tables.column import Column, Kind, Reader
from milepost.web.tables.numbers import number_text
from milepost.web.tables.table import Table
from milepost.web.templatetags.formats import UNDEFINED
from milepost.web.templatetags.values import civil_date


class Cell(NamedTuple):
    """One cell as it is shown."""

    column: Column
    content: str
    css: str
    is_heading: bool
    is_editable: bool

    @property
    def markup(self) -> SafeString:
        """The whole cell; put together here, for a template asked a dozen things of each of a thousand cells."""
        content = conditional_escape(self.content)
        if self.is_heading:
            return SafeString(f'<th scope="row" class="{self.css}">{content}</th>')
        css = f' class="{self.css}"' if self.css else ""
        edits = f' data-edits="{self.column.name}"' if self.is_editable else ""
        return SafeString(f'<td{css} data-label="{escape(self.column.label)}"{edits}>{content}</td>')


class Row(NamedTuple):
    """One row as it is shown."""

    key: int
    name: str
    cells: list[Cell]


def row_of(table: Table, columns: list[Column], row: Any, reader: Reader) -> Row:
    """Draw a loaded row's cells in the order of the columns."""
    key = table.key(row)
    cells = [_cell(table, column, row, reader) for column in columns]
    return Row(key, str(table.columns[0].value(row) or key), cells)


def _cell(table: Table, column: Column, row: Any, reader: Reader) -> Cell:
    is_heading = column is table.columns[0]
    content = drawn(column, column.value(row), row)
    if is_heading and table.link is not None and column.draw is None:
        content = format_html('<a href="{}">{}</a>', table.link(row), content)
    css = f"{column.css} numeric" if column.is_numeric else column.css
    is_editable = column.edit is not None and column.edit.may(reader.person, row)
    return Cell(column, content, css.strip(), is_heading, is_editable)


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
