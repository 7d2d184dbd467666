"""The schedule: tasks, links and progress; every edit answers with its consequence."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id, Instant, Minutes, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ConsequenceOut, DatesOut, LinkOut, TaskOut
from milepost.api.sending import sent
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.linking import LinkTerms, link_tasks, unlink_tasks
from milepost.domain.projects.actions.outlining import Step, shift_task
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.actions.progressing import Progress, record_progress
from milepost.domain.projects.calculations.explaining import Because, explanation_of
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Link, Project, ProjectDates, Task
from milepost.domain.projects.queries import calendars_for
from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint, LagUnit, LinkType

router = Router()
MAY_BE_EMPTY = frozenset({"constraint_at", "deadline", "calendar", "responsible", "may_split"})


class TaskFields(Schema):
    """Decided fields of a task; what is left out stays. Durations in minutes of work."""

    name: Words | None = Field(None, min_length=1, max_length=255)
    is_milestone: bool | None = None
    duration_minutes: Minutes | None = None
    type: TaskType | None = None
    is_effort_driven: bool | None = None
    ignores_people: bool | None = None
    may_split: bool | None = None
    constraint: Constraint | None = None
    constraint_at: Instant | None = None
    deadline: Instant | None = None
    calendar_id: Id | None = None
    responsible_id: Id | None = None
    priority: int | None = Field(None, ge=0, le=1000)
    notes: Words | None = None
    is_active: bool | None = None


class TaskChange(TaskFields):
    """Fields to set; one that is another now than in `seen` is refused with both values."""

    seen: TaskFields | None = Field(None, description="What the caller had read of the fields it sets.")


class TaskIn(TaskFields):
    """A task to add: behind a task with what it holds, or as the last under a summary, or at the end."""

    name: Words = Field(min_length=1, max_length=255)
    after_id: Id | None = None
    under_id: Id | None = None


class LinkIn(Schema):
    """A dependency to set; a link of these two tasks that stands already takes the new terms."""

    predecessor_id: Id
    successor_id: Id
    type: LinkType = LinkType.FINISH_TO_START
    lag: float = Field(0, description="Minutes, or percent for the percent units; negative is a lead.")
    lag_unit: LagUnit = LagUnit.WORKING


class ProgressIn(Schema):
    """Progress of one task."""

    task_id: Id
    percent_complete: float = Field(ge=0, le=100)
    actual_start: Instant | None = None
    actual_finish: Instant | None = None
    remaining_minutes: Minutes | None = None


class ProgressReport(Schema):
    """Progress of tasks of one project, and the status date it was taken at."""

    tasks: list[ProgressIn]
    status_date: Instant | None = None


class AddedTask(Schema):
    """A task that was added, and what that did."""

    task: TaskOut
    consequence: ConsequenceOut


class BecauseOut(Schema):
    """One step of the way from a date back to its root."""

    task_id: int | None = Field(description="Null for a task of another project that the caller may not see.")
    project_id: int | None
    name: str
    date: Instant
    sentence: str


@router.get("/projects/{project_id}/dates", response={200: DatesOut, **PROBLEMS})
def get_dates(request: Call, project_id: Id) -> ProjectDates:
    """Give a project's start, finish and slack."""
    return get_object_or_404(ProjectDates, project=project_for(request, project_id))


@router.get("/projects/{project_id}/tasks", response={200: list[TaskOut], **PROBLEMS})
@paginate(Pages)
def list_tasks(request: Call, project_id: Id) -> QuerySet[Task]:
    """List a project's tasks in outline order."""
    tasks = Task.objects.filter(project=project_for(request, project_id))
    return tasks.select_related("dates").order_by("position")


@router.post("/projects/{project_id}/tasks", response={201: AddedTask, **PROBLEMS})
def post_task(request: Call, project_id: Id, given: TaskIn) -> Status[dict[str, Any]]:
    """Add a task."""
    project = project_for(request, project_id)
    values = _values(given, project)
    after, under = (_task_of(project, values.pop(name, None)) for name in ("after_id", "under_id"))
    task, consequence = add_task(
        project, values.pop("name"), by=request.auth, at=now(), after=after, under=under, **values
    )
    return Status(201, {"task": task_for(request, task.pk), "consequence": consequence})


@router.get("/tasks/{task_id}", response={200: TaskOut, **PROBLEMS})
def get_task(request: Call, task_id: Id) -> Task:
    """Give a task."""
    return task_for(request, task_id)


@router.patch("/tasks/{task_id}", response={200: ConsequenceOut, **PROBLEMS})
def patch_task(request: Call, task_id: Id, given: TaskChange) -> Consequence:
    """Set decided fields of a task."""
    task = task_for(request, task_id)
    values = _values(given, task.project)
    seen = _values(given.seen, task.project) if given.seen else {}
    values.pop("seen", None)
    return edit_task(task, by=request.auth, at=now(), seen=seen, **values)


@router.delete("/tasks/{task_id}", response={200: ConsequenceOut, **PROBLEMS})
def delete_task(request: Call, task_id: Id) -> Consequence:
    """Remove a task with everything below it."""
    return remove_task(task_for(request, task_id), by=request.auth, at=now())


@router.post("/tasks/{task_id}/steps/{step}", response={200: ConsequenceOut, **PROBLEMS})
def post_step(request: Call, task_id: Id, step: Step) -> Consequence:
    """Indent, outdent, or move a task up or down."""
    return shift_task(task_for(request, task_id), step, by=request.auth, at=now())


@router.get("/tasks/{task_id}/explanation", response={200: list[BecauseOut], **PROBLEMS})
def get_explanation(request: Call, task_id: Id) -> list[Because]:
    """Tell why a task starts when it does, back to the root of its date."""
    return explanation_of(task_for(request, task_id), reader=request.auth)


@router.get("/projects/{project_id}/links", response={200: list[LinkOut], **PROBLEMS})
@paginate(Pages)
def list_links(request: Call, project_id: Id) -> QuerySet[Link]:
    """List a project's dependencies, those on other projects as far as the caller may see them."""
    visible = Project.objects.visible_to(request.auth)
    return Link.objects.filter(project=project_for(request, project_id), predecessor__project__in=visible)


@router.post("/projects/{project_id}/links", response={200: ConsequenceOut, **PROBLEMS})
def post_link(request: Call, project_id: Id, given: LinkIn) -> Consequence:
    """Let a task of this project depend on another one, of this project or of another that the caller may see."""
    project = project_for(request, project_id)
    predecessor, successor = task_for(request, given.predecessor_id), _of(project, given.successor_id)
    terms = LinkTerms(given.type, given.lag, given.lag_unit)
    return link_tasks(predecessor, successor, by=request.auth, at=now(), terms=terms)


@router.delete("/links/{link_id}", response={200: ConsequenceOut, **PROBLEMS})
def delete_link(request: Call, link_id: Id) -> Consequence:
    """Take a dependency away."""
    visible = Project.objects.visible_to(request.auth)
    links = Link.objects.filter(project__in=visible, predecessor__project__in=visible)
    link = get_object_or_404(links.select_related("project", "successor"), pk=link_id)
    return unlink_tasks(link, by=request.auth, at=now())


@router.post("/projects/{project_id}/progress", response={200: ConsequenceOut, **PROBLEMS})
def post_progress(request: Call, project_id: Id, given: ProgressReport) -> Consequence:
    """Record progress: all of it or nothing."""
    project = project_for(request, project_id)
    reports = [
        Progress(
            _of(project, one.task_id),
            one.percent_complete,
            one.actual_start,
            one.actual_finish,
            one.remaining_minutes,
        )
        for one in given.tasks
    ]
    return record_progress(project, reports, by=request.auth, at=now(), status_date=given.status_date)


def task_for(request: Call, task_id: Id) -> Task:
    tasks = Task.objects.filter(project__in=Project.objects.visible_to(request.auth))
    return get_object_or_404(tasks.select_related("project", "dates", "calendar"), pk=task_id)


def _of(project: Project, task_id: Id) -> Task:
    return get_object_or_404(Task, project=project, pk=task_id)


def _task_of(project: Project, task_id: Id | None) -> Task | None:
    return None if task_id is None else _of(project, task_id)


def _values(given: TaskFields, project: Project) -> dict[str, Any]:
    return sent(given, {"calendar": calendars_for(project), "responsible": Person}, may_be_empty=MAY_BE_EMPTY)
