"""Cells changed in place: the field that a cell becomes, and what the action says of what was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import Refused
from milepost.web.access import now
from milepost.web.tables.column import Column, Edit
from milepost.web.tables.shown import TableView

VALUE, SEEN = "value", "seen"


class CellForm(forms.Form):
    """The one field of a cell, with what stood there when it was opened."""

    def __init__(self, data: Any, *, column: Column, row: Any) -> None:
        super().__init__(data, auto_id="cell-%s")
        assert column.edit is not None  # noqa: S101 - only editable columns are asked for
        field = column.edit.field(row)
        field.label = column.label
        field.initial = column.edit.initial(row)
        self.fields[VALUE] = field
        self.row = row
        self.edit: Edit = column.edit

    @property
    def seen(self) -> str:
        """What the field showed when it was opened, as text to compare."""
        return _text(self.fields[VALUE].prepare_value(self.edit.initial(self.row)))

    def clean(self) -> dict[str, Any]:
        """Refuse a cell that somebody else changed to a third value meanwhile."""
        cleaned = super().clean() or {}
        typed = _text(self.data.get(VALUE))
        if VALUE in cleaned and self.data.get(SEEN, self.seen) != self.seen and typed != self.seen:
            words = self._words(self.edit.initial(self.row)), self._words(cleaned[VALUE])
            self.add_error(VALUE, f"Changed meanwhile: it is {words[0]} now; you entered {words[1]}.")
        return cleaned

    def _words(self, value: Any) -> str:
        field = self.fields[VALUE]
        if isinstance(field, forms.ModelChoiceField):
            chosen = field.queryset.filter(pk=getattr(value, "pk", value)).first() if value else None  # type: ignore[union-attr]
            return str(chosen) if chosen else "empty"
        choices = dict(getattr(field, "choices", ()))
        return str(choices.get(value, field.prepare_value(value))) if value not in (None, "") else "empty"


def field_answer(view: TableView) -> HttpResponse:
    """Give the field that a cell becomes."""
    column, row = _asked(view, view.request.GET)
    return _field(view, CellForm(None, column=column, row=row), column)


def edit_answer(view: TableView) -> HttpResponse:
    """Save what was typed, and give the cells of the row anew; what is refused stands beside what was typed."""
    column, row = _asked(view, view.request.POST)
    form = CellForm(view.request.POST, column=column, row=row)
    if form.is_valid():
        try:
            message = form.edit.act(row, form.cleaned_data[VALUE], view.reader.person, now())
        except (Refusal, Refused) as refusal:
            form.add_error(VALUE, str(refusal))
        except ValidationError as error:
            form.add_error(VALUE, ValidationError(error.messages))
        else:
            view.reader.known.clear()
            return _row(view, view.table.key(row), message or gettext("Saved."))
    return _field(view, form, column, status=422)


def _asked(view: TableView, given: Any) -> tuple[Column, Any]:
    """Find the column and the row that a request names, among what its sender may see and change."""
    column, key = view.table.column(given.get("cell", "")), given.get("row", "")
    if column is None or column.edit is None or not key.isdecimal() or len(key) > 18:
        raise Http404
    known = view.reading.rows.filter(pk=int(key)).values_list("pk", flat=True)
    rows = view.reading.load(list(known[:1]))
    if not rows:
        raise Http404
    if not column.edit.may(view.reader.person, rows[0]):
        raise Refused(gettext("You may not change {lower} here.").format(lower=column.label.lower()))
    return column, rows[0]


def _field(view: TableView, form: CellForm, column: Column, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "field": form[VALUE], "column": column, "key": view.table.key(form.row)}
    shown["seen"] = form.data.get(SEEN, form.seen) if form.is_bound else form.seen
    if status == 422 and form.data.get(SEEN, form.seen) != form.seen:
        shown["seen"] = form.seen  # both values are shown now, so that entering it again means it
    return render(view.request, "components/data_table/cell_field.html", shown, status=status)


def _row(view: TableView, key: int, message: str) -> HttpResponse:
    (row,) = view.reading.load([key])
    shown = {"table": view, "row": view.drawn_row(row), "message": message}
    return render(view.request, "components/data_table/row.html", shown)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
