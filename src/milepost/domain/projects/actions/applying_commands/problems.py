"""Why a schedule edit is refused: every command and field at fault, each with its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.domain.projects.actions.editing import CannotEdit


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; `theirs` and `yours` where somebody changed it meanwhile."""

    field: str
    message: str
    theirs: str | None = None
    yours: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A field's problem with the place of its command."""

    command: int
    problem: FieldProblem


class FieldProblems(CannotEdit):
    """Carries the problems of one command."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, field=problems[0].field)
        self.problems = problems


class CannotApply(CannotEdit):
    """Carries the problems of all commands; nothing of the edit was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, more = problems[0].problem, len(problems) - 1
        others = f" And {more:,} more cannot be taken." if more else ""
        super().__init__(first.message + others, field=first.field)
        self.problems = problems

    @property
    def is_stale(self) -> bool:
        """Tell whether a field was changed by somebody else meanwhile."""
        return any(one.problem.theirs is not None for one in self.problems)
