"""A project is held for a while, or canceled."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.advancing import CannotAdvance, permission_to_enter, steps_open_to
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.models import Project
from milepost.domain.projects.states import Step
from milepost.domain.projects.wording import day_text

State = Project.State


def hold_project(project: Project, *, reason: str, review_on: date, by: Person, at: datetime) -> None:
    """Hold an open project until somebody reviews it; raises `CannotAdvance`."""
    require(by, permission_to_enter(project, State.ON_HOLD, on=local_day(at)), project)
    _require_reason(reason)
    if review_on <= local_day(at):
        raise CannotAdvance(gettext("Give a review date that is still to come."))
    with recording("projects.hold", by=by.account, at=at, subject=project, reason=reason) as record:
        _lock_open(project)
        held = project.held_state if project.is_on_hold else project.state
        record.summary = f"On hold; to be reviewed {day_text(review_on)}."
        record.update(
            project,
            state=State.ON_HOLD,
            held_state=held,
            hold_reason=reason.strip(),
            hold_review_on=review_on,
        )


def resume_project(project: Project, *, by: Person, at: datetime, reason: str = "") -> None:
    """Return a held project to the state it was held in."""
    require(by, permission_to_enter(project, State.ON_HOLD, on=local_day(at)), project)
    with recording("projects.resume", by=by.account, at=at, subject=project, reason=reason) as record:
        lock(project)
        if not project.is_on_hold:
            raise CannotAdvance(gettext("{name} is not on hold.").format(name=project.name))
        held = State(project.held_state)
        record.summary = f"Resumed: {held.label} again."
        record.update(project, state=held, held_state="", hold_reason="", hold_review_on=None)


def cancel_project(project: Project, *, reason: str, by: Person, at: datetime) -> None:
    """End a project that will not be carried through."""
    require(by, permission_to_enter(project, State.CANCELED, on=local_day(at)), project)
    _require_reason(reason)
    with recording("projects.cancel", by=by.account, at=at, subject=project, reason=reason) as record:
        _lock_open(project)
        record.summary = f"Canceled from {project.get_state_display()}."
        record.update(project, state=State.CANCELED, held_state="", hold_reason="", hold_review_on=None)


def ways_open_to(person: Person, project: Project, *, on: date) -> list[Step]:
    """Give every change of state that a person's roles allow: the steps on, and to hold, resume or cancel."""
    return steps_open_to(person, project, on=on) + [
        step
        for step in _steps_aside(project)
        if may(person, permission_to_enter(project, _asked_for(step), on=on), project)
    ]


def _steps_aside(project: Project) -> list[Step]:
    if project.is_over:
        return []
    here = State(project.state)
    aside = [
        Step(here, State.ON_HOLD, "Put on hold", needs_reason=True),
        Step(here, State.CANCELED, "Cancel", needs_reason=True),
    ]
    return [Step(here, State(project.held_state), "Resume"), *aside] if project.is_on_hold else aside


def _asked_for(step: Step) -> State:
    """Name the state whose permission a step aside needs: whoever may hold a project may resume it."""
    return State.CANCELED if step.target == State.CANCELED else State.ON_HOLD


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise CannotAdvance(gettext("Say why."))


def _lock_open(project: Project) -> None:
    lock(project)
    if project.is_over:
        raise CannotAdvance(
            gettext("{name} is {lower} already.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )
