"""What a task waits for that leveling delays: the person or the room, and the task that has it until then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext

from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.projects.wording import day_text


@dataclass(frozen=True, slots=True)
class Holder:
    """A person or equipment, and the task on it that ends last before the delayed one starts."""

    of: Person | Equipment
    task: str
    """In quotes, or `another project` where the reader may not see it."""
    until: datetime

    @property
    def sentence(self) -> str:
        said = (
            gettext("It waits for {named}, taken by {task} until {day}.")
            if isinstance(self.of, Equipment)
            else gettext("It waits for {named}, on {task} until {day}.")
        )
        return said.format(named=self.of, task=self.task, day=day_text(self.until))


def holders_of(task_ids: Collection[int], *, reader: Person) -> Mapping[int, Holder]:
    """Find, for each task delayed by leveling, what has one of its people or rooms during the delay; in three queries.

    A task for which all are free by now, because something moved since, has no entry.
    """
    named = Q(person__isnull=False) | Q(equipment__isnull=False)
    rows = Assignment.objects.filter(named, task__dates__isnull=False)
    rows = rows.select_related("person", "equipment", "task__project", "task__dates")
    delayed = list(rows.filter(task__in=task_ids, task__leveling_delay_minutes__gt=0))
    theirs = Q(person__in={one.person_id for one in delayed if one.person_id})
    theirs |= Q(equipment__in={one.equipment_id for one in delayed if one.equipment_id})
    rivals = rows.filter(theirs, task__is_active=True).exclude(task__project__state=Project.State.CANCELED)
    visible = Project.objects.visible_to(reader).in_bulk({one.task.project_id for one in rivals})
    found: dict[int, Holder] = {}
    for own in delayed:
        start = own.task.dates.start
        since = start - timedelta(minutes=own.task.leveling_delay_minutes)
        for rival in rivals:
            until = rival.task.dates.finish
            if not _is_rival(own, rival) or not since < until <= start:
                continue
            if own.task_id not in found or until > found[own.task_id].until:
                found[own.task_id] = Holder(_named(own), _task_named(rival, visible), until)
    return found


def _is_rival(own: Assignment, rival: Assignment) -> bool:
    has_same = (rival.person_id, rival.equipment_id) == (own.person_id, own.equipment_id)
    return has_same and rival.task_id != own.task_id


def _named(own: Assignment) -> Person | Equipment:
    found = own.person or own.equipment
    if found is None:
        raise ValueError("Only people and equipment are waited for.")
    return found


def _task_named(rival: Assignment, visible: Collection[int]) -> str:
    task = rival.task
    return f"“{task.name}” ({task.project.number})" if task.project_id in visible else ANOTHER_PROJECT
