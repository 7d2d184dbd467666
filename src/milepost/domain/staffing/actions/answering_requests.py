"""The supervisor answers: yes, yes for now, something else, or no."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.staffing.actions.agreeing_staff import release_tasks, settle_agreement
from milepost.domain.staffing.actions.stepping_requests import (
    CannotRequest,
    check_step,
    hold_request,
    take_step,
)
from milepost.domain.staffing.answerers import ANSWER, answering, supervisors_of
from milepost.domain.staffing.models import StaffOffer, StaffRequest
from milepost.domain.staffing.models.staff_request import MOST_SHARE
from milepost.domain.staffing.negotiation import Deed, Side
from milepost.domain.staffing.noticing import tell_of_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What a supervisor offers: who, from when to when, for how much of the time, and whether other work makes room."""

    person: Person | None
    first: date
    last: date
    share_percent: float
    makes_room: bool = False


def confirm_request(
    request: StaffRequest,
    *,
    counter: Counter | None = None,
    comment: str = "",
    seen: int | None = None,
    by: Person,
    at: datetime,
) -> StaffRequest:
    """Say yes to what is asked for, or with who is named for a role; the tasks are assigned in the same step."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    with recording("staffing.confirm_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        check_step(held, Deed.CONFIRMED, Side.SUPERVISOR)
        offer = held.offer
        if counter is not None and _differs(offer, counter):
            if not _is_within(offer, counter):
                raise CannotRequest(
                    gettext("This is less than what is asked for: offer it instead, and the project decides.")
                )
            _check_offer(counter, by=acting.represented or by, on=local_day(at))
            offer = record.create(_offered(held, counter, by=by, at=at))
            record.update(held, person=counter.person)
        if offer.person is None:
            raise CannotRequest(gettext("Name who fills the role."), field="person")
        settle_agreement(record, held, offer, by=by, at=at, permission=ANSWER, over=acting.over)
        take_step(
            record,
            held,
            Deed.CONFIRMED,
            Side.SUPERVISOR,
            comment=comment,
            by=by,
            at=at,
            acting_for=acting.represented,
            offer=offer,
        )
        tell_of_answer(held, by=by, at=at)
    return held


def counter_request(
    request: StaffRequest,
    counter: Counter,
    *,
    comment: str = "",
    seen: int | None = None,
    by: Person,
    at: datetime,
) -> StaffRequest:
    """Offer something else: less of the time, later, or somebody else; the project accepts or asks again."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    _check_offer(counter, by=acting.represented or by, on=local_day(at))
    with recording("staffing.counter_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        if not _differs(held.offer, counter):
            raise CannotRequest(
                gettext("This is what is asked for already: confirm it, or change something.")
            )
        offer = record.create(_offered(held, counter, by=by, at=at))
        record.update(held, person=counter.person)
        take_step(
            record,
            held,
            Deed.COUNTERED,
            Side.SUPERVISOR,
            comment=comment,
            by=by,
            at=at,
            acting_for=acting.represented,
            offer=offer,
        )
        tell_of_answer(held, by=by, at=at)
    return held


def hold_tentatively(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Keep the person's time for the project until it is certain; nothing is assigned yet."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    with recording("staffing.hold_tentatively", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        take_step(
            record,
            held,
            Deed.HELD,
            Side.SUPERVISOR,
            comment=comment,
            by=by,
            at=at,
            acting_for=acting.represented,
            offer=held.offer,
        )
        tell_of_answer(held, by=by, at=at)
    return held


def decline_request(
    request: StaffRequest, *, comment: str, seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Say no, and why; somebody who was agreed to before leaves the tasks."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    if not comment.strip():
        raise CannotRequest(
            gettext("Say why, so that the project can look for another way."), field="comment"
        )
    with recording("staffing.decline_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        was_agreed = held.entries.filter(deed=Deed.CONFIRMED).exists()
        take_step(
            record,
            held,
            Deed.DECLINED,
            Side.SUPERVISOR,
            comment=comment,
            by=by,
            at=at,
            acting_for=acting.represented,
        )
        if was_agreed:
            release_tasks(record, held, by=by, at=at, permission=ANSWER, over=acting.over)
        tell_of_answer(held, by=by, at=at)
    return held


def reopen_request(
    request: StaffRequest, *, comment: str, seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Talk again about what was confirmed; the assignments stand until something else is agreed."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    with recording("staffing.reopen_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        take_step(
            record,
            held,
            Deed.REOPENED,
            Side.SUPERVISOR,
            comment=comment,
            by=by,
            at=at,
            acting_for=acting.represented,
        )
        tell_of_answer(held, by=by, at=at)
    return held


def may_give(by: Person, person: Person) -> bool:
    """Tell whether somebody may give a person's time: a supervisor above, or by the role over the person."""
    return by in supervisors_of(person) or may(by, "staffing.answer_requests", person)


def _check_offer(counter: Counter, *, by: Person, on: date) -> None:
    if counter.first < on:
        raise CannotRequest(gettext("This day has passed."), field="first")
    if counter.last < counter.first:
        raise CannotRequest(gettext("The last day comes before the first."), field="last")
    if not 1 <= counter.share_percent <= MOST_SHARE:
        raise CannotRequest(
            gettext("A share is 1 to 100%: nobody has more than all of their time."), field="share_percent"
        )
    person = counter.person
    if person is None:
        raise CannotRequest(gettext("Name who fills the role."), field="person")
    if not person.is_active:
        raise CannotRequest(gettext("{name} has left.").format(name=person.name), field="person")
    if not may_give(by, person):
        raise CannotRequest(
            gettext("{name} answers to somebody else; decline and name them in your words.").format(
                name=person.name
            ),
            field="person",
        )


def _differs(offer: StaffOffer, counter: Counter) -> bool:
    now = (offer.person, offer.first, offer.last, offer.share_percent, offer.makes_room)
    return now != (counter.person, counter.first, counter.last, counter.share_percent, counter.makes_room)


def _is_within(offer: StaffOffer, counter: Counter) -> bool:
    """Tell whether everything asked for is given: the same time, and the person asked for or somebody for the role."""
    same = (offer.first, offer.last, offer.share_percent) == (
        counter.first,
        counter.last,
        counter.share_percent,
    )
    return same and offer.person in (None, counter.person)


def _offered(request: StaffRequest, counter: Counter, *, by: Person, at: datetime) -> StaffOffer:
    before = request.offer
    return StaffOffer(
        request=request,
        version=before.version + 1,
        person=counter.person,
        first=counter.first,
        last=counter.last,
        share_percent=counter.share_percent,
        hours=before.hours if counter.share_percent == before.share_percent else None,
        makes_room=counter.makes_room,
        by=by,
        at=at,
    )
