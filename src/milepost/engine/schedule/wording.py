"""Plain US English for explanations and movements."""

from collections.abc import Sequence

from milepost.engine.instants import MINUTES_PER_DAY, us_date
from milepost.engine.network.changes import Change, Changed
from milepost.engine.network.model import Constraint, LagUnit, Link, LinkType, Network, Task
from milepost.engine.schedule.explanation import Cause
from milepost.engine.schedule.movement import Movement
from milepost.engine.schedule.result import Reason

CONSTRAINT_WORDS = {
    Constraint.MUST_START_ON: "must start on",
    Constraint.MUST_FINISH_ON: "must finish on",
    Constraint.START_NO_EARLIER_THAN: "may not start before",
    Constraint.START_NO_LATER_THAN: "may not start after",
    Constraint.FINISH_NO_EARLIER_THAN: "may not finish before",
    Constraint.FINISH_NO_LATER_THAN: "may not finish after",
}
PREDECESSOR_WORDS = {
    LinkType.FINISH_TO_START: "finishes",
    LinkType.FINISH_TO_FINISH: "finishes",
    LinkType.START_TO_START: "starts",
    LinkType.START_TO_FINISH: "starts",
}
SUCCESSOR_WORDS = {
    LinkType.FINISH_TO_START: "starts",
    LinkType.START_TO_START: "starts",
    LinkType.FINISH_TO_FINISH: "finishes",
    LinkType.START_TO_FINISH: "finishes",
}
MOST_CAUSES = 2
TO_FINISH = (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)


def cause_sentence(cause: Cause, network: Network, *, minutes_per_day: int = 480) -> str:
    """Say one cause of an explanation."""
    names = _names(network)
    name, date = names[cause.uid], us_date(cause.at)
    other = names.get(cause.other) if cause.other is not None else None
    match cause.kind:
        case Reason.PROJECT_START:
            return f"{name} starts {date}, when the project starts."
        case Reason.ACTUAL:
            return f"{name} started {date}."
        case Reason.PINNED:
            return f"{name} is scheduled by hand to start {date}."
        case Reason.LEVELED:
            task = network.tasks[_index(network, cause.uid)]
            length = length_words(task.leveling_delay, minutes_per_day=MINUTES_PER_DAY, kind="calendar ")
            return f"{name} starts {date}, delayed by {length} so that its people are free for it."
        case Reason.LATE if cause.link:
            verb = SUCCESSOR_WORDS[cause.link.type]
            return f"{name} starts {date}, as late as it can before {other} {verb}."
        case Reason.LAST:
            return f"{name} starts {date}, {_last_words(network, cause.uid)}."
        case Reason.CHILDREN if cause.is_finish:
            return f"{name} finishes {date} with {other}, the last task below it."
        case Reason.CHILDREN:
            return f"{name} starts {date} with {other}, the first task below it."
        case Reason.PARENT if cause.link:
            waits = _waits(cause.link, names, minutes_per_day)
            return f"{name} starts {date}, {waits}, as its summary {other} must."
        case Reason.PARENT:
            return f"{name} starts {date} because its summary {other} may not start earlier."
        case Reason.EXTERNAL:
            event = "finishes" if cause.is_finish else "starts"
            return f"{name[:1].upper()}{name[1:]} {event} {date} by the schedule of its own project."
        case Reason.LINK if cause.link:
            return f"{name} starts {date}, {_waits(cause.link, names, minutes_per_day)}."
    return f"{name} starts {date} because it {constraint_words(network.tasks[_index(network, cause.uid)])}."


def _last_words(network: Network, uid: int) -> str:
    """Say which last date a task is as late as it can before."""
    deadline = network.tasks[_index(network, uid)].deadline
    if deadline is not None and (network.finish is None or deadline < network.finish):
        return f"as late as its deadline of {us_date(deadline)} allows"
    if network.finish is not None:
        return f"as late as it can for the project to finish by {us_date(network.finish)}"
    return "as late as it can without moving the finish of the project"


def constraint_words(task: Task) -> str:
    """Say a task's date constraint, to follow its name."""
    if task.constraint_at is None or task.constraint not in CONSTRAINT_WORDS:
        is_late = task.constraint is Constraint.AS_LATE_AS_POSSIBLE
        return (
            "stands as late as the tasks after it allow" if is_late else "stands as soon as its links allow"
        )
    return f"{CONSTRAINT_WORDS[task.constraint]} {us_date(task.constraint_at)}"


def length_words(minutes: float, *, minutes_per_day: int = 480, kind: str = "") -> str:
    """Say a length of time in the largest unit that fits it: 2 days, 4.5 hours, 10 minutes."""
    units = {"day": minutes_per_day, "hour": 60}
    fitting = [unit for unit, size in units.items() if abs(minutes) >= size and abs(minutes) * 2 % size == 0]
    unit = fitting[0] if fitting else "minute"
    amount = abs(minutes) / units.get(unit, 1)
    return f"{amount:g} {kind}{unit}{'' if amount == 1 else 's'}"


def movement_sentence(movement: Movement, was: Network, now: Network, *, minutes_per_day: int = 480) -> str:
    """Say how the project's finish moves and because of what."""
    if movement.finish_before == movement.finish_after:
        return f"The finish stays on {us_date(movement.finish_after)}."
    moves = f"The finish moves from {us_date(movement.finish_before)} to {us_date(movement.finish_after)}"
    return f"{moves}{because_words(movement, was, now, minutes_per_day=minutes_per_day)}."


def because_words(movement: Movement, was: Network, now: Network, *, minutes_per_day: int = 480) -> str:
    """Say because of what the finish moves, as a clause to follow the sentence; empty where no change is to blame."""
    names = _names(was) | _names(now)
    told = [
        change_words(change, names, minutes_per_day=minutes_per_day)
        for change in movement.causes[:MOST_CAUSES]
    ]
    more = len(movement.causes) - len(told)
    told += [f"{more} more change{'' if more == 1 else 's'}"] if more else []
    return f" because {_and(told)}" if told else ""


def change_words(change: Change, names: dict[int, str], *, minutes_per_day: int = 480) -> str:
    """Say one change, to follow "because"; names are given by uid, already in quotation marks."""
    name = names.get(change.uid, "") if change.uid is not None else ""
    match change.kind:
        case Changed.ADDED:
            return f"{name} is new"
        case Changed.REMOVED:
            return f"{name} is gone"
        case Changed.DURATION if change.before.pauses != change.after.pauses:
            return _interrupted_words(name, change.before, change.after, minutes_per_day)
        case Changed.DURATION:
            longer = change.after.duration - change.before.duration
            length = length_words(longer, minutes_per_day=minutes_per_day)
            return (
                f"{name} takes {length} {'longer' if longer > 0 else 'less'}"
                if longer
                else f"{name} runs on other hours"
            )
        case Changed.CALENDAR:
            return f"{name} works on another calendar"
        case Changed.CONSTRAINT:
            return f"{name} {constraint_words(change.after)}"
        case Changed.PROGRESS:
            return _progress_words(name, change.after, minutes_per_day)
        case Changed.PINNED if change.after.of:
            return f"{name} moved"
        case Changed.PINNED:
            return (
                f"{name} is scheduled by hand"
                if change.after.pinned_start is not None
                else f"{name} follows its links again"
            )
        case Changed.LEVELED:
            return _leveled_words(name, change.after.leveling_delay)
        case Changed.ACTIVE:
            return f"{name} is {'active' if change.after.active else 'inactive'} now"
        case Changed.OUTLINE:
            return f"{name} stands below another summary"
        case Changed.LINK_ADDED:
            return f"{name} now waits for {names[change.after.predecessor]}"
        case Changed.LINK_REMOVED:
            return f"{name} no longer waits for {names[change.before.predecessor]}"
        case Changed.LINK_CHANGED:
            return f"{name} waits differently for {names[change.after.predecessor]}"
        case Changed.PROJECT_START:
            return f"the project starts {us_date(change.after)} instead of {us_date(change.before)}"
    return "a working calendar changed"


def _interrupted_words(name: str, before: Task, after: Task, minutes_per_day: int) -> str:
    longer = sum(pause.minutes for pause in after.pauses) - sum(pause.minutes for pause in before.pauses)
    length = length_words(longer, minutes_per_day=minutes_per_day, kind="working ")
    return f"{name} is interrupted for {length} {'more' if longer > 0 else 'less'}"


def _leveled_words(name: str, delay: int) -> str:
    if not delay:
        return f"{name} is no longer delayed by leveling"
    length = length_words(delay, minutes_per_day=MINUTES_PER_DAY, kind="calendar ")
    return f"leveling delays {name} by {length}"


def _progress_words(name: str, task: Task, minutes_per_day: int) -> str:
    if task.actual_finish is not None:
        return f"{name} finished {us_date(task.actual_finish)}"
    if task.remaining is not None:
        return f"{name} has {length_words(task.remaining, minutes_per_day=minutes_per_day)} of work left"
    if task.actual_start is not None:
        return f"{name} started {us_date(task.actual_start)}"
    return f"the progress of {name} changed"


def _waits(link: Link, names: dict[int, str], minutes_per_day: int) -> str:
    event = f"{names[link.predecessor]} {PREDECESSOR_WORDS[link.type]}"
    when = f"{_lag_words(link, minutes_per_day)} {event}" if link.lag else f"when {event}"
    return f"so that it finishes {when}" if link.type in TO_FINISH else when


def _lag_words(link: Link, minutes_per_day: int) -> str:
    side = "after" if link.lag > 0 else "before"
    match link.lag_unit:
        case LagUnit.WORKING:
            return f"{length_words(link.lag, minutes_per_day=minutes_per_day, kind='working ')} {side}"
        case LagUnit.ELAPSED:
            length = length_words(link.lag, minutes_per_day=MINUTES_PER_DAY)
            return f"{length.replace('day', 'calendar day')} {side}"
    return f"{abs(link.lag):g}% of its duration {side}"


def _names(network: Network) -> dict[int, str]:
    return {task.uid: task.words for task in network.tasks}


def _index(network: Network, uid: int) -> int:
    return next(at for at, task in enumerate(network.tasks) if task.uid == uid)


def _and(clauses: Sequence[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
