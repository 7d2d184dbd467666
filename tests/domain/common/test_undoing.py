from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from milepost.domain.common.actions.redacting import redact_change
from milepost.domain.common.actions.undoing import CannotUndo, revert
from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.models import Department, Person, Site
from milepost.domain.projects.models import Task
from tests.factories import AT, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


def do(change: Callable[[Recorder], object]) -> ChangeSet:
    with recording("tests.do", by=None, at=AT) as record:
        change(record)
    assert record.change_set
    return record.change_set


def undo(change_set: ChangeSet) -> ChangeSet:
    with recording("tests.undo", by=None, at=AT, undoes=change_set) as record:
        revert(record, change_set)
    assert record.change_set
    return record.change_set


def rows() -> list[tuple[Any, ...]]:
    return list(Site.objects.order_by("id").values_list("id", "name", "address"))


def test_what_was_created_is_deleted() -> None:
    done = do(lambda record: record.create(Site(name="City hall")))

    undo(done)

    assert rows() == []


def test_what_was_changed_is_as_before() -> None:
    hall = Site.objects.create(name="City hall", address="1 Main St")
    before = rows()
    done = do(lambda record: record.update(hall, name="Civic center", address=""))

    undo(done)

    assert rows() == before


def test_what_was_deleted_stands_again_with_its_number() -> None:
    hall = Site.objects.create(name="City hall", address="1 Main St")
    before = rows()
    done = do(lambda record: record.delete(hall))

    undo(done)

    assert rows() == before


def test_an_undo_is_itself_recorded_and_undone() -> None:
    done = do(lambda record: record.create(Site(name="City hall")))
    before = rows()

    undone = undo(done)
    undo(undone)

    assert undone.undoes == done
    assert rows() == before


def test_a_row_changed_twice_returns_to_its_first_value() -> None:
    hall = Site.objects.create(name="City hall")

    def rename_twice(record: Recorder) -> None:
        record.update(hall, name="Civic center")
        record.update(hall, name="Town hall")

    done = do(rename_twice)
    undo(done)

    assert Site.objects.get().name == "City hall"


def test_names_that_were_swapped_are_swapped_back() -> None:
    hall, depot = Site.objects.create(name="Hall"), Site.objects.create(name="Depot")
    before = rows()

    def swap(record: Recorder) -> None:
        record.update(hall, name="Between")
        record.update(depot, name="Hall")
        record.update(hall, name="Depot")

    undo(do(swap))

    assert rows() == before


def test_a_new_row_in_the_place_of_a_deleted_one_gives_way() -> None:
    hall = Site.objects.create(name="City hall")
    before = rows()

    def replace(record: Recorder) -> None:
        record.delete(hall)
        record.create(Site(name="City hall"))

    undo(do(replace))

    assert rows() == before


def test_a_row_created_and_deleted_at_once_leaves_nothing() -> None:
    def create_and_delete(record: Recorder) -> None:
        record.delete(record.create(Site(name="City hall")))
        record.create(Site(name="Depot"))

    undo(do(create_and_delete))

    assert rows() == []


def test_relations_come_back_by_their_numbers() -> None:
    boss = make_person("Boss")
    clerk = make_person("Clerk", supervisor=boss, department=make_department())

    undo(do(lambda record: record.update(clerk, supervisor=None, department=None)))

    clerk = Person.objects.get(pk=clerk.pk)
    assert (clerk.supervisor, Department.objects.get()) == (boss, clerk.department)


def test_a_row_changed_since_stays() -> None:
    hall = Site.objects.create(name="City hall")
    done = do(lambda record: record.update(hall, name="Civic center"))
    do(lambda record: record.update(hall, name="Town hall"))

    with pytest.raises(CannotUndo, match="changed since by Milepost: its name is another now"):
        undo(done)

    assert Site.objects.get().name == "Town hall"


def test_another_field_changed_since_is_no_hindrance() -> None:
    hall = Site.objects.create(name="City hall")
    done = do(lambda record: record.update(hall, name="Civic center"))
    do(lambda record: record.update(hall, address="2 Main St"))

    undo(done)

    assert [(name, address) for _, name, address in rows()] == [("City hall", "2 Main St")]


def test_a_row_deleted_since_is_named() -> None:
    hall = Site.objects.create(name="City hall")
    done = do(lambda record: record.update(hall, name="Civic center"))
    hall.delete()

    with pytest.raises(CannotUndo, match="Civic center has been deleted since"):
        undo(done)


def test_what_is_depended_on_since_stays() -> None:
    done = do(lambda record: record.create(Site(name="City hall")))
    make_person("Clerk", site=Site.objects.get())

    with pytest.raises(CannotUndo, match="depends on what this change created"):
        undo(done)


def test_a_change_is_undone_once() -> None:
    done = do(lambda record: record.create(Site(name="City hall")))
    undo(done)

    with pytest.raises(CannotUndo, match="already been undone"):
        undo(ChangeSet.objects.get(pk=done.pk))


def test_erased_values_cannot_be_restored() -> None:
    hall = Site.objects.create(name="City hall")
    done = do(lambda record: record.update(hall, name="Civic center"))
    redact_change(done.changes.get(), by=make_person().account, at=AT, reason="Court order 2027-118")

    with pytest.raises(CannotUndo, match="erased"):
        undo(done)


def test_many_rows_are_taken_back_with_the_queries_of_one_and_some_batches() -> None:
    project = make_project()
    counts = []
    for count in (1, 300):
        tasks = [Task(project=project, uid=n, position=n, name=f"Task {n}") for n in range(count)]
        done = do(lambda record, tasks=tasks: record.create_many(tasks))
        with CaptureQueriesContext(connection) as asked:
            undo(done)
        counts.append(len(asked))

    # What hangs on many rows is read in batches of a hundred.
    assert counts[1] <= counts[0] + 2 * 300 // 100
    assert not Task.objects.exists()


def test_a_deleted_branch_stands_again_under_its_summary() -> None:
    project = make_project()
    summary = make_task(project, "Build")
    task = make_task(project, "Dig", parent=summary)
    done = do(lambda record: record.delete_many([task, summary]))

    undo(done)

    assert list(Task.objects.values_list("id", "parent_id")) == [(summary.pk, None), (task.pk, summary.pk)]
