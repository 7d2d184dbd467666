"""Why each delayed activity waits: the resource it needs, who has it, and until when."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from milepost.engine.calendar.table import Tables, add_work, next_work, start_after, worked
from milepost.engine.kernel import PLAIN
from milepost.engine.leveling.evaluation import Found
from milepost.engine.leveling.generation import Generator
from milepost.engine.leveling.layout import Layout
from milepost.engine.leveling.model import Span
from milepost.engine.leveling.placing import Bench, held_until
from milepost.engine.leveling.result import Delay, Held, Overload, Placement


def placements_of(layout: Layout, found: Found) -> tuple[Placement, ...]:
    """Give where each activity went."""
    parts: dict[int, list[Span]] = {}
    for job, start, finish in zip(*(column.tolist() for column in found.parts), strict=True):
        parts.setdefault(job, []).append(Span(start, finish))
    resources, offset = layout.problem.resources, layout.jobs.mode_offset.tolist()
    rows = zip(
        layout.problem.activities,
        found.start.tolist(),
        found.finish.tolist(),
        found.mode.tolist(),
        strict=True,
    )
    return tuple(
        Placement(
            activity.uid,
            start,
            finish,
            tuple(resources[at].uid for at in layout.choices[job][mode - offset[job]]),
            _joined(parts.get(job, [Span(start, finish)]), layout, mode),
        )
        for job, (activity, start, finish, mode) in enumerate(rows)
    )


def _joined(parts: Sequence[Span], layout: Layout, mode: int) -> tuple[Span, ...]:
    """Join parts between which no work could be done anyway."""
    clock, joined = int(layout.modes.clock[mode]), [parts[0]]
    for part in parts[1:]:
        if worked(layout.tables, clock, part.start) == worked(layout.tables, clock, joined[-1].finish):
            joined[-1] = Span(joined[-1].start, part.finish)
        else:
            joined.append(part)
    return tuple(joined)


class Holders:
    """What takes one resource: start, index and units of each activity, by start."""

    def __init__(self, taking: Iterable[tuple[int, int, int]], finish: Sequence[int]) -> None:
        self.taking = sorted(taking)
        self.finish = finish
        self._last_finish = list(accumulate((finish[job] for _, job, _ in self.taking), max))

    def within(self, start: int, finish: int) -> list[tuple[int, int, int]]:
        """Give what takes the resource at any time within a span, without looking at all that ended before."""
        first = bisect_right(self._last_finish, start)
        last = bisect_left(self.taking, (finish,))
        return [one for one in self.taking[first:last] if self.finish[one[1]] > start]


class Reasons:
    """Looks up what holds each delayed activity of a schedule."""

    def __init__(self, layout: Layout, generator: Generator, found: Found, unleveled: Found) -> None:
        self.layout = layout
        self.found = found
        self.unleveled = unleveled
        self.start, self.finish = found.start.tolist(), found.finish.tolist()
        self.tables: Tables = PLAIN.columns(layout.tables)
        self.bench: Bench = generator.with_dates(found)
        self.units, self.clock, self.offset = (
            column.tolist() for column in (layout.modes.units, layout.modes.clock, layout.modes.need_offset)
        )
        self.resource = layout.modes.resource.tolist()
        self.holders = self._holders()

    def _holders(self) -> list[Holders]:
        taking: list[list[tuple[int, int, int]]] = [[] for _ in self.layout.profiles]
        for job, mode in enumerate(self.found.mode.tolist()):
            for need in range(self.offset[mode], self.offset[mode + 1]):
                taking[self.resource[need]].append((self.start[job], job, self.units[need]))
        return [Holders(each, self.finish) for each in taking]

    def delays(self) -> Iterator[Delay]:
        """Give the reason of every activity that starts later than it would with enough of everything."""
        fixed = self.layout.jobs.fixed_start.tolist()
        free = self.unleveled.start.tolist()
        for job in np.lexsort((np.arange(len(free)), self.found.start)).tolist():
            if self.start[job] > free[job] and fixed[job] < -(2**61):
                yield self._delay(job, free[job])

    def _delay(self, job: int, free: int) -> Delay:
        activities, start = self.layout.problem.activities, self.start[job]
        mode = int(self.found.mode[job])
        clock = self.clock[mode]
        links, held = self.layout.links, (int(self.layout.jobs.release[job]), -1)
        for at in range(int(links.into_offset[job]), int(links.into_offset[job + 1])):
            held = max(held, (held_until(self.bench, job, at), int(links.predecessor[at])))
        if self.layout.jobs.duration[job] == 0 or next_work(self.tables, clock, held[0]) >= start:
            by = () if held[1] < 0 else (activities[held[1]].uid,)
            return Delay(activities[job].uid, free, start, Held.PREDECESSOR, None, by, held[0])
        earlier = start_after(self.tables, clock, worked(self.tables, clock, start) - 1)
        blocked = self._blocked(job, mode, earlier)
        if blocked is None:
            return Delay(activities[job].uid, free, start, Held.PLAN, None, (), start)
        resource, by_jobs = blocked
        ends = [self.finish[other] for other in by_jobs if self.finish[other] <= start]
        return Delay(
            uid=activities[job].uid,
            unleveled=free,
            start=start,
            held=Held.RESOURCE,
            resource=self.layout.problem.resources[resource].uid,
            by=tuple(activities[other].uid for other in by_jobs),
            until=max(ends, default=start),
        )

    def _blocked(self, job: int, mode: int, start: int) -> tuple[int, list[int]] | None:
        """Give the resource that is short if the activity started then, and what has it at that moment."""
        finish = add_work(self.tables, self.clock[mode], start, int(self.layout.jobs.duration[job]))
        for need in range(self.offset[mode], self.offset[mode + 1]):
            resource, units = self.resource[need], self.units[need]
            others = [one for one in self.holders[resource].within(start, finish) if one[1] != job]
            for moment in sorted({start, *(at for at, _, _ in others if at > start)}):
                there = [(other, taken) for at, other, taken in others if at <= moment < self.finish[other]]
                if sum(taken for _, taken in there) + units > self._capacity(resource, moment) and there:
                    return resource, [other for other, _ in there]
        return None

    def _capacity(self, resource: int, moment: int) -> int:
        at, units = self.layout.profiles[resource]
        return int(units[np.searchsorted(at, moment, side="right") - 1])

    def overloads(self) -> Iterator[Overload]:
        """Give where fixed activities alone take more of a resource than there is."""
        fixed = (self.layout.jobs.fixed_start > -(2**61)).tolist()
        for resource, holders in enumerate(self.holders):
            taking = (one for one in holders.taking if fixed[one[1]] and self.finish[one[1]] > one[0])
            fixed_ones = Holders(taking, self.finish)
            for at, _, _ in fixed_ones.taking:
                there = [(job, units) for _, job, units in fixed_ones.within(at, at + 1)]
                units, capacity = sum(each for _, each in there), self._capacity(resource, at)
                if units > capacity > 0:
                    yield Overload(
                        self.layout.problem.resources[resource].uid,
                        tuple(self.layout.problem.activities[job].uid for job, _ in there),
                        Span(at, min(self.finish[job] for job, _ in there)),
                        units,
                        capacity,
                    )
