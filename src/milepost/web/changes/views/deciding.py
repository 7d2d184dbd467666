"""One change request: what it asks for and would do, who decides, and each step on its way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.applying_change import apply_approved
from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.boards import record_board_decision
from milepost.domain.governance.actions.deciding_change import (
    Said,
    hand_over_step,
    meet_conditions,
    send_for_decision,
    sign_change,
    withdraw_sign_off,
)
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.requesting_change import submit_change, withdraw_change
from milepost.domain.governance.models import ChangeRequest, ChangeStep
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.changes.access import change_for
from milepost.web.changes.forms import BoardForm, PersonForm, SendForm, SignForm
from milepost.web.changes.showing import show_change
from milepost.web.refusals import deed
from milepost.web.registers.forms import ReasonForm


@for_persons
@require_GET
def change(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a change request."""
    return show_change(request, change_for(request, project_id, number))


@for_persons
@require_POST
def submission(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Hand a draft in."""
    found = change_for(request, project_id, number)
    return deed(
        request,
        lambda: submit_change(found, by=request.person, at=now()),
        told=gettext("The change is submitted."),
        to=_page(found),
    )


@for_persons
@require_POST
def impact(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Compute what the change would do."""
    found = change_for(request, project_id, number)
    return deed(
        request,
        lambda: assess_change(found, by=request.person, at=now()),
        told=gettext("The impact is assessed."),
        to=_page(found),
    )


@for_persons
@require_POST
def routing(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Send an assessed change to those who decide."""
    found = change_for(request, project_id, number)
    form = SendForm(request.POST)
    return _answered(
        request, found, form, "send_form", gettext("The change is in decision."),
        lambda given: send_for_decision(found, draws_on=given["draws_on"], by=request.person, at=now()),
    )  # fmt: skip


@for_persons
@require_POST
def withdrawal(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Take a request back."""
    found = change_for(request, project_id, number)
    return _answered(
        request, found, ReasonForm(request.POST), "withdraw_form", gettext("The change is withdrawn."),
        lambda given: withdraw_change(found, reason=given["reason"], by=request.person, at=now()),
    )  # fmt: skip


@for_persons
@require_POST
def application(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Apply an approved change."""
    found = change_for(request, project_id, number)
    return deed(
        request,
        lambda: apply_approved(found, by=request.person, at=now()),
        told=gettext("The change is applied."),
        to=_page(found),
    )


@for_persons
@require_POST
def decision(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Record what a board decided."""
    found = change_for(request, project_id, number)

    def act(given: dict[str, Any]) -> None:
        votes = [given[name] for name in ("votes_for", "votes_against", "votes_abstained")]
        record_board_decision(
            found,
            Said(given["verdict"], given["words"]),
            decided_by=given["decided_by"],
            decided_on=given["decided_on"],
            vote=None if votes[0] is None else Vote(*(count or 0 for count in votes)),
            by=request.person,
            at=now(),
        )

    return _answered(
        request, found, BoardForm(request.POST), "sign_form", gettext("The decision is recorded."), act
    )


@for_persons
@require_POST
def signature(request: AskedBy, step_id: int) -> HttpResponse:
    """Sign a change."""
    step, found = _step(request, step_id)
    return _answered(
        request, found, SignForm(request.POST), "sign_form", gettext("Your word is recorded."),
        lambda given: sign_change(step, Said(given["verdict"], given["words"]), by=request.person, at=now()),
    )  # fmt: skip


@for_persons
@require_POST
def signature_withdrawal(request: AskedBy, step_id: int) -> HttpResponse:
    """Take a signature back."""
    step, found = _step(request, step_id)
    return _answered(
        request, found, ReasonForm(request.POST), "take_back_form", gettext("Your sign-off is withdrawn."),
        lambda given: withdraw_sign_off(step, reason=given["reason"], by=request.person, at=now()),
    )  # fmt: skip


@for_persons
@require_POST
def conditions(request: AskedBy, step_id: int) -> HttpResponse:
    """Record that conditions are met."""
    step, found = _step(request, step_id)
    return deed(
        request,
        lambda: meet_conditions(step, by=request.person, at=now()),
        told=gettext("The conditions are met."),
        to=_page(found),
    )


@for_persons
@require_POST
def person(request: AskedBy, step_id: int) -> HttpResponse:
    """Ask somebody else."""
    step, found = _step(request, step_id)
    return _answered(
        request, found, PersonForm(request.POST), "person_form", gettext("Somebody else is asked."),
        lambda given: hand_over_step(step, given["person"], by=request.person, at=now()),
    )  # fmt: skip


def _step(request: AskedBy, step_id: int) -> tuple[ChangeStep, ChangeRequest]:
    visible = ChangeStep.objects.filter(change_request__in=ChangeRequest.objects.visible_to(request.person))
    step = get_object_or_404(visible.select_related("change_request", "person"), pk=step_id)
    found = change_for(request, step.change_request.project_id, step.change_request.number)
    step.change_request = found
    return step, found


def _page(found: ChangeRequest) -> str:
    return reverse("changes:change", args=[found.project_id, found.number])


def _answered(
    request: AskedBy,
    found: ChangeRequest,
    form: forms.Form,
    name: str,
    message: str,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Do what a form asks for; what is wrong is shown in the form, with what was typed."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, message)
            return redirect("changes:change", found.project_id, found.number)
    found.refresh_from_db(fields=["state", "draws_on"])
    return show_change(request, found, **{name: form})
