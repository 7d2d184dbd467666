import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.undoing import redo_last, steps_of, undo_last
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link, Task, TaskDates
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

FIELDS = [field.name for field in Task._meta.concrete_fields]
TEXTS = {
    "name": ["Order", "Install"],
    "duration": ["3d", "2w", "0", "5ed", "4h?"],
    "start": ["3/8", "", "next monday", "Mar 12, 2027"],
    "finish": ["3/12", "Apr 1, 2027 5:00 PM"],
    "percent": ["50%", "100", ""],
    "predecessors": ["1", "2SS+1d; 3", "", "4FF+50%"],
    "successors": ["2", ""],
    "deadline": ["4/1", ""],
    "constraint": ["Must start on", "As late as possible", ""],
    "milestone": ["yes", "no"],
    "manual": ["yes", "no"],
    "active": ["yes", "no"],
}
places = st.integers(0, 5)
edits = st.one_of(
    st.tuples(st.just("set"), places, st.sampled_from([(f, t) for f, texts in TEXTS.items() for t in texts])),
    st.tuples(
        st.just("insert"), st.none() | places, st.sampled_from([{}, {"name": "Test", "predecessors": "1"}])
    ),
    st.tuples(st.sampled_from(["indent", "outdent", "remove"]), places, st.lists(places, max_size=2)),
    st.tuples(st.just("move"), st.lists(places, min_size=1, max_size=3), st.none() | places),
    st.tuples(st.just("shift"), st.lists(places, min_size=1, max_size=3), st.integers(-5, 5)),
    st.tuples(st.just("link"), places, places),
    st.tuples(st.just("unlink"), places, places),
    st.tuples(st.just("copy"), st.lists(places, min_size=1, max_size=3), st.none() | places),
)


def make_plan():
    manager = make_person("Mara Quint")
    project = make_project("Switch refresh", manager=manager)
    build = make_task(project, "Build")
    order, install = (make_task(project, name, days=3, parent=build) for name in ("Order", "Install"))
    last = make_task(project, "Accept", days=1)
    link(order, install)
    link(install, last)
    recalculate(project)
    return project, manager


def rows_of(project):
    tasks = list(Task.objects.filter(project=project).order_by("pk").values(*FIELDS))
    order = list(Task.objects.filter(project=project).order_by("position").values_list("pk", flat=True))
    links = list(Link.objects.filter(project=project).order_by("pk").values())
    dates = list(TaskDates.objects.filter(task__project=project).order_by("pk").values())
    return tasks, order, links, dates


def command_of(project, drawn):
    """Name tasks by where they stand now; a place beyond the last is the last."""
    ids = list(project.tasks.order_by("position").values_list("pk", flat=True))
    at = lambda place: None if place is None or not ids else ids[min(place, len(ids) - 1)]  # noqa: E731
    match drawn:
        case "set", place, (field, text):
            return {"do": "set", "task": at(place), "values": {field: text}}
        case "insert", place, values:
            return {"do": "insert", "before": at(place), "values": values}
        case ("indent" | "outdent" | "remove") as do, place, more:
            return {"do": do, "tasks": [at(one) for one in (place, *more)]}
        case "move", tasks, before:
            return {"do": "move", "tasks": [at(one) for one in tasks], "before": at(before)}
        case "shift", tasks, days:
            return {"do": "shift", "tasks": [at(one) for one in tasks], "days": days}
        case ("link" | "unlink") as do, predecessor, successor:
            return {"do": do, "predecessor": at(predecessor), "successor": at(successor)}
        case _, tasks, before:
            return {
                "do": "copy",
                "from_project": project.pk,
                "tasks": [at(one) for one in tasks],
                "before": at(before),
            }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(edits, min_size=1, max_size=6))
def test_undoing_every_edit_leaves_the_rows_as_they_were_and_redoing_brings_all_back(drawn):
    project, manager = make_plan()
    states = [rows_of(project)]
    for one in drawn:
        try:
            apply_commands(project, commands_of([command_of(project, one)]), by=manager, at=AT)
        except CannotEdit:
            assert rows_of(project) == states[-1]
            continue
        if rows_of(project) != states[-1]:
            states.append(rows_of(project))

    for state in states[-2::-1]:
        undo_last(project, by=manager, at=AT)
        assert rows_of(project) == state
    assert steps_of(project, manager).undo is None
    for state in states[1:]:
        redo_last(project, by=manager, at=AT)
        assert rows_of(project) == state
    assert steps_of(project, manager).redo is None
