"""Decisions are recorded, and later ones take their place."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.models import Decision
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project


class CannotDecide(Refusal):
    """Says why a decision is not recorded so."""


class Vote(NamedTuple):
    """How the members of a body voted."""

    votes_for: int
    against: int = 0
    abstained: int = 0


def record_decision(
    project: Project | None,
    text: str,
    *,
    reason: str,
    decided_by: str,
    decided_on: date,
    supersedes: Decision | None = None,
    by: Person,
    at: datetime,
) -> Decision:
    """Record a decision made outside a meeting; it may take the place of an earlier one."""
    require(by, "governance.record_decision", project)
    with recording("governance.record_decision", by=by.account, at=at, subject=project) as record:
        if supersedes is not None and supersedes.is_superseded:
            raise CannotDecide(gettext("A later decision took its place already."), field="supersedes")
        decision = Decision(
            number=next_number("decisions"), text=text, reason=reason, decided_by=decided_by,
            decided_on=decided_on, project=project, supersedes=supersedes,
        )  # fmt: skip
        record.summary = f"Decision {decision.number}: {text}"
        return add_decision(record, decision, vote=None)


def add_decision(record: Recorder, decision: Decision, *, vote: Vote | None) -> Decision:
    """Write a decision within an action under way, with the vote where one was taken."""
    if vote is not None:
        decision.votes_for, decision.votes_against, decision.votes_abstained = vote
        if decision.votes_for <= (decision.votes_against or 0):
            raise CannotDecide(gettext("The vote did not carry; write it as a note."), field="votes_for")
    return record.create(decision)
