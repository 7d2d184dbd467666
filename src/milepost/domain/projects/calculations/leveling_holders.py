"""Who a task waits for that leveling delays: the person, and the task that has the person until then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.projects.wording import day_text


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, and the task of theirs that ends last before the delayed one starts."""

    person: Person
    task: str
    """In quotes, or `another project` where the reader may not see it."""
    until: datetime

    @property
    def sentence(self) -> str:
        return gettext("It waits for {person}, on {task} until {day}.").format(
            person=self.person, task=self.task, day=day_text(self.until)
        )


def holders_of(task_ids: Collection[int], *, reader: Person) -> Mapping[int, Holder]:
    """Find, for each task delayed by leveling, what has one of its people during the delay; in three queries.

    A task whose people are free by now, because something moved since, has no entry.
    """
    people = Assignment.objects.filter(person__isnull=False, task__dates__isnull=False)
    people = people.select_related("person", "task__project", "task__dates")
    delayed = list(people.filter(task__in=task_ids, task__leveling_delay_minutes__gt=0))
    rivals = people.filter(person__in={one.person_id for one in delayed}, task__is_active=True)
    rivals = rivals.exclude(task__project__state=Project.State.CANCELED)
    visible = Project.objects.visible_to(reader).in_bulk({one.task.project_id for one in rivals})
    found: dict[int, Holder] = {}
    for own in delayed:
        start = own.task.dates.start
        since = start - timedelta(minutes=own.task.leveling_delay_minutes)
        for rival in rivals:
            until = rival.task.dates.finish
            is_other = rival.person_id == own.person_id and rival.task_id != own.task_id
            if own.person is None or not is_other or not since < until <= start:
                continue
            if own.task_id not in found or until > found[own.task_id].until:
                found[own.task_id] = Holder(own.person, _named(rival, visible), until)
    return found


def _named(rival: Assignment, visible: Collection[int]) -> str:
    task = rival.task
    return f"“{task.name}” ({task.project.number})" if task.project_id in visible else ANOTHER_PROJECT
