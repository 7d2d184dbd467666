"""The one way a staff request goes from state to state: held, checked against what its reader saw, noted."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.staffing.models import RequestEntry, StaffOffer, StaffRequest
from milepost.domain.staffing.negotiation import Deed, Side, State, state_after


class CannotRequest(Refusal):
    """Says why a request or its answer is refused; `field` names the field it is about, where there is one."""


class AnsweredMeanwhile(CannotRequest):
    """Somebody else took a step since the request was read."""


def hold_request(request: StaffRequest, seen: int | None) -> StaffRequest:
    """Hold a request until the transaction ends; raises `AnsweredMeanwhile` where it is no longer as it was seen."""
    held = (
        StaffRequest.objects.select_for_update(of=("self",))
        .select_related(
            "project__calendar", "person__department", "role", "skill", "supervisor__user", "asked_by__user"
        )
        .get(pk=request.pk)
    )
    if seen is not None and held.revision != seen:
        last = held.entries.select_related("by").last()
        who = last.by.name if last and last.by else "Milepost"
        what = last.get_deed_display().lower() if last else held.get_state_display().lower()
        raise AnsweredMeanwhile(
            gettext("Meanwhile this has changed: {what} by {who}. Nothing of yours was kept.").format(
                what=what, who=who
            )
        )
    return held


def take_step(
    record: Recorder,
    request: StaffRequest,
    deed: str,
    side: Side,
    *,
    at: datetime,
    by: Person | None,
    comment: str = "",
    offer: StaffOffer | None = None,
    acting_for: Person | None = None,
) -> RequestEntry:
    """Bring a held request to the state that a deed leads to; raises `CannotRequest` where that is not possible."""
    state = check_step(request, deed, side)
    record.update(
        request,
        state=state,
        revision=request.revision + 1,
        waits_since=at if state == State.REQUESTED else None,
        reminded_at=None,
        escalation_asked_at=None,
    )
    return note_entry(
        record, request, deed, at=at, by=by, comment=comment, offer=offer, acting_for=acting_for
    )


def check_step(request: StaffRequest, deed: str, side: Side) -> str:
    """Give the state that a deed leads to; raises `CannotRequest` where it is not possible."""
    state = state_after(request.state, deed, side)
    if state is None:
        raise CannotRequest(
            gettext("This request is {state}; that is not possible now.").format(
                state=request.get_state_display().lower()
            )
        )
    return state


def note_entry(
    record: Recorder,
    request: StaffRequest,
    deed: str,
    *,
    at: datetime,
    by: Person | None,
    comment: str = "",
    offer: StaffOffer | None = None,
    acting_for: Person | None = None,
) -> RequestEntry:
    """Put a step on the record of the exchange."""
    words = comment.strip()[:1000]
    return record.create(
        RequestEntry(
            request=request, deed=Deed(deed), offer=offer, comment=words, by=by, at=at, acting_for=acting_for
        )
    )
