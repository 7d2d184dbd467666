"""Schedules written and drawn as text: a day is a character, and the first is Monday, Mar 1, 2027."""

import re
from datetime import datetime
from textwrap import dedent

from milepost.engine.calendar.pattern import STANDARD, Calendar
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of, minutes_of
from milepost.engine.network.model import LagUnit, Link, LinkType, Network, Task
from milepost.engine.schedule import Schedule, schedule

MONDAY = minutes_of(datetime(2027, 3, 1))
TYPES = {
    "FS": LinkType.FINISH_TO_START,
    "SS": LinkType.START_TO_START,
    "FF": LinkType.FINISH_TO_FINISH,
    "SF": LinkType.START_TO_FINISH,
}
LAGS = {
    "d": (LagUnit.WORKING, 480),
    "ed": (LagUnit.ELAPSED, MINUTES_PER_DAY),
    "%": (LagUnit.PERCENT, 1),
    "e%": (LagUnit.ELAPSED_PERCENT, 1),
}
TASK_LINE = re.compile(r"( *)(\w+)(?:\s+([\d.]+)(e?)d)?(?:\s+after (.+))?$")
LINK = re.compile(r"(\w+)(?: (FS|SS|FF|SF))?(?: ?([+-][\d.]+)(d|ed|%|e%))?$")
FULL = "%Y %a %b %d %H:%M"


def at(text: str) -> int:
    """Read an instant of 2027: Fri Mar 5 08:00."""
    return minutes_of(datetime.strptime(f"2027 {text}", FULL))


def shown(instant: int) -> str:
    """Write an instant of 2027 as `at` reads it."""
    moment = datetime_of(int(instant))
    return f"{moment:%a %b} {moment.day} {moment:%H:%M}"


def link(predecessor: int, successor: int, text: str) -> Link:
    """Read a link's type and lag: FS+1d, SS-50e%."""
    found = LINK.fullmatch(f"x {text}".strip())
    assert found, text
    unit, size = LAGS[found[4] or "d"]
    return Link(predecessor, successor, TYPES[found[2] or "FS"], float(found[3] or 0) * size, unit)


def network(
    text: str,
    *,
    calendar: Calendar = STANDARD,
    start: int = MONDAY + 480,
    **decided: dict[str, object],
) -> Network:
    """Read one task a line: its name, its duration, what it follows; `decided` adds fields by task name."""
    tasks: list[Task] = []
    links: list[Link] = []
    uids: dict[str, int] = {}
    above: list[tuple[int, int]] = []
    for line in dedent(text).strip("\n").splitlines():
        found = TASK_LINE.fullmatch(line)
        assert found, line
        depth, name = len(found[1]), found[2]
        uids[name] = len(tasks) + 1
        above = [(deep, uid) for deep, uid in above if deep < depth]
        duration = float(found[3] or 0) * (MINUTES_PER_DAY if found[4] else 480)
        task = Task(uids[name], above[-1][1] if above else None, int(duration), bool(found[4]), name=name)
        tasks.append(task._replace(**decided.get(name, {})))
        above.append((depth, uids[name]))
        for one in found[5].split(", ") if found[5] else ():
            predecessor, _, rest = one.partition(" ")
            links.append(link(uids[predecessor], uids[name], rest))
    return Network(start, tasks, links, [calendar])


def drawn(planned: Network, result: Schedule | None = None) -> str:
    """Draw a schedule: X a day of work, a dot one without inside a task, * a milestone."""
    result = result or schedule(planned)
    worktime = WorkTime(planned.calendars[0])
    width = max(len(task.name) for task in planned.tasks) + 1
    days = (int(result.finish.max()) - MONDAY) // MINUTES_PER_DAY + 1
    lines = [" " * width + "".join("MTWTFSS"[day % 7] for day in range(days))]
    for at_row, task in enumerate(planned.tasks):
        start, finish = int(result.start[at_row]), int(result.finish[at_row])
        cells = "".join(_cell(worktime, start, finish, MONDAY + day * MINUTES_PER_DAY) for day in range(days))
        lines.append(f"{task.name:{width}}{cells}".rstrip())
    return "\n".join(lines)


def _cell(worktime: WorkTime, start: int, finish: int, midnight: int) -> str:
    if start == finish:
        return "*" if midnight <= start < midnight + MINUTES_PER_DAY else " "
    if midnight + MINUTES_PER_DAY <= start or finish <= midnight:
        return " "
    return "X" if worktime.between(max(midnight, start), min(midnight + MINUTES_PER_DAY, finish)) else "."


def chart(text: str) -> str:
    """Read an expected drawing."""
    return "\n".join(line.rstrip() for line in dedent(text).strip("\n").splitlines())
