"""Dependencies within an edit under way, by number and by task."""

from collections.abc import Iterable, Sequence

from milepost.domain.projects.actions.applying_commands.commands import Tie, Untie
from milepost.domain.projects.actions.applying_commands.sheet import Sheet
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.linking import LinkTerms, put_link, put_predecessors, terms_of
from milepost.domain.projects.models import Link, Task
from milepost.domain.projects.queries import tasks_abroad
from milepost.engine.network.model import LinkType
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import LINK_TYPES, links_of


def set_predecessors(sheet: Sheet, task: Task, wanted: Sequence[PlanLink]) -> None:
    """Let a task depend on exactly the tasks of these numbers; on those of other projects at least on these."""
    standing = Link.objects.filter(successor=task, is_external=True)
    terms = {(link.predecessor_id, LinkType(link.type)): terms_of(link) for link in standing}
    here = sheet.project.number.upper()
    ends = [(link.predecessor_project.upper(), link.predecessor_uid) for link in wanted]
    abroad = tasks_abroad([end for end in ends if end[0] not in ("", here)], seen_by=sheet.by)
    for link, end in zip(wanted, ends, strict=True):
        predecessor = sheet.by_number(end[1]) if end[0] in ("", here) else abroad.get(end)
        if predecessor is None:
            where = link.predecessor_project or "this project"
            raise CannotEdit(f"There is no task {link.predecessor_uid} in {where}.", field="predecessors")
        terms[predecessor.pk, link.type] = _terms(link)
    put_predecessors(sheet.edit, task, terms)


def set_successors(sheet: Sheet, task: Task, wanted: Iterable[PlanLink]) -> None:
    """Let exactly the tasks of these numbers depend on a task."""
    keep = set()
    for link in wanted:
        successor = None if link.predecessor_project else sheet.by_number(link.predecessor_uid)
        if successor is None:
            message = f"There is no task {link.predecessor_uid} in this project."
            raise CannotEdit(message, field="successors")
        put_link(sheet.edit, task, successor, _terms(link))
        keep.add((successor.pk, link.type))
    standing = Link.objects.filter(predecessor=task, is_external=False).select_related(
        "predecessor", "successor"
    )
    sheet.record.delete_many([link for link in standing if (link.successor_id, link.type) not in keep])


def tie(sheet: Sheet, command: Tie) -> None:
    """Let one task depend on another; a link of this type that stands takes the new lag."""
    predecessor, successor = sheet.task(command.predecessor), sheet.task(command.successor)
    kind = _type(command.type)
    lag = command.lag.strip()
    text = f"{predecessor.uid}{command.type}{lag if not lag or lag[0] in '+-' else f'+{lag}'}"
    try:
        (link,) = links_of(text, 0, sheet.typed.units)
    except (BadValue, ValueError) as error:
        raise CannotEdit(f"“{command.lag}” is not a lag such as 2d, -1w or 50%.", field="lag") from error
    put_link(sheet.edit, predecessor, successor, _terms(link)._replace(type=kind))


def untie(sheet: Sheet, command: Untie) -> None:
    """Take a dependency away."""
    predecessor, successor = sheet.task(command.predecessor), sheet.task(command.successor)
    found = Link.objects.filter(predecessor=predecessor, successor=successor, type=_type(command.type))
    link = found.select_related("predecessor", "successor").first()
    if link is None:
        raise CannotEdit("This dependency has been taken away already.")
    sheet.record.delete(link)


def _type(code: str) -> LinkType:
    if code.upper() not in LINK_TYPES:
        raise CannotEdit("A dependency is one of FS, SS, FF and SF.", field="type")
    return LINK_TYPES[code.upper()]


def _terms(link: PlanLink) -> LinkTerms:
    return LinkTerms(link.type, link.lag, link.lag_unit, link.lag_shown_in)
