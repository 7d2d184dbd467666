"""What moves when projects begin later or earlier: calculated for them and all that waits for them, and not kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.linked_projects import driven_by, in_order, waits_between
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span, network_of
from milepost.domain.projects.models import Project, Task, TaskDates
from milepost.engine.instants import datetime_of
from milepost.engine.network.model import Network
from milepost.engine.network.shifting import begun_tasks, shifted
from milepost.engine.schedule import Schedule, ScheduleError, schedule

MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class MovedMilestone:
    """A milestone with the dates it has and would have."""

    name: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """One project as it would be; `days` is how far it was moved itself, `None` where it only follows."""

    project: Project
    days: int | None
    start_before: datetime
    start_after: datetime
    finish_before: datetime
    finish_after: datetime
    milestones: list[MovedMilestone]
    has_begun: bool
    """Work has begun, so that what is open is held back instead of the start."""

    @property
    def moves(self) -> bool:
        return (self.start_before, self.finish_before) != (self.start_after, self.finish_after) or bool(
            self.milestones
        )

    @property
    def later_days(self) -> int:
        """Days of the calendar that the finish moves; negative is earlier."""
        return (self.finish_after.date() - self.finish_before.date()).days


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What tentative moves would do, within what the reader may see."""

    outlooks: list[Outlook] = field(default_factory=list)
    hidden: int = 0
    """How many projects would move that the reader may not see."""
    refusals: dict[int, str] = field(default_factory=dict)
    """Why a project cannot be moved so."""
    spans: dict[int, Span] = field(default_factory=dict)
    """The dates that tasks would have."""


def what_if(moves: Mapping[int, int], *, reader: Person) -> WhatIf:
    """Calculate projects moved by days of the calendar, and all that waits for them."""
    visible = Project.objects.visible_to(reader)
    asked = set(visible.filter(pk__in=moves).values_list("pk", flat=True))
    if not asked:
        return WhatIf()
    waits = waits_between()
    order = in_order(asked | driven_by(asked, waits), waits)
    projects = Project.objects.select_related("calendar").in_bulk(order)
    refusals: dict[int, str] = {}
    trial = _Trial({pk: projects[pk] for pk in order}, _stored(order))
    # Projects that wait for each other settle in rounds; of others the first round says it all.
    for _ in range(len(order) if any(pk in driven_by([pk], waits) for pk in order) else 1):
        for pk in order:
            try:
                trial.run(projects[pk], days=moves[pk] if pk in asked else None)
            except (CannotShift, ScheduleError) as refusal:
                refusals[pk] = str(refusal)
    seen = set(visible.filter(pk__in=order).values_list("pk", flat=True))
    outlooks = [one for one in trial.outlooks(moves) if one.moves or one.project.pk in asked]
    shown = [one for one in outlooks if one.project.pk in seen]
    return WhatIf(
        shown,
        len(outlooks) - len(shown),
        {pk: sentence for pk, sentence in refusals.items() if pk in asked},
        {task: span for task, span in trial.changed.items() if trial.owner[task] in seen},
    )


class CannotShift(Exception):
    """Says why a project cannot be moved by so many days."""


def shifted_network(plan: ProjectNetwork, spans: Mapping[int, Span], *, days: int, name: str) -> Network:
    """Move a project's network, given the dates its tasks (row) have now; raises `CannotShift`."""
    if abs(days) > MOST_DAYS:
        raise CannotShift(gettext("A project is moved by at most ten years."))
    if days < 0 and begun_tasks(plan.network):
        raise CannotShift(
            gettext(
                "Work on {name} has begun: what is open can wait, but not start before what it waits for."
            ).format(name=name)
        )
    starts = {
        task.uid: spans[pk].start
        for task, pk in zip(plan.network.tasks, plan.task_ids, strict=False)
        if pk in spans
    }
    return shifted(plan.network, starts, days=days)


class _Trial:
    """A calculation under way: the dates that stand, and those that came out so far."""

    def __init__(self, projects: Mapping[int, Project], stored: "dict[int, _Stored]") -> None:
        self.projects = projects
        self.stored = stored
        self.owner = {pk: one.project_id for pk, one in stored.items()}
        self.changed: dict[int, Span] = {}
        self.begun: set[int] = set()

    def run(self, project: Project, *, days: int | None) -> None:
        """Calculate one project on what those before it came to; one that is over stays as it is."""
        if project.is_over:
            return
        plan = network_of(project, dates=self.changed)
        network = plan.network
        if begun_tasks(network):
            self.begun.add(project.pk)
        if days is not None:
            spans = {pk: one.span for pk, one in self.stored.items()}
            network = shifted_network(plan, spans, days=days, name=project.name)
        self._keep(plan, schedule(network))

    def _keep(self, plan: ProjectNetwork, result: Schedule) -> None:
        spans = zip(plan.task_ids, result.start.tolist(), result.finish.tolist(), strict=False)
        for pk, start, finish in spans:
            self.changed[pk] = Span(start, finish)
            if pk not in self.stored or self.stored[pk].span == (start, finish):
                del self.changed[pk]

    def outlooks(self, moves: Mapping[int, int]) -> Iterator[Outlook]:
        tasks: dict[int, list[tuple[int, _Stored]]] = {pk: [] for pk in self.projects}
        for pk, one in self.stored.items():
            tasks[one.project_id].append((pk, one))
        for project_id, rows in tasks.items():
            if rows:
                yield self._outlook(self.projects[project_id], rows, moves.get(project_id))

    def _outlook(self, project: Project, rows: "list[tuple[int, _Stored]]", days: int | None) -> Outlook:
        before = [one.span for _, one in rows]
        after = [self.changed.get(pk, one.span) for pk, one in rows]
        milestones = [
            MovedMilestone(one.name, datetime_of(one.span.finish), datetime_of(self.changed[pk].finish))
            for pk, one in rows
            if one.is_milestone and pk in self.changed and self.changed[pk].finish != one.span.finish
        ]
        return Outlook(
            project,
            days,
            datetime_of(min(span.start for span in before)),
            datetime_of(min(span.start for span in after)),
            datetime_of(max(span.finish for span in before)),
            datetime_of(max(span.finish for span in after)),
            milestones,
            project.pk in self.begun,
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    project_id: int
    name: str
    is_milestone: bool
    span: Span


def _stored(projects: Iterable[int]) -> dict[int, _Stored]:
    """Give the dates that tasks of projects have, in one query."""
    dates = TaskDates.objects.filter(task__project__in=projects).order_by("task__position")
    rows = dates.values_list(
        "task_id",
        "task__project_id",
        "task__name",
        "task__is_milestone",
        minutes_in("start"),
        minutes_in("finish"),
    )
    return {
        pk: _Stored(project, name, is_milestone, Span(start, finish))
        for pk, project, name, is_milestone, start, finish in rows
    }


def spans_of(project: Project) -> dict[int, Span]:
    """Give the dates that a project's tasks have."""
    return {pk: one.span for pk, one in _stored([project.pk]).items()}


def moved_values(
    plan: ProjectNetwork, network: Network, tasks: Mapping[int, Task]
) -> Iterator[tuple[Task, dict[str, object]]]:
    """Give the rows that a moved network decides otherwise, with their new values."""
    for pk, was, now in zip(plan.task_ids, plan.network.tasks, network.tasks, strict=False):
        if was != now:
            yield (
                tasks[pk],
                {
                    "constraint": int(now.constraint),
                    "constraint_at": _instant(now.constraint_at),
                    "manual_start": _instant(now.pinned_start),
                    "manual_finish": _instant(now.pinned_finish),
                },
            )


def _instant(minutes: int | None) -> datetime | None:
    return None if minutes is None else datetime_of(minutes)
