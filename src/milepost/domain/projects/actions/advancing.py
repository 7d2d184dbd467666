"""A project goes from one state to the next."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.guards import objections_to
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import tier_rule
from milepost.domain.projects.states import Step, steps_from


class CannotAdvance(Refusal):
    """Says why a project may not enter a state; `objections` holds each reason."""

    def __init__(self, message: str, objections: list[str] | None = None) -> None:
        super().__init__(message)
        self.objections = objections or [message]


def advance_project(
    project: Project, to: Project.State, *, by: Person, at: datetime, reason: str = ""
) -> None:
    """Take a project to its next state; raises `CannotAdvance` when a guard objects or no step leads there."""
    require(by, permission_to_enter(project, to, on=local_day(at)), project)
    with recording("projects.advance", by=by.account, at=at, subject=project, reason=reason) as record:
        lock(project)
        step = _step(project, to)
        if step.needs_reason and not reason.strip():
            raise CannotAdvance(gettext("Say why: “{verb}” needs a reason.").format(verb=step.verb))
        if objections := objections_to(project, to):
            raise CannotAdvance(" ".join(objections), objections)
        record.summary = f"From {step.source.label} to {step.target.label}."
        record.update(project, state=to)


def steps_open_to(person: Person, project: Project, *, on: date) -> list[Step]:
    """Give the steps from a project's state that a person's roles allow."""
    approvals = tier_rule(project, on=on).approvals
    return [
        step
        for step in steps_from(project.state)
        if may(person, _permission(project, step.target, approvals), project)
    ]


def permission_to_enter(project: Project, state: str, *, on: date) -> str:
    """Name the permission a state needs on a day."""
    return _permission(project, state, tier_rule(project, on=on).approvals)


def _permission(project: Project, state: str, approvals: frozenset[str]) -> str:
    """An approval is needed where the project's tier asks for one, and to reopen what is over."""
    return "projects.approve" if project.is_over or state in approvals else "projects.change_state"


def _step(project: Project, to: str) -> Step:
    for step in steps_from(project.state):
        if step.target == to:
            return step
    here, there = project.get_state_display(), Project.State(to).label
    raise CannotAdvance(gettext("A project cannot go from {here} to {there}.").format(here=here, there=there))
