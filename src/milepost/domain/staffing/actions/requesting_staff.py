"""A project asks for somebody's time: drafted, sent, changed, taken back; and accepts what is offered instead."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.agreeing_staff import release_tasks, settle_agreement
from milepost.domain.staffing.actions.stepping_requests import (
    CannotRequest,
    check_step,
    hold_request,
    take_step,
)
from milepost.domain.staffing.answerers import supervisor_of
from milepost.domain.staffing.models import RequestedTask, Skill, StaffingRole, StaffOffer, StaffRequest
from milepost.domain.staffing.negotiation import Deed, Side, State
from milepost.domain.staffing.noticing import tell_of_answer, tell_of_request

MINUTES_PER_HOUR = 60
MOST_SHARE = 100
MOST_TASKS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFields:
    """What is asked for; a share of the time or hours, a person or a role, of which the supervisor names somebody."""

    tasks: Collection[int]
    """The uids of the tasks concerned."""
    first: date
    last: date
    needed_by: date
    reason: str
    person: Person | None = None
    role: StaffingRole | None = None
    in_place_of: Person | None = None
    """Who leaves the tasks once somebody is confirmed."""
    supervisor: Person | None = None
    """Who is asked for a role; of a named person it is the person's own supervisor."""
    share_percent: float | None = None
    hours: float | None = None
    skill: Skill | None = None
    level: int | None = None
    comment: str = ""


def draft_request(project: Project, fields: RequestFields, *, by: Person, at: datetime) -> StaffRequest:
    """Write a request down without sending it; raises `CannotRequest`."""
    require(by, "staffing.request_staff", project)
    answerer = _check_wanted(project, fields, on=local_day(at))
    with recording("staffing.draft_request", by=by.account, at=at, subject=project) as record:
        request = record.create(
            StaffRequest(
                project=project,
                number=next_number(f"staff-requests-{project.pk}"),
                asked_by=by,
                supervisor=answerer,
                **_wanted_row(fields),
            )
        )
        record.create_many([RequestedTask(request=request, uid=uid) for uid in sorted(fields.tasks)])
        record.create(_asked_offer(request, fields, version=1, by=by, at=at))
    return request


def send_request(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Put a draft before the supervisor."""
    require(by, "staffing.request_staff", request.project)
    with recording("staffing.send_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        if held.offer.first < local_day(at):
            raise CannotRequest(gettext("The period begins in the past; change it first."), field="first")
        take_step(record, held, Deed.SENT, Side.PROJECT, comment=comment, by=by, at=at, offer=held.offer)
        tell_of_request(held, by=by, at=at)
    return held


def ask_for_staff(project: Project, fields: RequestFields, *, by: Person, at: datetime) -> StaffRequest:
    """Draft a request and send it in one step."""
    require(by, "staffing.request_staff", project)
    drafted = draft_request(project, fields, by=by, at=at)
    return send_request(drafted, comment=fields.comment, by=by, at=at)


def change_request(
    request: StaffRequest, fields: RequestFields, *, seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Ask for something else: a draft stays one, what was sent is asked anew as another version."""
    require(by, "staffing.request_staff", request.project)
    answerer = _check_wanted(request.project, fields, on=local_day(at))
    with recording("staffing.change_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        record.update(held, supervisor=answerer, **_wanted_row(fields))
        _set_tasks(record, held, fields.tasks)
        offer = _asked_offer(held, fields, version=held.offer.version + 1, by=by, at=at)
        record.create(offer)
        if held.state != State.DRAFT:
            take_step(
                record, held, Deed.SENT, Side.PROJECT, comment=fields.comment, by=by, at=at, offer=offer
            )
            tell_of_request(held, by=by, at=at)
    return held


def withdraw_request(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Take a request back; one that was confirmed lets the person go from its tasks."""
    require(by, "staffing.request_staff", request.project)
    with recording("staffing.withdraw_request", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        was_confirmed = held.state == State.CONFIRMED
        take_step(record, held, Deed.WITHDRAWN, Side.PROJECT, comment=comment, by=by, at=at)
        if was_confirmed:
            release_tasks(record, held, by=by, at=at, permission="staffing.request_staff", over=held.project)
        tell_of_request(held, by=by, at=at)
    return held


def accept_counter(
    request: StaffRequest, *, comment: str = "", seen: int | None = None, by: Person, at: datetime
) -> StaffRequest:
    """Take what the supervisor offers instead; the tasks are assigned in the same step."""
    require(by, "staffing.request_staff", request.project)
    with recording("staffing.accept_counter", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, seen)
        offer = held.offer
        check_step(held, Deed.CONFIRMED, Side.PROJECT)
        settle_agreement(
            record, held, offer, by=by, at=at, permission="staffing.request_staff", over=held.project
        )
        take_step(record, held, Deed.CONFIRMED, Side.PROJECT, comment=comment, by=by, at=at, offer=offer)
        tell_of_answer(held, by=by, at=at)
    return held


def _check_wanted(project: Project, fields: RequestFields, *, on: date) -> Person:
    """Refuse what cannot be asked for; give who is to answer."""
    if project.is_over or project.is_on_hold:
        raise CannotRequest(gettext("Nobody works on this project now: it is over or on hold."))
    if fields.person is None and fields.role is None:
        raise CannotRequest(gettext("Name a person, or else the role to be filled."), field="person")
    if fields.in_place_of is not None and fields.in_place_of == fields.person:
        raise CannotRequest(gettext("Name two people: who comes, and who leaves."), field="in_place_of")
    if fields.first < on:
        raise CannotRequest(gettext("This day has passed."), field="first")
    if fields.last < fields.first:
        raise CannotRequest(gettext("The last day comes before the first."), field="last")
    if fields.needed_by < on:
        raise CannotRequest(gettext("This day has passed."), field="needed_by")
    if fields.level is not None and fields.skill is None:
        raise CannotRequest(gettext("Say of which skill."), field="skill")
    if not fields.reason.strip():
        raise CannotRequest(gettext("Say what for."), field="reason")
    _check_tasks(project, fields.tasks)
    _share_of(_open_tasks(project, fields.tasks), fields)
    return _answerer(fields)


def _check_tasks(project: Project, uids: Collection[int]) -> None:
    if not 0 < len(uids) <= MOST_TASKS:
        raise CannotRequest(gettext("Choose 1 to {most} tasks.").format(most=MOST_TASKS), field="tasks")
    if len(_open_tasks(project, uids)) < len(set(uids)):
        raise CannotRequest(
            gettext("Choose tasks of this project that are still to be worked on, none with tasks below."),
            field="tasks",
        )


def _open_tasks(project: Project, uids: Collection[int]) -> list[Task]:
    rows = Task.objects.filter(project=project, uid__in=uids, is_active=True, percent_complete__lt=100)
    return list(rows.filter(children=None, is_milestone=False, dates__isnull=False))


def _answerer(fields: RequestFields) -> Person:
    person = fields.person
    if person is None:
        if fields.supervisor is None or not fields.supervisor.is_active:
            raise CannotRequest(gettext("Say who is asked to name somebody."), field="supervisor")
        return fields.supervisor
    if not person.is_active:
        raise CannotRequest(gettext("{name} has left.").format(name=person.name), field="person")
    if not person.is_of_the_city:
        raise CannotRequest(
            gettext("{name} works for a vendor or partner, whose time is agreed by contract.").format(
                name=person.name
            ),
            field="person",
        )
    answerer = supervisor_of(person)
    if answerer is None:
        raise CannotRequest(
            gettext("Nobody supervises {name}; have an administrator enter who does.").format(
                name=person.name
            ),
            field="person",
        )
    return answerer


def _share_of(tasks: Sequence[Task], fields: RequestFields) -> float:
    """Give the share of the time, of hours by how long the tasks last."""
    if (fields.share_percent is None) == (fields.hours is None):
        raise CannotRequest(gettext("Give a share of the time or hours, not both."), field="share_percent")
    if fields.share_percent is not None:
        if not 1 <= fields.share_percent <= MOST_SHARE:
            raise CannotRequest(
                gettext("A share is 1 to 100%: nobody has more than all of their time."),
                field="share_percent",
            )
        return fields.share_percent
    lasting = sum(task.duration_minutes for task in tasks)
    hours = fields.hours or 0
    if not 0 < hours * MINUTES_PER_HOUR <= lasting:
        raise CannotRequest(
            gettext("These tasks last {most:g} h; more cannot be worked on them by one person.").format(
                most=lasting / MINUTES_PER_HOUR
            ),
            field="hours",
        )
    return round(max(hours * MINUTES_PER_HOUR / lasting * 100, 1), 2)


def _wanted_row(fields: RequestFields) -> dict[str, object]:
    return {
        "person": fields.person,
        "role": fields.role,
        "in_place_of": fields.in_place_of,
        "skill": fields.skill,
        "level": fields.level,
        "reason": fields.reason.strip(),
        "needed_by": fields.needed_by,
    }


def _asked_offer(
    request: StaffRequest, fields: RequestFields, *, version: int, by: Person, at: datetime
) -> StaffOffer:
    return StaffOffer(
        request=request,
        version=version,
        person=fields.person,
        first=fields.first,
        last=fields.last,
        share_percent=_share_of(_open_tasks(request.project, fields.tasks), fields),
        hours=fields.hours,
        by=by,
        at=at,
    )


def _set_tasks(record: Recorder, request: StaffRequest, uids: Collection[int]) -> None:
    standing = {row.uid: row for row in request.tasks.all()}
    record.delete_many([row for uid, row in standing.items() if uid not in uids])
    record.create_many(
        [RequestedTask(request=request, uid=uid) for uid in sorted(set(uids) - standing.keys())]
    )
