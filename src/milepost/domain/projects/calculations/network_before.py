"""The network as it was before an edit, rebuilt from what the edit recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from milepost.domain.common.models import Change
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.clocks import pauses_of
from milepost.domain.projects.calculations.people_calendars import PeopleCalendars, member_of
from milepost.domain.projects.calculations.scheduling import ProjectNetwork
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Assignment, Link, Project, Task
from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType, Network
from milepost.engine.network.model import Link as EngineLink
from milepost.engine.network.model import Task as EngineTask

TASK, LINK, PROJECT, ASSIGNMENT = (model._meta.label_lower for model in (Task, Link, Project, Assignment))
Values = dict[str, Any]


def network_before(plan: ProjectNetwork, project: Project, changes: Sequence[Change]) -> Network:
    """Take the recorded changes back from the network that stands now, the last first."""
    past = _Past(plan, project, changes)
    for change in reversed(changes):
        past.take_back(change)
    return past.network()


class _Past:
    def __init__(self, plan: ProjectNetwork, project: Project, changes: Iterable[Change]) -> None:
        self._now = plan.network
        own = len(plan.task_ids)
        self._tasks = dict(zip(plan.task_ids, plan.network.tasks[:own], strict=True))
        self._externals = plan.network.tasks[own:]
        self._links = dict(zip(plan.link_ids, plan.network.links, strict=True))
        self._project = project
        self._start, self._finish = plan.network.start, plan.network.finish
        self._crews = _CrewsBefore(plan, project)
        self._calendars = list(plan.network.calendars)
        self._calendar_places = dict(plan.calendar_places)
        changed = [change for change in changes if change.object_type == TASK]
        self._uids = {pk: task.uid for pk, task in self._tasks.items()}
        self._uids |= {one.object_id: _before(one)["uid"] for one in changed if "uid" in _before(one)}
        self._positions: dict[int, int] = {}
        if any("position" in (change.values or ()) for change in changed):
            self._positions = dict(Task.objects.filter(project=project).values_list("pk", "position"))

    def take_back(self, change: Change) -> None:
        before = _before(change)
        if change.object_type == TASK and change.kind == Change.Kind.CREATED:
            self._tasks.pop(change.object_id, None)
        elif change.object_type == TASK:
            standing = self._tasks.get(change.object_id, EngineTask(self._uids.get(change.object_id, 0)))
            self._tasks[change.object_id] = standing._replace(**self._task_fields(before))
            self._positions[change.object_id] = before.get(
                "position", self._positions.get(change.object_id, 0)
            )
        elif change.object_type == LINK and change.kind == Change.Kind.CREATED:
            self._links.pop(change.object_id, None)
        elif change.object_type == LINK:
            standing_link = self._links.get(change.object_id, EngineLink(0, 0))
            self._links[change.object_id] = standing_link._replace(**self._link_fields(before))
        elif change.object_type == ASSIGNMENT:
            self._crews.take_back(change)
        elif change.object_type == PROJECT:
            self._start = _instant(before.get("start")) or self._start
            if "required_finish" in before:
                self._finish = _instant(before["required_finish"])
            if before.get("follows_people") is False:
                self._tasks = {pk: task._replace(people_calendar=None) for pk, task in self._tasks.items()}

    def network(self) -> Network:
        for pk, place in self._crews.places(self._tasks, self._calendars).items():
            self._tasks[pk] = self._tasks[pk]._replace(people_calendar=place)
        tasks = list(self._tasks.items())
        if self._positions:
            tasks.sort(key=lambda item: self._positions.get(item[0], 0))
        every = [*(task for _, task in tasks), *self._externals]
        known = {task.uid for task in every}
        links = [one for one in self._links.values() if {one.predecessor, one.successor} <= known]
        return replace(
            self._now,
            start=self._start,
            finish=self._finish,
            tasks=every,
            links=links,
            calendars=tuple(self._calendars),
        )

    def _task_fields(self, before: Values) -> Values:
        fields = {_TASK_FIELDS[name]: value for name, value in before.items() if name in _TASK_FIELDS}
        fields |= {_INSTANTS[name]: _instant(value) for name, value in before.items() if name in _INSTANTS}
        if "duration_unit" in before:
            fields["elapsed"] = before["duration_unit"].startswith("e")
        if "constraint" in before:
            fields["constraint"] = Constraint(before["constraint"])
        if "parent" in before:
            fields["parent"] = None if before["parent"] is None else self._uids.get(before["parent"])
        if "pauses" in before:
            fields["pauses"] = pauses_of(before["pauses"])
        if "calendar" in before:
            fields["calendar"] = None if before["calendar"] is None else self._place(before["calendar"])
        return fields

    def _link_fields(self, before: Values) -> Values:
        fields = {name: value for name, value in before.items() if name == "lag"}
        for name in ("predecessor", "successor"):
            if name in before:
                # External tasks count below zero.
                fields[name] = self._uids.get(before[name], -before[name])
        if "type" in before:
            fields["type"] = LinkType(before["type"])
        if "lag_unit" in before:
            fields["lag_unit"] = LagUnit(before["lag_unit"])
        return fields

    def _place(self, calendar: int) -> int:
        """Give the index of a calendar, which is read where no task is on it any more."""
        if calendar not in self._calendar_places:
            row = WorkingCalendar.objects.prefetch_related("exceptions").get(pk=calendar)
            self._calendar_places[calendar] = len(self._calendars)
            self._calendars.append(engine_calendar(row, years=years_of(self._project)))
        return self._calendar_places[calendar]


class _CrewsBefore:
    """Who worked on the tasks whose people changed, where tasks run on their people's calendars."""

    def __init__(self, plan: ProjectNetwork, project: Project) -> None:
        self._people, self._project = plan.people, project
        self._changed: set[int] = set()

    def take_back(self, change: Change) -> None:
        values, rows = change.values or {}, Assignment.objects.filter(pk=change.object_id)
        row: Values = {}
        row |= rows.values("task", *_MEMBER).first() or {}
        now = {name: values.get(name, (None, row.get(name)))[1] for name in ("task", *_MEMBER)}
        before = {name: values.get(name, (row.get(name),))[0] for name in ("task", *_MEMBER)}
        if self._people is None:
            if now["equipment"] == before["equipment"]:
                return
            self._people = PeopleCalendars(self._project, {})
        task = now["task"] or before["task"]
        crew = self._people.crews.setdefault(task, set())
        if change.kind != Change.Kind.DELETED:
            crew.discard(member_of(*(now[name] for name in _MEMBER)))
        member = member_of(*(before[name] for name in _MEMBER))
        if change.kind != Change.Kind.CREATED and (self._people.has_people or member.equipment):
            crew.add(member)
        self._changed.add(task)

    def places(self, tasks: Mapping[int, EngineTask], calendars: list[AnyCalendar]) -> dict[int, int | None]:
        """Give the calendar that each of these tasks ran on by its people."""
        if self._people is None or not self._changed:
            return {}
        self._people.load(self._people.crews[pk] for pk in self._changed)
        own = {pk: tasks[pk].calendar for pk in self._changed & tasks.keys()}
        return dict.fromkeys(own) | self._people.in_network(own, calendars)


_MEMBER = ("person", "calendar", "equipment")
_TASK_FIELDS = {
    "uid": "uid",
    "name": "name",
    "duration_minutes": "duration",
    "percent_complete": "percent_complete",
    "remaining_minutes": "remaining",
    "leveling_delay_minutes": "leveling_delay",
    "is_active": "active",
}
_INSTANTS = {
    "constraint_at": "constraint_at",
    "deadline": "deadline",
    "actual_start": "actual_start",
    "actual_finish": "actual_finish",
    "manual_start": "pinned_start",
    "manual_finish": "pinned_finish",
}


def _before(change: Change) -> Values:
    return {name: values[0] for name, values in (change.values or {}).items()}


def _instant(text: str | None) -> int | None:
    return None if text is None else minutes_of(datetime.fromisoformat(text))
