"""Parents and kinds from outline levels, the same for every format."""

from collections.abc import Iterable

from milepost.exchange import limits
from milepost.exchange.errors import TooLarge
from milepost.exchange.plan import Kind, PlanTask


def settle_outline(tasks: Iterable[PlanTask]) -> None:
    """Give each task its parent and an outline level without gaps; a task with tasks below it is a summary."""
    above: list[tuple[int, PlanTask]] = []
    for task in tasks:
        level = task.outline_level
        while above and above[-1][0] >= level:
            above.pop()
        if above:
            parent = above[-1][1]
            parent.kind = Kind.SUMMARY
            task.parent_uid = parent.uid
        above.append((level, task))
        task.outline_level = len(above)
        if len(above) > limits.OUTLINE_LEVELS:
            raise TooLarge(
                f"Task “{task.name[:60]}” lies more than {limits.OUTLINE_LEVELS} outline levels deep. "
                "Flatten the outline and import again."
            )
