from datetime import datetime

import pytest

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.editing import CannotEdit, StaleField
from milepost.domain.projects.actions.linking import LinkTerms, link_tasks, set_predecessors, unlink_tasks
from milepost.domain.projects.actions.planning import (
    add_task,
    edit_task,
    remove_task,
)
from milepost.domain.projects.models import Link, Project, Task, TaskDates
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Switch refresh", manager=manager)


def finish_of(task: Task) -> datetime:
    return TaskDates.objects.get(task=task).finish


def test_a_task_is_added_behind_the_subtree_of_another(project, manager):
    summary = make_task(project, "Build")
    make_task(project, "Rack", parent=summary)
    make_task(project, "Close")

    task, consequence = add_task(project, "Test", after=summary, by=manager, at=AT, duration_minutes=960)

    names = list(
        Task.objects.filter(project=project).order_by("position").values_list("name", "parent__name")
    )
    assert names == [("Build", None), ("Rack", "Build"), ("Test", None), ("Close", None)]
    assert task.uid == 4
    assert consequence.finish_after == datetime(2027, 3, 2, 17)


def test_room_is_made_when_a_gap_is_used_up(project, manager):
    first = make_task(project, "First", position=1)
    make_task(project, "Last", position=2)

    add_task(project, "Between", after=first, by=manager, at=AT)

    names = list(Task.objects.filter(project=project).order_by("position").values_list("name", flat=True))
    assert names == ["First", "Between", "Last"]


def test_an_edit_answers_with_what_moved_and_why(project, manager):
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=3)
    link(order, install)
    edit_task(order, by=manager, at=AT, notes="by phone")

    consequence = edit_task(order, by=manager, at=AT, duration_minutes=5 * 480)

    assert consequence.message == (
        "The finish moves from Mar 5, 2027 to Mar 10, 2027 because “Order” takes 3 days longer."
    )
    assert [moved.name for moved in consequence.moved] == ["Order", "Install"]
    assert finish_of(install) == datetime(2027, 3, 10, 17)


def test_an_edit_leaves_one_change_set_with_what_was_before(project, manager):
    task = make_task(project, "Order", days=2)

    edit_task(task, by=manager, at=AT, name="Order switches")

    change_set = ChangeSet.objects.get()
    assert (change_set.action, change_set.by_name, change_set.subject_id) == (
        "projects.edit_task",
        "Mara Quint",
        project.pk,
    )
    assert [c.values for c in change_set.changes.all()] == [{"name": ["Order", "Order switches"]}]
    assert Project.objects.get(pk=project.pk).revision == 1


def test_an_edit_that_changes_nothing_leaves_no_trace(project, manager):
    task = make_task(project, "Order", days=2)

    edit_task(task, by=manager, at=AT, name="Order")

    assert not ChangeSet.objects.exists()
    assert Project.objects.get(pk=project.pk).revision == 0


def test_a_field_that_somebody_changed_meanwhile_is_refused_with_both_values(project, manager):
    task = make_task(project, "Order", days=2)
    edit_task(task, by=manager, at=AT, name="Order switches")

    with pytest.raises(StaleField) as refused:
        edit_task(task, by=manager, at=AT, seen={"name": "Order"}, name="Buy")

    assert (refused.value.field, refused.value.theirs, refused.value.yours) == (
        "name",
        "Order switches",
        "Buy",
    )


def test_an_edit_is_refused_to_who_may_not(project):
    reader = make_person("Rea Der", Role.AUDITOR)
    task = make_task(project, "Order")

    with pytest.raises(Refused):
        edit_task(task, by=reader, at=AT, name="Buy")


def test_a_closed_project_takes_no_edits(manager):
    project = make_project(manager=manager, state=Project.State.CLOSED)
    task = make_task(project, "Order")

    with pytest.raises(CannotEdit, match="is closed; its schedule stays as it is"):
        edit_task(task, by=manager, at=AT, name="Buy")


def test_a_summary_takes_its_duration_from_below(project, manager):
    summary = make_task(project, "Build")
    make_task(project, "Rack", parent=summary)

    with pytest.raises(CannotEdit) as refused:
        edit_task(summary, by=manager, at=AT, duration_minutes=960)

    assert refused.value.field == "duration_minutes"


def test_a_constraint_without_its_date_is_refused(project, manager):
    task = make_task(project, "Order")

    with pytest.raises(CannotEdit) as refused:
        edit_task(task, by=manager, at=AT, constraint=Constraint.START_NO_EARLIER_THAN)

    assert refused.value.field == "constraint_at"


def test_a_loop_of_links_is_refused_by_name_and_leaves_nothing(project, manager):
    order, install = make_task(project, "Order"), make_task(project, "Install")
    link(order, install)

    with pytest.raises(CannotEdit, match="Order") as refused:
        link_tasks(install, order, by=manager, at=AT)

    assert "Install" in str(refused.value)
    assert Link.objects.count() == 1
    assert not Change.objects.exists()


def test_removing_a_summary_removes_what_it_holds_and_the_links(project, manager):
    summary = make_task(project, "Build")
    rack = make_task(project, "Rack", parent=summary)
    close = make_task(project, "Close")
    link(rack, close)

    remove_task(summary, by=manager, at=AT)

    assert list(Task.objects.values_list("name", flat=True)) == ["Close"]
    assert not Link.objects.exists()
    assert finish_of(close) == datetime(2027, 3, 1, 17)


def test_predecessors_are_set_as_a_whole(project, manager):
    a, b, c = (make_task(project, name) for name in "ABC")
    link(a, c)

    set_predecessors(
        c,
        {(b.pk, LinkType.START_TO_START): LinkTerms(LinkType.START_TO_START, 480, LagUnit.WORKING)},
        by=manager,
        at=AT,
    )

    stood = Link.objects.get()
    assert (stood.predecessor, stood.type, stood.lag) == (b, LinkType.START_TO_START, 480)
    assert finish_of(c) == datetime(2027, 3, 2, 17)

    unlink_tasks(stood, by=manager, at=AT)

    assert finish_of(c) == datetime(2027, 3, 1, 17)


def test_two_tasks_may_be_tied_at_both_ends(project, manager):
    a, b = make_task(project, "Cable", days=5), make_task(project, "Test", days=2)

    set_predecessors(
        b,
        {
            (a.pk, LinkType.START_TO_START): LinkTerms(LinkType.START_TO_START, 480),
            (a.pk, LinkType.FINISH_TO_FINISH): LinkTerms(LinkType.FINISH_TO_FINISH, 240),
        },
        by=manager,
        at=AT,
    )

    assert Link.objects.count() == 2
    assert finish_of(b) == datetime(2027, 3, 8, 12)
