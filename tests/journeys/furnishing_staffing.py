"""The staff requests and the catalog that pages are about."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from milepost.domain.people.models import (
    Equipment,
    EquipmentCapacity,
    EquipmentClosing,
    Person,
    Succession,
    SuccessionItem,
)
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.models import Skill, StaffingRole


def _staff_request(by: Person, at: datetime) -> int:
    """Give a request that the reader both asked and answers."""
    project = Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM).order_by(
        "pk"
    )[0]
    task = project.tasks.filter(children=None, is_milestone=False, percent_complete=0)[0]
    person = Person.objects.filter(supervisor__isnull=False, organization=None, skills__isnull=False)[0]
    person.supervisor = by
    person.save()
    day = at.date()
    fields = RequestFields(
        tasks=[task.uid], first=day, last=day + timedelta(days=30), needed_by=day, reason="Install the masts",
        person=person, share_percent=80, skill=Skill.objects.filter(holders__person=person)[0],
    )  # fmt: skip
    return ask_for_staff(project, fields, by=by, at=at).pk


def _succession(by: Person, at: datetime) -> int:
    """Give what the reader took over from somebody and has not confirmed."""
    person = Person.objects.exclude(pk=by.pk)[0]
    made = Succession.objects.create(person=person, successor=by, reason="Retires", by=by, at=at)
    SuccessionItem.objects.create(
        succession=made, kind="risk", title="The masts come late", detail="No. 3", is_asked=True
    )
    return made.pk


def _given(by: Person, at: datetime) -> Assignment:
    """Give somebody's work that has not begun."""
    work = Assignment.objects.filter(
        person__organization=None, task__percent_complete=0, task__is_active=True, task__children=None,
        task__project__state=Project.State.IN_PROGRESS,
    )  # fmt: skip
    return work.order_by("pk")[0]


def _equipment(by: Person, at: datetime) -> int:
    """Give a room that two tasks book at once, and that is closed for some days."""
    room = Equipment.objects.filter(name="Walked room").first()
    if room is None:
        room = Equipment.objects.create(name="Walked room", description="Twelve seats", owner=by)
        first = at.date()
        EquipmentClosing.objects.create(equipment=room, first=first, last=first, reason="New carpet")
        EquipmentCapacity.objects.create(equipment=room, first=first, capacity=1)
        open_ones = Task.objects.filter(
            children=None, percent_complete=0, dates__finish__gt=datetime.combine(at.date(), time())
        )
        for task in open_ones.filter(is_milestone=False, project__state="in_progress")[:3]:
            Assignment.objects.create(task=task, equipment=room, resource=room.name, work_minutes=0)
    return room.pk


STAFFING_THINGS: dict[str, Callable[[Person, datetime], Any]] = {
    "giver": lambda by, at: _given(by, at).person_id,
    "given task": lambda by, at: _given(by, at).task_id,
    "skill": lambda by, at: Skill.objects.filter(holders__isnull=False)[0].pk,
    "staff request": _staff_request,
    "succession": _succession,
    "equipment": _equipment,
    "staffing role": lambda by, at: StaffingRole.objects.all()[0].pk,
}
