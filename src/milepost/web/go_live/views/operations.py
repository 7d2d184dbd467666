"""Operational changes with what they collide with, and the notices of their outages."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.governance.actions.operational_changes import (
    affected_people,
    decide_operational_change,
    edit_operational_change,
    end_operational_change,
    propose_operational_change,
    send_outage_notice,
    write_outage_notice,
)
from milepost.domain.governance.calculations.collisions import collisions_of
from milepost.domain.governance.mailing_outages import notice_text
from milepost.domain.governance.models import OperationalChange, OutageNotice
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.operations import OperationalChangeForm, OutageNoticeForm, WordsForm
from milepost.web.go_live.listing import list_page
from milepost.web.go_live.records import Deed, RecordPage, edited
from milepost.web.go_live.tables.operations import OPERATIONAL_CHANGES
from milepost.web.refusals import deed
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

PLAN, APPROVE = "governance.plan_go_live", "governance.approve_operational_changes"
State = OperationalChange.State


@for_persons
@require_http_methods(["GET", "POST"])
def operational_changes(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List the operational changes of a project."""
    return list_page(
        request, project_id, OPERATIONAL_CHANGES, section="operational-changes", action=PLAN,
        add="go-live:new-operational-change", add_label=gettext("Propose a change"),
        empty=gettext("No open operational changes"),
        words=gettext("What is changed in systems in use: window, risk, way back, approval, and who is told."),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def all_operational_changes(request: AskedBy) -> HttpResponseBase:
    """List the operational changes of all projects the person may see, the forward schedule of changes."""
    table = TableView(request, OPERATIONAL_CHANGES)
    return answer_to(table) or render(request, "go_live/all_operational_changes.html", {"table": table})


@for_persons
@require_http_methods(["GET", "POST"])
def new_operational_change(request: AskedBy, project_id: int) -> HttpResponse:
    """Propose an operational change."""
    project = project_of_go_lives(request, project_id)
    require(request.person, PLAN, project)
    form = OperationalChangeForm.of(
        request.POST or None, project=project, initial={"owner": request.person.pk}
    )
    return form_page(
        request, project, form,
        lambda fields: propose_operational_change(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Propose an operational change"), told=gettext("The change is proposed."),
        back=reverse("go-live:operational-changes", args=[project.pk]),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def operational_change(request: AskedBy, number: int) -> HttpResponse:
    """Show an operational change with what it collides with."""
    found = _change(request, number)
    may_edit = may(request.person, PLAN, found.project) and found.is_open

    def save(fields: Any) -> None:
        edit_operational_change(found, fields, by=request.person, at=now())

    page = RecordPage(
        record=found, section="operational-changes", title=found.title, url=_page(found),
        back=reverse("go-live:operational-changes", args=[found.project_id]),
        form=OperationalChangeForm.of(edited(request), found, project=found.project),
        change=save if may_edit else None,
        deeds=_deeds(request, found), facts=_facts(found), template="go_live/operational_change.html",
    )  # fmt: skip
    notice = OutageNotice.objects.filter(change=found).first()
    collisions = collisions_of(found, seen_by=request.person) if found.is_open else []
    return page.answer(request, collisions=collisions, notice=notice, may_edit=may_edit)


@for_persons
@require_http_methods(["GET", "POST"])
def outage_notice(request: AskedBy, number: int) -> HttpResponse:
    """Write the notice of an outage."""
    found = _change(request, number)
    require(request.person, PLAN, found.project)
    notice = OutageNotice.objects.filter(change=found).first()
    chosen = list(notice.affected.values_list("department_id", flat=True)) if notice else []
    initial = {"departments": chosen}
    form = OutageNoticeForm.of(request.POST or None, notice, initial=initial)
    return form_page(
        request, found.project, form,
        lambda fields: write_outage_notice(
            found, fields, departments=fields.pop("departments"), by=request.person, at=now()  # type: ignore[arg-type]
        ),
        title=gettext("Outage notice"), told=gettext("The notice is written. Read it once more, then send it."),
        back=_page(found),
    )  # fmt: skip


@for_persons
@require_GET
def notice_print(request: AskedBy, number: int) -> HttpResponse:
    """Show a notice as it is sent, fit to be printed and pinned up."""
    found = _change(request, number)
    notice = get_object_or_404(OutageNotice, change=found)
    context = {
        "notice": notice,
        "change": found,
        "text": notice_text(notice),
        "people": len(affected_people(notice)),
    }
    return render(request, "go_live/notice.html", context)


@for_persons
@require_POST
def notice_sending(request: AskedBy, number: int) -> HttpResponse:
    """Send a notice."""
    found = _change(request, number)
    notice = OutageNotice.objects.select_related("change__project").filter(change=found).first()
    if notice is None:
        return redirect(_page(found))
    return deed(
        request, lambda: send_outage_notice(notice, by=request.person, at=now()),
        told=gettext("The notice is on its way to everybody affected."), to=_page(found),
    )  # fmt: skip


def _change(request: AskedBy, number: int) -> OperationalChange:
    rows = OperationalChange.objects.visible_to(request.person).select_related(
        "project__department", "project__manager", "owner", "decided_by", "go_live"
    )
    found: OperationalChange = get_object_or_404(rows.prefetch_related("project__roles"), number=number)
    return found


def _deeds(request: AskedBy, found: OperationalChange) -> list[Deed]:
    by = request.person

    def decide(word: str, given: dict[str, Any]) -> None:
        decide_operational_change(found, word, words=given["words"], by=by, at=now())

    def end(word: str, given: dict[str, Any]) -> None:
        end_operational_change(found, word, words=given["words"], by=by, at=now())

    verdicts = [("approved", gettext("Approved")), ("rejected", gettext("Rejected"))]
    withdrawn = ("withdrawn", gettext("Withdraw"))
    endings = [("completed", gettext("Completed")), ("backed_out", gettext("Backed out")), withdrawn]
    is_approved = found.state == State.APPROVED
    board = Deed("decide", gettext("Change advisory board"), decide, verdicts, WordsForm)
    ending = Deed("end", gettext("How it ended"), end, endings if is_approved else [withdrawn], WordsForm)
    offered = [
        (found.state == State.PROPOSED and may(by, APPROVE, found.project), board),
        (found.is_open and may(by, PLAN, found.project), ending),
    ]
    return [deed for is_offered, deed in offered if is_offered]


def _facts(found: OperationalChange) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (gettext("Number"), found.number),
        (gettext("Risk"), found.get_level_display()),
    ]
    if found.ticket:
        facts.append((gettext("Ticket number"), found.ticket))
    if found.decided_by:
        facts.append((gettext("Board"), f"{found.decided_by}"))
    if found.words:
        facts.append((gettext("Last said"), found.words))
    return facts


def _page(found: OperationalChange) -> str:
    return reverse("go-live:operational-change", args=[found.number])
