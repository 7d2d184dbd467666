"""Schedule random plans by Milepost and by MPXJ's MicrosoftScheduler, and count where they differ.

    python -m bench.differences [--plans 100] [--seed 1] [--show 3]

Needs `make mpxj` and Java. docs/engine/differences.md decides each kind of difference.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Shift
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import dates_of, network_of
from milepost.exchange.plan import Kind, Plan, PlanCalendar, PlanException, PlanLink, PlanTask
from milepost.exchange.reading import read_plan

START = datetime(2027, 3, 1, 8)
DAY = 480
EARLY, LATE = (Shift(360, 600), Shift(660, 900)), (Shift(840, 1080), Shift(1140, 1320))
TO_FINISH = (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)
Change = Callable[[Random, Plan], None]


def drawn(random: Random, theme: str) -> Plan:
    """Draw a plan of four to fourteen tasks with links of every type, and what the theme adds."""
    tasks = [
        PlanTask(uid, f"Task {uid}", duration_minutes=random.choice((DAY, 2 * DAY, 5 * DAY, 300, 755)))
        for uid in range(1, random.randint(5, 15))
    ]
    plan = Plan("Drawn", START, tasks=tasks, calendars=_calendars(random), calendar_uid=1)
    for task in tasks[1:]:
        for before in random.sample(range(1, task.uid), k=min(task.uid - 1, random.randint(0, 2))):
            plan.links.append(PlanLink(before, task.uid, random.choice(list(LinkType))))
    for change in THEMES[theme]:
        change(random, plan)
    return plan


def _calendars(random: Random) -> list[PlanCalendar]:
    return [
        PlanCalendar(1, "Standard", STANDARD.week),
        PlanCalendar(2, "24 Hours", ROUND_THE_CLOCK.week),
        PlanCalendar(3, "Early", (EARLY,) * 4 + ((), (), ())),
        PlanCalendar(4, "Late", (LATE,) * 6 + ((),)),
    ]


def _milestones(random: Random, plan: Plan) -> None:
    for task in random.sample(plan.tasks, k=len(plan.tasks) // 3):
        task.kind, task.duration_minutes = Kind.MILESTONE, 0


def _lags(random: Random, plan: Plan) -> None:
    for link in plan.links:
        link.lag = random.choice((0, 60, DAY, 3 * DAY, 755))


def _leads(random: Random, plan: Plan) -> None:
    for link in plan.links:
        link.lag = random.choice((0, -60, -DAY, -2 * DAY))


def _elapsed_lags(random: Random, plan: Plan) -> None:
    for link in plan.links:
        link.lag, link.lag_unit, link.lag_shown_in = (
            random.choice((0, 600, 1440, 4320)),
            LagUnit.ELAPSED,
            "ed",
        )


def _percent_lags(random: Random, plan: Plan) -> None:
    for link in plan.links:
        link.lag, link.lag_unit, link.lag_shown_in = (
            random.choice((0, 25, 50, 100, -25)),
            LagUnit.PERCENT,
            "%",
        )


def _task_calendars(random: Random, plan: Plan) -> None:
    for task in plan.tasks:
        task.calendar_uid = random.choice((None, 2, 3, 4))


def _exceptions(random: Random, plan: Plan) -> None:
    for calendar in plan.calendars:
        for _ in range(3):
            first = date(2027, 3, 1) + timedelta(random.randint(0, 25))
            last = first + timedelta(random.randint(0, 2))
            calendar.exceptions.append(PlanException(first, last, random.choice(((), (Shift(600, 900),)))))
        calendar.exceptions = _apart(calendar.exceptions)


def _apart(exceptions: list[PlanException]) -> list[PlanException]:
    """Drop exceptions that overlap one before, of which each tool takes another."""
    kept: list[PlanException] = []
    for one in sorted(exceptions, key=lambda found: found.first):
        if not kept or one.first > kept[-1].last:
            kept.append(one)
    return kept


def _elapsed_durations(random: Random, plan: Plan) -> None:
    for task in random.sample(plan.tasks, k=len(plan.tasks) // 2):
        task.duration_minutes, task.duration_unit = random.choice((1440, 2880, 600)), "ed"


def _constraints(random: Random, plan: Plan) -> None:
    for task in random.sample(plan.tasks, k=len(plan.tasks) // 3):
        task.constraint = random.choice(list(Constraint)[2:])
        hour = 17 if "FINISH" in task.constraint.name else 8
        task.constraint_at = datetime(2027, 3, 1 + random.randint(0, 20), hour)
        if task.constraint_at.weekday() > 4:
            task.constraint_at += timedelta(2)


def _as_late(random: Random, plan: Plan) -> None:
    for task in random.sample(plan.tasks, k=len(plan.tasks) // 3):
        task.constraint = Constraint.AS_LATE_AS_POSSIBLE


def _progress(random: Random, plan: Plan) -> None:
    for task in plan.tasks[: len(plan.tasks) // 2]:
        task.actual_start = START + timedelta(days=random.choice((0, 0, 1, 2)))
        task.percent_complete = random.choice((25, 50, 75))
        task.remaining_minutes = round(task.duration_minutes * (1 - task.percent_complete / 100))


THEMES: dict[str, tuple[Change, ...]] = {
    "four link types": (),
    "milestones": (_milestones,),
    "working lags": (_lags,),
    "leads": (_leads,),
    "elapsed lags": (_elapsed_lags,),
    "percent lags": (_percent_lags,),
    "task calendars": (_task_calendars,),
    "calendar exceptions": (_exceptions,),
    "elapsed durations": (_elapsed_durations,),
    "constraints": (_constraints,),
    "as late as possible": (_as_late,),
    "progress": (_progress,),
    "everything": (_milestones, _lags, _task_calendars, _exceptions, _constraints, _progress),
}


def main() -> None:
    """Print, by theme, how many plans and tasks agree on start and finish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=100, help="plans of each theme")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="differences of each theme to print")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for theme in THEMES:
            for number in range(given.plans):
                plan = drawn(Random(f"{given.seed} {theme} {number}"), theme)
                (folder / f"{theme.replace(' ', '-')}-{number:05}.xml").write_bytes(write_mspdi(plan))
        peer = Path(__file__).with_name("differences_mpxj.py")
        subprocess.run([sys.executable, str(peer), name], check=True)
        _report(folder, given.show)


def _report(folder: Path, show: int) -> None:
    print(f"{'theme':24}{'plans':>8}{'agree':>8}{'tasks':>8}{'agree':>8}{'refused':>9}")
    total: Counter[str] = Counter()
    for theme in THEMES:
        counts: Counter[str] = Counter()
        for source in sorted(folder.glob(f"{theme.replace(' ', '-')}-*.xml")):
            answer = json.loads(source.with_suffix(".json").read_text())
            if "refused" in answer:
                counts["refused"] += 1
                if show and counts["refused"] == 1:
                    print(f"   refused: {answer['refused']}")
                continue
            plan = read_plan(source)
            differing = list(_differing(plan, answer))
            wrong = {uid: (own, theirs) for uid, own, theirs in differing}
            rules = Counter(_rule(plan, uid, wrong) for uid in wrong)
            total.update(rules)
            counts.update(
                plans=1, same=not differing, tasks=len(answer) - ("0" in answer), different=len(differing)
            )
            if rules["open"] and counts["shown"] < show:
                counts["shown"] += 1
                print(*_told(plan, differing), sep="\n")
        agree = counts["tasks"] - counts["different"]
        print(
            f"{theme:24}{counts['plans']:8}{counts['same']:8}{counts['tasks']:8}{agree:8}{counts['refused']:9}"
        )

    print("", *(f"{count:8}  {rule}" for rule, count in total.most_common()), sep="\n")


def _differing(plan: Plan, answer: dict[str, list[str]]) -> Iterator[tuple[int, str, str]]:
    ours = dates_of(schedule(network_of(plan)))
    for task in plan.tasks:
        dates = ours[task.uid]
        own = f"{dates.start:%Y-%m-%dT%H:%M} {dates.finish:%Y-%m-%dT%H:%M}"
        theirs = " ".join(text[:16] for text in answer[str(task.uid)])
        if own != theirs:
            yield task.uid, own, theirs


def _rule(plan: Plan, uid: int, differing: dict[int, tuple[str, str]]) -> str:
    """Name the rule of docs/engine/differences.md that decides a task's difference."""
    task = plan.tasks[uid - 1]
    into = [link for link in plan.links if link.successor_uid == uid]
    if any(link.predecessor_uid in differing for link in into):
        return "follows another"
    own, theirs = ([datetime.fromisoformat(part) for part in text.split()] for text in differing[uid])
    if theirs[0] < plan.start <= own[0]:
        return "before the project's start"
    if task.elapsed:
        return "elapsed task outside working time"
    if max(abs(a - b) for a, b in zip(own, theirs, strict=True)) <= timedelta(minutes=1):
        return "share of a minute"
    if any(one.constraint is Constraint.AS_LATE_AS_POSSIBLE for one in plan.tasks):
        return "as late as possible"
    if task.actual_start is not None:
        return "begun task"
    if not task.duration_minutes:
        return "milestone where it was put"
    clock = WorkTime(network_of(plan).calendars[(task.calendar_uid or 1) - 1])
    if not any(clock.between(minutes_of(a), minutes_of(b)) for a, b in zip(own, theirs, strict=True)):
        return "same moment"
    if any(link.type in TO_FINISH and link.lag_unit is LagUnit.ELAPSED for link in into):
        return "elapsed lag to a finish"
    return "open"


def _told(plan: Plan, differing: list[tuple[int, str, str]]) -> Iterator[str]:
    wrong = {uid: (own, theirs) for uid, own, theirs in differing}
    for task in plan.tasks:
        links = [
            f"{link.predecessor_uid}{link.type.name} {link.lag:g} {link.lag_unit.name}"
            for link in plan.links
            if link.successor_uid == task.uid
        ]
        decided = (
            f"{task.duration_minutes}{task.duration_unit} cal {task.calendar_uid} {task.constraint.name}"
        )
        begun = f"{task.constraint_at} {task.actual_start} {task.percent_complete:g}%"
        ours, theirs = wrong.get(task.uid, ("", ""))
        mark = f"   ours {ours}   theirs {theirs}" if ours else ""
        yield f"   {task.uid}: {decided} {begun} after {links}{mark}"


if __name__ == "__main__":
    main()
