"""The door of leveling: a problem goes in, a leveled schedule with its reasons comes out."""

from collections.abc import Callable
from time import perf_counter

from milepost.engine.kernel import COMPILED, PLAIN, Speed
from milepost.engine.leveling.checking import checked_order
from milepost.engine.leveling.evaluation import Found, Judge
from milepost.engine.leveling.generation import Generator, OutOfHorizon
from milepost.engine.leveling.layout import Layout, first_horizon, lay_out, wider
from milepost.engine.leveling.model import EARLY, Objective, Problem, Rule, Scheme
from milepost.engine.leveling.reasons import Reasons, placements_of
from milepost.engine.leveling.result import (
    Infeasible,
    Leveling,
    Obstacle,
    Relaxation,
    Stopped,
)

Progress = Callable[[float], None]
Canceled = Callable[[], bool]

RULES = (
    (Scheme.PARALLEL, Rule.LATEST_FINISH),
    (Scheme.SERIAL, Rule.LATEST_START),
    (Scheme.SERIAL, Rule.DEADLINE),
    (Scheme.SERIAL, Rule.PLANNED),
)
"""Tried in turn for the answer at once."""

WORTH_COMPILING = 60
"""Below so many activities plain Python answers before compiled code has been loaded."""


def level(
    problem: Problem,
    *,
    objective: Objective = EARLY,
    seconds: float = 1.0,
    seed: int = 1,
    progress: Progress | None = None,
    canceled: Canceled | None = None,
) -> Leveling:
    """Level a problem; raises Infeasible or another ScheduleError. `progress` hears the share of the time used."""
    begun = perf_counter()
    order = checked_order(problem)
    speed = PLAIN if len(problem.activities) < WORTH_COMPILING else COMPILED
    generator, unleveled = _prepared(problem, order, speed)
    judge = Judge(generator.layout, objective)
    found = _by_rules(generator, judge)
    _hold_deadlines(judge, found, unleveled)
    return _answer(generator, judge, found, unleveled, seed=seed, begun=begun)


def _prepared(problem: Problem, order: list[int], speed: Speed) -> tuple[Generator, Found]:
    """Lay the problem out over enough days for the plain rules, and place everything as if nothing were scarce."""
    horizon = first_horizon(problem)
    while True:
        layout = lay_out(problem, horizon, order)
        try:
            unleveled = Generator(layout, speed, unlimited=True).in_order(order)
            generator = Generator(layout, speed)
            generator.by_rule(Scheme.SERIAL, Rule.LATEST_START)
        except OutOfHorizon as error:
            widened = wider(horizon)
            if widened is None:
                raise Infeasible([_never(layout, error.jobs[0])]) from None
            horizon = widened
        else:
            return generator, unleveled


def _never(layout: Layout, job: int) -> Obstacle:
    activity = layout.problem.activities[job]
    names = " and ".join(f"“{layout.problem.resources[at].name}”" for at in layout.choices[job][0])
    with_whom = f" with {names}" if names else ""
    return Obstacle(
        f"Task {activity.uid} {activity.words} finds no time{with_whom} within 60 years.",
        (activity.uid,),
        field="duration",
        relaxation=Relaxation(
            "Check its duration, its calendar and when its resources work.", activity.uid, field="duration"
        ),
    )


def _by_rules(generator: Generator, judge: Judge) -> Found:
    made: list[tuple[int, float, int, Found]] = []
    for scheme, rule in RULES:
        for keep_plan in (False, True):
            if keep_plan and not (judge.objective.moves or judge.objective.people_told):
                continue
            try:
                found = generator.by_rule(scheme, rule, keep_plan=keep_plan)
            except OutOfHorizon:
                continue
            made.append((len(judge.missed(found)), judge.value(found), len(made), found))
    return min(made, key=lambda each: each[:3])[3]


def _hold_deadlines(judge: Judge, found: Found, unleveled: Found) -> None:
    missed = judge.missed(found)
    if not missed:
        return
    activities = judge.layout.problem.activities
    obstacles = []
    for job in missed:
        late, activity = int(found.finish[job]), activities[job]
        certain = int(unleveled.finish[job]) > (activity.deadline or 0)
        why = "even with enough of every resource" if certain else "in no schedule found"
        obstacles.append(
            Obstacle(
                f"Task {activity.uid} {activity.words} does not meet its deadline, {why}.",
                (activity.uid,),
                field="deadline",
                relaxation=Relaxation("Move the deadline.", activity.uid, field="deadline", value=late),
            )
        )
    raise Infeasible(obstacles)


def _answer(
    generator: Generator, judge: Judge, found: Found, unleveled: Found, *, seed: int, begun: float
) -> Leveling:
    layout = generator.layout
    reasons = Reasons(layout, generator, found, unleveled)
    parts = judge.parts(found)
    makespan, bound = judge.makespan_minutes(found), judge.makespan_minutes(unleveled)
    return Leveling(
        placements=placements_of(layout, found),
        start=layout.problem.start,
        finish=int(found.finish.max(initial=layout.problem.start)),
        makespan=makespan,
        bound=min(makespan, bound),
        value=judge.value(found),
        parts=parts,
        delays=tuple(reasons.delays()),
        overloads=tuple(reasons.overloads()),
        late=tuple(layout.problem.activities[job].uid for job in judge.late(found)),
        method="priority rules",
        seed=seed,
        schedules=len(RULES),
        seconds=perf_counter() - begun,
        stopped=Stopped.RULES,
    )
