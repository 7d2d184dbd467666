"""What of this area people discuss, watch and attach files to; everything is asked of its project."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.models import User
from milepost.domain.common.topics import Deed, TopicKind, register_topic
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused, may, require
from milepost.domain.projects.models import (
    Assumption,
    Deliverable,
    Dependency,
    Document,
    Issue,
    Lesson,
    Project,
    Risk,
    Task,
)

PERMISSIONS = {
    Deed.COMMENT: "projects.comment",
    Deed.ATTACH: "projects.attach",
    Deed.MODERATE: "projects.moderate",
}


def person_of(user: User) -> Person | None:
    """Give who the directory says an account is."""
    person: Person | None = getattr(user, "person", None)
    return person


def topic_of_project(
    key: str,
    model: type[models.Model],
    *,
    project_of: Callable[[Any], Project],
    title: Callable[[Any], str],
    followers: Callable[[Any], Iterable[Person | None]],
    visible_to: Callable[[User], models.QuerySet[Any]],
    view: Callable[[Any], str] = lambda topic: "projects.view",
) -> TopicKind:
    """Describe a kind of topic whose project decides who may see and discuss it; `view` names what seeing it needs."""

    def require_deed(user: User, deed: Deed, topic: Any) -> None:
        require(person_of(user), view(topic), project_of(topic))
        require(person_of(user), PERMISSIONS[deed], project_of(topic))

    def may_deed(user: User, deed: Deed, topic: Any) -> bool:
        person, project = person_of(user), project_of(topic)
        return may(person, view(topic), project) and may(person, PERMISSIONS[deed], project)

    return TopicKind(
        key=key,
        model=model,
        visible_to=visible_to,
        sees=lambda user, topic: may(person_of(user), view(topic), project_of(topic)),
        require=require_deed,
        may=may_deed,
        place=project_of,
        title=title,
        followers=lambda topic: [person.user for person in followers(topic) if person and person.user],
        knows_everybody=lambda user: may(person_of(user), "people.view_directory"),
        works_on=lambda user, topic: _works_on(user, project_of(topic)),
    )


def _works_on(user: User, project: Project) -> bool:
    person = person_of(user)
    return person is not None and bool(project.roles_held_by(person))


def _projects(user: User) -> models.QuerySet[Project]:
    return Project.objects.visible_to(person_of(user)).order_by()


def topic_of_register(
    key: str, model: Any, *, noun: str, followers: Callable[[Any], Iterable[Person | None]]
) -> TopicKind:
    """Describe the entries of a register as topics: guests see those that are shared, and their own."""
    kind = topic_of_project(
        key,
        model,
        project_of=lambda entry: entry.project,
        title=lambda entry: f"{noun} {entry.number}, “{entry}”",
        followers=followers,
        visible_to=lambda user: (
            model.objects.visible_to(person_of(user)).order_by().select_related("project")
        ),
    )

    def require_deed(user: User, deed: Deed, entry: Any) -> None:
        if not entry.is_seen_by(person_of(user)):
            raise Refused(gettext("This entry is not shared with you."))
        kind.require(user, deed, entry)

    return replace(
        kind,
        sees=lambda user, entry: entry.is_seen_by(person_of(user)),
        require=require_deed,
        may=lambda user, deed, entry: entry.is_seen_by(person_of(user)) and kind.may(user, deed, entry),
    )


def _of_projects(model: type[models.Model]) -> Callable[[User], models.QuerySet[Any]]:
    return lambda user: model._default_manager.filter(project__in=_projects(user)).select_related("project")


register_topic(
    topic_of_project(
        "project",
        Project,
        project_of=lambda project: project,
        title=lambda project: project.name,
        followers=lambda project: [project.manager],
        visible_to=_projects,
    )
)
register_topic(
    topic_of_project(
        "task",
        Task,
        project_of=lambda task: task.project,
        title=lambda task: f"“{task.name}”",
        followers=lambda task: [task.responsible],
        visible_to=_of_projects(Task),
    )
)
register_topic(topic_of_register("risk", Risk, noun="risk", followers=lambda risk: [risk.owner]))
register_topic(topic_of_register("issue", Issue, noun="issue", followers=lambda issue: [issue.owner]))
register_topic(
    topic_of_project(
        "deliverable",
        Deliverable,
        project_of=lambda deliverable: deliverable.project,
        title=lambda deliverable: f"deliverable {deliverable.number}, “{deliverable.name}”",
        followers=lambda deliverable: [deliverable.acceptor],
        visible_to=lambda user: Deliverable.objects.visible_to(person_of(user)).select_related("project"),
        view=lambda deliverable: "projects.view_scope",
    )
)
register_topic(
    topic_of_register(
        "assumption", Assumption, noun="assumption", followers=lambda assumption: [assumption.owner]
    )
)
register_topic(
    topic_of_register(
        "dependency",
        Dependency,
        noun="dependency",
        followers=lambda dependency: [dependency.owner, dependency.counterpart],
    )
)
register_topic(topic_of_register("lesson", Lesson, noun="lesson", followers=lambda lesson: [lesson.owner]))
register_topic(
    topic_of_register("document", Document, noun="document", followers=lambda document: [document.owner])
)
