"""What a later version of a schedule changed: plan, history and baseline, each difference with its sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from milepost.engine.instants import us_date
from milepost.engine.network.changes import Change, Changed, changes_between
from milepost.engine.network.model import Network, Task
from milepost.engine.schedule import Schedule
from milepost.engine.schedule.movement import Movement, what_moved
from milepost.engine.schedule.wording import change_words, length_words, movement_sentence

Span = tuple[int, int]


class Topic(StrEnum):
    """What a finding is about, the gravest first."""

    HISTORY = "history"
    BASELINE = "baseline"
    REMOVED = "removed work"
    LOGIC = "logic"
    DURATIONS = "durations"
    DATES = "dates set by hand"
    CALENDARS = "calendars"
    ADDED = "added work"
    OUTLINE = "outline and names"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a schedule; `baseline` holds start and finish in minutes by task (uid)."""

    network: Network
    schedule: Schedule
    baseline: Mapping[int, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference; `uid` is `None` where it concerns the whole schedule."""

    topic: Topic
    uid: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Audit:
    """How the finish moves, what was changed, and which tasks have other dates for it."""

    movement: Movement
    movement_sentence: str
    findings: tuple[Finding, ...]

    def of(self, topic: Topic) -> list[Finding]:
        return [finding for finding in self.findings if finding.topic is topic]


TOPICS = {
    Changed.ADDED: Topic.ADDED,
    Changed.REMOVED: Topic.REMOVED,
    Changed.DURATION: Topic.DURATIONS,
    Changed.CALENDAR: Topic.CALENDARS,
    Changed.CALENDARS: Topic.CALENDARS,
    Changed.CONSTRAINT: Topic.DATES,
    Changed.PINNED: Topic.DATES,
    Changed.LEVELED: Topic.DATES,
    Changed.PROJECT_START: Topic.DATES,
    Changed.ACTIVE: Topic.REMOVED,
    Changed.OUTLINE: Topic.OUTLINE,
    Changed.LINK_ADDED: Topic.LOGIC,
    Changed.LINK_REMOVED: Topic.LOGIC,
    Changed.LINK_CHANGED: Topic.LOGIC,
}


def audit(was: Version, now: Version, *, minutes_per_day: int = 480) -> Audit:
    """Compare two versions whose tasks bear the same uids."""
    movement = what_moved(was.schedule, now.schedule, was=was.network, now=now.network)
    names = {task.uid: task.words for network in (was.network, now.network) for task in network.tasks}
    found = [
        *_plan_findings(was.network, now.network, names, minutes_per_day),
        *_renamed(was.network, now.network),
        *_baseline_findings(was.baseline, now.baseline, names),
    ]
    order = list(Topic)
    return Audit(
        movement,
        movement_sentence(movement, was.network, now.network, minutes_per_day=minutes_per_day),
        tuple(sorted(found, key=lambda finding: order.index(finding.topic))),
    )


def _plan_findings(
    was: Network, now: Network, names: dict[int, str], minutes_per_day: int
) -> Iterator[Finding]:
    for change in changes_between(was, now):
        if change.kind is Changed.PROGRESS:
            yield from _progress_findings(change, names, minutes_per_day)
            continue
        yield Finding(TOPICS[change.kind], change.uid, _sentence(change, names, minutes_per_day))


def _sentence(change: Change, names: dict[int, str], minutes_per_day: int) -> str:
    words = change_words(change, names, minutes_per_day=minutes_per_day)
    if change.kind is Changed.DURATION and change.before.duration != change.after.duration:
        before = length_words(change.before.duration, minutes_per_day=minutes_per_day)
        words = f"{words} (it took {before})"
    return f"{words[:1].upper()}{words[1:]}."


def _progress_findings(change: Change, names: dict[int, str], minutes_per_day: int) -> Iterator[Finding]:
    """Tell progress from history written anew: what was reported once does not change."""
    name, was, now = names[change.uid or 0], change.before, change.after
    rewritten = list(_rewritten(was, now))
    for what in rewritten:
        yield Finding(Topic.HISTORY, change.uid, f"{name} {what}.")
    if not rewritten:
        yield Finding(Topic.PROGRESS, change.uid, _sentence(change, names, minutes_per_day))


def _rewritten(was: Task, now: Task) -> Iterator[str]:
    for event, before, after in (
        ("started", was.actual_start, now.actual_start),
        ("finished", was.actual_finish, now.actual_finish),
    ):
        if before is not None and after is None:
            yield f"was reported as {event} {us_date(before)}, and is not {event} any more"
        elif before is not None and after != before:
            yield f"was reported as {event} {us_date(before)}, now {us_date(after or 0)}"
    if now.percent_complete < was.percent_complete:
        yield f"was reported as {was.percent_complete:.0f}% complete, now {now.percent_complete:.0f}%"


def _renamed(was: Network, now: Network) -> Iterator[Finding]:
    before = {task.uid: task.name for task in was.tasks}
    for task in now.tasks:
        if before.get(task.uid, task.name) != task.name:
            yield Finding(Topic.OUTLINE, task.uid, f"“{before[task.uid]}” is called “{task.name}” now.")


def _baseline_findings(
    was: Mapping[int, Span], now: Mapping[int, Span], names: dict[int, str]
) -> Iterator[Finding]:
    """Report a baseline that changed where there was one; setting the first is no finding."""
    if not was:
        return
    for uid in {**was, **now}:
        name, before, after = names.get(uid, f"task {uid}"), was.get(uid), now.get(uid)
        if before is None:
            yield Finding(Topic.BASELINE, uid, f"{name} is new in the baseline.")
        elif after is None:
            yield Finding(Topic.BASELINE, uid, f"{name} is gone from the baseline.")
        elif before != after:
            moves = f"{us_date(before[0])} to {us_date(before[1])}, now {us_date(after[0])} to {us_date(after[1])}"
            yield Finding(Topic.BASELINE, uid, f"{name} was baselined {moves}.")
