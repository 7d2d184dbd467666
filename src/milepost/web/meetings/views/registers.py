"""Action items and decisions over all that a person may see."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.action_items import (
    edit_action_item,
    end_action_item,
    may_change,
    raise_action_item,
    reopen_action_item,
)
from milepost.domain.governance.actions.decisions import record_decision
from milepost.domain.governance.models import ActionItem
from milepost.domain.people.permissions import Refused, may_anywhere
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.discussion.presenting import discussion_of
from milepost.web.meetings.access import action_item_for
from milepost.web.meetings.forms import ActionItemForm, DecisionForm, NewActionItemForm, OutcomeForm
from milepost.web.meetings.tables.registers import ACTION_ITEMS, DECISIONS
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_http_methods(["GET", "POST"])
def action_items(request: AskedBy) -> HttpResponseBase:
    """List the action items the person may see; open ones, unless asked for others."""
    table = TableView(request, ACTION_ITEMS)
    context = {"table": table, "may_raise": _may(request, "governance.edit_action_items")}
    return answer_to(table) or render(request, "meetings/action_items.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def new_action_item(request: AskedBy) -> HttpResponse:
    """Raise an action item."""
    form = NewActionItemForm(request.POST or None, by=request.person, initial={"owner": request.person.pk})
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            item = raise_action_item(form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("Action item {number} is raised.").format(number=item.number))
            return redirect("meetings:action-items")
    return _form(request, form, "Raise an action item", "meetings:action-items")


@for_persons
@require_http_methods(["GET", "POST"])
def action_item(request: AskedBy, number: int) -> HttpResponse:
    """Show and change an action item."""
    item = action_item_for(request, number)
    may_edit = may_change(request.person, item)
    initial = {name: getattr(item, name) for name in ActionItemForm.base_fields}
    form = ActionItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            edit_action_item(item, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The action item is saved."))
            return redirect("meetings:action-item", item.number)
    return _show_item(request, item, form, OutcomeForm(), may_edit=may_edit)


@for_persons
@require_POST
def action_item_end(request: AskedBy, number: int) -> HttpResponse:
    """Mark an action item done, drop it, or open it again."""
    item = action_item_for(request, number)
    word = request.POST.get("word", "done")
    form = OutcomeForm(request.POST)
    if word == "reopened":
        reopen_action_item(item, by=request.person, at=now())
        return redirect("meetings:action-item", item.number)
    if form.is_valid():
        with shown_in(form, Refusal):
            state = ActionItem.State.DROPPED if word == "dropped" else ActionItem.State.DONE
            end_action_item(item, state, outcome=form.cleaned_data["outcome"], by=request.person, at=now())
            messages.success(
                request,
                gettext("Action item {number} is {lower}.").format(
                    number=item.number, lower=state.label.lower()
                ),
            )
            return redirect(_back(request))
    initial = {name: getattr(item, name) for name in ActionItemForm.base_fields}
    return _show_item(request, item, ActionItemForm(None, initial=initial), form, may_edit=True)


@for_persons
@require_GET
def decisions(request: AskedBy) -> HttpResponseBase:
    """List the decisions the person may see."""
    table = TableView(request, DECISIONS)
    context = {"table": table, "may_record": _may(request, "governance.record_decision")}
    return answer_to(table) or render(request, "meetings/decisions.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def new_decision(request: AskedBy) -> HttpResponse:
    """Record a decision made outside a meeting."""
    form = DecisionForm(request.POST or None, by=request.person, initial={"decided_on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form, Refusal, Refused):
            record_decision(given.pop("project"), given.pop("text"), **given, by=request.person, at=now())
            messages.success(request, gettext("The decision is recorded."))
            return redirect("meetings:decisions")
    return _form(request, form, "Record a decision", "meetings:decisions")


def _may(request: AskedBy, action: str) -> bool:
    return may_anywhere(request.person, action) or request.person.project_roles.exists()


def _back(request: AskedBy) -> str:
    return reverse("my-work:my-work" if request.POST.get("back") == "my-work" else "meetings:action-items")


def _form(request: AskedBy, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse(back), "trail": _trail(back)}
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)


def _trail(back: str) -> list[dict[str, str]]:
    label = "Decisions" if back == "meetings:decisions" else "Action items"
    return [{"label": "Meetings", "url": reverse("meetings:index")}, {"label": label, "url": reverse(back)}]


def _show_item(
    request: AskedBy, item: ActionItem, form: ActionItemForm, outcome: OutcomeForm, *, may_edit: bool
) -> HttpResponse:
    context = {
        "item": item, "form": form, "outcome": outcome, "may_edit": may_edit,
        "trail": _trail("meetings:action-items"), "discussion": discussion_of(request, item),
    }  # fmt: skip
    status = 422 if form.errors or outcome.errors else 200
    return render(request, "meetings/action_item.html", context, status=status)
