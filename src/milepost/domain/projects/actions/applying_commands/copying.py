"""Tasks copied within an edit under way, from another project or the same one, with the links among them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from milepost.domain.projects.actions.applying_commands.commands import Copy
from milepost.domain.projects.actions.applying_commands.shaping import place_for, roots_of
from milepost.domain.projects.actions.applying_commands.sheet import Sheet
from milepost.domain.projects.actions.assigning import assignments_of, new_assignment
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.planning import MOST_TASKS, make_room
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.calculations.teams import terms_of
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.queries import calendars_for

COPIED = (
    "name", "is_milestone", "duration_minutes", "duration_unit", "is_estimated", "constraint", "constraint_at",
    "deadline", "manual_start", "manual_finish", "is_active", "priority", "notes", "responsible_id",
    "responsible_name", "type", "is_effort_driven", "ignores_people", "may_split",
    "pauses",
)  # fmt: skip
LINKED = ("type", "lag", "lag_unit", "lag_shown_in")


def copy(sheet: Sheet, command: Copy) -> None:
    """Put copies of tasks, with all they hold, before a task or at the end; progress stays behind."""
    source = Project.objects.visible_to(sheet.by).filter(pk=command.from_project).first()
    if source is None:
        raise CannotEdit(
            gettext("The project to copy from is not there, or not yours to see."), field="from_project"
        )
    originals = _originals(source, command.tasks)
    outline = sheet.outline
    if len(outline) + len(originals) > MOST_TASKS:
        raise CannotEdit(
            gettext("A project holds at most {most_tasks:,} tasks.").format(most_tasks=MOST_TASKS)
        )
    place = place_for(sheet, outline, before=command.before, under=None)
    positions = make_room(sheet.edit, outline, place.behind, count=len(originals))
    calendars = set(calendars_for(sheet.project).values_list("pk", flat=True))
    copies: dict[int, Task] = {}
    for original, uid, position in zip(
        originals, range(sheet.next_uid, sheet.next_uid + len(originals)), positions, strict=True
    ):
        values: dict[str, Any] = {name: getattr(original, name) for name in COPIED}
        if original.calendar_id in calendars:
            values["calendar_id"] = original.calendar_id
        parent = copies.get(original.parent_id or 0, place.parent)
        task = Task(project=sheet.project, uid=uid, position=position, parent=parent, **values)
        copies[original.pk] = sheet.record.create(task)
    sheet.add(*copies.values())
    sheet.record.create_many(
        [
            new_assignment(copies[row.task_id], terms_of(row), equipment=row.equipment)
            for row in assignments_of(copies)
        ]
    )
    _copy_links(sheet, source, copies)


def _originals(source: Project, tasks: Sequence[int]) -> list[Task]:
    outline = Outline.of(source)
    named = [outline.tasks[outline.index[pk]] for pk in tasks if pk in outline.index]
    if len(named) < len(tasks):
        raise CannotEdit(gettext("A task to copy is not part of that project any more."), field="tasks")
    return [held for root in roots_of(outline, named) for held in outline.subtree(root)]


def _copy_links(sheet: Sheet, source: Project, copies: dict[int, Task]) -> None:
    links = Link.objects.filter(project=source, predecessor__in=copies, successor__in=copies).order_by("pk")
    sheet.record.create_many(
        [
            Link(
                project=sheet.project,
                predecessor=copies[link.predecessor_id],
                successor=copies[link.successor_id],
                **{name: getattr(link, name) for name in LINKED},
            )
            for link in links
        ]
    )
