"""People say what they think of a duty they were asked to take: yes, yes if, no, or somebody else."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.standing_in import people_represented_by
from milepost.domain.projects.models import Project
from milepost.domain.staffing.duty_noticing import tell_of_answer, tell_of_duties
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import TO_ACCEPT

State = Responsibility.State
ANSWERS = (State.ACCEPTED, State.CONDITION, State.DECLINED)


class CannotAnswer(Refusal):
    """Says why a duty cannot be answered or handed on so; may name a `field`."""


def answer_duty(
    one: Responsibility, answer: Responsibility.State, *, words: str = "", by: Person, at: datetime
) -> None:
    """Accept a duty, accept it with a condition, or decline it with a reason; the person may change the answer.

    Who stands in for a person who is away answers under the own name, which stays on record beside the answer.
    """
    if not people_represented_by(by, on=local_day(at)).filter(pk=one.person_id).exists():
        require_own(one, by)
    words = words.strip()
    if answer not in ANSWERS:
        raise CannotAnswer(gettext("Accept, accept with a condition, or decline."), field="answer")
    if not one.is_to_accept or one.state == State.PLANNED:
        raise CannotAnswer(gettext("Nobody asked for an answer to this."))
    if answer != State.ACCEPTED and not words:
        raise CannotAnswer(gettext("Say the condition, or why not."), field="words")
    with recording("staffing.answer_duty", by=by.account, at=at, subject=one.project, reason=words) as record:
        record.update(
            one, state=answer, words=words if answer != State.ACCEPTED else "", answered_at=at,
            recorded_by=None if by == one.person else by,
        )  # fmt: skip
        said = one.get_state_display().lower()
        record.summary = f"{one.person}, {one.get_duty_display().lower()} for {one.what}: {said}."
        tell_of_answer(one, by=by, at=at)


def accept_all_duties(project: Project, people: Sequence[Person], *, by: Person, at: datetime) -> int:
    """Accept, in one step, all that people were asked on a project, as a person does or as a kickoff records it."""
    if list(people) != [by]:
        require(by, "staffing.assign_responsibilities", project)
    with recording("staffing.accept_all_duties", by=by.account, at=at, subject=project) as record:
        wanted = (State.ASKED,) if list(people) == [by] else (State.PLANNED, State.ASKED)
        asked = list(
            Responsibility.objects.select_for_update(of=("self",))
            .filter(project=project, person__in=people, state__in=wanted, duty__in=TO_ACCEPT)
            .select_related("person__user", "deliverable", "phase", "project__manager__user")
        )
        for one in asked:
            record.update(
                one, state=State.ACCEPTED, words="", asked_at=one.asked_at or at, answered_at=at,
                recorded_by=None if by == one.person else by,
            )  # fmt: skip
        for one in asked:
            tell_of_answer(one, by=by, at=at)
        record.summary = f"{len(asked)} roles accepted."
    return len(asked)


def delegate_duty(one: Responsibility, to: Person, *, reason: str, by: Person, at: datetime) -> None:
    """Hand a duty on to somebody else, who is asked; whoever was asked first stays on record."""
    require_own(one, by)
    if not reason.strip():
        raise CannotAnswer(gettext("Say why you hand it on."), field="reason")
    if to == one.person or not to.is_active:
        raise CannotAnswer(gettext("Choose another person who is active."), field="to")
    beside = Responsibility.objects.filter(deliverable=one.deliverable, phase=one.phase, person=to)
    if beside.exists():
        raise CannotAnswer(
            gettext("{person} has a part in “{name}” already.").format(person=to, name=one.what), field="to"
        )
    with recording(
        "staffing.delegate_duty", by=by.account, at=at, subject=one.project, reason=reason
    ) as record:
        before = one.person
        record.update(
            one, person=to, state=State.ASKED if one.is_to_accept else State.TOLD, words="",
            asked_at=at, answered_at=None, recorded_by=None, delegated_by=before,
        )  # fmt: skip
        record.summary = f"{before} hands {one.get_duty_display().lower()} for {one.what} on to {to}."
        tell_of_duties(one.project, [one], by=by, at=at)


def require_own(one: Responsibility, by: Person) -> None:
    """Raise `Refused` unless the duty is the person's own, or the person assigns duties on the project."""
    if one.person_id != by.pk:
        require(by, "staffing.assign_responsibilities", one.project)
