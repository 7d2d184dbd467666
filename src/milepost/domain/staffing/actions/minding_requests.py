"""What time does to staff requests: silence reminds and asks, periods pass, plans move; and the project escalates."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.rules import rule_value
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.actions.stepping_requests import (
    CannotRequest,
    hold_request,
    note_entry,
    take_step,
)
from milepost.domain.staffing.answerers import next_above
from milepost.domain.staffing.calculations.broken_agreements import broken_agreements
from milepost.domain.staffing.models import StaffOffer, StaffRequest
from milepost.domain.staffing.negotiation import Deed, Side
from milepost.domain.staffing.noticing import tell_of_answer, tell_of_request, tell_of_silence

RULE = "staff_requests"


def escalate_request(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Put a request that stays unanswered before the supervisor's own manager."""
    require(by, "staffing.request_staff", request.project)
    with recording("staffing.escalate_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        _pass_on(record, held, by=by, at=at, comment=comment)
        tell_of_request(held, by=by, at=at)
    return held


def wait_longer(request: StaffRequest, *, seen: int | None = None, by: Person, at: datetime) -> StaffRequest:
    """Give the supervisor more time: the clock begins anew, and nobody is passed over."""
    require(by, "staffing.request_staff", request.project)
    with recording("staffing.wait_longer", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        record.update(held, waits_since=at, reminded_at=None, escalation_asked_at=None)
    return held


def mind_requests(*, at: datetime) -> int:
    """Remind, ask and expire what is due, and reopen what no longer holds; gives how many requests that concerned."""
    on = local_day(at)
    rule = rule_value(RULE, on=on)
    waiting = list(StaffRequest.objects.open().select_related("project__manager__user", "supervisor__user"))
    expired = [one for one in waiting if one.offer.last < on]
    for one in expired:
        _expire(one, at=at)
    silent = [one for one in waiting if one not in expired and one.waits_since is not None]
    told = sum(_mind_silence(one, rule, at=at) for one in silent)
    return len(expired) + told + reopen_moved(at=at)


def reopen_moved(*, at: datetime) -> int:
    """Reopen the talk about what was confirmed where the plan has moved beyond it."""
    count = 0
    for request, words, first, last, share in broken_agreements(on=local_day(at)):
        with recording("staffing.reopen_moved", by=None, at=at, subject=request.project) as record:
            held = hold_request(request, None)
            before = held.offer
            offer = record.create(
                StaffOffer(
                    request=held,
                    version=before.version + 1,
                    person=before.person,
                    first=first,
                    last=last,
                    share_percent=share,
                    makes_room=False,
                    by=held.asked_by,
                    at=at,
                )
            )
            take_step(record, held, Deed.REOPENED, Side.CLOCK, comment=words, by=None, at=at, offer=offer)
            tell_of_answer(held, by=None, at=at)
        count += 1
    return count


def _pass_on(
    record: Recorder, request: StaffRequest, *, by: Person | None, at: datetime, comment: str = ""
) -> None:
    if request.waits_since is None:
        raise CannotRequest(gettext("This request does not wait for a supervisor."))
    above = next_above(request.supervisor, request.person)
    if above is None:
        raise CannotRequest(gettext("Nobody stands above {name}.").format(name=request.supervisor.name))
    words = gettext("From {before} to {above}.").format(before=request.supervisor.name, above=above.name)
    record.update(
        request,
        supervisor=above,
        revision=request.revision + 1,
        waits_since=at,
        reminded_at=None,
        escalation_asked_at=None,
    )
    note_entry(record, request, Deed.ESCALATED, by=by, at=at, comment=f"{words} {comment}")


def _mind_silence(request: StaffRequest, rule: dict[str, int], *, at: datetime) -> bool:
    waited = at - (request.waits_since or at)
    if request.reminded_at is None and waited >= timedelta(days=rule["remind_days"]):
        _remind(request, at=at)
        return True
    if request.escalation_asked_at is None and waited >= timedelta(days=rule["ask_days"]):
        _ask_or_escalate(request, at=at, by_itself=bool(rule["escalates_itself"]))
        return True
    return False


def _remind(request: StaffRequest, *, at: datetime) -> None:
    with recording("staffing.remind_of_request", by=None, at=at, subject=request.project) as record:
        held = hold_request(request, None)
        if held.waits_since is None:
            return
        record.update(held, reminded_at=at)
        words = gettext("{name} is reminded.").format(name=held.supervisor.name)
        note_entry(record, held, Deed.REMINDED, by=None, at=at, comment=words)
        text = f"An answer is needed by {day_text(held.needed_by)}."
        tell_of_silence(held, to=held.supervisor, text=text, at=at)


def _ask_or_escalate(request: StaffRequest, *, at: datetime, by_itself: bool) -> None:
    with recording("staffing.ask_to_escalate", by=None, at=at, subject=request.project) as record:
        held = hold_request(request, None)
        above = next_above(held.supervisor, held.person)
        if held.waits_since is None or above is None:
            return
        if by_itself:
            _pass_on(record, held, by=None, at=at)
            tell_of_silence(held, to=above, text="It stayed unanswered below you.", at=at)
            return
        record.update(held, escalation_asked_at=at)
        words = gettext("Whether {above} is asked instead is up to the project.").format(above=above.name)
        note_entry(record, held, Deed.ESCALATION_ASKED, by=None, at=at, comment=words)
        text = f"{held.supervisor} does not answer. Ask {above}?"
        tell_of_silence(held, to=held.project.manager or held.asked_by, text=text, at=at)


def _expire(request: StaffRequest, *, at: datetime) -> None:
    with recording("staffing.expire_request", by=None, at=at, subject=request.project) as record:
        held = hold_request(request, None)
        if held.is_open:
            words = gettext("The period asked for is over.")
            take_step(record, held, Deed.EXPIRED, Side.CLOCK, comment=words, by=None, at=at)
            tell_of_answer(held, by=None, at=at)
