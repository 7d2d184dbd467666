"""What a table's address answers when it is asked for something else than its page."""

from io import BytesIO

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from milepost.domain.common.jobs import enqueue
from milepost.domain.projects.actions.exporting import SCHEDULE_FILE_JOB
from milepost.web.files import file_response
from milepost.web.saved_views.addresses import opened
from milepost.web.tables.bulk import bulk_answer
from milepost.web.tables.editing import edit_answer, field_answer
from milepost.web.tables.export import FORMATS, ROWS_AT_ONCE, export_to
from milepost.web.tables.shown import TableView

EXPORT_JOB = "tables.export"
EXPORT_JOBS = (EXPORT_JOB, SCHEDULE_FILE_JOB)
"""What is waited for, and taken home, on the page of an export."""


def answer_to(view: TableView) -> HttpResponseBase | None:
    """Answer an export, an edit of a cell, an action on many rows, or the reader's default view; nothing for a page."""
    asked = view.request.GET
    if view.request.method == "POST":
        return edit_answer(view) if "cell" in view.request.POST else bulk_answer(view)
    if asked.get("export") in FORMATS:
        return _export(view, asked["export"])
    if "cell" in asked and "row" in asked:
        return field_answer(view)
    return opened(view.request, view.table.name)


def _export(view: TableView, form: str) -> HttpResponse:
    if view.reading.count <= ROWS_AT_ONCE:
        output = BytesIO()
        export_to(output, view.reading, form)
        return file_response(output.getvalue(), f"{view.table.name}-{view.reader.today}.{form}")
    run = enqueue(
        EXPORT_JOB,
        by=view.request.person.account,
        table=view.table.name,
        things=view.things,
        query=view.request.GET.urlencode(),
        form=form,
        person_id=view.request.person.pk,
    )
    return redirect("tables:export", run.pk)
