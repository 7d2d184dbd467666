"""What moved between two results, and which change moved the project's finish."""

from dataclasses import dataclass

from milepost.engine.network.changes import Change, changes_between
from milepost.engine.network.model import Network
from milepost.engine.schedule.explanation import explain, finishing_task
from milepost.engine.schedule.result import Schedule


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose dates differ, in instants before and after."""

    uid: int
    start_before: int
    start_after: int
    finish_before: int
    finish_after: int


@dataclass(frozen=True, slots=True)
class Movement:
    """The difference between two schedules of a project."""

    finish_before: int
    finish_after: int
    moved: tuple[Moved, ...]
    causes: tuple[Change, ...]
    """The changes on the chain that drives the project's finish, its root first; empty while the finish stands."""

    @property
    def is_later(self) -> bool:
        """Tell whether the project now finishes later."""
        return self.finish_after > self.finish_before


def what_moved(before: Schedule, after: Schedule, *, was: Network, now: Network) -> Movement:
    """Compare two schedules by task, and name the changes that moved the project's finish."""
    own = {task.uid for task in now.tasks if not task.of}
    finish_before, finish_after = before.finish_of_project, after.finish_of_project
    causes = () if finish_before == finish_after else _causes(before, after, was, now)
    return Movement(
        finish_before, finish_after, tuple(one for one in _moved(before, after) if one.uid in own), causes
    )


def _moved(before: Schedule, after: Schedule) -> list[Moved]:
    at = {uid: index for index, uid in enumerate(before.uid.tolist())}
    was = list(zip(before.start.tolist(), before.finish.tolist(), strict=True))
    moved = []
    for uid, start, finish in zip(
        after.uid.tolist(), after.start.tolist(), after.finish.tolist(), strict=True
    ):
        if uid in at and was[at[uid]] != (start, finish):
            moved.append(Moved(uid, was[at[uid]][0], start, was[at[uid]][1], finish))
    return moved


def _causes(before: Schedule, after: Schedule, was: Network, now: Network) -> tuple[Change, ...]:
    """A later finish is driven by the chain as it is now, an earlier one by the chain as it was."""
    changes = list(changes_between(was, now))
    chains = [_driving_chain(now, after), _driving_chain(was, before)]
    if after.finish_of_project < before.finish_of_project:
        chains.reverse()
    for chain in chains:
        on_chain = [change for uid in chain for change in changes if change.uid == uid]
        if on_chain:
            return tuple(on_chain)
    return tuple(change for change in changes if change.uid is None) or tuple(changes)


def _driving_chain(network: Network, schedule: Schedule) -> list[int]:
    """List the tasks from the root of the project's finish to the task that finishes last, and their summaries."""
    last = finishing_task(schedule, network)
    return [] if last is None else list(reversed(explain(network, schedule, last).uids))
