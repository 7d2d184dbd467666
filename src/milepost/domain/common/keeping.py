"""What may speak against erasing a file; areas above register theirs when the application starts."""

from collections.abc import Callable, Iterable

from milepost.domain.common.models import Attachment

Guard = Callable[[Attachment], Iterable[str]]

_GUARDS: list[Guard] = []


def keeps(guard: Guard) -> Guard:
    """Register a guard: it gives one sentence per objection and runs inside the change's transaction."""
    _GUARDS.append(guard)
    return guard


def objections_to_erasing(attachment: Attachment) -> list[str]:
    """Ask every guard; an empty list lets the file be erased."""
    return [objection for guard in _GUARDS for objection in guard(attachment)]
