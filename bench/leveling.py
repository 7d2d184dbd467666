"""Level PSPLIB's problems beside PyJobShop and the plain priority rules: `python -m bench.leveling`.

`--sets J30,J60,J90,J120`, `--sample 60` drawn by `--draw 1`, of which the first `--first` are taken, and `--seconds
1,10,20,60`. How long that takes at most is said first. `--plans` levels the plans of Microsoft Project beside the
makespans that its heuristic reached, `--city` a city's portfolio. PyJobShop is installed into a folder of its own
beside the database; `--alone` leaves it out.
"""

import argparse
import csv
import gzip
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from milepost.engine.calendar.pattern import Calendar, Shift
from milepost.engine.instants import minutes_of
from milepost.engine.leveling import (
    Activity,
    Demand,
    Leveling,
    Problem,
    Project,
    Resource,
    Rule,
    Scheme,
    Span,
    level,
)
from milepost.engine.leveling.running import level_by_rule
from milepost.engine.network.model import Link
from milepost.exchange.leveling.psplib import read_psplib

CHECKOUT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("MILEPOST_DATA", CHECKOUT.parent / "shared" / "data")) / "leveling"
PEER = Path(os.environ.get("MILEPOST_HOME", CHECKOUT / "var")) / "bench" / "pyjobshop"
PEER_VERSION = "pyjobshop==0.0.9"
RULES = ((Scheme.PARALLEL, Rule.LATEST_FINISH), (Scheme.SERIAL, Rule.LATEST_START))
DAY = 480
Answer = tuple[float, float]
"""Makespan and seconds."""


def main() -> None:
    """Print a table for each number of seconds."""
    options = _options()
    level(_city(200), seconds=0.1)
    if options.plans:
        return print_plans(options)
    if options.city:
        return print_city()
    print(f"At most {_longest(options) / 60:.0f} min; a proof ends a search early.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder, _peer(wanted=not options.alone) as peer:
        with tarfile.open(DATA / "psplib" / "psplib_j30_j60_j90_j120.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        problems = Path(folder) / "RCPSP"
        warm = problems / "J30_1.txt"
        level(read_psplib(warm), seconds=0.5)
        peer(warm, 0.5)
        for seconds in map(float, options.seconds.split(",")):
            print(
                f"\n| set | problems | {seconds:g} s: Milepost | PyJobShop | {' | '.join(' '.join(r) for r in RULES)} |"
            )
            print("|---" * (4 + len(RULES)) + "|")
            for name in options.sets.split(","):
                _print_set(name, _sample(name, options), problems, seconds, peer, options)
    return None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default="J30,J60,J90,J120")
    parser.add_argument("--seconds", default="1,10,20,60")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--first", type=int, default=None)
    parser.add_argument("--draw", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--no-solver", action="store_true")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--city", action="store_true")
    return parser.parse_args()


def _longest(options: argparse.Namespace) -> float:
    """Give the seconds that all searches take if each uses its time."""
    problems = min(options.sample, options.first or options.sample) * len(options.sets.split(","))
    return float(problems * sum(map(float, options.seconds.split(","))) * (1 if options.alone else 2))


def _sample(name: str, options: argparse.Namespace) -> list[tuple[str, int]]:
    """Draw problems of a set with their best known makespans."""
    with (DATA / "psplib" / "best_known.csv").open() as file:
        rows = sorted(
            (r["instance"], int(r["bks"])) for r in csv.DictReader(file) if r["category"] == f"PSPLIB-{name}"
        )
    return random.Random(options.draw).sample(rows, options.sample)[: options.first]


def _print_set(
    name: str,
    sample: list[tuple[str, int]],
    folder: Path,
    seconds: float,
    peer: Callable[[Path, float], Answer],
    options: argparse.Namespace,
) -> None:
    """Measure one set, problem after problem with both, and print deviations from best known and critical path."""
    columns: list[list[tuple[float, float, float]]] = [[] for _ in range(2 + len(RULES))]
    for instance, best in sample:
        problem = read_psplib(folder / instance)
        rules = [level_by_rule(problem, scheme, rule) for scheme, rule in RULES]
        path = rules[0].bound
        own = level(problem, seconds=seconds, seed=options.seed, use_solver=not options.no_solver)
        theirs = peer(folder / instance, seconds)
        answers = [(own.makespan, own.seconds), theirs, *((one.makespan, one.seconds) for one in rules)]
        for column, (makespan, took) in zip(columns, answers, strict=True):
            column.append(((makespan - best) / best, (makespan - path) / path, took))
    cells = [
        f"{mean(c[0] for c in column):.2%} ({mean(c[1] for c in column):.2%}, {mean(c[2] for c in column):.2f} s)"
        for column in columns
    ]
    print(f"| {name} | {len(sample)} | {' | '.join(cells)} |", flush=True)


@contextmanager
def _peer(*, wanted: bool) -> Iterator[Callable[[Path, float], Answer]]:
    if not wanted:
        yield lambda _path, _seconds: (float("nan"), float("nan"))
        return
    python = PEER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER_VERSION], check=True)
    script = Path(__file__).with_name("leveling_peer.py")
    with subprocess.Popen(
        [str(python), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        source, sink = process.stdout, process.stdin

        def ask(path: Path, seconds: float) -> Answer:
            sink.write(json.dumps([str(path), seconds]) + "\n")
            sink.flush()
            makespan, _, took = json.loads(source.readline())
            return makespan, took

        yield ask
        sink.close()


def print_plans(options: argparse.Namespace) -> None:
    """Compare the plans of Microsoft Project with what its heuristic reached."""
    with gzip.open(DATA / "msproject" / "mpsplib_msproject.json.gz") as file:
        plans = json.load(file)
    with (DATA / "msproject" / "msproject_psgs_minslk_results.csv").open() as file:
        theirs = {row["instance"]: int(row["tms_msproject_psgs_minslk"]) for row in csv.DictReader(file)}
    for seconds in map(float, options.seconds.split(",")):
        changes, took = [], []
        for name, plan in plans.items():
            leveling = level(
                _plan(plan), seconds=seconds, seed=options.seed, use_solver=not options.no_solver
            )
            changes.append(leveling.makespan / DAY / theirs[name] - 1)
            took.append(leveling.seconds)
            print(name, theirs[name], leveling.makespan / DAY, f"{changes[-1]:.2%}", file=sys.stderr)
        print(
            f"{seconds:g} s: {len(changes)} plans, {mean(changes):.2%} on average, from {min(changes):.2%} to "
            f"{max(changes):.2%}, longer: {sum(c > 0 for c in changes)}, {mean(took):.2f} s each",
            flush=True,
        )


def _plan(plan: dict[str, Any]) -> Problem:
    start = minutes_of(datetime.fromisoformat(plan["start"]))
    calendar = Calendar(((Shift(540, 780), Shift(900, 1140)),) * 5 + ((), ()))
    tasks = [task for task in plan["tasks"] if not task["summ"]]
    activities = [
        Activity(
            task["uid"],
            round(float(task["dur"].removesuffix("d")) * DAY),
            [Demand((uid,), round(units)) for uid, units in task["asg"]],
            release=None if task["cd"] == "None" else minutes_of(datetime.fromisoformat(task["cd"])),
            name=task["name"],
        )
        for task in tasks
    ]
    links = [
        Link(uid, task["uid"], lag=round(float(lag.removesuffix("d")) * DAY))
        for task in tasks
        for uid, _, lag in task["pred"]
    ]
    resources = [Resource(uid, name, round(units)) for uid, name, units, _ in plan["res"]]
    return Problem(start, activities, resources, links, [calendar])


def print_city() -> None:
    """Time the answer at once, and that of a second, for 45 projects with 5,000 tasks and 60 people."""
    problem = _city(5_000)
    for seconds in (0.0, 1.0):
        runs: list[tuple[float, Leveling]] = []
        for _ in range(3):
            begun = time.perf_counter()
            leveling = level(problem, seconds=seconds)
            runs.append((time.perf_counter() - begun, leveling))
        took, leveling = min(runs, key=lambda run: run[0])
        print(
            f"{seconds:g} s asked: {took:.2f} s, makespan {leveling.makespan / DAY:g} d, bound "
            f"{leveling.bound / DAY:g} d, {len(leveling.delays):,} delays explained, {leveling.schedules} schedules"
        )


def _city(count: int) -> Problem:
    """Make a portfolio of 45 projects: people who are away for a week, some tasks with a choice of two, one lab."""
    draw, start, people = random.Random(1), minutes_of(datetime(2027, 1, 4, 8)), 60
    activities, links = [], []
    for uid in range(count):
        first, second = draw.sample(range(people), 2)
        choices = (first,) if draw.random() < 0.8 else (first, second)
        demands = [Demand(choices, draw.choice((25, 50, 100)))]
        demands += [Demand((people,), 1)] if draw.random() < 0.1 else []
        activities.append(Activity(uid, draw.choice((0, 240, 480, 960, 2400)), demands, project=uid % 45))
        links += [Link(uid - 45 * draw.randint(1, min(4, uid // 45)), uid) for _ in range(2) if uid >= 45]
    weeks = [start + draw.randrange(52) * 10_080 for _ in range(people)]
    resources = [
        Resource(uid, f"P{uid}", 100, blackouts=(Span(at, at + 7_200),)) for uid, at in enumerate(weeks)
    ]
    lab = Resource(people, "Lab", 2)
    return Problem(start, activities, [*resources, lab], links, projects=[Project(key) for key in range(45)])


if __name__ == "__main__":
    main()
