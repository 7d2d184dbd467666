from datetime import date, timedelta

import pytest

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.changes_since import Kind, changes_since
from milepost.domain.projects.calculations.project_rows import project_rows
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.snapshots import keep_snapshots, snapshots_at, snapshots_before
from milepost.domain.projects.models import Project, ProjectSnapshot
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 1)
TUESDAY = date(2027, 3, 2)
WEEK = timedelta(days=7)


@pytest.fixture
def manager() -> Person:
    return make_person("Mara Quint")


@pytest.fixture
def radios(manager: Person) -> Project:
    project = make_project("Radios", manager=manager, state="in_progress")
    make_task(project, "Install", days=5)
    make_task(project, "Radios accepted", days=0, is_milestone=True)
    recalculate(project)
    return project


def lengthen(project: Project, *, days: int) -> None:
    project.tasks.filter(name="Install").update(duration_minutes=days * 480)
    recalculate(project)


def told(since: date, *, as_of: date) -> dict[Kind, list[str]]:
    rows = project_rows(Project.objects.open(), as_of=as_of)
    found = changes_since(rows, Project.objects.all(), since, as_of=as_of)
    return {kind: [f"{one.project.name}: {one.sentence}" for one in ones] for kind, ones in found.items()}


def test_a_day_on_which_nothing_is_otherwise_leaves_no_snapshot(radios):
    kept = [keep_snapshots(on=MONDAY + timedelta(days=days)) for days in range(3)]

    assert kept == [1, 0, 0]


def test_what_returns_to_what_it_was_within_the_day_is_no_change(radios):
    keep_snapshots(on=MONDAY)
    lengthen(radios, days=8)
    keep_snapshots(on=TUESDAY)
    lengthen(radios, days=5)

    keep_snapshots(on=TUESDAY)

    assert [one.on for one in ProjectSnapshot.objects.all()] == [MONDAY]


def test_a_project_that_ended_is_kept_once_more_and_then_left_alone(radios):
    keep_snapshots(on=MONDAY)
    Project.objects.update(state="closed")

    kept = [keep_snapshots(on=MONDAY + days * timedelta(days=1)) for days in (1, 2)]

    assert kept == [1, 0]


def test_each_project_is_read_as_of_its_own_day(radios, manager):
    pumps = make_project("Pumps", manager=manager)
    keep_snapshots(on=MONDAY)
    lengthen(radios, days=8)
    Project.objects.filter(pk=pumps.pk).update(state="planning")
    keep_snapshots(on=MONDAY + WEEK)

    found = snapshots_at({radios.pk: MONDAY + WEEK, pumps.pk: MONDAY + 2 * WEEK})

    assert [found[one.pk].on for one in (radios, pumps)] == [MONDAY, MONDAY + WEEK]


def test_before_the_first_snapshot_nothing_is_known(radios):
    keep_snapshots(on=MONDAY)

    assert snapshots_before([radios], MONDAY) == {}


def test_a_moved_finish_is_told_in_working_days(radios):
    keep_snapshots(on=MONDAY)
    lengthen(radios, days=8)

    found = told(MONDAY + WEEK, as_of=MONDAY + timedelta(days=3))

    assert found == {Kind.FINISH: ["Radios: 3 working days later: from Mar 5, 2027 to Mar 10, 2027."]}


def test_a_status_that_changed_says_what_it_was_and_why_it_is_so_now(radios):
    keep_snapshots(on=MONDAY)

    found = told(MONDAY + WEEK, as_of=date(2027, 5, 3))

    (sentence,) = found[Kind.STATUS]
    assert sentence.startswith("Radios: Not rated before. “Radios accepted” should have finished")


def test_what_began_and_what_ended_is_told(radios, manager):
    keep_snapshots(on=MONDAY)
    make_project("Pumps", manager=manager)
    Project.objects.filter(pk=radios.pk).update(state="closed")
    keep_snapshots(on=MONDAY + WEEK)

    found = told(MONDAY + timedelta(days=1), as_of=MONDAY + WEEK)

    assert found == {Kind.STATE: ["Radios: From In progress to Closed.", "Pumps: New."]}


def test_without_history_nothing_is_called_new(radios):
    assert told(MONDAY, as_of=MONDAY) == {}


def test_milestones_reached_and_missed_and_new_baselines_are_told(radios, manager):
    set_baseline(radios, name="Agreed", by=manager, at=AT)
    reached = make_task(radios, "Radios bought", days=0, is_milestone=True)
    recalculate(radios)
    reached.percent_complete, reached.actual_finish = 100, reached.dates.finish
    reached.save()

    found = told(MONDAY - WEEK, as_of=date(2027, 3, 8))

    assert found == {
        Kind.MISSED: ["Radios: “Radios accepted” was agreed for Mar 1, 2027 and is open."],
        Kind.REACHED: ["Radios: “Radios bought” on Mar 1, 2027."],
        Kind.BASELINE: ["Radios: “Agreed”, to finish Mar 5, 2027."],
    }
