"""People are assigned to tasks, and tasks pass from one hand to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.actions.editing import CannotEdit, Edit, StaleField, editing
from milepost.domain.projects.assignment_guards import Objection, objections_to_team
from milepost.domain.projects.calculations.effort import (
    Settled,
    settled_with_duration,
    settled_with_team,
    settled_with_work,
)
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.teams import Terms, Who, booking, catalog_of, terms_of
from milepost.domain.projects.models import Assignment, DeliverableTask, Task, TaskDates
from milepost.engine.effort import ImpossibleEffort

MOST_MEMBERS = 100


def assign(
    task: Task,
    team: Sequence[Terms],
    *,
    by: Person,
    at: datetime,
    seen: Sequence[Terms] | None = None,
) -> Consequence:
    """Let exactly these work on a task; `seen` is the team that the editor had read, refused where it changed since."""
    with editing(task.project, "projects.assign_people", by=by, at=at) as edit:
        current = Task.objects.select_related("responsible").get(pk=task.pk)
        team = booking(team, catalog_of(team))
        check_team_fresh(current, seen and booking(seen, catalog_of(seen)), team)
        put_team(edit, current, team)
    return edit.result


def team_on(task: Task) -> list[Terms]:
    """Give who works on a task."""
    return [terms_of(row) for row in task.assignments.all()]


def check_team_fresh(task: Task, seen: Sequence[Terms] | None, wanted: Sequence[Terms]) -> None:
    """Raise `StaleField` for a team that is another now than its editor had seen, and than what is wanted."""
    now = {one.typed for one in team_on(task)}
    if seen is not None and now not in ({one.typed for one in seen}, {one.typed for one in wanted}):
        raise StaleField("assigned", theirs=_words(task), yours=f"{len(wanted)} people")


def put_team(edit: Edit, task: Task, team: Sequence[Terms]) -> None:
    """Set a task's team within an edit under way; the first person answers for a task that nobody answers for."""
    team = booking(team, catalog_of(team))
    _check_members(team)
    if team and task.children.exists():
        raise CannotEdit(gettext("Assign people to the tasks below this summary."), field="assigned")
    standing = _standing(task)
    with refusing("assigned"):
        settled = settled_with_team(task, [terms_of(row) for row in standing.values()], team)
    _put_team_rows(edit, task, standing, settled)


def put_settled(edit: Edit, task: Task, settled: Settled) -> None:
    """Set a team and the duration that was found to follow from it, within an edit under way."""
    _put_team_rows(edit, task, _standing(task), settled)


def _standing(task: Task) -> dict[Who, Assignment]:
    return {terms_of(row).who: row for row in task.assignments.select_related("person", "task")}


def _put_team_rows(edit: Edit, task: Task, standing: Mapping[Who, Assignment], settled: Settled) -> None:
    wanted = {terms.who: terms for terms in settled.team}
    catalog = catalog_of([terms for who, terms in wanted.items() if who not in standing])
    people = Person.objects.in_bulk([terms.person for terms in settled.team if terms.person])
    joining = [
        people[one.person] for who, one in wanted.items() if who not in standing and one.person in people
    ]
    _check_joining(edit, task, joining)
    _check_booking(catalog.values())
    edit.record.delete_many([row for who, row in standing.items() if who not in wanted])
    edit.record.update_many([(row, amounts(wanted[who])) for who, row in standing.items() if who in wanted])
    edit.record.create_many(
        [_row(task, terms, people, catalog) for who, terms in wanted.items() if who not in standing]
    )
    if task.responsible_id is None and not task.responsible_name and people:
        first = next(terms.person for terms in settled.team if terms.person)
        edit.record.update(task, responsible=people[first])
    edit.record.update(task, **settled.values(task))


def put_work(edit: Edit, task: Task, work_minutes: int) -> None:
    """Set the work of a task in sum within an edit under way: the duration follows, or units where that is fixed."""
    rows = list(task.assignments.select_related("person", "task"))
    if not any(row.units_percent and not row.equipment_id for row in rows):
        raise CannotEdit(gettext("Assign somebody first; work is counted by who does it."), field="work")
    with refusing("work"):
        settled = settled_with_work(task, [terms_of(row) for row in rows], work_minutes)
    _settle(edit, rows, settled.team)
    edit.record.update(task, **settled.values(task))


def follow_duration(edit: Edit, task: Task, duration_minutes: int) -> None:
    """Let a team's work or units follow a duration that is about to be set."""
    rows = list(task.assignments.select_related("person", "task"))
    if rows and duration_minutes:
        team = settled_with_duration(task, [terms_of(row) for row in rows], duration_minutes)
        _settle(edit, rows, team)


@contextmanager
def refusing(field: str) -> Iterator[None]:
    """Turn units or work from which nothing follows into a refusal at a field."""
    try:
        yield
    except ImpossibleEffort as error:
        raise CannotEdit(str(error), field=field) from error


def _settle(edit: Edit, rows: Sequence[Assignment], team: Sequence[Terms]) -> None:
    wanted = {terms.who: terms for terms in team}
    edit.record.update_many([(row, amounts(wanted[terms_of(row).who])) for row in rows])


def hand_over(edit: Edit, task: Task, values: Mapping[str, Any]) -> None:
    """Let a task's new responsible person take the place in the team that the one before had, before the row changes.

    Who answers for a task without working on it leaves the team as it is.
    """
    before: Who = (task.responsible_id, task.responsible_name if task.responsible_id is None else "")
    person = values.get("responsible", task.responsible)
    if before == (None, "") or person is None or person.pk == task.responsible_id:
        return
    team = {terms_of(row).who: row for row in task.assignments.select_related("person", "task")}
    if before in team and (person.pk, "") not in team:
        _check_joining(edit, task, [person])
        edit.record.update(team[before], person=person, resource="")


def leave_tasks(edit: Edit, tasks: Iterable[int]) -> None:
    """Take everybody off tasks that are to be removed, and let no deliverable name them."""
    gone = list(tasks)
    edit.record.delete_many(assignments_of(gone))
    edit.record.delete_many(list(DeliverableTask.objects.filter(task__in=gone)))


def assignments_of(tasks: Iterable[int]) -> list[Assignment]:
    """Give the assignments of tasks, with what names them."""
    rows = Assignment.objects.filter(task__in=list(tasks)).select_related("person", "equipment", "task")
    return list(rows.order_by("pk"))


def new_assignment(task: Task, terms: Terms, *, equipment: Equipment | None = None) -> Assignment:
    """Give a row that is not written yet; of equipment where the name means that."""
    return Assignment(
        task=task,
        person_id=terms.person,
        resource=terms.resource,
        equipment=equipment,
        units_percent=terms.units_percent,
        work_minutes=terms.work_minutes,
        joined_minutes=terms.joined_minutes,
    )


def _check_joining(edit: Edit, task: Task, people: Sequence[Person]) -> None:
    """Raise `CannotEdit` where an area above objects to people who join a task, at once or by its new dates."""
    objections = objections_to_team(task, people, on=local_day(edit.at))
    _refuse([one for one in objections if one.beyond is None])
    if objections:
        edit.afterwards.append(lambda: _check_dates(task, objections))


def _check_dates(task: Task, objections: Sequence[Objection]) -> None:
    dates = TaskDates.objects.filter(task=task).first()
    finish = dates.finish.date() if dates else None
    _refuse([one for one in objections if one.holds(finish)])


def _refuse(objections: Sequence[Objection]) -> None:
    if objections:
        raise CannotEdit(" ".join(one.sentence for one in objections), field="assigned")


def _check_booking(joining: Iterable[Equipment]) -> None:
    retired = [one for one in joining if not one.is_active]
    if retired:
        raise CannotEdit(
            gettext("{name} is retired; choose something else.").format(name=retired[0]), field="assigned"
        )


def _check_members(team: Sequence[Terms]) -> None:
    if len(team) > MOST_MEMBERS:
        raise CannotEdit(
            gettext("At most {most_members} work on one task.").format(most_members=MOST_MEMBERS),
            field="assigned",
        )
    if any((terms.person is None) == (terms.resource == "") for terms in team):
        raise CannotEdit(gettext("Name a person, or else a role or resource."), field="assigned")
    if len({terms.who for terms in team}) < len(team):
        raise CannotEdit(gettext("Somebody is named twice."), field="assigned")


def _row(
    task: Task, terms: Terms, people: Mapping[int, Person], catalog: Mapping[str, Equipment]
) -> Assignment:
    row = new_assignment(task, terms, equipment=catalog.get(terms.resource.casefold()))
    if terms.person is not None:
        if terms.person not in people:
            raise CannotEdit(gettext("This person is not in the directory any more."), field="assigned")
        row.person = people[terms.person]
    return row


def amounts(terms: Terms) -> dict[str, Any]:
    """Give the fields of a row that an assignment of the same person may change."""
    return {
        "units_percent": terms.units_percent,
        "work_minutes": terms.work_minutes,
        "joined_minutes": terms.joined_minutes,
    }


def _words(task: Task) -> str:
    return ", ".join(row.who for row in task.assignments.select_related("person")) or "nobody"
