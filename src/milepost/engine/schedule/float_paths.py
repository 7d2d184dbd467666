"""Float paths: the chains of tasks that lead to one task, the most critical first."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.calendar.table import add_work, work_between
from milepost.engine.errors import ScheduleError
from milepost.engine.kernel import PLAIN
from milepost.engine.network.columns import NONE, WHOLE
from milepost.engine.network.model import Network
from milepost.engine.schedule.recalculation import Settled, prepare, settle
from milepost.engine.schedule.work import Work, allowed_by, driven_to, drives_from_start, drives_start

MOST_PATHS = 1_000


class FloatBy(StrEnum):
    """Which slack of links orders the paths."""

    FREE = "free"
    """How far a chain may slip before it moves the task that it leads to."""
    TOTAL = "total"
    """How far a link may slip before it breaks a late date of the plan."""


@dataclass(frozen=True, slots=True)
class FloatPath:
    """Tasks (uid) of one chain in order; each task stands on the first path that reaches it.

    `slack` is in working minutes: by free float that of the whole chain, by total float that of the link by which the
    chain joins the paths before it, and of the first path that of its last task.
    """

    number: int
    slack: int
    uids: tuple[int, ...]


class NoPathTo(ScheduleError):
    """Paths lead to a task with work of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No float path leads to {name}: choose an active task that is no summary.")


class Predecessor(NamedTuple):
    """What a task waits for, with the free and total slack of the link that leaves it."""

    task: int
    free: int
    total: int


def float_paths(
    network: Network, *, to: int | None = None, by: FloatBy = FloatBy.FREE, most: int = 10
) -> tuple[FloatPath, ...]:
    """Give the chains that lead to a task (uid), or to the one that finishes last; raises ScheduleError.

    By free float the first path is the driving path, and each path consists of links without free slack. By total float
    each path follows the link of least total slack. Links have slack as in Boyle & Kelly (AACE 2020, PS-3496), counted
    on the successor's calendar, so that exactly the links without free slack drive.
    """
    settled = settle(prepare(network, PLAIN))
    walk = _Walk(settled)
    if to is None and not walk.own.any():
        return ()
    paths = walk.paths(walk.place(to), by)
    return tuple(path for path, _ in zip(paths, range(min(most, MOST_PATHS)), strict=False))


def reach_of_links(work: Work, carried: Any, allowed: Any) -> None:
    """Fill in what each link carries to its successor, and the latest it may leave its predecessor; kernel."""
    for at in range(len(work.arcs)):
        carried[at] = driven_to(work, work.arcs[at])
        allowed[at] = allowed_by(work, work.arcs[at])


class _Walk:
    def __init__(self, settled: Settled) -> None:
        self.network = settled.prepared.network
        self.uids = settled.prepared.layout.uid.tolist()
        self.work = settled.work
        self.rows, self.dates = settled.prepared.layout.tasks, settled.dates
        self.own = self.rows["active"] & ~self.rows["summary"] & ~self.rows["external"]
        speed, count = settled.prepared.speed, len(settled.prepared.layout.arcs)
        reach = [speed.column(np.zeros(count, dtype=np.int64)) for _ in range(2)]
        speed.run(reach_of_links)(self.work, *reach)
        self.carried, self.allowed = (speed.array(one, WHOLE).tolist() for one in reach)

    def place(self, uid: int | None) -> int:
        """Give the index of the task that paths lead to."""
        if uid is None:
            finish = np.where(self.own, self.dates["finish"], NONE)
            followed = np.diff(self.work.graph.out_offset) > 0
            return int(np.lexsort((~followed, finish))[-1])
        if uid not in self.uids:
            raise NoPathTo(f"task {uid}, which is not there")
        place = self.uids.index(uid)
        if not self.own[place]:
            raise NoPathTo(self.network.tasks[place].words)
        return place

    def paths(self, last: int, by: FloatBy) -> Iterator[FloatPath]:
        """Yield the paths to a task, each from the least slack that is left."""
        own = int(self.dates["total_slack"][last]) if by is FloatBy.TOTAL else 0
        joins = [(own, last)]
        seen: set[int] = set()
        number = 0
        while joins:
            slack, at = heappop(joins)
            if at in seen:
                continue
            number += 1
            chain: list[int] = []
            following: int | None = at
            while following is not None:
                chain.append(following)
                seen.add(following)
                before = [one for one in self.predecessors(following) if one.task not in seen]
                for one in before:
                    heappush(joins, (slack + one.free if by is FloatBy.FREE else one.total, one.task))
                following = self._next(before, by)
            yield FloatPath(number, slack, tuple(self.uids[task] for task in reversed(chain)))

    def _next(self, before: list[Predecessor], by: FloatBy) -> int | None:
        """Give the predecessor by which a path goes on."""
        if by is FloatBy.FREE:
            before = [one for one in before if one.free == 0]
        slack = self.dates["total_slack"]
        rank = {one: (one.total, int(slack[one.task]), one.task) for one in before}
        return min(before, key=rank.__getitem__).task if before else None

    def predecessors(self, task: int) -> Iterator[Predecessor]:
        """Yield what a task waits for, by its own links and those of the summaries above it."""
        if self.rows["actual_start"][task] != NONE or self.rows["complete"][task]:
            return
        holder, is_own = task, True
        while holder >= 0:
            first, stop = self.work.graph.into_offset[holder], self.work.graph.into_offset[holder + 1]
            for at in range(first, stop):
                if is_own or drives_start(self.work.arcs[at].type):
                    yield from self._along(at, task)
            is_own, holder = False, int(self.rows["parent"][holder])

    def _along(self, at: int, task: int) -> Iterator[Predecessor]:
        """Yield the tasks at the other end of a link; of a summary those that give it the date which counts."""
        arc, plan, tables = self.work.arcs[at], self.work.tasks[task], self.work.tables
        bound, before = self.carried[at], self.work.dates[arc.predecessor]
        if not drives_start(arc.type):
            bound = add_work(tables, plan.clock, bound, -plan.duration)
        is_start = drives_from_start(arc.type)
        left = before.start if is_start else before.finish
        free = max(0, work_between(tables, plan.clock, bound, self.work.dates[task].early_start))
        total = work_between(tables, plan.clock, left, self.allowed[at])
        for source in self._ends(arc.predecessor, "start" if is_start else "finish"):
            yield Predecessor(source, free, total)

    def _ends(self, task: int, end: str) -> Iterator[int]:
        if not self.rows["summary"][task]:
            yield task
            return
        graph = self.work.graph
        for child in graph.child[graph.child_offset[task] : graph.child_offset[task + 1]]:
            if self.rows["rolls_up"][child] and self.dates[end][child] == self.dates[end][task]:
                yield from self._ends(child, end)
