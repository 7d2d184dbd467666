"""Two files of one plan, made comparable: the same task bears the same number, the same calendar the same place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import schedule
from milepost.engine.submission import Version
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan

FIRST_BASELINE = 0


def versions_of(was: Plan, now: Plan) -> tuple[Version, Version]:
    """Schedule both plans, the later one in the numbers of the earlier; raises `ScheduleError`."""
    numbers = _numbers(was, now)
    earlier = network_of(was)
    later = _aligned(_renumbered(network_of(now), numbers), earlier)
    return (
        Version(earlier, schedule(earlier), _baseline(was, {})),
        Version(later, schedule(later), _baseline(now, numbers)),
    )


def _numbers(was: Plan, now: Plan) -> dict[int, int]:
    """Give each task of the later plan the number of the task it is in the earlier: by GUID, else by its own number."""
    guids = {task.guid: task.uid for task in was.tasks if task.guid}
    guid_of = {task.uid: task.guid for task in was.tasks}
    free = max((task.uid for plan in (was, now) for task in plan.tasks), default=0) + 1
    numbers = {}
    for task in now.tasks:
        is_another = bool(task.guid and guid_of.get(task.uid) and guid_of[task.uid] != task.guid)
        numbers[task.uid] = guids.get(task.guid, free if is_another else task.uid)
        free += 1
    return numbers


def _renumbered(network: Network, numbers: dict[int, int]) -> Network:
    return replace(
        network,
        tasks=[
            task._replace(uid=numbers[task.uid], parent=None if task.parent is None else numbers[task.parent])
            for task in network.tasks
        ],
        links=[
            link._replace(predecessor=numbers[link.predecessor], successor=numbers[link.successor])
            for link in network.links
        ],
    )


def _aligned(network: Network, like: Network) -> Network:
    """Put the calendars where the other network has those of the same name; further ones follow.

    A calendar that is gone keeps its place, so that the places of the others say the same in both.
    """
    places = {name: place for place, name in enumerate(_names(network))}
    calendars, moved = list(like.calendars), dict[int | None, int | None]({None: None})
    for at, name in enumerate(_names(like)):
        if (place := places.pop(name, None)) is not None:
            calendars[at], moved[place] = network.calendars[place], at
    for place in places.values():
        moved[place] = len(calendars)
        calendars.append(network.calendars[place])
    tasks = [
        task._replace(calendar=moved[task.calendar], people_calendar=moved[task.people_calendar])
        for task in network.tasks
    ]
    project_calendar = moved.get(network.project_calendar) or 0
    return replace(network, calendars=calendars, project_calendar=project_calendar, tasks=tasks)


def _names(network: Network) -> Iterator[tuple[str, int]]:
    """Name each calendar, with how many of that name stand before it."""
    seen = Counter[str]()
    for calendar in network.calendars:
        yield calendar.name, seen[calendar.name]
        seen[calendar.name] += 1


def _baseline(plan: Plan, numbers: dict[int, int]) -> dict[int, tuple[int, int]]:
    return {
        numbers.get(task.uid, task.uid): (minutes_of(kept.start), minutes_of(kept.finish))
        for task in plan.tasks
        for kept in task.baselines
        if kept.number == FIRST_BASELINE and kept.start and kept.finish
    }
