"""Where tasks stand in the outline, worked out for some of them."""

import pytest

from milepost.domain.projects.calculations.outline import Place, outline_numbers, places_of
from milepost.domain.projects.models import Task
from tests.factories import make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks():
    project = make_project()
    first = make_task(project, "Site 1")
    dig = make_task(project, "Dig", parent=first)
    wire = make_task(project, "Wire", parent=first)
    pull = make_task(project, "Pull", parent=wire)
    second = make_task(project, "Site 2")
    make_task(make_project(), "Elsewhere")
    return [first, dig, wire, pull, second]


def test_some_tasks_have_the_places_they_have_among_all(tasks):
    _, dig, wire, pull, second = tasks

    assert places_of([pull, dig]) == {pull.pk: Place("1.2.1", 3, False), dig.pk: Place("1.1", 2, False)}
    assert places_of([wire, second]) == {wire.pk: Place("1.2", 2, True), second.pk: Place("2", 1, False)}


def test_all_places_agree_with_the_numbers_of_the_whole_outline(tasks):
    ordered = list(Task.objects.filter(project=tasks[0].project).order_by("position"))
    index = {task.pk: place for place, task in enumerate(ordered)}
    levels, numbers = outline_numbers([index.get(task.parent_id, -1) for task in ordered])

    places = places_of(ordered)

    assert [places[task.pk].number for task in ordered] == numbers
    assert [places[task.pk].level for task in ordered] == levels
