from datetime import datetime

import pytest

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import Set
from milepost.domain.projects.actions.applying_commands.problems import CannotApply
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.linking import (
    LinkTerms,
    link_tasks,
    predecessors_of,
    set_predecessors,
    unlink_tasks,
)
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.calculations.gantt_document import gantt_document
from milepost.domain.projects.calculations.recalculation import MovedProject, recalculate
from milepost.domain.projects.calculations.typed_fields import TypedFields
from milepost.domain.projects.models import Link, Project, TaskDates
from milepost.engine.network.model import LinkType
from tests.factories import AT, give_role, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    return make_person("Mara Quint")


@pytest.fixture
def core(mara):
    return make_project("Network core", number="P-2027-101", manager=mara)


@pytest.fixture
def phones(mara):
    return make_project("911 phones", number="P-2027-102", manager=mara)


@pytest.fixture
def switches(core):
    task = make_task(core, "Core switches", days=5)
    recalculate(core)
    return task


@pytest.fixture
def cutover(phones):
    task = make_task(phones, "Cut over", days=2)
    recalculate(phones)
    return task


def dates_of(task):
    dates = TaskDates.objects.get(task=task)
    return dates.start, dates.finish


def changes_of(consequence):
    return ChangeSet.objects.get(pk=consequence.change_set_id)


def test_a_task_waits_for_a_task_of_another_project(switches, cutover, mara):
    consequence = link_tasks(switches, cutover, by=mara, at=AT)

    stood = Link.objects.get()
    assert dates_of(cutover) == (datetime(2027, 3, 8, 8), datetime(2027, 3, 9, 17))
    assert (stood.project, stood.is_external) == (cutover.project, True)
    assert consequence.message == (
        "The finish moves from Mar 2, 2027 to Mar 9, 2027 because “Cut over” now waits for a task of another project."
    )


def test_the_critical_path_of_a_project_is_its_own(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)

    recalculate(switches.project)

    assert TaskDates.objects.get(task=switches).total_slack == 0
    assert TaskDates.objects.get(task=cutover).is_critical
    assert cutover.project.dates.task_count == 1


def test_a_project_follows_what_it_waits_for_in_the_same_change(switches, cutover, mara):
    training = make_task(cutover.project, "Training", days=1)
    link(cutover, training)
    link_tasks(switches, cutover, by=mara, at=AT)
    revision = Project.objects.get(pk=cutover.project_id).revision

    consequence = edit_task(switches, by=mara, at=AT, duration_minutes=10 * 480)

    assert dates_of(cutover) == (datetime(2027, 3, 15, 8), datetime(2027, 3, 16, 17))
    assert consequence.others == [
        MovedProject(
            cutover.project_id,
            "P-2027-102",
            "911 phones",
            datetime(2027, 3, 10, 17),
            datetime(2027, 3, 17, 17),
            moved_count=2,
        )
    ]
    assert consequence.beyond == [
        "911 phones (P-2027-102): the finish moves from Mar 10, 2027 to Mar 17, 2027."
    ]
    assert Project.objects.get(pk=cutover.project_id).revision == revision + 1


def test_projects_in_a_chain_follow_one_behind_the_other(switches, cutover, mara):
    station = make_task(make_project("Station 8", manager=mara), "Test", days=1)
    recalculate(station.project)
    link_tasks(switches, cutover, by=mara, at=AT)
    link_tasks(cutover, station, by=mara, at=AT)

    edit_task(switches, by=mara, at=AT, duration_minutes=480)

    assert dates_of(station) == (datetime(2027, 3, 4, 8), datetime(2027, 3, 4, 17))


def test_projects_may_wait_for_each_other_by_different_tasks(core, phones, mara):
    order, accept = make_task(core, "Order"), make_task(core, "Accept")
    plan, install = make_task(phones, "Plan"), make_task(phones, "Install")
    recalculate(core)
    recalculate(phones)

    for before, after in ((order, plan), (plan, accept), (accept, install)):
        link_tasks(before, after, by=mara, at=AT)
    edit_task(order, by=mara, at=AT, duration_minutes=960)

    assert [dates_of(task)[1].day for task in (order, plan, accept, install)] == [2, 3, 4, 5]


def test_a_circle_through_projects_is_refused_with_its_chain(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)

    with pytest.raises(CannotEdit) as refused:
        link_tasks(cutover, switches, by=mara, at=AT)

    assert str(refused.value) == (
        "Tasks wait for each other in a circle: “Core switches” of P-2027-101 → “Cut over” of P-2027-102 → "
        "“Core switches” of P-2027-101. Remove one of these links."
    )
    assert Link.objects.count() == 1


def test_a_link_within_a_project_may_not_close_a_circle_through_another(core, phones, mara):
    order, accept = make_task(core, "Order"), make_task(core, "Accept")
    plan = make_task(phones, "Plan")
    for project in (core, phones):
        recalculate(project)
    link_tasks(accept, plan, by=mara, at=AT)
    link_tasks(plan, order, by=mara, at=AT)

    with pytest.raises(CannotEdit, match="in a circle"):
        link_tasks(order, accept, by=mara, at=AT)


def test_whoever_does_not_see_the_other_project_cannot_wait_for_it(switches, cutover):
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=cutover.project)

    with pytest.raises(CannotEdit, match=r"There is no such task\."):
        link_tasks(switches, cutover, by=theo, at=AT)


def test_a_link_needs_the_right_to_edit_the_project_that_waits(switches, cutover):
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=switches.project)

    with pytest.raises(Refused):
        link_tasks(switches, cutover, by=theo, at=AT)


def test_projects_beyond_the_editors_sight_are_counted_and_not_named(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=switches.project)

    consequence = edit_task(switches, by=theo, at=AT, duration_minutes=960)

    assert (consequence.others, consequence.beyond) == ([], ["1 other project moves as well."])
    assert "phones" not in changes_of(consequence).summary


def test_a_circle_through_a_project_beyond_sight_does_not_name_it(switches, cutover, mara):
    wiring = make_task(switches.project, "Wiring")
    recalculate(switches.project)
    link_tasks(switches, cutover, by=mara, at=AT)
    link_tasks(cutover, wiring, by=mara, at=AT)
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=switches.project)

    with pytest.raises(CannotEdit) as refused:
        link_tasks(wiring, switches, by=theo, at=AT)

    assert "a task of another project" in str(refused.value)
    assert "Cut over" not in str(refused.value)


def test_setting_predecessors_keeps_those_that_the_editor_may_not_see(switches, cutover, mara):
    plan = make_task(cutover.project, "Plan")
    recalculate(cutover.project)
    link_tasks(switches, cutover, by=mara, at=AT)
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=cutover.project)

    seen = predecessors_of(cutover, seen_by=theo)
    set_predecessors(cutover, {(plan.pk, LinkType.FINISH_TO_START): LinkTerms()}, by=theo, at=AT)

    assert seen == {}
    assert sorted(cutover.links_in.values_list("predecessor", flat=True)) == sorted([switches.pk, plan.pk])


def test_removing_a_task_frees_those_that_wait_for_it_and_says_so(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)

    consequence = remove_task(switches, by=mara, at=AT)

    assert dates_of(cutover)[0] == datetime(2027, 3, 1, 8)
    assert consequence.beyond == [
        "911 phones (P-2027-102): the finish moves from Mar 9, 2027 to Mar 2, 2027.",
        "“Cut over” of P-2027-102 waits for one task less.",
    ]


def test_undoing_a_removal_lets_other_projects_wait_again(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    consequence = remove_task(switches, by=mara, at=AT)

    undo_change(changes_of(consequence), by=mara, at=AT)

    assert dates_of(cutover)[0] == datetime(2027, 3, 8, 8)


def test_undoing_an_edit_takes_the_other_projects_back(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    consequence = edit_task(switches, by=mara, at=AT, duration_minutes=20 * 480)

    undo_change(changes_of(consequence), by=mara, at=AT)

    assert dates_of(cutover)[0] == datetime(2027, 3, 8, 8)


def test_taking_the_link_away_frees_the_task(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)

    unlink_tasks(Link.objects.get(), by=mara, at=AT)

    assert dates_of(cutover)[0] == datetime(2027, 3, 1, 8)


def test_a_closed_project_stays_as_it_is(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    Project.objects.filter(pk=cutover.project_id).update(state=Project.State.CLOSED)

    consequence = edit_task(switches, by=mara, at=AT, duration_minutes=480)

    assert (consequence.others, dates_of(cutover)[0]) == ([], datetime(2027, 3, 8, 8))


def test_an_explanation_leads_to_the_other_project(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)

    steps = [(step.project_id, step.task_id, step.sentence) for step in explanation_of(cutover, reader=mara)]

    assert steps == [
        (
            cutover.project_id,
            cutover.pk,
            "“Cut over” starts Mar 8, 2027, when “Core switches” of P-2027-101 finishes.",
        ),
        (
            switches.project_id,
            switches.pk,
            "“Core switches” of P-2027-101 finishes Mar 5, 2027 by the schedule of its own project.",
        ),
    ]


def test_an_explanation_does_not_name_what_its_reader_may_not_see(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    theo = make_person("Theo Lane")
    give_role(theo, Role.TEAM_MEMBER, over=cutover.project)

    last = explanation_of(cutover, reader=theo)[-1]

    assert (last.task_id, last.project_id, last.name) == (None, None, "a task of another project")
    assert (
        last.sentence == "A task of another project finishes Mar 5, 2027 by the schedule of its own project."
    )


def test_a_project_on_hold_keeps_its_dates_and_the_explanation_says_so(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    Project.objects.filter(pk=switches.project_id).update(state=Project.State.ON_HOLD)

    assert explanation_of(cutover, reader=mara)[-1].sentence.endswith(
        "That project is on hold; its dates stay as they are."
    )


def test_predecessors_are_typed_with_the_number_of_their_project(switches, cutover, mara):
    plan = make_task(cutover.project, "Plan")
    recalculate(cutover.project)
    values = {"predecessors": rf"{plan.uid}; p-2027-101\{switches.uid}FS+2d"}

    apply_commands(cutover.project, [Set(cutover.pk, values, {})], by=mara, at=AT)

    typed = TypedFields(cutover.project, by=mara, as_of=AT.date())
    assert typed.text("predecessors", cutover) == rf"{plan.uid}; P-2027-101\{switches.uid}FS+2d"
    assert dates_of(cutover)[0] == datetime(2027, 3, 10, 8)


def test_a_number_that_is_not_there_or_not_seen_is_refused_alike(switches, cutover):
    theo = make_person("Theo Lane")
    give_role(theo, Role.PROJECT_MANAGER, over=cutover.project)

    for typed in (rf"P-2027-101\{switches.uid}", r"P-2027-999\1"):
        with pytest.raises(CannotApply) as refused:
            apply_commands(cutover.project, [Set(cutover.pk, {"predecessors": typed}, {})], by=theo, at=AT)
        assert str(refused.value.problems[0].problem.message).startswith("There is no task ")


def test_typing_successors_leaves_those_in_other_projects_alone(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    wiring = make_task(switches.project, "Wiring")
    recalculate(switches.project)

    apply_commands(switches.project, [Set(switches.pk, {"successors": str(wiring.uid)}, {})], by=mara, at=AT)

    assert Link.objects.filter(predecessor=switches).count() == 2


def test_the_gantt_names_what_a_task_waits_for_as_far_as_its_reader_sees(switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    project = Project.objects.get(pk=cutover.project_id)

    open_, closed = (
        gantt_document(project, as_of=AT.date(), baseline=None, is_editable=False, named=named)["tasks"]
        for named in ([switches.project_id], [])
    )

    assert (open_["predecessors"], open_["abroad"]) == (
        [rf"P-2027-101\{switches.uid}"],
        ["waits for “Core switches” of P-2027-101, which finishes Mar 5, 2027"],
    )
    assert (closed["predecessors"], closed["abroad"]) == (
        [""],
        ["waits for a task of another project, which finishes Mar 5, 2027"],
    )


def test_a_task_that_another_project_waits_for_is_not_undone_away(core, cutover, mara):
    recalculate(core)
    added, consequence = add_task(core, "Spare switch", by=mara, at=AT)
    link_tasks(added, cutover, by=mara, at=AT)

    with pytest.raises(CannotUndo) as refused:
        undo_change(changes_of(consequence), by=mara, at=AT)

    assert str(refused.value) == "“Spare switch” would go, and has been linked with another task since."
