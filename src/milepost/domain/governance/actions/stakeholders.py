"""Stakeholders, the groups a project impacts, and its communication plan are kept; what went out is recorded."""

from datetime import date, datetime
from typing import Any, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.calculations.cadence import next_due
from milepost.domain.governance.models import (
    Communication,
    CommunicationSent,
    ImpactedGroup,
    Stakeholder,
)
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project


class CannotKeepStakeholders(Refusal):
    """Says why a stakeholder, a group or a message stays as it is."""


class StakeholderFields(TypedDict, total=False):
    """What is known of a stakeholder; all but person, stake, approach and owner are needed to add one."""

    name: str
    person: Person | None
    stake: str
    interest: int
    influence: int
    current: str
    desired: str
    approach: str
    owner: Person | None


class ImpactedGroupFields(TypedDict, total=False):
    """What is known of an impacted group; `name`, `changes` and `impact` are needed to add one."""

    name: str
    department: Department | None
    headcount: int | None
    changes: str
    impact: int
    readiness: str
    owner: Person | None


class CommunicationFields(TypedDict, total=False):
    """What is known of a planned message; all but owner and `until` are needed to plan one."""

    audience: str
    message: str
    cadence: str
    channel: str
    owner: Person | None
    next_on: date | None
    until: date | None


def add_stakeholder(project: Project, fields: StakeholderFields, *, by: Person, at: datetime) -> Stakeholder:
    """Put a stakeholder on a project's register."""
    require(by, "governance.edit_stakeholders", project)
    _check_stake(project, fields, None)
    with recording("governance.add_stakeholder", by=by.account, at=at, subject=project) as record:
        number = next_number(f"stakeholders-{project.pk}")
        made = record.create(Stakeholder(project=project, number=number, **fields))
        record.summary = f"Stakeholder {number}: {made.name}"
    return made


def edit_stakeholder(
    stakeholder: Stakeholder, fields: StakeholderFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a stakeholder."""
    require(by, "governance.edit_stakeholders", stakeholder.project)
    _check_stake(stakeholder.project, fields, stakeholder)
    with recording(
        "governance.edit_stakeholder", by=by.account, at=at, subject=stakeholder.project
    ) as record:
        record.update(stakeholder, **fields)


def add_impacted_group(
    project: Project, fields: ImpactedGroupFields, *, by: Person, at: datetime
) -> ImpactedGroup:
    """Write down a group whose work a project changes."""
    require(by, "governance.edit_stakeholders", project)
    _check_stake(project, fields, None)
    with recording("governance.add_impacted_group", by=by.account, at=at, subject=project) as record:
        number = next_number(f"impacted-groups-{project.pk}")
        made = record.create(ImpactedGroup(project=project, number=number, **fields))
        record.summary = f"Impacted group {number}: {made.name}"
    return made


def edit_impacted_group(
    group: ImpactedGroup, fields: ImpactedGroupFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of an impacted group."""
    require(by, "governance.edit_stakeholders", group.project)
    _check_stake(group.project, fields, group)
    with recording("governance.edit_impacted_group", by=by.account, at=at, subject=group.project) as record:
        record.update(group, **fields)


def retire_stake(stake: Stakeholder | ImpactedGroup, *, by: Person, at: datetime) -> None:
    """Take a stakeholder or a group off the register; it stays in the history."""
    _set_state(stake, "retired", "governance.retire_stake", by=by, at=at)


def return_stake(stake: Stakeholder | ImpactedGroup, *, by: Person, at: datetime) -> None:
    """Put a stakeholder or a group back on the register."""
    _set_state(stake, "active", "governance.return_stake", by=by, at=at)


def plan_communication(
    project: Project, fields: CommunicationFields, *, by: Person, at: datetime
) -> Communication:
    """Plan a message, which waits for its owner each time it is due."""
    require(by, "governance.edit_stakeholders", project)
    _check_stake(project, fields, None)
    with recording("governance.plan_communication", by=by.account, at=at, subject=project) as record:
        number = next_number(f"communications-{project.pk}")
        made = record.create(Communication(project=project, number=number, **fields))
        record.summary = f"Communication {number}: {made}"
    return made


def edit_communication(
    communication: Communication, fields: CommunicationFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a planned message."""
    require(by, "governance.edit_stakeholders", communication.project)
    _check_stake(communication.project, fields, communication)
    with recording(
        "governance.edit_communication", by=by.account, at=at, subject=communication.project
    ) as record:
        record.update(communication, **fields)


def record_sent(
    communication: Communication, *, is_sent: bool = True, note: str = "", by: Person, at: datetime
) -> CommunicationSent:
    """Record that a due message went out, or was left out with a reason; the next one is then due by its cadence.

    By its owner, or who keeps the plan.
    """
    if communication.owner_id != by.pk or not by.is_active:
        require(by, "governance.edit_stakeholders", communication.project)
    if not is_sent and not note.strip():
        raise CannotKeepStakeholders(gettext("Say why it was left out."), field="note")
    with recording("governance.record_sent", by=by.account, at=at, subject=communication.project) as record:
        communication.refresh_from_db(
            from_queryset=Communication.objects.select_for_update(of=("self",)).select_related("project")
        )
        due = communication.next_on
        if due is None or communication.state != "active":
            raise CannotKeepStakeholders(gettext("Nothing of this message is due any more."))
        day = local_day(at)
        sent = record.create(
            CommunicationSent(
                communication=communication,
                due_on=due,
                sent_on=day if is_sent else None,
                by=by,
                note=note.strip(),
            )
        )
        following = next_due(due, communication.cadence, after=day, until=communication.until)
        record.update(communication, next_on=following, state="active" if following else "ended")
        word = "sent" if is_sent else "left out"
        record.summary = f"Communication {communication.number} {word}: {communication.message}"
    return sent


def end_communication(communication: Communication, *, by: Person, at: datetime) -> None:
    """Send a planned message no longer."""
    _set_state(communication, "ended", "governance.end_communication", by=by, at=at)


def _set_state(stake: Any, state: str, action: str, *, by: Person, at: datetime) -> None:
    require(by, "governance.edit_stakeholders", stake.project)
    with recording(action, by=by.account, at=at, subject=stake.project) as record:
        record.update(stake, state=state)


def _check_stake(project: Project, fields: Any, before: Any) -> None:
    if project.is_over:
        raise CannotKeepStakeholders(
            gettext("{name} is over; its stakeholders stay as they are.").format(name=project.name)
        )
    owner = fields.get("owner")
    if owner is not None and not owner.is_active and owner != getattr(before, "owner", None):
        raise CannotKeepStakeholders(
            gettext("{name} left; choose somebody else.").format(name=owner), field="owner"
        )
