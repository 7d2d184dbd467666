"""The list of one kind of record of a project."""

from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse

from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy
from milepost.web.go_live.access import project_of_go_lives
from milepost.web.projects.workspace import show
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

if TYPE_CHECKING:
    from milepost.web.tables.table import Table


def list_page(
    request: AskedBy,
    project_id: int,
    table: "Table",
    *,
    section: str,
    action: str,
    add: str,
    add_label: str,
    empty: str,
    words: str,
    template: str = "go_live/list.html",
    **context: Any,
) -> HttpResponseBase:
    """List records of a project; `action` is what adding one needs."""
    project = project_of_go_lives(request, project_id)
    view = TableView(request, table, project_id=project.pk)
    return answer_to(view) or show(
        request, project, template, tab="go_live", section=section, table=view,
        may_add=may(request.person, action, project) and not project.is_over,
        add_url=reverse(add, args=[project.pk]), add_label=add_label, empty_title=empty, empty_words=words,
        **context,
    )  # fmt: skip
