"""Why a task starts when it does: the chain of what drives it, back to its root."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from milepost.engine.network.conventions import LateBy
from milepost.engine.network.model import Constraint, Link, Network
from milepost.engine.schedule.result import Reason, Schedule
from milepost.engine.schedule.work import drives_from_start, drives_start

HELD = (Constraint.AS_SOON_AS_POSSIBLE, Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON)
"""What keeps a task from its late dates in a project that is scheduled from its finish."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One answer to "why then?": what puts a date of a task where it is."""

    uid: int
    kind: Reason
    at: int
    """The start explained; of a summary's finish, that."""
    other: int | None = None
    """The predecessor of a link, the task below or the summary above that decides, by uid."""
    link: Link | None = None
    is_finish: bool = False
    """A finish is explained: a summary's, or that of another project's task."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The causes from a task back to the root of its date."""

    uid: int
    chain: tuple[Cause, ...]

    @property
    def uids(self) -> tuple[int, ...]:
        """Give the tasks walked through, in order, each once."""
        return tuple(
            dict.fromkeys(uid for cause in self.chain for uid in (cause.uid, cause.other) if uid is not None)
        )


def explain(network: Network, schedule: Schedule, uid: int) -> Explanation:
    """Walk from a task's start along what drives it to a root; raises KeyError for an unknown task."""
    return Explanation(uid, tuple(_Walk(network, schedule).from_start(schedule.position(uid))))


class _Walk:
    def __init__(self, network: Network, schedule: Schedule) -> None:
        self.network = network
        self.schedule = schedule
        self.index = {task.uid: at for at, task in enumerate(network.tasks)}
        self.children: dict[int, list[int]] = {}
        for at, task in enumerate(network.tasks):
            if task.parent is not None:
                self.children.setdefault(task.parent, []).append(at)

    def from_start(self, task: int) -> Iterator[Cause]:
        """Yield the causes that explain a task's start."""
        uid, at = self.network.tasks[task].uid, int(self.schedule.start[task])
        kind, driver = Reason(self.schedule.reason[task]), int(self.schedule.driver[task])
        if kind is Reason.CONSTRAINT and self._is_late(task):
            yield from self._late(task)
            return
        if self._is_leveled(task):
            yield Cause(uid, Reason.LEVELED, at)
            at = int(self.schedule.early_start[task])
        if kind is Reason.CHILDREN:
            first = self._child(task, is_finish=False)
            yield Cause(uid, kind, at, self.network.tasks[first].uid)
            yield from self.from_start(first)
        elif driver >= 0:
            link = self.network.links[driver]
            other = link.successor if kind is Reason.PARENT else link.predecessor
            yield Cause(uid, kind, at, other, link)
            yield from self._from_end(self.index[link.predecessor], link)
        else:
            yield Cause(uid, kind, at, self._holder(task) if kind is Reason.PARENT else None)

    def _is_leveled(self, task: int) -> bool:
        plan = self.network.tasks[task]
        is_later = self.schedule.start[task] > self.schedule.early_start[task]
        return bool(
            plan.leveling_delay and plan.constraint is not Constraint.AS_LATE_AS_POSSIBLE and is_later
        )

    def _is_late(self, task: int) -> bool:
        plan = self.network.tasks[task]
        if plan.constraint is Constraint.AS_LATE_AS_POSSIBLE:
            return True
        return self.network.finish is not None and plan.constraint not in HELD

    def _late(self, task: int) -> Iterator[Cause]:
        """Yield the causes from a task that is as late as it may be forward to what holds it back."""
        at, plan = int(self.schedule.start[task]), self.network.tasks[task]
        link = self._binding(task)
        if link is None:
            yield Cause(plan.uid, Reason.LAST, at)
            return
        yield Cause(plan.uid, Reason.LATE, at, link.successor, link)
        following = self.index[link.successor]
        yield from self._late(following) if self._is_last_possible(following) else self.from_start(following)

    def _is_last_possible(self, task: int) -> bool:
        if Reason(self.schedule.reason[task]) in (Reason.ACTUAL, Reason.PINNED):
            return False
        # What a task pushes by its total slack stands where that ends; what it leaves alone stands by itself.
        is_pushed = self.network.convention.late is LateBy.TOTAL_SLACK
        return is_pushed or bool(self.schedule.start[task] >= self.schedule.late_start[task])

    def _binding(self, task: int) -> Link | None:
        """Give the link to the task after this one that leaves it the least room; `None` where the last date does."""
        own = self.network.tasks[task]
        links = [link for link in self.network.links if link.predecessor == own.uid and self._holds(link)]
        return min(links, key=self._room, default=None)

    def _holds(self, link: Link) -> bool:
        following = self.network.tasks[self.index[link.successor]]
        return following.active and following.percent_complete < 100 and following.actual_finish is None

    def _room(self, link: Link) -> int:
        place = self.index[link.successor]
        is_start = drives_start(link.type)
        return int((self.schedule.late_start if is_start else self.schedule.late_finish)[place])

    def _from_end(self, task: int, link: Link) -> Iterator[Cause]:
        if self.network.tasks[task].of:
            is_finish = not drives_from_start(link.type)
            date = self.schedule.finish if is_finish else self.schedule.start
            yield Cause(
                self.network.tasks[task].uid, Reason.EXTERNAL, int(date[task]), link=link, is_finish=is_finish
            )
        elif not drives_from_start(link.type) and self.schedule.reason[task] == Reason.CHILDREN:
            last = self._child(task, is_finish=True)
            uid, at = self.network.tasks[task].uid, int(self.schedule.finish[task])
            yield Cause(uid, Reason.CHILDREN, at, self.network.tasks[last].uid, is_finish=True)
            yield from self._from_end(last, link)
        else:
            yield from self.from_start(task)

    def _child(self, task: int, *, is_finish: bool) -> int:
        """Give the task directly below a summary that gives it its start or finish."""
        date = self.schedule.finish if is_finish else self.schedule.start
        return next(at for at in self.children[self.network.tasks[task].uid] if date[at] == date[task])

    def _holder(self, task: int) -> int | None:
        """Give the summary above a task whose own constraint holds it: the one with the latest date."""
        held_at: dict[int, int] = {}
        above = self.network.tasks[task].parent
        while above is not None:
            summary = self.network.tasks[self.index[above]]
            if summary.constraint in (Constraint.START_NO_EARLIER_THAN, Constraint.MUST_START_ON):
                held_at[above] = summary.constraint_at or 0
            above = summary.parent
        return max(held_at, key=lambda uid: held_at[uid], default=None)


def finishing_task(schedule: Schedule, network: Network) -> int | None:
    """Give the uid of the first task that finishes last; `None` of an empty project."""
    summaries = {task.parent for task in network.tasks}
    candidates = np.flatnonzero(schedule.finish == schedule.finish_of_project).tolist()
    tasks = (network.tasks[at] for at in candidates)
    return next(
        (task.uid for task in tasks if task.active and not task.of and task.uid not in summaries), None
    )
