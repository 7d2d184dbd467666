"""Search on real calendars for any objective: change the list a little, make the schedule again, keep what is better.

Source of the acceptance rule: Burke and Bykov 2017, "The late acceptance hill-climbing heuristic".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from milepost.engine.leveling.evaluation import Found, Judge
from milepost.engine.leveling.generation import Generator, OutOfHorizon
from milepost.engine.leveling.layout import Layout
from milepost.engine.network.columns import NONE

MEMORY = 40
"""A change is kept when it is no worse than what stood so many changes ago."""
Worth = tuple[int, float]
"""Hard deadlines missed, and the objective's value; less is better."""


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """What a schedule is made from: priorities, earliest starts, and how much of each resource may be used."""

    keys: Any
    hold: Any
    limits: Any


class Neighborhood:
    """One chain of schedules, each made from a change of the one before."""

    def __init__(self, generator: Generator, judge: Judge, found: Found, *, seed: int) -> None:
        layout = generator.layout
        self.generator = generator
        self.judge = judge
        self.random = Random(seed)
        self.count = len(layout.order)
        self.before = before_each(layout)
        planned = [activity.planned_start for activity in layout.problem.activities]
        self.planned = np.array([NONE if start is None else start for start in planned], dtype=np.int64)
        self.least = _least_limits(layout)
        self.current = Recipe(
            found.start.astype(np.float64), _hold_of(found, self.planned), found.peaks.copy()
        )
        if not judge.objective.peaks:
            self.current.limits[:] = np.iinfo(np.int64).max
        if not (judge.objective.moves or judge.objective.people_told):
            self.current.hold[:] = NONE
        self.worth = self.best_worth = worth_of(judge, found)
        self.best = found
        self.recent = [self.worth] * MEMORY
        self.schedules = 0
        self.movable = np.flatnonzero(layout.jobs.fixed_start == NONE).tolist()

    def go_on(self, steps: int) -> None:
        """Try so many changes."""
        for _ in range(steps if self.movable else 0):
            self._try(self._changed())

    def _try(self, recipe: Recipe) -> None:
        self.schedules += 1
        place = self.schedules % MEMORY
        try:
            order = drawn_forward(recipe.keys, self.before)
            found = self.generator.in_order(order, recipe.hold, recipe.limits)
        except OutOfHorizon:
            self.recent[place] = self.worth
            return
        worth = worth_of(self.judge, found)
        if worth <= self.worth or worth <= self.recent[place]:
            self.current = Recipe(found.start + self._tie_break(), recipe.hold, recipe.limits)
            self.worth = worth
        if worth < self.best_worth:
            self.best, self.best_worth = found, worth
        self.recent[place] = self.worth

    def _tie_break(self) -> Any:
        """Give less than a minute of each activity, so that those that start together may change places."""
        draw = self.random.random
        return np.array([draw() for _ in range(self.count)])

    def _changed(self) -> Recipe:
        keys, hold, limits = self.current.keys.copy(), self.current.hold, self.current.limits
        objective, draw = self.judge.objective, self.random.random
        if objective.peaks and draw() < 0.4:
            limits = self._other_limit(limits)
        elif (objective.moves or objective.people_told) and draw() < 0.6:
            hold = self._other_hold(hold, keys)
        elif draw() < 0.5:
            self._shuffle(keys)
        else:
            self._pull(keys)
        return Recipe(keys, hold, limits)

    def _shuffle(self, keys: Any) -> None:
        """Mix the activities around one of them."""
        center = keys[self.random.choice(self.movable)]
        ranked = np.argsort(np.abs(keys - center))[: self.random.randint(2, max(2, min(30, self.count)))]
        mixed = keys[ranked].tolist()
        self.random.shuffle(mixed)
        keys[ranked] = mixed

    def _pull(self, keys: Any) -> None:
        """Let one activity, and so what it waits for, go before others that start up to a few weeks earlier."""
        job = self.random.choice(self.movable)
        keys[job] -= self.random.random() ** 2 * (keys[job] - keys.min() + 1)

    def _other_hold(self, hold: Any, keys: Any) -> Any:
        hold = hold.copy()
        for job in self.random.sample(self.movable, min(len(self.movable), self.random.randint(1, 3))):
            hold[job] = self.planned[job] if hold[job] == NONE else NONE
            if hold[job] != NONE:
                keys[job] = hold[job]
        return hold

    def _other_limit(self, limits: Any) -> Any:
        limits = limits.copy()
        one = self.random.randrange(len(limits))
        change = self.random.choice((-100, -50, -25, -1, 1, 25, 50, 100))
        limits[one] = max(self.least[one], limits[one] + change)
        return limits


def worth_of(judge: Judge, found: Found) -> Worth:
    """Give what a schedule is worth, hard deadlines first."""
    return len(judge.missed(found)), judge.value(found)


def before_each(layout: Layout) -> list[list[int]]:
    """List what each activity waits for."""
    into, before = layout.links.into_offset.tolist(), layout.links.predecessor.tolist()
    return [before[into[job] : into[job + 1]] for job in range(len(layout.order))]


def drawn_forward(keys: Any, before: Sequence[Sequence[int]]) -> list[int]:
    """List activities by least key, those they wait for drawn before them."""
    listed: list[int] = []
    placed = [False] * len(before)
    for wanted in np.argsort(keys, kind="stable").tolist():
        stack = [wanted]
        while stack:
            job = stack[-1]
            missing = () if placed[job] else [other for other in before[job] if not placed[other]]
            if missing:
                stack += missing
                continue
            stack.pop()
            if not placed[job]:
                placed[job] = True
                listed.append(job)
    return listed


def _hold_of(found: Found, planned: Any) -> Any:
    """Hold those at their planned start that are there."""
    return np.where(found.start == planned, planned, NONE)


def _least_limits(layout: Layout) -> Any:
    """Give the units below which some activity could never use a resource."""
    least = np.zeros(len(layout.profiles), dtype=np.int64)
    np.maximum.at(least, layout.modes.resource, layout.modes.units)
    return least


def chains(
    make: Callable[[], Generator], judge: Judge, found: Found, *, seed: int, count: int
) -> list[Neighborhood]:
    """Begin several chains at one schedule, each with its own generator and seed."""
    return [Neighborhood(make(), judge, found, seed=seed * 1009 + at) for at in range(count)]
