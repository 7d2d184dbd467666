"""What is done about a risk: actions of its response are added, changed, done and taken off."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require, require_own
from milepost.domain.people.presence import require_present
from milepost.domain.projects.models import ResponseAction, Risk
from milepost.domain.projects.noticing import tell_of_response_action


class CannotRespond(Refusal):
    """Says why a response to a risk stays as it is."""


class ResponseActionFields(TypedDict, total=False):
    """What is known of a response action; `text` is needed to add one."""

    text: str
    owner: Person | None
    due_on: date | None
    cost: Decimal | None


def add_response_action(
    risk: Risk, fields: ResponseActionFields, *, by: Person, at: datetime
) -> ResponseAction:
    """Add something to do to the response to an open risk, and tell its owner."""
    require(by, "projects.edit_risks", risk.project)
    _require_open_risk(risk)
    require_present(fields.get("owner"), CannotRespond)
    with recording("projects.add_response_action", by=by.account, at=at, subject=risk.project) as record:
        action = record.create(ResponseAction(risk=risk, **fields))
        record.summary = f"Risk {risk.number}, to do: {action.text}"
        tell_of_response_action(action, by=by, at=at)
    return action


def edit_response_action(
    action: ResponseAction, fields: ResponseActionFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a response action."""
    require(by, "projects.edit_risks", action.risk.project)
    _require_open_risk(action.risk)
    owner_before = action.owner_id
    if fields.get("owner") and fields["owner"].pk != owner_before:  # type: ignore[union-attr]
        require_present(fields["owner"], CannotRespond)
    with recording(
        "projects.edit_response_action", by=by.account, at=at, subject=action.risk.project
    ) as record:
        record.update(action, **fields)
        if action.owner_id != owner_before:
            tell_of_response_action(action, by=by, at=at)


def finish_response_action(action: ResponseAction, *, is_done: bool, by: Person, at: datetime) -> None:
    """Mark a response action done, or open again: by its owner, or who may edit the risk."""
    require_own(by, "projects.edit_risks", action.risk.project, owner_id=action.owner_id)
    _require_open_risk(action.risk)
    with recording(
        "projects.finish_response_action", by=by.account, at=at, subject=action.risk.project
    ) as record:
        record.update(action, done_on=local_day(at) if is_done else None)
        word = "done" if is_done else "open again"
        record.summary = f"Risk {action.risk.number}, {word}: {action.text}"


def remove_response_action(action: ResponseAction, *, by: Person, at: datetime) -> None:
    """Take a response action off that is not wanted."""
    require(by, "projects.edit_risks", action.risk.project)
    _require_open_risk(action.risk)
    with recording(
        "projects.remove_response_action", by=by.account, at=at, subject=action.risk.project
    ) as record:
        record.summary = f"Risk {action.risk.number}, no longer to do: {action.text}"
        record.delete(action)


def _require_open_risk(risk: Risk) -> None:
    if not risk.is_open or risk.project.is_over:
        raise CannotRespond(
            gettext("Risk {number} is no longer open; its response stays as it is.").format(
                number=risk.number
            )
        )
