"""Operational changes are proposed, approved by the board, and end; people who are affected are told."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.going_live import require_project_open
from milepost.domain.governance.models import GoLive, NoticeDepartment, OperationalChange, OutageNotice
from milepost.domain.governance.noticing import tell_of_operational_change
from milepost.domain.people.local_time import is_skipped
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

State = OperationalChange.State
DECISIONS = {State.APPROVED, State.REJECTED}
ENDINGS = {State.COMPLETED, State.BACKED_OUT, State.WITHDRAWN}


class CannotChangeOperation(Refusal):
    """Says why an operational change or its notice stays as it is."""


class OperationalChangeFields(TypedDict, total=False):
    """What is known of an operational change; all but the last four are needed to propose one."""

    title: str
    systems: str
    starts: datetime
    ends: datetime
    level: str
    back_out: str
    risk: str
    ticket: str
    board_on: date | None
    owner: Person | None
    go_live: GoLive | None


class NoticeFields(TypedDict):
    """What an outage notice says."""

    subject: str
    words: str
    contact: str


def propose_operational_change(
    project: Project, fields: OperationalChangeFields, *, by: Person, at: datetime
) -> OperationalChange:
    """Propose a change to systems in service."""
    require(by, "governance.plan_go_live", project)
    require_project_open(project)
    with recording("governance.propose_operational_change", by=by.account, at=at, subject=project) as record:
        change = OperationalChange(project=project, number=next_number("operational changes"), **fields)
        _check_window(change)
        record.summary = f"Operational change {change.number}: {change.title}"
        return record.create(change)


def edit_operational_change(
    change: OperationalChange, fields: OperationalChangeFields, *, by: Person, at: datetime
) -> None:
    """Change an open operational change; another window, system or way back needs a new approval."""
    require(by, "governance.plan_go_live", change.project)
    with recording(
        "governance.edit_operational_change", by=by.account, at=at, subject=change.project
    ) as record:
        _hold_change(change)
        decided = ("starts", "ends", "systems", "back_out", "level")
        before = [getattr(change, name) for name in decided]
        record.update(change, **fields)
        _check_window(change)
        if change.state == State.APPROVED and before != [getattr(change, name) for name in decided]:
            record.update(change, state=State.PROPOSED, decided_by=None, decided_at=None)
            record.summary = f"Operational change {change.number} needs a new approval."


def decide_operational_change(
    change: OperationalChange, state: str, *, words: str, by: Person, at: datetime
) -> None:
    """Record that the change advisory board approved a change, perhaps with conditions, or rejected it with reasons."""
    require(by, "governance.approve_operational_changes", change.project)
    if state not in DECISIONS:
        raise CannotChangeOperation(gettext("A change is approved or rejected."))
    if state == State.REJECTED and not words.strip():
        raise CannotChangeOperation(gettext("Say why it is rejected."), field="words")
    with recording(
        "governance.decide_operational_change", by=by.account, at=at, subject=change.project
    ) as record:
        _hold_change(change)
        record.update(change, state=State(state), words=words.strip(), decided_by=by, decided_at=at)
        record.summary = f"{change.get_state_display()}: operational change {change.number}"
        tell_of_operational_change(change, by=by, at=at)


def end_operational_change(
    change: OperationalChange, state: str, *, words: str, by: Person, at: datetime
) -> None:
    """Record how a change ended: completed or backed out once approved, or withdrawn."""
    require(by, "governance.plan_go_live", change.project)
    if state not in ENDINGS:
        raise CannotChangeOperation(gettext("A change ends as completed, backed out or withdrawn."))
    if state != State.COMPLETED and not words.strip():
        raise CannotChangeOperation(gettext("Say why."), field="words")
    with recording(
        "governance.end_operational_change", by=by.account, at=at, subject=change.project
    ) as record:
        _hold_change(change)
        if state != State.WITHDRAWN and change.state != State.APPROVED:
            raise CannotChangeOperation(gettext("The board has not approved this change."))
        record.update(change, state=State(state), words=words.strip() or change.words)
        record.summary = f"{change.get_state_display()}: operational change {change.number}"


def write_outage_notice(
    change: OperationalChange,
    fields: NoticeFields,
    *,
    departments: Iterable[Department],
    by: Person,
    at: datetime,
) -> OutageNotice:
    """Write, or rewrite until it is sent, what those who are affected are told."""
    require(by, "governance.plan_go_live", change.project)
    with recording("governance.write_outage_notice", by=by.account, at=at, subject=change.project) as record:
        _hold_change(change)
        notice = OutageNotice.objects.filter(change=change).first()
        if notice is None:
            notice = record.create(OutageNotice(change=change, **fields))
        elif notice.sent_at is not None:
            raise CannotChangeOperation(gettext("The notice has gone out and stays as it is."))
        else:
            record.update(notice, **fields)
            record.delete_many(list(notice.affected.all()))
        record.create_many([NoticeDepartment(notice=notice, department=one) for one in departments])
        return notice


def send_outage_notice(notice: OutageNotice, *, by: Person, at: datetime) -> int:
    """Send a notice by email to everybody of the departments it affects; gives to how many."""
    require(by, "governance.plan_go_live", notice.change.project)
    with recording(
        "governance.send_outage_notice", by=by.account, at=at, subject=notice.change.project
    ) as record:
        _hold_change(notice.change)
        notice.refresh_from_db()
        if notice.sent_at is not None:
            raise CannotChangeOperation(gettext("The notice has gone out already."))
        if notice.change.state != State.APPROVED:
            raise CannotChangeOperation(gettext("The board has not approved this change yet."))
        people = affected_people(notice)
        if not people:
            raise CannotChangeOperation(gettext("Nobody of the chosen departments has an email address."))
        record.update(notice, sent_at=at, sent_by=by, sent_to=len(people))
        record.summary = f"The notice of operational change {notice.change.number} goes to {len(people)}."
        enqueue("governance.mail_outage_notice", by=by.account, notice_id=notice.pk)
        return len(people)


def affected_people(notice: OutageNotice) -> list[Person]:
    """Give who is active in a department the notice affects, or in one of its divisions, and has an address."""
    departments = [one.department for one in notice.affected.select_related("department")]
    people = Person.objects.filter(is_active=True).exclude(email="")
    inside = people.filter(department__in=departments) | people.filter(department__parent__in=departments)
    return list(inside.order_by("name", "pk").distinct())


def _hold_change(change: OperationalChange) -> None:
    rows = OperationalChange.objects.select_for_update(of=("self",)).select_related("project")
    change.refresh_from_db(from_queryset=rows)
    require_project_open(change.project)
    if not change.is_open:
        raise CannotChangeOperation(
            gettext("Operational change {number} is marked “{state}” by now.").format(
                number=change.number, state=change.get_state_display()
            )
        )


def _check_window(change: OperationalChange) -> None:
    for field in ("starts", "ends"):
        if is_skipped(getattr(change, field)):
            raise CannotChangeOperation(
                gettext("The clocks skip that hour in the night they are set forward; choose another."),
                field=field,
            )
    if change.ends <= change.starts:
        raise CannotChangeOperation(gettext("The window ends after it starts."), field="ends")
    if not change.system_names:
        raise CannotChangeOperation(gettext("Name at least one system."), field="systems")
    if change.go_live is not None and change.go_live.project_id != change.project_id:
        raise CannotChangeOperation(gettext("That go-live is of another project."), field="go_live")
