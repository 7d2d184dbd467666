from datetime import datetime, timedelta

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.actions.moving import move_project, move_projects
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.what_if import MovedMilestone, what_if
from milepost.domain.projects.models import Project, Task, TaskDates
from milepost.engine.network.model import Constraint
from tests.factories import AT, START, give_role, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    return make_person("Mara Quint")


@pytest.fixture
def core(mara):
    return make_project("Network core", manager=mara)


@pytest.fixture
def phones(mara):
    return make_project("911 phones", manager=mara)


@pytest.fixture
def linked(core, phones, mara):
    switches = make_task(core, "Core switches", days=5)
    live = make_task(phones, "Live", days=0, is_milestone=True)
    for project in (core, phones):
        recalculate(project)
    link_tasks(switches, live, by=mara, at=AT)
    return switches, live


def finishes(found):
    return {one.project.name: (one.finish_before, one.finish_after) for one in found.outlooks}


def stored():
    return {
        dates.task_id: (dates.start, dates.finish) for dates in TaskDates.objects.order_by("task_id")
    }, list(Project.objects.order_by("pk").values_list("start", "revision"))


def test_a_move_tells_which_projects_and_milestones_move_and_keeps_nothing(linked, core, mara):
    before = stored()

    found = what_if({core.pk: 14}, reader=mara)

    assert finishes(found) == {
        "Network core": (datetime(2027, 3, 5, 17), datetime(2027, 3, 19, 17)),
        "911 phones": (datetime(2027, 3, 5, 17), datetime(2027, 3, 19, 17)),
    }
    assert found.outlooks[1].milestones == [
        MovedMilestone("Live", datetime(2027, 3, 5, 17), datetime(2027, 3, 19, 17))
    ]
    assert stored() == before


def test_dates_that_were_decided_move_along(core, mara):
    task = make_task(
        core, days=1, constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=datetime(2027, 3, 10, 8)
    )
    recalculate(core)

    move_project(core, 7, by=mara, at=AT, reason="Money comes in April.")

    task.refresh_from_db()
    core.refresh_from_db()
    assert (core.start, task.constraint_at) == (START + timedelta(days=7), datetime(2027, 3, 17, 8))
    assert task.dates.start == datetime(2027, 3, 17, 8)


def test_once_work_has_begun_what_is_open_is_held_back(core, mara):
    begun = make_task(core, "Design", days=5, actual_start=START, percent_complete=40)
    order, install = make_task(core, "Order", days=2), make_task(core, "Install", days=1)
    link(begun, order)
    link(order, install)
    recalculate(core)

    move_project(core, 14, by=mara, at=AT, reason="The vendor is late.")

    rows = {task.name: task for task in Task.objects.filter(project=core).select_related("dates")}
    assert Project.objects.get(pk=core.pk).start == START
    assert rows["Design"].dates.finish == datetime(2027, 3, 5, 17)
    assert rows["Order"].constraint_at == datetime(2027, 3, 22, 8)
    assert (rows["Install"].constraint_at, rows["Install"].dates.start) == (None, datetime(2027, 3, 24, 8))


def test_work_that_has_begun_is_not_pulled_earlier(core, mara):
    make_task(core, days=5, actual_start=START, percent_complete=40)
    recalculate(core)

    found = what_if({core.pk: -7}, reader=mara)

    assert found.refusals == {
        core.pk: "Work on Network core has begun: what is open can wait, but not start before what it waits for."
    }
    with pytest.raises(CannotEdit, match="has begun"):
        move_project(core, -7, by=mara, at=AT, reason="Sooner.")


def test_moving_for_good_gives_what_was_tried(linked, core, phones, mara):
    tried = what_if({core.pk: 14, phones.pk: 35}, reader=mara)

    answers = move_projects({core: 14, phones: 35}, by=mara, at=AT, reason="Bonds sell in spring.")

    assert {project.name: project.dates.finish for project in Project.objects.select_related("dates")} == {
        name: after for name, (_, after) in finishes(tried).items()
    }
    assert {project.name for project in answers} == {"Network core", "911 phones"}
    assert ChangeSet.objects.filter(action="projects.move_project").count() == 2


def test_a_move_can_be_undone(linked, core, mara):
    before, _ = stored()
    consequence = move_project(core, 14, by=mara, at=AT, reason="Bonds sell in spring.")

    undo_change(ChangeSet.objects.get(pk=consequence.change_set_id), by=mara, at=AT)

    assert stored()[0] == before


def test_a_move_needs_a_reason(core, mara):
    make_task(core)
    recalculate(core)

    with pytest.raises(CannotEdit, match=r"Say why the project moves\."):
        move_project(core, 7, by=mara, at=AT, reason=" ")


def test_whoever_may_not_move_a_project_is_refused(core):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=core)

    with pytest.raises(Refused):
        move_project(core, 7, by=theo, at=AT, reason="Later.")


def test_projects_beyond_the_readers_sight_are_only_counted(linked, core, phones):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TEAM_MEMBER, over=core)

    found = what_if({core.pk: 14, phones.pk: 70}, reader=theo)

    assert (list(finishes(found)), found.hidden) == (["Network core"], 1)
    assert set(found.spans) == {linked[0].pk}


def test_the_number_of_queries_does_not_grow_with_the_tasks(core, mara, django_assert_max_num_queries):
    for _ in range(30):
        make_task(core)
    recalculate(core)

    with django_assert_max_num_queries(16):
        what_if({core.pk: 14}, reader=mara)
