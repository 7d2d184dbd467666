"""Where a project may go from each state."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models.project import Project

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = Project.State


class Step(NamedTuple):
    """A change of state; `verb` is what a person does who takes it."""

    source: State
    target: State
    verb: "StrOrPromise"
    needs_reason: bool = False


# Holding, resuming and canceling are possible from every open state, so they are not listed; see the actions.
STEPS = (
    Step(State.PROPOSED, State.APPROVED, _("Approve")),
    Step(State.APPROVED, State.PLANNING, _("Start planning")),
    Step(State.APPROVED, State.IN_PROGRESS, _("Start work")),
    Step(State.PLANNING, State.PROCUREMENT, _("Start procurement")),
    Step(State.PLANNING, State.IN_PROGRESS, _("Start work")),
    Step(State.PROCUREMENT, State.PLANNING, _("Return to planning"), needs_reason=True),
    Step(State.PROCUREMENT, State.IN_PROGRESS, _("Start work")),
    Step(State.IN_PROGRESS, State.PROCUREMENT, _("Return to procurement"), needs_reason=True),
    Step(State.IN_PROGRESS, State.CLOSING, _("Start closing")),
    Step(State.CLOSING, State.IN_PROGRESS, _("Return to work"), needs_reason=True),
    Step(State.CLOSING, State.CLOSED, _("Close")),
    Step(State.CLOSED, State.CLOSING, _("Reopen"), needs_reason=True),
    Step(State.CANCELED, State.PROPOSED, _("Propose again"), needs_reason=True),
)


def steps_from(state: str) -> list[Step]:
    """Give the steps that lead on from a state."""
    return [step for step in STEPS if step.source == state]
