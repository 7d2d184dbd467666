"""Actions on many rows: what is selected, the question before, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.web.access import now
from milepost.web.tables.shown import TableView
from milepost.web.tables.table import Bulk, Outcome

MOST_ROWS = 1_000
NAMED = 12

Act = Callable[[Any, dict[str, Any], Person, datetime], object]


def each(act: Act) -> Callable[[Sequence[Any], dict[str, Any], Person, datetime], Outcome]:
    """Do something row by row; a row that is refused leaves the others be."""

    def act_on_each(rows: Sequence[Any], given: dict[str, Any], by: Person, at: datetime) -> Outcome:
        outcome = Outcome()
        for row in rows:
            try:
                act(row, given, by, at)
            except (Refusal, Refused) as refusal:
                outcome.refused.append((row, str(refusal)))
            except ValidationError as error:
                outcome.refused.append((row, " ".join(error.messages)))
            else:
                outcome.done += 1
        return outcome

    return act_on_each


def bulk_answer(view: TableView) -> HttpResponse:
    """Ask what is to be done with the selected rows, or do it and tell what came of it."""
    posted = view.request.POST
    bulk = next((one for one in view.bulks if one.name == posted.get("bulk")), None)
    keys = _selected(view)
    if bulk is None or not keys or len(keys) > MOST_ROWS:
        messages.warning(view.request, _problem(view, keys))
        return redirect(_back(view))
    rows = view.reading.load(keys)
    form = bulk.form(posted if "confirmed" in posted else None) if bulk.form else Form(posted)
    if "confirmed" not in posted or not form.is_valid():
        return _question(view, bulk, rows, form)
    try:
        outcome = bulk.act(rows, form.cleaned_data, view.reader.person, now())
    except (Refusal, Refused) as refusal:  # of what is done to all rows or to none
        form.add_error(None, str(refusal))
        return _question(view, bulk, rows, form)
    return _told(view, bulk, outcome)


def _selected(view: TableView) -> list[int]:
    """Give the keys of the selected rows, or of all rows that the filter finds; only ones the reader sees."""
    if view.request.POST.get("all"):
        return [key for key, _ in view.reading.keys_from(0, MOST_ROWS + 1)]
    chosen = [int(key) for key in view.request.POST.getlist("rows") if key.isdecimal() and len(key) < 19]
    known = set(view.reading.rows.filter(pk__in=chosen[: MOST_ROWS + 1]).values_list("pk", flat=True))
    return [key for key in dict.fromkeys(chosen) if key in known]


def _problem(view: TableView, keys: list[int]) -> str:
    if len(keys) > MOST_ROWS:
        return f"At most {MOST_ROWS:,} {view.table.nouns[1]} are changed at once. Narrow the filter first."
    if not keys:
        return f"Select the {view.table.nouns[1]} first, by the boxes at their left."
    return "Choose what to do with them."


def _question(view: TableView, bulk: Bulk, rows: list[Any], form: Form) -> HttpResponse:
    shown = {
        "table": view,
        "bulk": bulk,
        "form": form,
        "count": len(rows),
        "count_text": f"{len(rows):,} {view.table.noun(len(rows))}",
        "rows": [view.drawn_row(row) for row in rows[:NAMED]],
        "more": max(len(rows) - NAMED, 0),
        "keys": [view.table.key(row) for row in rows],
        "back": _back(view),
    }
    is_refused = form.is_bound and bool(form.errors)
    return render(view.request, "tables/bulk.html", shown, status=422 if is_refused else 200)


def _told(view: TableView, bulk: Bulk, outcome: Outcome) -> HttpResponse:
    if outcome.done:
        words = f"{outcome.done:,} {view.table.noun(outcome.done)} {bulk.done}."
        messages.success(view.request, f"{words} {outcome.message}".strip())
    if not outcome.refused:
        return redirect(_back(view))
    shown = {
        "table": view,
        "bulk": bulk,
        "outcome": outcome,
        "refused": [(view.drawn_row(row), sentence) for row, sentence in outcome.refused],
        "back": _back(view),
    }
    return render(view.request, "tables/refused.html", shown, status=422)


def _back(view: TableView) -> str:
    query = view.request.GET.urlencode()
    return f"{view.path}?{query}" if query else view.path
