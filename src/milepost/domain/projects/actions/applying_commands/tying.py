"""Dependencies within an edit under way, by number and by task."""

from collections.abc import Iterable

from django.utils.translation import gettext

from milepost.domain.projects.actions.applying_commands.commands import TaskRef, Tie, Untie
from milepost.domain.projects.actions.applying_commands.sheet import Sheet, UnknownTask
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.linking import LinkTerms, put_link, put_predecessors
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.queries import tasks_abroad
from milepost.engine.network.model import LinkType
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import LINK_TYPES, links_of


def set_predecessors(sheet: Sheet, task: Task, wanted: Iterable[PlanLink]) -> None:
    """Let a task depend on exactly the tasks of these numbers."""
    terms = {}
    wanted = list(wanted)
    abroad = tasks_abroad(
        [(one.predecessor_project, one.predecessor_uid) for one in wanted if one.predecessor_project],
        seen_by=sheet.by,
    )
    for link in wanted:
        predecessor = abroad.get((link.predecessor_project, link.predecessor_uid)) or _numbered(
            sheet, link, "predecessors"
        )
        terms[predecessor.pk, link.type] = _terms(link)
    put_predecessors(sheet.edit, task, terms)


def set_successors(sheet: Sheet, task: Task, wanted: Iterable[PlanLink]) -> None:
    """Let exactly the tasks of these numbers depend on a task."""
    keep = set()
    for link in wanted:
        successor = _numbered(sheet, link, "successors")
        put_link(sheet.edit, task, successor, _terms(link))
        keep.add((successor.pk, link.type))
    own = Link.objects.filter(predecessor=task, is_external=False)
    standing = own.select_related("predecessor", "successor")
    sheet.record.delete_many([link for link in standing if (link.successor_id, link.type) not in keep])


def tie(sheet: Sheet, command: Tie) -> None:
    """Let one task depend on another; a link of this type that stands takes the new lag."""
    predecessor, successor = _predecessor(sheet, command.predecessor), sheet.task(command.successor)
    kind = _type(command.type)
    lag = command.lag.strip()
    text = f"{predecessor.uid}{command.type}{lag if not lag or lag[0] in '+-' else f'+{lag}'}"
    try:
        (link,) = links_of(text, 0, sheet.typed.units)
    except (BadValue, ValueError) as error:
        raise CannotEdit(
            gettext("“{lag}” is not a lag such as 2d, -1w or 50%.").format(lag=command.lag), field="lag"
        ) from error
    put_link(sheet.edit, predecessor, successor, _terms(link)._replace(type=kind))


def untie(sheet: Sheet, command: Untie) -> None:
    """Take a dependency away."""
    predecessor, successor = _predecessor(sheet, command.predecessor), sheet.task(command.successor)
    found = Link.objects.filter(predecessor=predecessor, successor=successor, type=_type(command.type))
    link = found.select_related("predecessor", "successor").first()
    if link is None:
        raise CannotEdit(gettext("This dependency has been taken away already."))
    sheet.record.delete(link)


def _predecessor(sheet: Sheet, ref: TaskRef) -> Task:
    """Give a task of the project, or one of another project that the editor may see."""
    try:
        return sheet.task(ref)
    except UnknownTask:
        visible = Task.objects.filter(project__in=Project.objects.visible_to(sheet.by))
        found = visible.filter(pk=ref).first() if isinstance(ref, int) else None
        if found is None:
            raise
        return found


def _type(code: str) -> LinkType:
    if code.upper() not in LINK_TYPES:
        raise CannotEdit(gettext("A dependency is one of FS, SS, FF and SF."), field="type")
    return LINK_TYPES[code.upper()]


def _numbered(sheet: Sheet, link: PlanLink, field: str) -> Task:
    """Give the task of a number, which may be written with the number of its own project."""
    is_here = link.predecessor_project in ("", sheet.project.number)
    found = sheet.by_number(link.predecessor_uid) if is_here else None
    if found is None:
        where = "this project" if is_here else link.predecessor_project
        raise CannotEdit(
            gettext("There is no task {predecessor_uid} in {where}.").format(
                predecessor_uid=link.predecessor_uid, where=where
            ),
            field=field,
        )
    return found


def _terms(link: PlanLink) -> LinkTerms:
    return LinkTerms(link.type, link.lag, link.lag_unit, link.lag_shown_in)
