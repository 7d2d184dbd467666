from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.editing import StaleField, editing
from milepost.domain.projects.actions.importing import apply_import, stage_import
from milepost.domain.projects.actions.planning import edit_task, set_fields
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, ProjectDates, ScheduleImport, Task, TaskDates
from milepost.engine.calendar.pattern import STANDARD_DAY
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.plan import Plan, PlanCalendar, PlanTask
from tests.factories import AT, START, give_role, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
A_MOMENT = 0.3
"""Long enough for a second editor to have come past a lock that does not hold."""


@pytest.fixture
def mara():
    return make_person("Mara Quint")


@pytest.fixture
def project(mara):
    return make_project("Switch refresh", manager=mara)


@pytest.fixture
def theo(project):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=project)
    return theo


def at_once(*edits: Callable[[], Any]) -> list[Any]:
    """Start the edits together and give what each answered or raised."""
    start = Barrier(len(edits))

    def made(edit: Callable[[], Any]) -> Any:
        try:
            start.wait(PATIENCE)
            return edit()
        except StaleField as stale:
            return stale
        finally:
            connection.close()

    with ThreadPoolExecutor(len(edits)) as editors:
        return [future.result(PATIENCE) for future in [editors.submit(made, edit) for edit in edits]]


def derived(project: Project) -> list[dict[str, Any]]:
    return [
        *TaskDates.objects.filter(task__project=project).order_by("task").values(),
        *ProjectDates.objects.filter(project=project).values(),
    ]


def derived_anew(project: Project) -> list[dict[str, Any]]:
    TaskDates.objects.filter(task__project=project).delete()
    ProjectDates.objects.filter(project=project).delete()
    recalculate(Project.objects.get(pk=project.pk))
    return derived(project)


def test_edits_of_different_fields_of_one_task_both_stand(project, mara, theo):
    task = make_task(project, "Order")

    at_once(
        lambda: edit_task(task, by=mara, at=AT, seen={"name": "Order"}, name="Buy"),
        lambda: edit_task(task, by=theo, at=AT, seen={"duration_minutes": 480}, duration_minutes=960),
    )

    task.refresh_from_db()
    project.refresh_from_db()
    assert (task.name, task.duration_minutes, project.revision) == ("Buy", 960, 2)


def test_of_two_edits_of_one_field_the_second_is_refused_with_both_values(project, mara, theo):
    task = make_task(project, "Order")
    seen = {"name": "Order"}

    answers = at_once(
        lambda: edit_task(task, by=mara, at=AT, seen=seen, name="Buy"),
        lambda: edit_task(task, by=theo, at=AT, seen=seen, name="Lease"),
    )

    task.refresh_from_db()
    (refused,) = (answer for answer in answers if isinstance(answer, StaleField))
    assert {refused.theirs, refused.yours} == {"Buy", "Lease"}
    assert (refused.field, task.name) == ("name", refused.theirs)


def test_an_edit_waits_until_the_one_under_way_has_ended(project, mara, theo):
    task = make_task(project, "Order")
    is_under_way, has_ended = Event(), Event()
    waited = []

    def slow_edit() -> None:
        with editing(project, "projects.edit_task", by=mara, at=AT) as edit:
            is_under_way.set()
            waited.append(not has_ended.wait(A_MOMENT))
            set_fields(edit, task, {"name": "Buy"}, seen={})

    def quick_edit() -> None:
        is_under_way.wait(PATIENCE)
        edit_task(task, by=theo, at=AT, notes="by phone")
        has_ended.set()

    at_once(slow_edit, quick_edit)

    task.refresh_from_db()
    assert (waited, task.name, task.notes) == ([True], "Buy", "by phone")


def test_after_edits_of_many_tasks_at_once_the_dates_are_those_of_a_fresh_recalculation(project, mara, theo):
    tasks = [make_task(project, days=days) for days in (1, 2, 3, 4)]
    for before, after in pairwise(tasks):
        link(before, after)
    recalculate(project)

    at_once(
        *(
            lambda task=task, by=by: edit_task(
                task, by=by, at=AT, duration_minutes=task.duration_minutes + 480
            )
            for task, by in zip(tasks, (mara, theo, mara, theo), strict=True)
        )
    )

    project.refresh_from_db()
    found = derived(project)
    assert project.revision == len(tasks)
    assert ProjectDates.objects.get(project=project).finish == datetime(2027, 3, 18, 17)
    assert found == derived_anew(project)


def test_an_edit_made_while_a_file_is_written_stands_beside_it(project, mara, theo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    own = make_task(project, "Own", uid=50)
    recalculate(project)
    staged = previewed(project, by=mara)
    is_writing = Event()

    def edit() -> None:
        is_writing.wait(PATIENCE)
        edit_task(own, by=theo, at=AT, duration_minutes=2400)

    at_once(
        lambda: apply_import(
            staged, by=mara, at=AT, report=lambda percent, _: percent < 60 or is_writing.set()
        ),
        edit,
    )

    project.refresh_from_db()
    rows = Task.objects.filter(project=project).order_by("uid").values_list("name", "duration_minutes")
    found = derived(project)
    assert list(rows) == [("Wire", 960), ("Test", 480), ("Own", 2400)]
    assert project.revision == 2
    assert found == derived_anew(project)


def previewed(project: Project, *, by: Person) -> ScheduleImport:
    tasks = [PlanTask(1, "Wire", duration_minutes=960), PlanTask(2, "Test", duration_minutes=480)]
    calendars = [PlanCalendar(1, "Standard", (STANDARD_DAY,) * 5 + ((), ()))]
    content = write_mspdi(Plan("Station 7", START, tasks=tasks, calendars=calendars, calendar_uid=1))
    staged = stage_import(BytesIO(content), "station.xml", by=by, at=AT, project=project)
    staged.refresh_from_db()
    return staged


def test_edits_of_projects_that_wait_for_each_other_both_stand(project, mara):
    other = make_project("911 phones", manager=mara)
    order, plan = make_task(project, "Order"), make_task(other, "Plan")
    accept, install = make_task(project, "Accept"), make_task(other, "Install")
    link(order, install)
    link(plan, accept)
    for one in (project, other, project):
        recalculate(one)

    at_once(
        *(
            lambda task=task: edit_task(task, by=mara, at=AT, duration_minutes=5 * 480)
            for task in (order, plan, accept, install)
        )
    )

    for one in (project, other):
        one.refresh_from_db()
        assert derived(one) == derived_anew(one)
    assert {ProjectDates.objects.get(project=one).finish for one in (project, other)} == {
        datetime(2027, 3, 12, 17)
    }
