"""How far a recalculation agrees with what a file's own tool had computed, to the minute and by feature."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.engine.schedule import schedule
from milepost.exchange.comparison import EVERYTHING, Difference, DifferenceKind, compare
from milepost.exchange.network import network_of
from milepost.exchange.plan import Kind, Plan, PlanTask, StoredDates

ANSWERS: dict[str, tuple[str, ...]] = {
    "start and finish": ("start", "finish"),
    "early dates": ("early_start", "early_finish"),
    "late dates": ("late_start", "late_finish"),
    "slack": ("total_slack_minutes", "free_slack_minutes"),
    "critical": ("critical",),
}
PLAIN = "none of these"


@dataclass(slots=True)
class Tally:
    """Of how many tasks the file holds an answer, and of how many it is ours too."""

    held: int = 0
    agreed: int = 0

    @property
    def share(self) -> float | None:
        return self.agreed / self.held if self.held else None


@dataclass(frozen=True, slots=True)
class Parity:
    """One file's agreement: by answer, by feature of the task and answer, and why the others differ."""

    tasks: int
    by_answer: dict[str, Tally] = field(default_factory=dict)
    by_feature: dict[str, dict[str, Tally]] = field(default_factory=dict)
    kinds: Counter[DifferenceKind] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def parity_of(plan: Plan) -> Parity:
    """Recalculate a plan from its decided fields and compare every stored answer of its active, automatic tasks.

    Summaries, inactive tasks and tasks scheduled by hand have no dates of their own. Raises `ScheduleError`.
    """
    network = network_of(plan)
    differences = {each.uid: each for each in compare(plan, network, schedule(network), of=EVERYTHING)}
    compared = [task for task in plan.tasks if _is_automatic(task)]
    found = Parity(len(compared))
    features = _features(plan)
    for task in compared:
        difference = differences.get(task.uid)
        _count(found.by_answer, task.stored, difference)
        for feature in features.get(task.uid) or {PLAIN}:
            _count(found.by_feature.setdefault(feature, {}), task.stored, difference)
        if difference:
            found.kinds[difference.kind] += 1
            found.differences.append(difference)
    return found


def _is_automatic(task: PlanTask) -> bool:
    return task.kind is not Kind.SUMMARY and task.active and task.manual_start is None


def _count(tallies: dict[str, Tally], stored: StoredDates, difference: Difference | None) -> None:
    differing = set(difference.fields) if difference else set()
    for answer, fields in ANSWERS.items():
        if all(getattr(stored, name) is None for name in fields):
            continue
        tally = tallies.setdefault(answer, Tally())
        tally.held += 1
        tally.agreed += differing.isdisjoint(fields)


def _features(plan: Plan) -> Mapping[int, set[str]]:
    features: dict[int, set[str]] = {task.uid: set(_of_task(task)) for task in plan.tasks}
    for link in plan.links:
        if link.successor_uid in features:
            kind = LinkType(link.type)
            if kind is not LinkType.FINISH_TO_START:
                features[link.successor_uid].add(f"{kind.name.lower().replace('_', '-')} link")
            if link.lag:
                unit = LagUnit(link.lag_unit).name.lower().replace("_", " ")
                features[link.successor_uid].add(f"{unit} {'lag' if link.lag > 0 else 'lead'}")
    return features


def _of_task(task: PlanTask) -> Iterator[str]:
    if task.constraint is not Constraint.AS_SOON_AS_POSSIBLE:
        yield task.constraint.name.lower().replace("_", " ")
    if task.calendar_uid is not None:
        yield "task calendar"
    if task.deadline:
        yield "deadline"
    if task.elapsed:
        yield "elapsed duration"
    if task.kind is Kind.MILESTONE and task.duration_minutes:
        yield "milestone with duration"
    if task.actual_finish:
        yield "done"
    elif task.actual_start or task.percent_complete:
        yield "in progress"
    yield from (trait.value for trait in task.traits)
