"""Steps of a staff request, each sent by its button: of the project, and of the supervisor."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.staffing.actions.answering_requests import (
    confirm_request,
    counter_request,
    decline_request,
    hold_tentatively,
    reopen_request,
)
from milepost.domain.staffing.actions.minding_requests import escalate_request, wait_longer
from milepost.domain.staffing.actions.requesting_staff import accept_counter, send_request, withdraw_request
from milepost.domain.staffing.models import StaffRequest
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.staffing.request_forms import AnswerForm
from milepost.web.staffing.requests import givable_for, request_for, seen_revision, show_request

ASKING: dict[str, Callable[..., StaffRequest]] = {
    "send": send_request,
    "accept": accept_counter,
    "withdraw": withdraw_request,
    "escalate": escalate_request,
}
ANSWERING: dict[str, Callable[..., StaffRequest]] = {
    "hold": hold_tentatively,
    "decline": decline_request,
    "reopen": reopen_request,
}


@for_persons
@require_POST
def asking(request: AskedBy, request_id: int) -> HttpResponse:
    """Take a step for the project: send, accept what is offered, withdraw, escalate, or wait."""
    asked = request_for(request, request_id)
    word = request.POST.get("word", "")
    with_words = {"comment": request.POST.get("comment", "")[:1000]}
    known: dict[str, Any] = {"seen": seen_revision(request), "by": request.person, "at": now()}
    if word == "wait":
        return _taken(request, asked, lambda: wait_longer(asked, **known))
    if word not in ASKING:
        return redirect("staffing:request", asked.pk)
    return _taken(request, asked, lambda: ASKING[word](asked, **with_words, **known))


@for_persons
@require_POST
def answer(request: AskedBy, request_id: int) -> HttpResponse:
    """Take a step for the supervisor: confirm, offer something else, hold, decline, or talk again."""
    asked = request_for(request, request_id)
    word = request.POST.get("word", "")
    known: dict[str, Any] = {
        "seen": seen_revision(request),
        "by": request.person,
        "at": now(),
        "comment": request.POST.get("comment", "")[:1000],
    }
    if word in ANSWERING:
        return _taken(request, asked, lambda: ANSWERING[word](asked, **known))
    if word == "confirm" and "share_percent" not in request.POST:
        return _taken(request, asked, lambda: confirm_request(asked, **known))
    if word not in {"confirm", "counter"}:
        return redirect("staffing:request", asked.pk)
    form = AnswerForm(request.POST, offer=asked.offer, people=givable_for(request, asked))
    if not form.is_valid():
        return show_request(request, asked, form=form, status=422)
    try:
        if word == "confirm":
            done = confirm_request(asked, counter=form.counter, **known)
        else:
            done = counter_request(asked, form.counter, **known)
    except Refusal as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return show_request(request, request_for(request, request_id), form=form, status=422)
    return _answered(request, done)


def _taken(request: AskedBy, asked: StaffRequest, take: Callable[[], StaffRequest]) -> HttpResponse:
    try:
        return _answered(request, take())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        if request.POST.get("back") == "my-work":
            return redirect("my-work:my-work")
        return redirect("staffing:request", asked.pk)


def _answered(request: AskedBy, done: StaffRequest) -> HttpResponse:
    words = gettext("{whom}: {state}.").format(whom=done.whom, state=done.get_state_display().lower())
    messages.success(request, words)
    if request.POST.get("back") == "my-work":
        return redirect("my-work:my-work")
    return redirect("staffing:request", done.pk)
