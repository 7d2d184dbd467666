"""Where a project may go from each state."""

from typing import NamedTuple

from milepost.domain.projects.models.project import Project

State = Project.State


class Step(NamedTuple):
    """A change of state; `verb` is what a person does who takes it."""

    source: State
    target: State
    verb: str
    needs_reason: bool = False


# Holding, resuming and canceling are possible from every open state, so they are not listed; see the actions.
STEPS = (
    Step(State.PROPOSED, State.APPROVED, "Approve"),
    Step(State.APPROVED, State.PLANNING, "Start planning"),
    Step(State.APPROVED, State.IN_PROGRESS, "Start work"),
    Step(State.PLANNING, State.PROCUREMENT, "Start procurement"),
    Step(State.PLANNING, State.IN_PROGRESS, "Start work"),
    Step(State.PROCUREMENT, State.PLANNING, "Return to planning", needs_reason=True),
    Step(State.PROCUREMENT, State.IN_PROGRESS, "Start work"),
    Step(State.IN_PROGRESS, State.PROCUREMENT, "Return to procurement", needs_reason=True),
    Step(State.IN_PROGRESS, State.CLOSING, "Start closing"),
    Step(State.CLOSING, State.IN_PROGRESS, "Return to work", needs_reason=True),
    Step(State.CLOSING, State.CLOSED, "Close"),
    Step(State.CLOSED, State.CLOSING, "Reopen", needs_reason=True),
    Step(State.CANCELED, State.PROPOSED, "Propose again", needs_reason=True),
)


def steps_from(state: str) -> list[Step]:
    """Give the steps that lead on from a state."""
    return [step for step in STEPS if step.source == state]
