"""The readiness checklist: taken, kept, and settled item by item."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.governance.actions.readying import (
    add_readiness_item,
    edit_readiness_item,
    may_settle,
    remove_readiness_item,
    reopen_readiness_item,
    settle_readiness_item,
    take_checklist,
)
from milepost.domain.governance.models import GoLive
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import go_live_for, readiness_item_for
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.go_lives import EvidenceForm, ReadinessForm
from milepost.web.refusals import deed

PLAN = "governance.plan_go_live"


@for_persons
@require_POST
def checklist(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Take the checklist for this type of project."""
    found = go_live_for(request, go_live_id)
    return deed(
        request, lambda: take_checklist(found, by=request.person, at=now()),
        told=gettext("The checklist is taken. Give each item its owner."), to=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_item(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Add an item."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    return form_page(
        request, found.project, ReadinessForm.of(request.POST or None),
        lambda fields: add_readiness_item(found, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Add to the checklist"), told=gettext("The item is added."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def item(request: AskedBy, item_id: int) -> HttpResponse:
    """Change an item, and settle it."""
    found = readiness_item_for(request, item_id)
    may_plan = may(request.person, PLAN, found.go_live.project) and found.go_live.is_open
    form = ReadinessForm.of(request.POST or None, found)
    if request.method == "POST":
        require(request.person, PLAN, found.go_live.project)
    return form_page(
        request, found.go_live.project, form,
        lambda fields: edit_readiness_item(found, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=found.title, told=gettext("The item is saved."), back=_page(found.go_live),
        template="go_live/readiness_item.html", item=found, may_plan=may_plan, evidence_form=EvidenceForm(),
        may_settle=found.go_live.is_open and may_settle(request.person, found),
    )  # fmt: skip


@for_persons
@require_POST
def settlement(request: AskedBy, item_id: int) -> HttpResponse:
    """Say that an item is so or not needed, or open it again."""
    found = readiness_item_for(request, item_id)
    word = request.POST.get("word", "done")
    if word == "open":
        return deed(
            request, lambda: reopen_readiness_item(found, by=request.person, at=now()),
            told=gettext("The item is open again."), to=_page(found.go_live),
        )  # fmt: skip
    state = "not_needed" if word == "not_needed" else "done"
    form = EvidenceForm(request.POST)
    return form_page(
        request, found.go_live.project, form,
        lambda fields: settle_readiness_item(found, state, evidence=fields["evidence"], by=request.person, at=now()),
        title=found.title, told=gettext("The item is settled."), back=_page(found.go_live),
    )  # fmt: skip


@for_persons
@require_POST
def item_removal(request: AskedBy, item_id: int) -> HttpResponse:
    """Take an item off the checklist."""
    found = readiness_item_for(request, item_id)
    return deed(
        request, lambda: remove_readiness_item(found, by=request.person, at=now()),
        told=gettext("The item is taken off."), to=_page(found.go_live),
    )  # fmt: skip


def _page(found: GoLive) -> str:
    return f"{reverse('go-live:go-live', args=[found.pk])}#readiness"
