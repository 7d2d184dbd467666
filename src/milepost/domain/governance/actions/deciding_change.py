"""Changes are sent for decision, signed by the persons named, decided by boards, and applied with the last sign-off."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.applying_change import apply_approved, check_applicable
from milepost.domain.governance.actions.assessing_change import check_current
from milepost.domain.governance.actions.requesting_change import CannotChange, lock_change
from milepost.domain.governance.actions.routing_change import ask_sign_offs, check_draws_on
from milepost.domain.governance.models import ChangeRequest, ChangeStep, Decision, SignOff
from milepost.domain.governance.noticing import tell_of_change
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require

State, StepState, Verdict = ChangeRequest.State, ChangeStep.State, SignOff.Verdict


class Said(NamedTuple):
    """What is said to a change: the verdict, with conditions, reasons or a remark."""

    verdict: str
    words: str = ""


def send_for_decision(change: ChangeRequest, *, draws_on: str, by: Person, at: datetime) -> None:
    """Ask for the sign-offs that the thresholds name, saying what the change draws on; raises `CannotChange`."""
    require(by, "governance.assess_change", change.project)
    with recording("governance.send_for_decision", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.ASSESSED)
        impact = check_current(change)
        check_draws_on(change, impact, draws_on)
        ask_sign_offs(record, change, impact, on=local_day(at))
        record.update(change, state=State.IN_DECISION, draws_on=draws_on)
        record.summary = f"{change}: sent for decision."
        _tell_next(change, by=by, at=at)


def sign_change(step: ChangeStep, said: Said, *, by: Person, at: datetime) -> None:
    """Say yes, yes with conditions, or no, as the person whose turn it is; the last yes applies the change."""
    change = step.change_request
    require(by, "governance.view_changes", change.project)
    with recording("governance.sign_change", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.IN_DECISION)
        step.refresh_from_db(from_queryset=ChangeStep.objects.select_related("person"))
        _check_turn(change, step)
        if step.is_of_board:
            raise CannotChange(gettext("A board decides by a vote: record its decision."))
        if step.person_id != by.pk or not by.is_active:
            raise CannotChange(
                gettext("{person} is asked to sign this.").format(person=step.person or gettext("Nobody"))
            )
        _say(record, change, step, said, decision=None, by=by, at=at)


def decide_change(
    record: Recorder, change: ChangeRequest, said: Said, *, decision: Decision, by: Person, at: datetime
) -> None:
    """Take a board's decision as the sign-off it owes, within the action that records the decision."""
    lock_change(change, State.IN_DECISION)
    step = waiting_step(change)
    if step is None or not step.is_of_board:
        raise CannotChange(
            gettext("Change {number} does not wait for a board now.").format(number=change.number)
        )
    _say(record, change, step, said, decision=decision, by=by, at=at)


def withdraw_sign_off(step: ChangeStep, *, reason: str, by: Person, at: datetime) -> None:
    """Take a sign-off back while the change is not applied; it waits for its person again."""
    change = step.change_request
    require(by, "governance.view_changes", change.project)
    with recording("governance.withdraw_sign_off", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.IN_DECISION, State.APPROVED)
        step.refresh_from_db(from_queryset=ChangeStep.objects.select_related("person"))
        if step.is_waiting or step.person_id != by.pk:
            raise CannotChange(gettext("Only the person who signed can take the sign-off back."))
        if not reason.strip():
            raise CannotChange(gettext("Say why you take it back."), field="words")
        record.update(step, state=StepState.WAITING, conditions="", conditions_met_on=None)
        record.create(_sign_off(change, step, Said(Verdict.WITHDRAWN, reason), None, by, at))
        record.update(change, state=State.IN_DECISION)
        record.summary = f"{change}: {by} withdrew a sign-off."
        text = f"{by} withdrew the sign-off of change {change.number} of {change.project.name}"
        tell_of_change("change_decided", change, text, to=[change.project.manager], by=by, at=at)


def meet_conditions(step: ChangeStep, *, by: Person, at: datetime) -> None:
    """Record that what a sign-off asked for is done; an approved change without open conditions is then applied."""
    change = step.change_request
    require(by, "governance.assess_change", change.project)
    with recording("governance.meet_conditions", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.IN_DECISION, State.APPROVED)
        step.refresh_from_db()
        if not step.has_open_conditions:
            raise CannotChange(gettext("There is no open condition here."))
        record.update(step, conditions_met_on=local_day(at))
        record.summary = f"{change}: the conditions of the {step.get_level_display().lower()} are met."
    apply_where_ready(change, by=by, at=at)


def hand_over_step(step: ChangeStep, person: Person, *, by: Person, at: datetime) -> None:
    """Ask somebody else in place of a person who left or is away."""
    change = step.change_request
    require(by, "governance.hand_over_step", change.project)
    with recording("governance.hand_over_step", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.IN_DECISION)
        step.refresh_from_db()
        if not step.is_waiting or step.is_of_board:
            raise CannotChange(gettext("This sign-off cannot be handed over."))
        if not person.is_active or person == by:
            raise CannotChange(gettext("Name somebody else who is active."), field="person")
        if not may(person, "governance.view_changes", change.project):
            raise CannotChange(
                gettext("{person} may not see the changes of this project.").format(person=person),
                field="person",
            )
        record.update(step, person=person)
        _tell_next(change, by=by, at=at)


def waiting_step(change: ChangeRequest) -> ChangeStep | None:
    """Give the sign-off whose turn it is."""
    return change.steps.filter(state=StepState.WAITING).select_related("person__user").first()


def apply_where_ready(change: ChangeRequest, *, by: Person, at: datetime) -> None:
    """Apply an approved change that nothing holds up, where the person may; else it waits for its manager."""
    change.refresh_from_db()
    if change.state != State.APPROVED or not may(by, "governance.apply_change", change.project):
        return
    try:
        check_applicable(change)
    except CannotChange:
        return
    apply_approved(change, by=by, at=at)


def _say(
    record: Recorder, change: ChangeRequest, step: ChangeStep, said: Said, *,
    decision: Decision | None, by: Person, at: datetime,
) -> None:  # fmt: skip
    if said.verdict != Verdict.APPROVED and not said.words.strip():
        raise CannotChange(gettext("Write the conditions, or why it is rejected."), field="words")
    sign_off = _sign_off(change, step, said, decision, by, at)
    conditions = said.words.strip() if said.verdict == Verdict.CONDITIONS else ""
    record.update(step, state=StepState(said.verdict), conditions=conditions, conditions_met_on=None)
    record.create(sign_off)
    record.summary = (
        f"{change}: {sign_off.get_verdict_display().lower()} by {step.person or step.get_level_display()}."
    )
    if said.verdict == Verdict.REJECTED:
        record.update(change, state=State.REJECTED, outcome=said.words.strip(), ended_on=local_day(at))
    elif waiting_step(change) is None:
        record.update(change, state=State.APPROVED)
    _tell_result(change, by=by, at=at)
    if change.state == State.APPROVED:
        apply_where_ready(change, by=by, at=at)


def _sign_off(
    change: ChangeRequest, step: ChangeStep, said: Said, decision: Decision | None, by: Person, at: datetime
) -> SignOff:
    """Approval rests on figures of the schedule as it stands; a no or a withdrawal takes any."""
    is_yes = said.verdict in (Verdict.APPROVED, Verdict.CONDITIONS)
    impact = check_current(change) if is_yes else change.impacts.latest("id")
    return SignOff(
        step=step,
        impact=impact,
        verdict=said.verdict,
        words=said.words.strip(),
        by=by,
        at=at,
        decision=decision,
    )


def _check_turn(change: ChangeRequest, step: ChangeStep) -> None:
    if waiting_step(change) != step:
        raise CannotChange(gettext("It is not the turn of this sign-off."))


def _tell_next(change: ChangeRequest, *, by: Person, at: datetime) -> None:
    if (step := waiting_step(change)) and step.person:
        text = f"Change {change.number} of {change.project.name} waits for your sign-off: “{change.title}”"
        tell_of_change("change_to_decide", change, text, to=[step.person], by=by, at=at)


def _tell_result(change: ChangeRequest, *, by: Person, at: datetime) -> None:
    if change.state == State.IN_DECISION:
        _tell_next(change, by=by, at=at)
        return
    text = f"Change {change.number} of {change.project.name} is {change.get_state_display().lower()}"
    tell_of_change(
        "change_decided", change, text, to=[change.requester, change.project.manager], by=by, at=at
    )
