"""The rooms, the lab, the truck and the agenda slots of the demo city, what is planned in them, and work of roles."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from milepost.demo.calendars import COUNCIL
from milepost.demo.clock import months_after, next_weekday
from milepost.demo.living import Life, Stage
from milepost.domain.people.actions.keeping_equipment import (
    EquipmentFields,
    add_equipment,
    close_equipment,
    set_equipment_capacity,
)
from milepost.domain.people.models import Equipment, Site, WorkingCalendar
from milepost.domain.projects.actions.assigning import assign, team_on
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task

Kind = Equipment.Kind
WEEK = timedelta(days=6)


class Bookable(NamedTuple):
    """Equipment, the words that a task which books it begins with, and the post of its owner."""

    fields: EquipmentFields
    words: tuple[str, ...]
    post: str


BOOKABLE = (
    Bookable(
        EquipmentFields("Training room", Kind.ROOM, "Twelve seats with computers, City Hall, second floor"),
        ("Train ",),
        "Senior support technician",
    ),
    Bookable(
        EquipmentFields(
            "Test lab", Kind.LAB, "Benches with the city's images, a core switch and a call simulator", 3
        ),
        (
            "Test applications",
            "Test department",
            "Failover test in the lab",
            "Security test",
            "Correct and test",
        ),
        "Server engineer",
    ),
    Bookable(
        EquipmentFields("Bucket truck", Kind.VEHICLE, "Lent by Public Works for work on poles and masts"),
        ("Splice and test", "Hang ", "Mount "),
        "Network engineer",
    ),
    Bookable(
        EquipmentFields("Council agenda", Kind.AGENDA, "Items of information technology in one evening", 2),
        ("Council approves", "Council: "),
        "PMO lead",
    ),
)
LAB_AT_WORK = 3
"""Weeks for which the lab has a bench less."""
MOST_OF_ROLES = 6
ROLES = {
    "Install ": "Network engineer",
    "Write test": "Business analyst",
    "Configure ": "Application analyst",
}
"""Who is asked for by words that a task begins with, while nobody is named."""


def keep_equipment(stage: Stage, *, as_of: date, at: datetime) -> None:
    """Let the office keep the catalog, and the managers book what the work ahead takes."""
    office = stage.cast.holder("PMO lead")
    site = Site.objects.order_by("pk").first()
    catalog = {}
    for one in BOOKABLE:
        calendar = WorkingCalendar.objects.get(name=COUNCIL) if one.fields.kind == Kind.AGENDA else None
        values = {name: getattr(one.fields, name) for name in ("name", "kind", "description", "capacity")}
        fields = EquipmentFields(
            **values,
            calendar=calendar,
            site=None if one.fields.kind == Kind.AGENDA else site,
            owner=stage.cast.holder(one.post),
        )
        catalog[one.fields.name] = add_equipment(fields, by=office, at=at)
    painted = next_weekday(months_after(as_of, 1), 0)
    close_equipment(
        catalog["Training room"], first=painted, last=painted + WEEK, reason="New carpet", by=office, at=at
    )
    fewer = next_weekday(months_after(as_of, 2), 0)
    lab = catalog["Test lab"]
    set_equipment_capacity(lab, first=fewer, capacity=2, by=office, at=at)
    back = fewer + timedelta(weeks=LAB_AT_WORK)
    set_equipment_capacity(lab, first=back, capacity=3, by=office, at=at)
    for life, task in _ahead(stage, as_of):
        for one in BOOKABLE:
            if task.name.startswith(one.words):
                assign(task, [*team_on(task), Terms(None, one.fields.name)], by=life.manager, at=at)
    _ask_for_roles(stage, as_of=as_of, at=at)


def _ask_for_roles(stage: Stage, *, as_of: date, at: datetime) -> None:
    """Let some of the work ahead be that of a role, for which nobody is named yet."""
    asked = 0
    for life, task in _ahead(stage, months_after(as_of, 2)):
        team = team_on(task)
        role = next((role for words, role in ROLES.items() if task.name.startswith(words)), None)
        if asked < MOST_OF_ROLES and len(team) == 1 and role:
            assign(task, [Terms(None, role, team[0].units_percent)], by=life.manager, at=at)
            asked += 1


def _ahead(stage: Stage, since: date) -> Iterator[tuple[Life, Task]]:
    """Give the tasks that begin after a day, of projects that go on, with whoever manages them."""
    lives = {life.project.pk: life for life in stage.lives.values()}
    rows = Task.objects.filter(
        project__in=lives,
        project__state__in=("approved", "planning", "procurement", "in_progress"),
        percent_complete=0,
        dates__start__gt=datetime.combine(since, datetime.min.time()),
        is_milestone=False,
        children=None,
    )
    for task in rows.select_related("project").order_by("project", "position"):
        yield lives[task.project_id], task
