"""A board decides on a change: by a vote recorded from its minutes, or in a meeting whose agenda holds the change."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.deciding_change import Said, decide_change, waiting_step
from milepost.domain.governance.actions.decisions import Vote, add_decision
from milepost.domain.governance.actions.requesting_change import CannotChange
from milepost.domain.governance.models import AgendaItem, ChangeRequest, Decision, SignOff
from milepost.domain.governance.models.meeting import OF_CHANGE
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require

Verdict = SignOff.Verdict


def record_board_decision(
    change: ChangeRequest,
    said: Said,
    *,
    decided_by: str,
    decided_on: date,
    vote: Vote | None,
    by: Person,
    at: datetime,
) -> None:
    """Record the decision of a board that met elsewhere, with its vote, and take it as the sign-off it owes."""
    require(by, "governance.record_decision", change.project)
    with recording(
        "governance.record_board_decision", by=by.account, at=at, subject=change.project
    ) as record:
        verb = Verdict(said.verdict).label.lower()
        decision = Decision(
            number=next_number("decisions"), text=f"{change}: {verb}"[:1000], reason=said.words.strip(),
            decided_by=decided_by.strip(), decided_on=decided_on, project=change.project,
        )  # fmt: skip
        _put_vote(record, decision, said, vote)
        record.summary = f"{change}: {verb} by {decision.decided_by}."
        decide_change(record, change, said, decision=decision, by=by, at=at)


def decide_on_agenda(
    record: Recorder,
    item: AgendaItem | None,
    decision: Decision,
    *,
    vote: Vote | None,
    by: Person,
    at: datetime,
) -> None:
    """Write the decision on a point of the agenda; its vote decides the change that waits there for a board.

    Without a vote, or by somebody who records no decisions of the change's project, the change goes on waiting.
    """
    change = _waiting_on_agenda(item)
    if change is None or vote is None or not may(by, "governance.record_decision", change.project):
        add_decision(record, decision, vote=vote)
        return
    verdict = Verdict.APPROVED if vote.votes_for > vote.against else Verdict.REJECTED
    said = Said(verdict, decision.text)
    _put_vote(record, decision, said, vote)
    decide_change(record, change, said, decision=decision, by=by, at=at)


def _waiting_on_agenda(item: AgendaItem | None) -> ChangeRequest | None:
    """Give the change that a point of the agenda was taken from, where it waits for a board."""
    if item is None or not item.source.startswith(OF_CHANGE):
        return None
    change = ChangeRequest.objects.select_related("project").get(pk=item.source.removeprefix(OF_CHANGE))
    step = waiting_step(change) if change.state == ChangeRequest.State.IN_DECISION else None
    return change if step is not None and step.is_of_board else None


def _put_vote(record: Recorder, decision: Decision, said: Said, vote: Vote | None) -> None:
    if vote is None:
        raise CannotChange(gettext("A board decides by a vote: how many were for it?"), field="votes_for")
    if said.verdict == Verdict.REJECTED:
        if vote.votes_for > vote.against:
            raise CannotChange(gettext("This vote carried it."), field="votes_for")
        decision.votes_for, decision.votes_against, decision.votes_abstained = vote
        record.create(decision)
    else:
        add_decision(record, decision, vote=vote)
