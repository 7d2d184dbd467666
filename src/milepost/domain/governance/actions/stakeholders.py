"""Stakeholders, the groups a project impacts, and its communication plan are kept; what went out is recorded."""

from datetime import date, datetime
from typing import Any, TypedDict, TypeVar

from django.utils.text import capfirst
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
from milepost.domain.governance.models.stakeholder import Stake
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require, require_own
from milepost.domain.people.presence import require_present
from milepost.domain.projects.models import Project

S = TypeVar("S", bound=Stake)


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
    return _add_stake(Stakeholder, project, fields, "governance.add_stakeholder", by=by, at=at)


def edit_stakeholder(
    stakeholder: Stakeholder, fields: StakeholderFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a stakeholder."""
    _edit_stake(stakeholder, fields, "governance.edit_stakeholder", by=by, at=at)


def add_impacted_group(
    project: Project, fields: ImpactedGroupFields, *, by: Person, at: datetime
) -> ImpactedGroup:
    """Write down a group whose work a project changes."""
    return _add_stake(ImpactedGroup, project, fields, "governance.add_impacted_group", by=by, at=at)


def edit_impacted_group(
    group: ImpactedGroup, fields: ImpactedGroupFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of an impacted group."""
    _edit_stake(group, fields, "governance.edit_impacted_group", by=by, at=at)


def retire_stake(stake: Stakeholder | ImpactedGroup, *, by: Person, at: datetime) -> None:
    """Take a stakeholder or a group off the register; it stays in the history."""
    _edit_stake(stake, {"state": "retired"}, "governance.retire_stake", by=by, at=at)


def return_stake(stake: Stakeholder | ImpactedGroup, *, by: Person, at: datetime) -> None:
    """Put a stakeholder or a group back on the register."""
    _edit_stake(stake, {"state": "active"}, "governance.return_stake", by=by, at=at)


def plan_communication(
    project: Project, fields: CommunicationFields, *, by: Person, at: datetime
) -> Communication:
    """Plan a message, which waits for its owner each time it is due."""
    return _add_stake(Communication, project, fields, "governance.plan_communication", by=by, at=at)


def edit_communication(
    communication: Communication, fields: CommunicationFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a planned message."""
    _edit_stake(communication, fields, "governance.edit_communication", by=by, at=at)


def record_sent(
    communication: Communication, *, is_sent: bool = True, note: str = "", by: Person, at: datetime
) -> CommunicationSent:
    """Record that a due message went out, or was left out with a reason; the next one is then due by its cadence.

    By its owner, or who keeps the plan.
    """
    require_own(by, "governance.edit_stakeholders", communication.project, owner_id=communication.owner_id)
    if not is_sent and not note.strip():
        raise CannotKeepStakeholders(gettext("Say why it was left out."), field="note")
    with recording("governance.record_sent", by=by.account, at=at, subject=communication.project) as record:
        communication.refresh_from_db(
            from_queryset=Communication.objects.select_for_update(of=("self",)).select_related("project")
        )
        _check_stake(communication.project, {}, standing=None)
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
    _edit_stake(communication, {"state": "ended"}, "governance.end_communication", by=by, at=at)


def _add_stake(model: type[S], project: Project, fields: Any, action: str, *, by: Person, at: datetime) -> S:
    require(by, "governance.edit_stakeholders", project)
    _check_stake(project, fields, standing=None)
    with recording(action, by=by.account, at=at, subject=project) as record:
        names = model._meta
        number = next_number(f"{names.verbose_name_plural}-{project.pk}".replace(" ", "-"))
        made = record.create(model(project=project, number=number, **fields))
        record.summary = f"{capfirst(names.verbose_name)} {number}: {made}"
    return made


def _edit_stake(stake: Stake, fields: Any, action: str, *, by: Person, at: datetime) -> None:
    require(by, "governance.edit_stakeholders", stake.project)
    _check_stake(stake.project, fields, standing=stake.owner)
    with recording(action, by=by.account, at=at, subject=stake.project) as record:
        record.update(stake, **fields)


def _check_stake(project: Project, fields: Any, *, standing: Person | None) -> None:
    """Refuse to touch what belongs to a project that is over, and to give it to somebody who left."""
    if project.is_over:
        raise CannotKeepStakeholders(
            gettext("{name} is over; its stakeholders stay as they are.").format(name=project.name)
        )
    require_present(fields.get("owner"), CannotKeepStakeholders, before=standing)
