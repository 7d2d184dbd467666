"""Recalculate a project: run the engine, rewrite the derived rows that changed, and say what moved and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from milepost.domain.common.models import Change
from milepost.domain.projects.calculations.contradicting import contradiction_sentences
from milepost.domain.projects.calculations.derived_rows import DERIVED, INSTANTS, Row, stored_rows, write_rows
from milepost.domain.projects.calculations.network_before import network_before
from milepost.domain.projects.calculations.progress import percent_complete_of
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, network_of
from milepost.domain.projects.models import Assignment, Link, Project, ProjectDates, Task
from milepost.engine.instants import datetime_of
from milepost.engine.network.model import Task as EngineTask
from milepost.engine.schedule import Schedule, ScheduleError, because_words, schedule, what_moved

TASK, LINK, ASSIGNMENT = (model._meta.label_lower for model in (Task, Link, Assignment))
ROOT = -(2**63)
"""No task bears this number, nor does an external one."""
WITHOUT_DATES = frozenset(
    {
        "name", "notes", "priority", "responsible", "responsible_name", "is_estimated", "type", "is_effort_driven",
        "may_split",
    }
)  # fmt: skip
OUTLINE, ENDS = frozenset({"parent", "position"}), ("predecessor", "successor")
_START, _FINISH = DERIVED.index("start"), DERIVED.index("finish")


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose finish is another now; `None` before for a task that is new."""

    task_id: int
    name: str
    finish_before: datetime | None
    finish_after: datetime


@dataclass(frozen=True, slots=True)
class MovedProject:
    """Another project that an edit moved, because its tasks wait for what changed."""

    project_id: int
    number: str
    name: str
    finish_before: datetime | None
    finish_after: datetime
    moved_count: int

    @property
    def sentence(self) -> str:
        """Say what happens to its finish, or how many of its tasks move while that stays."""
        whose = f"{self.name} ({self.number})"
        if self.finish_before is None or self.finish_before == self.finish_after:
            tasks = f"{self.moved_count} task{'' if self.moved_count == 1 else 's'}"
            return f"{whose}: {tasks} moved; the finish stays on {_day(self.finish_after)}."
        return f"{whose}: the finish moves from {_day(self.finish_before)} to {_day(self.finish_after)}."


@dataclass(frozen=True, slots=True)
class Extent:
    """What changes recorded of a project's schedule reach, so that pages redraw no more than that."""

    tasks: frozenset[int] = frozenset()
    has_other_outline: bool = False
    has_other_links: bool = False

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "Extent":
        """Give the tasks that were written, with both ends of links."""
        found: set[int] = set()
        assigned: set[int] = set()
        outline = links = False
        for change in changes:
            if change.object_type == TASK:
                found.add(change.object_id)
                is_field = change.kind == Change.Kind.CHANGED and not OUTLINE & (change.values or {}).keys()
                outline = outline or not is_field
            elif change.object_type == ASSIGNMENT:
                assigned.add(change.object_id)
                found |= {value for value in (change.values or {}).get("task", ()) if value}
            elif change.object_type == LINK:
                links = True
                ends = Link.objects.filter(pk=change.object_id).values_list("predecessor_id", "successor_id")
                recorded = [value for name in ENDS for value in (change.values or {}).get(name, ()) if value]
                found |= set(recorded) or set(*ends)
        found |= set(Assignment.objects.filter(pk__in=assigned).values_list("task", flat=True))
        return cls(frozenset(found), has_other_outline=outline, has_other_links=links)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an edit did to the schedule."""

    revision: int
    finish_before: datetime | None
    finish_after: datetime
    moved: list[Moved] = field(default_factory=list)
    changed_task_ids: list[int] = field(default_factory=list)
    because: str = ""
    contradictions: list[str] = field(default_factory=list)
    change_set_id: int | None = None
    """The change set that the edit left, by which it can be undone."""
    since: int | None = None
    """The revision that the edit found once it had the schedule to itself."""
    rescheduled: frozenset[int] = frozenset()
    """The tasks whose start or finish is another now."""
    extent: "Extent" = field(default_factory=lambda: Extent())
    """Which rows of the schedule the edit itself wrote."""
    others: list[MovedProject] = field(default_factory=list)
    """The other projects that move, as far as the editor may see them."""
    hidden_others: int = 0
    notices: list[str] = field(default_factory=list)
    """What else the editor should know of the projects linked with this one."""

    @property
    def beyond(self) -> list[str]:
        """Say what the edit does to other projects, within what its editor may see."""
        hidden = self.hidden_others
        more = [f"{hidden} other project{' moves' if hidden == 1 else 's move'} as well."] if hidden else []
        return [*(other.sentence for other in self.others), *more, *self.notices]

    def followed_by(self, later: "Consequence") -> "Consequence":
        """Join what a second recalculation of the same project did."""
        moved = {one.task_id: one for one in later.moved}
        joined = [
            replace(one, finish_after=moved.pop(one.task_id, one).finish_after) for one in self.moved
        ] + list(moved.values())
        return replace(
            later,
            finish_before=self.finish_before,
            moved=[one for one in joined if one.finish_before != one.finish_after],
            changed_task_ids=list(dict.fromkeys([*self.changed_task_ids, *later.changed_task_ids])),
            rescheduled=self.rescheduled | later.rescheduled,
            extent=self.extent,
            since=self.since,
            because=self.because or later.because,
        )

    @property
    def message(self) -> str:
        """One sentence: where the finish goes, and why."""
        after = _day(self.finish_after)
        if self.finish_before is None:
            return f"The project finishes {after}."
        if self.finish_before == self.finish_after:
            others = (
                f" {len(self.moved)} task{'s' if len(self.moved) != 1 else ''} moved." if self.moved else ""
            )
            return f"The finish stays on {after}.{others}"
        return f"The finish moves from {_day(self.finish_before)} to {after}{self.because}."


def recalculate(project: Project, *, changes: Sequence[Change] = ()) -> Consequence:
    """Bring the derived rows of a project up to its revision; `changes` are those that led here, to say why it moved.

    Raises `ScheduleError` when no schedule follows from the rows, such as for a loop of links.
    """
    if changes and (stands := _standing(project, changes)):
        return stands
    # The sentence is kept for all who read the history, so no task of another project is named.
    plan = network_of(project, named=())
    result = schedule(plan.network)
    whole, *percents = percent_complete_of(_under_one(plan.network.tasks))
    rows = _rows(plan, result, percents)
    changed, moved, rescheduled = _rewrite(project, plan, rows)
    before = ProjectDates.objects.filter(project=project).values_list("finish", flat=True).first()
    dates = _project_dates(project, plan, result, whole)
    dates.save()
    return Consequence(
        revision=project.revision,
        finish_before=before,
        finish_after=dates.finish,
        moved=moved,
        changed_task_ids=changed,
        rescheduled=rescheduled,
        because=_because(plan, result, project, changes) if changes and before != dates.finish else "",
        contradictions=contradiction_sentences(plan.network, result.contradictions),
    )


def _standing(project: Project, changes: Sequence[Change]) -> Consequence | None:
    """Answer for changes that no date follows from, such as of a name, where the dates were up to date."""
    told = [change for change in changes if project.follows_people or not _is_of_people(change)]
    fields = {name for change in told for name in change.values or ()}
    if not fields <= WITHOUT_DATES or any(change.object_type != TASK for change in told):
        return None
    dates = ProjectDates.objects.filter(project=project, revision=project.revision - 1).first()
    if dates is None:
        return None
    dates.revision = project.revision
    dates.save(update_fields=["revision"])
    return Consequence(project.revision, finish_before=dates.finish, finish_after=dates.finish)


def _is_of_people(change: Change) -> bool:
    """Tell whether only people are assigned otherwise, and nothing else is booked."""
    return change.object_type == ASSIGNMENT and not any((change.values or {}).get("equipment", ()))


def _rows(plan: ProjectNetwork, result: Schedule, percents: list[float]) -> list[Row]:
    """Give the derived values of each task in the order of `DERIVED`, instants in minutes."""
    instants = [getattr(result, name).tolist() for name in INSTANTS]
    drivers = [plan.link_ids[index] if index >= 0 else None for index in result.driver.tolist()]
    rows = list(
        zip(
            *instants,
            result.total_slack.tolist(),
            result.free_slack.tolist(),
            percents,
            result.critical.tolist(),
            drivers,
            result.reason.tolist(),
            strict=True,
        )
    )
    return rows[: len(plan.task_ids)]


def _rewrite(
    project: Project, plan: ProjectNetwork, rows: list[Row]
) -> tuple[list[int], list[Moved], frozenset[int]]:
    """Write the rows that differ from what is stored; give them, the tasks whose finish moved, and all that moved."""
    stored = stored_rows(project)
    changed = [(pk, row) for pk, row in zip(plan.task_ids, rows, strict=True) if stored.get(pk) != row]
    write_rows(changed)
    names = {pk: task.name for pk, task in zip(plan.task_ids, plan.network.tasks, strict=False)}
    moved = [
        Moved(pk, names[pk], datetime_of(was[_FINISH]) if was else None, datetime_of(row[_FINISH]))
        for pk, row in changed
        if (was := stored.get(pk)) is None or was[_FINISH] != row[_FINISH]
    ]
    rescheduled = frozenset(
        pk
        for pk, row in changed
        if (was := stored.get(pk)) is None or (was[_START], was[_FINISH]) != (row[_START], row[_FINISH])
    )
    return [pk for pk, _ in changed], moved, rescheduled


def _project_dates(
    project: Project, plan: ProjectNetwork, result: Schedule, percent_complete: float
) -> ProjectDates:
    tasks = plan.network.tasks[: len(plan.task_ids)]
    starts, finishes = (column[: len(tasks)] for column in (result.start, result.finish))
    parents = {task.parent for task in tasks}
    is_open_leaf = [task.uid not in parents and task.percent_complete < 100 and task.active for task in tasks]
    slacks = [
        slack for slack, counts in zip(result.total_slack.tolist(), is_open_leaf, strict=False) if counts
    ]
    return ProjectDates(
        project=project,
        revision=project.revision,
        start=datetime_of(int(starts.min())) if tasks else project.start,
        finish=datetime_of(int(finishes.max())) if tasks else project.start,
        percent_complete=percent_complete,
        task_count=len(tasks) - len(parents - {None}),
        critical_count=sum(
            c and counts for c, counts in zip(result.critical.tolist(), is_open_leaf, strict=False)
        ),
        least_slack=min(slacks, default=None),
    )


def _under_one(tasks: Sequence[EngineTask]) -> list[EngineTask]:
    """Put a project's own tasks below one summary, whose percentage is that of the project."""
    root = EngineTask(uid=ROOT)
    return [root, *(t if t.parent is not None or t.of else t._replace(parent=ROOT) for t in tasks)]


def _because(plan: ProjectNetwork, result: Schedule, project: Project, changes: Sequence[Change]) -> str:
    """Name the changes that moved the finish, by the network as it was before them."""
    was = network_before(plan, project, changes)
    try:
        before = schedule(was)
    except ScheduleError:
        return ""
    movement = what_moved(before, result, was=was, now=plan.network)
    return because_words(movement, was, plan.network, minutes_per_day=project.minutes_per_day)


def _day(instant: datetime) -> str:
    return f"{instant:%b} {instant.day}, {instant.year}"
