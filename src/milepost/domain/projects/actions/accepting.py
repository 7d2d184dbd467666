"""Deliverables are handed over, and accepted by the person named, with conditions, or rejected with reasons."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.scoping import CannotScope, check_scope_open
from milepost.domain.projects.actions.sharing import lock_entry
from milepost.domain.projects.models import Acceptance, Deliverable
from milepost.domain.projects.noticing import tell_of_deliverable

State, Verdict = Deliverable.State, Acceptance.Verdict


def hand_over_deliverable(deliverable: Deliverable, *, by: Person, at: datetime) -> None:
    """Ask the person named to accept a deliverable."""
    require(by, "projects.edit_scope", deliverable.project)
    check_scope_open(deliverable.project)
    with recording(
        "projects.hand_over_deliverable", by=by.account, at=at, subject=deliverable.project
    ) as record:
        lock_entry(deliverable, State.PLANNED, State.REJECTED, State.CONDITIONS)
        if deliverable.acceptor is None or not deliverable.acceptor.is_active:
            raise CannotScope(gettext("Name who accepts it first."), field="acceptor")
        record.update(deliverable, state=State.SUBMITTED, submitted_on=local_day(at))
        record.summary = f"Deliverable {deliverable.number} handed over: {deliverable.name}"
        tell_of_deliverable(
            deliverable, f"{by} hands over “{deliverable.name}” for you to accept",
            to=[deliverable.acceptor], by=by, at=at,
        )  # fmt: skip


def accept_deliverable(
    deliverable: Deliverable, verdict: str, *, words: str = "", by: Person, at: datetime
) -> Acceptance:
    """Say as the person named whether a deliverable is accepted; conditions and a no need words."""
    require(by, "projects.view_scope", deliverable.project)
    check_scope_open(deliverable.project)
    with recording(
        "projects.accept_deliverable", by=by.account, at=at, subject=deliverable.project
    ) as record:
        lock_entry(deliverable, State.SUBMITTED)
        if deliverable.acceptor_id != by.pk:
            raise CannotScope(
                gettext("{person} is named to accept this.").format(person=deliverable.acceptor)
            )
        if verdict != Verdict.ACCEPTED and not words.strip():
            raise CannotScope(gettext("Write the conditions, or why it is rejected."), field="words")
        acceptance = record.create(
            Acceptance(deliverable=deliverable, verdict=Verdict(verdict), words=words.strip(), by=by, at=at)
        )
        record.update(deliverable, state=State(verdict))
        said = acceptance.get_verdict_display().lower()
        record.summary = f"Deliverable {deliverable.number} {said}: {deliverable.name}"
        manager = [deliverable.project.manager]
        tell_of_deliverable(deliverable, f"“{deliverable.name}” is {said} by {by}", to=manager, by=by, at=at)
    return acceptance
