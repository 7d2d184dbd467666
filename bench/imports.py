"""Time the reading of Microsoft Project XML against MPXJ: `python -m bench.imports`.

The files are written by Milepost: tasks of up to ten days, each after two of the few hundred before it, a summary for
every ten, with computed dates. Each reader gives the whole plan; MPXJ's Java machine is warm.
"""

import random
import tempfile
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from bench.recalculation import milliseconds
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import Plan, PlanLink, PlanTask
from milepost.exchange.reading import read_plan

SIZES = (10_000, 100_000)
TO_A_SUMMARY = 10


def plan_of(count: int, *, seed: int = 1) -> Plan:
    """Draw a plan of so many rows, 150 tasks deep."""
    draw = random.Random(seed)
    tasks = [_row(uid, draw) for uid in range(1, count + 1)]
    leaves = [task.uid for task in tasks if task.outline_level > 1]
    width = max(len(leaves) // 150, 3)
    links = [
        PlanLink(leaves[before], leaves[place])
        for place in range(2 * width, len(leaves))
        for before in draw.sample(range(place - 2 * width, place - width // 2), 2)
    ]
    plan = Plan("Benchmark", datetime(2027, 3, 1, 8, 0), tasks=tasks, links=links)
    settle_outline(plan.tasks)
    return plan


def _row(uid: int, draw: random.Random) -> PlanTask:
    level = 1 if uid % TO_A_SUMMARY == 1 else 2
    return PlanTask(uid, f"Task {uid}", level, duration_minutes=480 * draw.randint(1, 10), wbs=str(uid))


def with_mpxj(path: Path) -> int:
    """Read a file with MPXJ and give its number of tasks."""
    import jpype
    import mpxj  # noqa: F401

    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx4g")
    project = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(str(path))
    return int(project.getTasks().size())


def row_of(count: int, folder: Path, *, has_mpxj: bool) -> str:
    """Time one size and write its row of the table."""
    plan = plan_of(count)
    computed = schedule(network_of(plan))
    path = folder / f"{count}.xml"
    path.write_bytes(write_mspdi(plan, schedule=computed))
    cells = [
        f"{path.stat().st_size / 1e6:,.1f}",
        f"{milliseconds(lambda: read_plan(path), times=3) / 1000:.2f}",
        f"{milliseconds(lambda: with_mpxj(path), times=3) / 1000:.2f}" if has_mpxj else "not run",
        f"{milliseconds(lambda: write_mspdi(plan, schedule=computed), times=1) / 1000:.2f}",
    ]
    return f"| {count:,} | {len(plan.links):,} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    has_mpxj = find_spec("mpxj") is not None and find_spec("jpype") is not None
    if not has_mpxj:
        print("MPXJ is not installed, so it is not timed: make mpxj, and Java.\n")
    print("| rows | links | MB | Milepost reads, s | MPXJ reads, s | Milepost writes, s |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            print(row_of(count, Path(folder), has_mpxj=has_mpxj), flush=True)


if __name__ == "__main__":
    main()
