"""The supervisor answers: yes, yes for now, something else, or no."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.people.standing_in import Acting
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
    with _answer("staffing.confirm_request", request, seen=seen, by=by, at=at) as answer:
        held, record, acting = answer.held, answer.record, answer.acting
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
        answer.say(Deed.CONFIRMED, comment=comment, offer=offer)
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
    with _answer("staffing.counter_request", request, seen=seen, by=by, at=at) as answer:
        held, record = answer.held, answer.record
        _check_offer(counter, by=answer.acting.represented or by, on=local_day(at))
        if not _differs(held.offer, counter):
            raise CannotRequest(
                gettext("This is what is asked for already: confirm it, or change something.")
            )
        offer = record.create(_offered(held, counter, by=by, at=at))
        record.update(held, person=counter.person)
        answer.say(Deed.COUNTERED, comment=comment, offer=offer)
    return held


def hold_tentatively(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Keep the person's time for the project until it is certain; nothing is assigned yet."""
    with _answer("staffing.hold_tentatively", request, seen=seen, by=by, at=at) as answer:
        answer.say(Deed.HELD, comment=comment, offer=answer.held.offer)
    return answer.held


def decline_request(
    request: StaffRequest, *, comment: str, seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Say no, and why; somebody who was agreed to before leaves the tasks."""
    with _answer("staffing.decline_request", request, seen=seen, by=by, at=at) as answer:
        if not comment.strip():
            raise CannotRequest(
                gettext("Say why, so that the project can look for another way."), field="comment"
            )
        was_agreed = answer.held.entries.filter(deed=Deed.CONFIRMED).exists()
        answer.say(Deed.DECLINED, comment=comment)
        if was_agreed:
            over = answer.acting.over
            release_tasks(answer.record, answer.held, by=by, at=at, permission=ANSWER, over=over)
    return answer.held


def reopen_request(
    request: StaffRequest, *, comment: str, seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Talk again about what was confirmed; the assignments stand until something else is agreed."""
    with _answer("staffing.reopen_request", request, seen=seen, by=by, at=at) as answer:
        answer.say(Deed.REOPENED, comment=comment)
    return answer.held


def may_give(by: Person, person: Person) -> bool:
    """Tell whether somebody may give a person's time: a supervisor above, or by the role over the person."""
    return by in supervisors_of(person) or may(by, "staffing.answer_requests", person)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A request that is held while it is answered, and how whoever answers does so."""

    record: Recorder
    held: StaffRequest
    acting: Acting
    by: Person
    at: datetime

    def say(self, deed: Deed, *, comment: str, offer: StaffOffer | None = None) -> None:
        """Take the step on the record, and tell both sides."""
        take_step(
            self.record, self.held, deed, Side.SUPERVISOR, comment=comment, by=self.by, at=self.at,
            acting_for=self.acting.represented, offer=offer,
        )  # fmt: skip
        tell_of_answer(self.held, by=self.by, at=self.at)


@contextmanager
def _answer(
    action: str, request: StaffRequest, *, seen: int | None, by: Person, at: datetime
) -> Iterator[_Answer]:
    """Hold a request for somebody who may answer it, by the own role or for whoever is away, and record the answer."""
    acting = answering(request, by=by, on=local_day(at))
    require(by, "staffing.answer_requests", acting.over)
    with recording(action, by=by.account, at=at, subject=request.project) as record:
        yield _Answer(record, hold_request(request, seen), acting, by, at)


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
