"""Two files of one plan, made comparable: the same task bears the same number, the same calendar the same place."""

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
    """Put the calendars in the other network's order, by name; further ones follow."""
    places = {calendar.name: place for place, calendar in reversed(list(enumerate(network.calendars)))}
    order = [places[calendar.name] for calendar in like.calendars if calendar.name in places]
    order += [place for place in range(len(network.calendars)) if place not in order]
    if len(set(order)) != len(network.calendars):
        return network
    moved = {place: at for at, place in enumerate(order)}
    return replace(
        network,
        calendars=[network.calendars[place] for place in order],
        project_calendar=moved[network.project_calendar],
        tasks=[
            task if task.calendar is None else task._replace(calendar=moved[task.calendar])
            for task in network.tasks
        ],
    )


def _baseline(plan: Plan, numbers: dict[int, int]) -> dict[int, tuple[int, int]]:
    return {
        numbers.get(task.uid, task.uid): (minutes_of(kept.start), minutes_of(kept.finish))
        for task in plan.tasks
        for kept in task.baselines
        if kept.number == FIRST_BASELINE and kept.start and kept.finish
    }
