"""Meetings: what is coming up, and all of them."""

from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from milepost.domain.governance.models import Meeting
from milepost.domain.people.permissions import may, may_anywhere
from milepost.web.access import AskedBy, for_persons
from milepost.web.meetings.tables.meetings import MEETINGS
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

MOST_COMING = 4
HOLD = "governance.hold_meetings"


@for_persons
@require_GET
def index(request: AskedBy) -> HttpResponseBase:
    """List the meetings the person may see, the person's next ones first."""
    table = TableView(request, MEETINGS)
    if answer := answer_to(table):
        return answer
    own = Meeting.objects.ahead(_city_now()).filter(attendances__person=request.person)
    context = {
        "table": table,
        "periods": _periods(table),
        "coming": own.select_related("project", "department", "organization").order_by("starts")[
            :MOST_COMING
        ],
        "may_call": may_anywhere(request.person, HOLD) or request.person.project_roles.exists(),
    }
    return render(request, "meetings/index.html", context)


@for_persons
@require_GET
def of_project(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's meetings."""
    project = project_for(request, project_id)
    table = TableView(request, MEETINGS, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    may_call = may(request.person, HOLD, project) and not project.is_over
    return show(
        request,
        project,
        "meetings/of_project.html",
        tab="meetings",
        table=table,
        periods=_periods(table),
        may_call=may_call,
    )


def _periods(table: TableView) -> list[dict[str, Any]]:
    """Offer the meetings ahead, those held and all of them, each in the order that is wanted there."""
    state = next(one for one in table.filters if one.column.name == "state")
    offered: tuple[tuple[str, list[str], str], ...] = (
        (gettext("Ahead"), ["ahead"], "starts"),
        (gettext("Held"), [Meeting.State.HELD.value], "-starts"),
        (gettext("All"), [], "-starts"),
    )
    return [
        {
            "label": label,
            "url": table.asked.address({"state": values or "", "sort": sort}),
            "current": state.values == values,
        }
        for label, values, sort in offered
    ]


def _city_now() -> datetime:
    return timezone.localtime().replace(tzinfo=None)
