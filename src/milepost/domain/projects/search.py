"""What the global search finds of projects: a number, a name, a task, a risk, an issue."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet

from milepost.domain.common.search.nouns import Noun, findable
from milepost.domain.people.models import Person
from milepost.domain.projects.models import (
    Assumption,
    Deliverable,
    Dependency,
    Document,
    Issue,
    Lesson,
    Project,
    Requirement,
    Risk,
    Task,
)

OVER = [Project.State.CLOSED, Project.State.CANCELED]
UNDONE = Task.objects.filter(is_active=True, percent_complete__lt=100)
OPEN_DEPENDENCIES = Dependency.objects.filter(state=Dependency.State.OPEN)
OPEN_ISSUES = Issue.objects.filter(state=Issue.State.OPEN)


def _in_visible_projects(person: Person) -> Q:
    return Q(scope_id__in=Project.objects.visible_to(person).values("pk"))


def _in_register(model: Any) -> Callable[[Person], Q]:
    return lambda person: Q(object_id__in=model.objects.visible_to(person).order_by().values("pk"))


def _among(rows: Callable[[date], QuerySet[Any]]) -> Callable[[date], Q]:
    return lambda as_of: Q(object_id__in=rows(as_of).values("pk"))


def _late_tasks(as_of: date) -> QuerySet[Task]:
    midnight = datetime.combine(as_of, time())
    return UNDONE.filter(Q(dates__finish__lt=midnight) | Q(dates__finish__gt=F("deadline")))


def _in_state(state: Project.State) -> Callable[[date], Q]:
    return _among(lambda _: Project.objects.filter(state=state))


PROJECT_STATES = {state.value: _in_state(state) for state in Project.State}
PROJECT_STATES["open"] = _among(lambda _: Project.objects.exclude(state__in=OVER))

findable(
    Noun(
        "project", Project, title="name", number="number", scope="pk", findable=_in_visible_projects,
        text=("purpose",), states=PROJECT_STATES,
    )
)  # fmt: skip
findable(
    Noun(
        "task", Task, title="name", scope="project_id", findable=_in_visible_projects, text=("notes",),
        states={
            "late": _among(_late_tasks),
            "open": _among(lambda _: UNDONE),
            "done": _among(lambda _: Task.objects.filter(percent_complete__gte=100)),
        },
    )
)  # fmt: skip
findable(
    Noun(
        "risk", Risk, title="event", scope="project_id", findable=_in_register(Risk),
        text=("cause", "effect", "trigger", "response"),
        states={"open": _among(lambda _: Risk.objects.filter(state=Risk.State.OPEN))},
    )
)  # fmt: skip
findable(
    Noun(
        "issue", Issue, title="title", scope="project_id", findable=_in_register(Issue), text=("description",),
        states={
            "late": _among(lambda as_of: OPEN_ISSUES.filter(due_on__lt=as_of)),
            "open": _among(lambda _: OPEN_ISSUES),
        },
    )
)  # fmt: skip


def _requirements(person: Person) -> Q:
    return Q(object_id__in=Requirement.objects.visible_to(person).order_by().values("pk"))


def _deliverables(person: Person) -> Q:
    return Q(object_id__in=Deliverable.objects.visible_to(person).order_by().values("pk"))


findable(
    Noun(
        "requirement", Requirement, title="text", scope="project_id", findable=_requirements,
        text=("source", "acceptance_criteria"),
    )
)  # fmt: skip
findable(
    Noun(
        "deliverable", Deliverable, title="name", scope="project_id", findable=_deliverables,
        text=("description",),
    )
)  # fmt: skip
findable(
    Noun(
        "assumption", Assumption, title="statement", scope="project_id", findable=_in_register(Assumption),
        text=("basis", "consequence", "outcome"),
        states={"open": _among(lambda _: Assumption.objects.filter(state=Assumption.State.OPEN))},
    )
)  # fmt: skip
findable(
    Noun(
        "dependency", Dependency, title="what", scope="project_id", findable=_in_register(Dependency),
        text=("details", "outcome"),
        states={
            "late": _among(lambda as_of: OPEN_DEPENDENCIES.filter(due_on__lt=as_of)),
            "open": _among(lambda _: OPEN_DEPENDENCIES),
        },
    )
)  # fmt: skip
findable(
    Noun(
        "lesson", Lesson, title="advice", scope="project_id", findable=_in_register(Lesson), text=("happened",),
    )
)  # fmt: skip
findable(
    Noun(
        "document", Document, title="title", scope="project_id", findable=_in_register(Document), text=("address",),
    )
)  # fmt: skip
