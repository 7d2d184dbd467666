"""The punch list of a project, room by room."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.governance.actions.punch_list import (
    add_punch_item,
    close_punch_item,
    edit_punch_item,
    mark_punch_item_ready,
    may_ready,
    reopen_punch_item,
)
from milepost.domain.governance.models import PunchItem
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.quality import OutcomeForm, PunchForm
from milepost.web.go_live.listing import list_page
from milepost.web.go_live.records import Deed, RecordPage, edited
from milepost.web.go_live.tables.quality import PUNCH_ITEMS

KEEP = "governance.edit_quality"
State = PunchItem.State


@for_persons
@require_http_methods(["GET", "POST"])
def punch_items(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List what is left in the rooms."""
    rooms = PunchItem.objects.filter(project=project_id).values("room").order_by("room")
    counted = rooms.annotate(left=Count("pk", filter=~Q(state=State.CLOSED)), items=Count("pk"))
    return list_page(
        request, project_id, PUNCH_ITEMS, section="punch-list", action=KEEP, add="go-live:new-punch-item",
        add_label=gettext("Add an item"), empty=gettext("Nothing is left"), template="go_live/punch_list.html",
        words=gettext("Walk the rooms with the phone: add what is left, take a photo of it, and say who finishes it."),
        rooms=counted,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_punch_item(request: AskedBy, project_id: int) -> HttpResponse:
    """Put something on the list, and go on to its page for the photo."""
    project = project_of_go_lives(request, project_id)
    require(request.person, KEEP, project)
    room = request.GET.get("room", "")[:80]
    return form_page(
        request, project, PunchForm.of(request.POST or None, initial={"room": room}),
        lambda fields: add_punch_item(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Add to the punch list"), told=gettext("The item is added. Open it to add a photo."),
        back=reverse("go-live:punch-items", args=[project.pk]),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def punch_item(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show an item, with its photos and what comes next for it."""
    project = project_of_go_lives(request, project_id)
    rows = PunchItem.objects.select_related("project", "owner", "organization")
    found: PunchItem = get_object_or_404(rows.filter(project=project), number=number)
    may_edit = may(request.person, KEEP, project) and found.is_open and not project.is_over
    page = RecordPage(
        record=found, section="punch-list", title=str(found), back=reverse("go-live:punch-items", args=[project.pk]),
        url=reverse("go-live:punch-item", args=[project.pk, number]),
        form=PunchForm.of(edited(request), found),
        change=(lambda fields: edit_punch_item(found, fields, by=request.person, at=now())) if may_edit else None,  # type: ignore[arg-type]
        deeds=_deeds(request, found), facts=[(gettext("Last said"), found.outcome)] if found.outcome else [],
    )  # fmt: skip
    return page.answer(request)


def _deeds(request: AskedBy, found: PunchItem) -> list[Deed]:
    by = request.person

    def ready(word: str, given: dict[str, Any]) -> None:
        mark_punch_item_ready(found, outcome=given["outcome"], by=by, at=now())

    def look(word: str, given: dict[str, Any]) -> None:
        act = reopen_punch_item if word == "reopen" else close_punch_item
        act(found, outcome=given["outcome"], by=by, at=now())

    may_keep = may(by, KEEP, found.project)
    seen, left = ("close", gettext("Done: close it")), ("reopen", gettext("Not done"))
    buttons = {State.OPEN: [seen], State.READY: [seen, left], State.CLOSED: [left]}[State(found.state)]
    asking = [("ready", gettext("Ask for a look"))]
    done = Deed("ready", gettext("It is done"), ready, asking, OutcomeForm)
    offered = [
        (found.state == State.OPEN and may_ready(by, found), done),
        (may_keep, Deed("look", gettext("Looked at"), look, buttons, OutcomeForm)),
    ]
    return [deed for is_offered, deed in offered if is_offered and not found.project.is_over]
