"""The door of leveling: a problem goes in, a leveled schedule with its reasons comes out."""

from dataclasses import replace
from functools import cache
from math import inf
from time import perf_counter

from milepost.engine.kernel import COMPILED, PLAIN, Speed
from milepost.engine.leveling.checking import checked_order
from milepost.engine.leveling.effort import Canceled, Effort, Progress
from milepost.engine.leveling.evaluation import Found, Judge
from milepost.engine.leveling.generation import Generator, OutOfHorizon
from milepost.engine.leveling.grid_search import MOST_PLAIN
from milepost.engine.leveling.layout import Layout, first_horizon, lay_out, wider
from milepost.engine.leveling.model import (
    EARLY,
    LEVEL,
    Activity,
    Demand,
    Objective,
    Problem,
    Resource,
    Rule,
    Scheme,
)
from milepost.engine.leveling.reasons import Reasons, placements_of
from milepost.engine.leveling.result import Infeasible, Leveling, Obstacle, Relaxation, Stopped
from milepost.engine.leveling.search import Searched, search

RULES = (
    (Scheme.PARALLEL, Rule.LATEST_FINISH),
    (Scheme.SERIAL, Rule.LATEST_START),
    (Scheme.SERIAL, Rule.DEADLINE),
    (Scheme.SERIAL, Rule.PLANNED),
)
"""Tried in turn for the answer at once."""
FIRST_RULE = (Scheme.SERIAL, Rule.LATEST_START)
"""Its schedule shows how many days to lay out."""

WORTH_LOADING = 0.2
"""In less time a small problem is searched with what is loaded already."""
MOST_WITHOUT_IDLING = 8_000
"""With more activities the parallel scheme, which looks at all that wait again and again, would take many seconds."""
WORTH_COMPILING = 60
"""Below so many activities plain Python answers before compiled code has been loaded."""


def level(
    problem: Problem,
    *,
    objective: Objective = EARLY,
    seconds: float = 1.0,
    seed: int = 1,
    schedules: int | None = None,
    threads: int = 2,
    use_solver: bool = True,
    progress: Progress | None = None,
    canceled: Canceled | None = None,
) -> Leveling:
    """Level a problem within so many seconds; raises Infeasible or another ScheduleError.

    The same seed gives the same answer when the search ends by `schedules` or by proof; ended by seconds, it depends on
    the machine how far it came. `use_solver` goes on with OR-Tools' CP-SAT where that is installed. `progress` hears
    the share of the time used. `canceled` is asked many times a second; the best schedule so far is then the answer.
    """
    order = checked_order(problem)
    speed = _speed_for(problem)
    effort = Effort(
        seconds=seconds,
        schedules=schedules,
        threads=max(1, threads),
        seed=seed,
        begun=perf_counter(),
        use_solver=use_solver and schedules is None,
        progress=progress,
        canceled=canceled,
    )
    return _level(problem, objective, order, speed, effort)


@cache
def warm_up() -> None:
    """Load the compiled kernels, or compile them the first time, so that no search spends its seconds on that."""
    jobs = [Activity(uid, days * 480, [Demand((1,))]) for uid, days in enumerate((3, 3, 2), 1)]
    problem = Problem(0, jobs, [Resource(1, "Two of a kind", units=200)])
    # The one goes to the grid, where few schedules would be bred in plain Python; the other to the calendars.
    for objective, schedules in ((EARLY, MOST_PLAIN), (LEVEL, 50)):
        effort = Effort(inf, schedules=schedules, threads=1, seed=1, begun=perf_counter(), use_solver=False)
        _level(problem, objective, checked_order(problem), COMPILED, effort)


def _speed_for(problem: Problem) -> Speed:
    """Choose compiled kernels where they are worth it, and have them at hand before the clock runs."""
    if len(problem.activities) < WORTH_COMPILING:
        return PLAIN
    warm_up()
    return COMPILED


def _level(
    problem: Problem, objective: Objective, order: list[int], speed: Speed, effort: Effort
) -> Leveling:
    generator, unleveled, first = _prepared(problem, order, speed)
    judge = Judge(generator.layout, objective)
    least = judge.makespan_minutes(unleveled)
    by_rules, made = _by_rules(generator, judge, first, effort)
    if speed is PLAIN and effort.schedules is None and judge.makespan_minutes(by_rules) > least:
        _load_for(effort)
    searched = search(generator, judge, by_rules, least, effort)
    searched = replace(searched, schedules=searched.schedules + made)
    _hold_deadlines(judge, searched.found, unleveled)
    return _answer(generator, judge, searched, unleveled, effort)


def _load_for(effort: Effort) -> None:
    """Load the compiled kernels for a search that is worth it; the clock waits meanwhile."""
    if effort.left > WORTH_LOADING:
        begun = perf_counter()
        warm_up()
        effort.begun += perf_counter() - begun


def level_by_rule(problem: Problem, scheme: Scheme, rule: Rule) -> Leveling:
    """Level a problem by one priority rule alone; raises ScheduleError."""
    speed = _speed_for(problem)
    effort = Effort(seconds=0, schedules=None, threads=1, seed=1, begun=perf_counter())
    generator, unleveled, _ = _prepared(problem, checked_order(problem), speed)
    found = generator.by_rule(scheme, rule)
    judge = Judge(generator.layout, EARLY)
    searched = Searched(found, None, 1, Stopped.RULES, f"{scheme} {rule}")
    return _answer(generator, judge, searched, unleveled, effort)


def _prepared(problem: Problem, order: list[int], speed: Speed) -> tuple[Generator, Found, Found]:
    """Lay the problem out over enough days; place everything as if nothing were scarce, and by the first rule."""
    horizon = first_horizon(problem)
    while True:
        layout = lay_out(problem, horizon, order)
        try:
            unleveled = Generator(layout, speed, unlimited=True).in_order(order)
            generator = Generator(layout, speed)
            first = generator.by_rule(*FIRST_RULE)
        except OutOfHorizon as error:
            widened = wider(horizon)
            if widened is None:
                raise Infeasible([_never(layout, error.jobs[0])]) from None
            horizon = widened
        else:
            return generator, unleveled, first


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


def _by_rules(generator: Generator, judge: Judge, first: Found, effort: Effort) -> tuple[Found, int]:
    """Give the best answer of all rules, or of those that there was time for, and of how many."""
    made: list[tuple[int, float, int, Found]] = []
    for scheme, rule in RULES:
        if made and effort.seconds > 0 and effort.is_over:
            break
        if scheme is Scheme.PARALLEL and len(judge.layout.order) > MOST_WITHOUT_IDLING:
            continue
        for keep_plan in (False, True):
            if keep_plan and not (judge.objective.moves or judge.objective.people_told):
                continue
            is_first = (scheme, rule) == FIRST_RULE and not keep_plan
            try:
                found = first if is_first else generator.by_rule(scheme, rule, keep_plan=keep_plan)
            except OutOfHorizon:
                continue
            made.append((len(judge.missed(found)), judge.value(found), len(made), found))
    return min(made, key=lambda each: each[:3])[3], len(made)


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
    generator: Generator, judge: Judge, searched: Searched, unleveled: Found, effort: Effort
) -> Leveling:
    layout, found = generator.layout, searched.found
    reasons = Reasons(layout, generator, found, unleveled)
    makespan = judge.makespan_minutes(found)
    bound = min(makespan, max(judge.makespan_minutes(unleveled), searched.bound or 0))
    return Leveling(
        placements=placements_of(layout, found),
        start=layout.problem.start,
        finish=int(found.finish.max(initial=layout.problem.start)),
        makespan=makespan,
        bound=bound,
        value=judge.value(found),
        parts=judge.parts(found),
        delays=tuple(reasons.delays()),
        overloads=tuple(reasons.overloads()),
        late=tuple(layout.problem.activities[job].uid for job in judge.late(found)),
        method=searched.method,
        seed=effort.seed,
        schedules=searched.schedules,
        seconds=perf_counter() - effort.begun,
        stopped=searched.stopped,
    )
