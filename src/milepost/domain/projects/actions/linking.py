"""Dependencies between tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.network.model import LagUnit, LinkType

MOST_LAG = 10 * 366 * 1440


class LinkTerms(NamedTuple):
    """What a link says besides whom it ties: lag in minutes, or percent for the percent units."""

    type: LinkType = LinkType.FINISH_TO_START
    lag: float = 0
    lag_unit: LagUnit = LagUnit.WORKING
    lag_shown_in: str = "d"


FINISH_TO_START = LinkTerms()


Predecessors = Mapping[tuple[int, LinkType], LinkTerms]
"""Terms by the predecessor's key and the type: two tasks may be tied at both ends."""


def predecessors_of(task: Task, *, seen_by: Person) -> dict[tuple[int, LinkType], LinkTerms]:
    """Give what a task depends on now, as far as a person may see it."""
    links = _seen(task, by=seen_by).order_by("id")
    return {(link.predecessor_id, LinkType(link.type)): terms_of(link) for link in links}


def terms_of(link: Link) -> LinkTerms:
    """Give the terms of a link that stands."""
    return LinkTerms(LinkType(link.type), link.lag, LagUnit(link.lag_unit), link.lag_shown_in)


def link_tasks(
    predecessor: Task, successor: Task, *, by: Person, at: datetime, terms: LinkTerms = FINISH_TO_START
) -> Consequence:
    """Let one task depend on another; a link of this type that stands already takes the new lag."""
    with editing(successor.project, "projects.link_tasks", by=by, at=at) as edit:
        put_link(edit, predecessor, successor, terms)
    return edit.result


def set_predecessors(task: Task, wanted: Predecessors, *, by: Person, at: datetime) -> Consequence:
    """Let a task depend on exactly these tasks."""
    with editing(task.project, "projects.set_predecessors", by=by, at=at) as edit:
        put_predecessors(edit, task, wanted)
    return edit.result


def put_predecessors(edit: Edit, task: Task, wanted: Predecessors) -> None:
    """Let a task depend on exactly these tasks, and on those that the editor may not see, within an edit under way."""
    standing = _seen(task, by=edit.by).select_related("predecessor")
    edit.record.delete_many([link for link in standing if (link.predecessor_id, link.type) not in wanted])
    tasks = Task.objects.in_bulk([predecessor for predecessor, _ in wanted])
    for (predecessor, _), terms in wanted.items():
        put_link(edit, tasks[predecessor], task, terms)


def unlink_tasks(link: Link, *, by: Person, at: datetime) -> Consequence:
    """Take a dependency away."""
    with editing(link.project, "projects.unlink_tasks", by=by, at=at) as edit:
        edit.record.delete(link)
    return edit.result


def put_link(edit: Edit, predecessor: Task, successor: Task, terms: LinkTerms) -> None:
    """Let one task depend on another within an edit under way."""
    _check(edit, predecessor, successor, terms)
    link = Link.objects.filter(predecessor=predecessor, successor=successor, type=terms.type).first()
    if link:
        edit.record.update(link, **terms._asdict())
        return
    edit.record.create(
        Link(
            project=edit.project,
            predecessor=predecessor,
            successor=successor,
            is_external=predecessor.project_id != edit.project.pk,
            **terms._asdict(),
        )
    )


def _seen(task: Task, *, by: Person) -> QuerySet[Link]:
    """Give the links to a task, without those from projects that a person may not see."""
    links = Link.objects.filter(successor=task)
    visible = Q(predecessor__project__in=Project.objects.visible_to(by))
    return links.filter(Q(is_external=False) | visible)


def _check(edit: Edit, predecessor: Task, successor: Task, terms: LinkTerms) -> None:
    if successor.project_id != edit.project.pk:
        raise CannotEdit(
            gettext("A link belongs to the project of the task that waits."), field="predecessors"
        )
    if predecessor.project_id != edit.project.pk:
        if not Project.objects.visible_to(edit.by).filter(pk=predecessor.project_id).exists():
            raise CannotEdit(gettext("There is no such task."), field="predecessors")
        edit.hold(predecessor.project_id)
    if predecessor.pk == successor.pk:
        raise CannotEdit(gettext("A task cannot depend on itself."), field="predecessors")
    if abs(terms.lag) > MOST_LAG:
        raise CannotEdit(gettext("A lag is at most ten years."), field="predecessors")
