from datetime import datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.applying_commands.problems import CannotApply
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.undoing import redo_last, steps_of, undo_last
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Link, Project, Task, TaskDates
from milepost.engine.network.model import Constraint
from tests.factories import AT, give_role, link, make_person, make_project, make_task

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
    "assigned": ["Mara Quint [50%]", "role: Analyst [200%, 16h]; Mara Quint", ""],
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
    team = list(Assignment.objects.filter(task__project=project).order_by("pk").values())
    links = list(Link.objects.filter(project=project).order_by("pk").values())
    dates = list(TaskDates.objects.filter(task__project=project).order_by("pk").values())
    return tasks, order, links, dates, team


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


# Many edits within the one transaction of a test, which PostgreSQL cannot tidy up before it ends, take it minutes.
EXAMPLES = 30 if connection.vendor == "sqlite" else 4


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


@pytest.fixture
def plan():
    return make_plan()


def task(project, name):
    return Task.objects.get(project=project, name=name)


def edit(project, by, *commands):
    return apply_commands(project, commands_of(list(commands)), by=by, at=AT)


def typed(project, by, name, **texts):
    edit(project, by, {"do": "set", "task": task(project, name).pk, "values": texts})
    return Task.objects.select_related("dates", "responsible").get(
        project=project, name=texts.get("name", name)
    )


def test_a_typed_start_holds_the_task_from_then_on(plan):
    found = typed(*plan, "Order", start="3/8")

    assert (found.constraint, found.constraint_at) == (
        Constraint.START_NO_EARLIER_THAN,
        datetime(2027, 3, 8, 8),
    )


def test_a_typed_finish_changes_the_duration(plan):
    found = typed(*plan, "Order", finish="3/5")

    assert (found.duration_minutes, found.constraint) == (5 * 480, Constraint.AS_SOON_AS_POSSIBLE)


def test_a_typed_start_and_finish_give_the_duration_between(plan):
    found = typed(*plan, "Order", start="3/8/27", finish="Mar 12")

    assert (found.dates.start, found.dates.finish) == (datetime(2027, 3, 8, 8), datetime(2027, 3, 12, 17))


def test_a_duration_of_nothing_makes_a_milestone_and_any_other_ends_it(plan):
    assert typed(*plan, "Accept", duration="0").is_milestone
    assert not typed(*plan, "Accept", duration="2d").is_milestone


def test_an_empty_text_clears_what_may_be_empty(plan):
    typed(*plan, "Accept", start="3/8", deadline="4/1", predecessors="2; 3SS+1d")

    found = typed(*plan, "Accept", start="", deadline="", predecessors="")

    assert (found.constraint_at, found.deadline, found.links_in.count()) == (None, None, 0)


def test_a_person_is_named_by_the_beginning_of_a_name(plan):
    project, manager = plan
    make_person("Theo Lane")

    assert typed(project, manager, "Order", responsible="lan").responsible.name == "Theo Lane"
    make_person("Lana Mori")
    with pytest.raises(CannotApply, match="fits Lana Mori, Theo Lane; type more of the name"):
        typed(project, manager, "Order", responsible="lan")


def test_progress_goes_by_the_rules_of_progress(plan):
    found = typed(*plan, "Order", percent="100")

    assert (found.actual_start, found.actual_finish) == (datetime(2027, 3, 1, 8), datetime(2027, 3, 3, 17))
    with pytest.raises(CannotApply, match="is a summary; record the tasks below it"):
        typed(*plan, "Build", percent="50")


def test_a_new_row_may_carry_progress(plan):
    project, manager = plan
    last = task(project, "Accept").uid

    values = {"name": "Close", "predecessors": str(last), "percent": "50"}
    edit(project, manager, {"do": "insert", "before": None, "values": values})

    assert task(project, "Close").actual_start == task(project, "Close").dates.start


def test_copies_keep_the_links_among_them_and_start_anew(plan):
    source, manager = plan
    typed(source, manager, "Order", percent="50")
    target = make_project("Radio refresh", manager=manager)

    tasks = [task(source, "Build").pk]
    edit(target, manager, {"do": "copy", "from_project": source.pk, "tasks": tasks, "before": None})

    rows = target.tasks.order_by("position").values_list("uid", "name", "parent__name", "percent_complete")
    assert list(rows) == [(1, "Build", None, 0), (2, "Order", "Build", 0), (3, "Install", "Build", 0)]
    assert [(one.predecessor.name, one.successor.name) for one in target.links.all()] == [
        ("Order", "Install")
    ]


def test_what_may_not_be_seen_is_not_copied(plan):
    source, _ = plan
    Project.objects.filter(pk=source.pk).update(is_restricted=True)
    theo = make_person("Theo Lane")
    target = make_project("Radio refresh", manager=theo)

    command = {"do": "copy", "from_project": source.pk, "tasks": [task(source, "Build").pk], "before": None}
    with pytest.raises(CannotApply, match="not there, or not yours to see"):
        edit(target, theo, command)


def commands_on(project):
    order, install = task(project, "Order").pk, task(project, "Install").pk
    return [
        {"do": "set", "task": order, "values": {"name": "Buy"}},
        {"do": "set", "task": order, "values": {"name": "Buy", "percent": "50"}},
        {"do": "insert", "before": order, "values": {"name": "New"}},
        {"do": "remove", "tasks": [order]},
        {"do": "indent", "tasks": [install]},
        {"do": "outdent", "tasks": [order]},
        {"do": "move", "tasks": [order], "before": None},
        {"do": "shift", "tasks": [order], "days": 1},
        {"do": "stretch", "task": order, "finish": 30_100_000},
        {"do": "link", "predecessor": order, "successor": install},
        {"do": "unlink", "predecessor": order, "successor": install},
        {"do": "copy", "from_project": project.pk, "tasks": [order], "before": None},
    ]


@pytest.mark.parametrize("place", range(12))
def test_a_team_member_may_only_record_progress(plan, place):
    project, _ = plan
    member = make_person("Tom Lind")
    give_role(member, Role.TEAM_MEMBER, over=project)

    with pytest.raises(Refused):
        edit(project, member, commands_on(project)[place])

    edit(project, member, {"do": "set", "task": task(project, "Order").pk, "values": {"percent": "50%"}})
    assert task(project, "Order").percent_complete == 50


def test_an_edit_is_not_undone_over_what_somebody_changed_since(plan):
    project, manager = plan
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=project)
    typed(project, manager, "Order", duration="4d")
    typed(project, theo, "Order", duration="6d")

    with pytest.raises(CannotUndo, match="changed since by Theo Lane: its duration is another now"):
        undo_last(project, by=manager, at=AT)
    assert steps_of(project, theo).undo.label == "“Order” given another duration"


def test_an_insertion_is_not_undone_from_under_what_others_put_below_it(plan):
    project, manager = plan
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=project)
    edit(
        project, manager, {"do": "insert", "before": task(project, "Accept").pk, "values": {"name": "Phase"}}
    )
    edit(project, theo, {"do": "indent", "tasks": [task(project, "Accept").pk]})

    with pytest.raises(CannotUndo, match="“Accept” has been put below a task that would go"):
        undo_last(project, by=manager, at=AT)


def test_what_comes_back_stands_in_order_among_rows_added_since(plan):
    project, manager = plan
    edit(project, manager, {"do": "remove", "tasks": [task(project, "Build").pk]})
    Task.objects.create(project=project, uid=9, position=2500, name="Permit")
    recalculate(project)

    undo_last(project, by=manager, at=AT)

    rows = project.tasks.order_by("position").values_list("name", flat=True)
    assert list(rows) == ["Build", "Order", "Install", "Permit", "Accept"]


def test_500_rows_are_one_change(plan):
    project, manager = plan
    commands = [
        {"do": "insert", "before": None, "values": {"name": f"Row {n}", "duration": "2d"}} for n in range(500)
    ]

    edit(project, manager, *commands)

    assert (project.tasks.count(), ChangeSet.objects.count()) == (504, 1)
    assert steps_of(project, manager).undo.label == "500 tasks added"
