"""Edits of a schedule by commands, as the workspace sends them; undo and redo of the caller's own."""

from typing import Annotated, Literal

from ninja import Field, Router, Schema

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ConsequenceOut
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import MOST_COMMANDS, commands_of
from milepost.domain.projects.actions.undoing import Step, redo_last, steps_of, undo_last
from milepost.domain.projects.calculations.recalculation import Consequence

router = Router()

Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]
Ref = Id | Key
Refs = Annotated[list[Ref], Field(min_length=1, max_length=20_000)]
Texts = dict[Key, Words]
Code = Literal["FS", "SS", "FF", "SF"]


class SetIn(Schema):
    """Set fields to texts as typed; one that reads otherwise now than in `seen` is refused."""

    do: Literal["set"]
    task: Ref
    values: Texts
    seen: Texts = {}


class InsertIn(Schema):
    """Put a new task before another, or last below `under`, or at the end; later commands may name its key."""

    do: Literal["insert"]
    key: str = Field("", max_length=64, pattern=r"^[^\x00]*$")
    before: Ref | None = None
    under: Ref | None = None
    values: Texts = {}


class ShapeIn(Schema):
    """Remove, indent or outdent tasks with what they hold."""

    do: Literal["remove", "indent", "outdent"]
    tasks: Refs


class MoveIn(Schema):
    """Put tasks with what they hold before another, or last below `under`, or at the end."""

    do: Literal["move"]
    tasks: Refs
    before: Ref | None = None
    under: Ref | None = None


class ShiftIn(Schema):
    """Let tasks start so many working days later, or earlier."""

    do: Literal["shift"]
    tasks: Refs
    days: int = Field(ge=-10_000, le=10_000)


class StretchIn(Schema):
    """Let a task last until a moment, in local minutes since 1970."""

    do: Literal["stretch"]
    task: Ref
    finish: int = Field(ge=0, le=2**31 - 1)


class LinkCommand(Schema):
    """Let one task depend on another, with a lag as typed; or take that dependency away."""

    do: Literal["link", "unlink"]
    predecessor: Ref
    successor: Ref
    type: Code = "FS"
    lag: str = Field("", max_length=40, pattern=r"^[^\x00]*$")


class CopyIn(Schema):
    """Copy tasks with what they hold and the links among them, from another project or the same one."""

    do: Literal["copy"]
    from_project: Id
    tasks: list[Id] = Field(min_length=1, max_length=20_000)
    before: Ref | None = None


CommandIn = Annotated[
    SetIn | InsertIn | ShapeIn | MoveIn | ShiftIn | StretchIn | LinkCommand | CopyIn,
    Field(discriminator="do"),
]


class EditIn(Schema):
    """Commands, applied in their order: all of them, or none."""

    commands: list[CommandIn] = Field(min_length=1, max_length=MOST_COMMANDS)


class UndoStepOut(Schema):
    """What undo or redo would do, in words."""

    label: str


class StepsOut(Schema):
    """The caller's own steps on a schedule; null where there is nothing left."""

    undo: UndoStepOut | None
    redo: UndoStepOut | None


@router.post("/projects/{project_id}/schedule/edits", response={200: ConsequenceOut, **PROBLEMS})
def post_edits(request: Call, project_id: Id, given: EditIn) -> Consequence:
    """Edit a schedule; every command refused is named in `errors`."""
    commands = commands_of([command.dict(exclude_unset=True) for command in given.commands])
    return apply_commands(project_for(request, project_id), commands, by=request.auth, at=now())


@router.get("/projects/{project_id}/schedule/steps", response={200: StepsOut, **PROBLEMS})
def get_steps(request: Call, project_id: Id) -> dict[str, Step | None]:
    """Say what undo and redo would do."""
    return steps_of(project_for(request, project_id), request.auth)._asdict()


@router.post("/projects/{project_id}/schedule/undo", response={200: ConsequenceOut, **PROBLEMS})
def post_undo_last(request: Call, project_id: Id) -> Consequence:
    """Take the caller's last edit of a schedule back."""
    return undo_last(project_for(request, project_id), by=request.auth, at=now())


@router.post("/projects/{project_id}/schedule/redo", response={200: ConsequenceOut, **PROBLEMS})
def post_redo_last(request: Call, project_id: Id) -> Consequence:
    """Repeat what the caller's last undo took back."""
    return redo_last(project_for(request, project_id), by=request.auth, at=now())
