"""The impact of a change is computed before anyone decides, by the code that applies it, on a copy of the schedule."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.governance.actions.requesting_change import CannotChange, lock_change
from milepost.domain.governance.actions.routing_change import ask_sign_offs
from milepost.domain.governance.calculations.change_impact import Tried, asked_digest, result_of, states_of
from milepost.domain.governance.calculations.change_routing import is_worse
from milepost.domain.governance.models import ChangeImpact, ChangeRequest, ChangeStep, SignOff
from milepost.domain.governance.models.change_request import total_of
from milepost.domain.governance.noticing import tell_of_change
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.actions.applying_commands.commands import Command, commands_of
from milepost.domain.projects.actions.trying import trial
from milepost.domain.projects.models import Project

State = ChangeRequest.State
ASSESS = "governance.assess_change"


def assess_change(change: ChangeRequest, *, by: Person, at: datetime) -> ChangeImpact:
    """Compute and keep what a submitted change would do; where people decide already, worse figures ask them again.

    Raises `Refused`, and `CannotEdit` where no schedule follows from what is asked for.
    """
    require(by, ASSESS, change.project)
    with recording("governance.assess_change", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.SUBMITTED, State.ASSESSED, State.IN_DECISION, State.APPROVED)
        before = change.impacts.last()
        impact = record.create(_impact(change, by=by, at=at))
        if change.state == State.SUBMITTED:
            record.update(change, state=State.ASSESSED)
        elif before is not None and is_worse(impact, before):
            _ask_again(record, change, impact, by=by, at=at)
        record.summary = (
            f"{change}: the finish moves by {impact.days_later:+} days, the cost by ${impact.cost:,.0f}."
        )
    return impact


def check_current(change: ChangeRequest) -> ChangeImpact:
    """Give the impact a decision may rest on; raises `CannotChange` when the plan or the request moved since."""
    impact = change.impacts.last()
    if impact is None:
        raise CannotChange(gettext("Its impact was not assessed yet. Assess it first."))
    if impact.asked != asked_digest(change, change.costs.all()):
        raise CannotChange(
            gettext("What it asks for changed since its impact was assessed. Assess it again.")
        )
    revision = Project.objects.values_list("revision", flat=True).get(pk=change.project_id)
    if impact.revision != revision:
        raise CannotChange(
            gettext(
                "The schedule changed since the impact was assessed, so its figures may be wrong. Assess it again."
            )
        )
    return impact


def _impact(change: ChangeRequest, *, by: Person, at: datetime) -> ChangeImpact:
    project, costs = change.project, list(change.costs.select_related("limit"))
    commands = commands_of(change.commands) if change.commands else []
    before = states_of(project)
    first_month = fiscal_year_start()
    with trial(project, commands, permission=ASSESS, by=by, at=at) as edit:
        tried = Tried(edit.project, before, states_of(project), edit.result)
        result = result_of(tried, costs, edited=_edited(commands), first_month=first_month)
    return ChangeImpact(
        change_request=change, at=at, by=by, revision=project.revision, asked=asked_digest(change, costs),
        days_later=tried.days_later, cost=total_of(costs), result=result,
    )  # fmt: skip


def _edited(commands: Collection[Command]) -> set[int]:
    """Give the tasks that commands name by their ids."""
    named = ("task", "predecessor", "successor")
    refs = [getattr(command, name, None) for command in commands for name in named]
    refs += [ref for command in commands for ref in getattr(command, "tasks", ())]
    return {ref for ref in refs if isinstance(ref, int)}


def _ask_again(
    record: Recorder, change: ChangeRequest, impact: ChangeImpact, *, by: Person, at: datetime
) -> None:
    """Ask everybody who signed better figures again, and who is asked from these figures on."""
    ask_sign_offs(record, change, impact, on=local_day(at))
    signed = [step for step in change.steps.select_related("person__user") if not step.is_waiting]
    if not signed:
        return
    record.update_many((step, {"state": ChangeStep.State.WAITING, "conditions": ""}) for step in signed)
    record.create_many(
        [SignOff(step=step, impact=impact, verdict=SignOff.Verdict.REOPENED, by=by, at=at) for step in signed]
    )
    if change.state == State.APPROVED:
        record.update(change, state=State.IN_DECISION)
    text = f"The figures of change {change.number} of {change.project.name} are worse than those you signed"
    tell_of_change("change_to_decide", change, text, to=[step.person for step in signed], by=by, at=at)
