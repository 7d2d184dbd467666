"""What every action raises, in a class of its own, when it will not do what it is asked."""

from collections.abc import Sequence


class Refusal(Exception):
    """A sentence the person can act on; `field` names the field it is about, where there is one.

    `others` are what else was found wrong at the same time, each about its own field.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.others: tuple[Refusal, ...] = ()


class CannotImportList(Refusal):
    """Says which rows of a list are wrong; `problems` has a sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


def refuse_all(faults: Sequence[Refusal]) -> None:
    """Raise the first of what was found wrong together with the others; without any, do nothing."""
    if faults:
        first, *others = faults
        first.others = tuple(others)
        raise first
