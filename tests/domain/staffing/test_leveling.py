from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import Run
from milepost.domain.common.runs import changed_since, forget_old_runs, make_run
from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.leveling import clear_leveling
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.leveling_projects import (
    CannotLevel,
    apply_leveling,
    start_leveling,
    undo_leveling,
)
from milepost.domain.staffing.actions.leveling_scenarios import discard_scenario, keep_scenario
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.leveling import combined
from milepost.domain.staffing.calculations.leveling_comparison import comparison_of
from milepost.domain.staffing.calculations.leveling_words import words_of
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.models import AppliedLeveling, LevelingScenario
from milepost.engine.leveling import EARLY, STEADY
from tests.factories import AT, link, make_calendar, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 1)


@pytest.fixture
def planner():
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def kara():
    make_city()
    return make_person("Kara Montoya")


def make_plan(name, person, *days, units=100, calendar=None):
    """Make a project whose tasks follow each other, all of them one person's."""
    project = make_project(name, state="in_progress", calendar=calendar or make_calendar())
    before = None
    for number, length in enumerate(days, 1):
        task = make_task(project, f"{name} {number}", days=length)
        Assignment.objects.create(task=task, person=person, units_percent=units)
        if before:
            link(before, task)
        before = task
    recalculate(project)
    return project


def leveled(projects, planner, **options):
    run = asked(projects, planner, **options)
    make_run(run, report=lambda percent, message: None, at=AT)
    run.refresh_from_db()
    return run


def asked(projects, planner, *, objectives=("early",), until=None, priorities=(), hold_deadlines=False):
    return start_leveling(
        dict.fromkeys(projects, "normal") | dict(priorities),
        objectives=objectives,
        until=until,
        seconds=1,
        seed=7,
        as_of=MONDAY,
        hold_deadlines=hold_deadlines,
        by=planner,
        at=AT,
    )


def dates_of(*projects):
    rows = Task.objects.filter(project__in=projects).order_by("project", "position")
    return list(rows.values_list("name", "dates__start", "dates__finish"))


def test_two_projects_that_share_a_person_come_one_after_the_other(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)

    run = leveled([first, second], planner)

    (moved,) = run.result["tasks"]
    assert moved["person"] == kara.pk
    assert (moved["held"], len(moved["by"])) == ("resource", 1)
    assert sum(one["moved"] for one in run.result["projects"]) == 1


def test_somebody_on_nights_is_leveled_on_nights(kara, planner):
    kara.calendar = make_calendar("Nights", week=[[[1080, 1440]]] * 5 + [[], []])
    kara.save()
    projects = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)
    for project in projects:
        project.follows_people = True
        project.save()
        recalculate(project)

    run = leveled(projects, planner)

    (moved,) = run.result["tasks"]
    assert (moved["held"], moved["person"]) == ("resource", kara.pk)
    apply_leveling(run, by=planner, at=AT)
    (_, first, end), (_, start, finish) = sorted(dates_of(*projects), key=lambda row: row[1])
    assert min(first.hour, start.hour) >= 18
    assert end <= start < finish


def test_what_is_applied_is_what_was_shown_and_nobody_has_too_much_then(kara, planner):
    projects = [
        make_plan("Switches", kara, 5, 4, 2),
        make_plan("Phones", kara, 3, 7),
        make_plan("Radio", kara, 6),
    ]
    before = dates_of(*projects)

    run = leveled(projects, planner)
    applied = apply_leveling(run, by=planner, at=AT)

    shown = {one["task"]: one["after"] for one in run.result["tasks"]}
    tasks = Task.objects.filter(pk__in=shown).select_related("dates")
    minutes = datetime(1970, 1, 1)
    assert {
        task.pk: [
            int((task.dates.start - minutes).total_seconds() // 60),
            int((task.dates.finish - minutes).total_seconds() // 60),
        ]
        for task in tasks
    } == shown
    (team,) = picture_of([kara], periods_from(MONDAY, Unit.WEEK), as_of=MONDAY).teams
    assert not team.people[0].over_count

    undo_leveling(applied, by=planner, at=AT)
    assert dates_of(*projects) == before
    assert AppliedLeveling.objects.get().is_undone


def test_what_people_owe_to_other_projects_stays_where_it_is(kara, planner):
    other, chosen = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)

    run = leveled([chosen], planner)

    (moved,) = run.result["tasks"]
    assert moved["by"] == [other.tasks.get().pk]
    assert [one["project"] for one in run.result["projects"]] == [chosen.pk]


def test_work_goes_around_an_absence(kara, planner):
    boss = make_person("Lee Ortega")
    kara.supervisor = boss
    kara.save()
    record_absence(kara, AbsenceFields(date(2027, 3, 1), date(2027, 3, 5)), by=boss, at=AT)
    project = make_plan("Phones", kara, 3)

    run = leveled([project], planner)

    (moved,) = run.result["tasks"]
    starts = datetime(2027, 3, 8, 8) - datetime(1970, 1, 1)
    assert moved["after"][0] == starts.total_seconds() // 60


def test_what_asks_for_more_than_there_ever_is_is_named_and_still_leveled(kara, planner):
    project = make_plan("Phones", kara, 3, units=150)

    run = leveled([project], planner)

    assert run.result["unmet"] == [[project.tasks.get().pk, kara.pk, 150]]


def test_tasks_beyond_the_horizon_ask_for_nobody(kara, planner):
    first, second = make_plan("Switches", kara, 5, 5), make_plan("Phones", kara, 5, 5)

    run = leveled([first, second], planner, until=date(2027, 2, 28))

    assert run.result["tasks"] == []


def test_an_edit_since_is_told_and_refuses_the_application(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)
    run = leveled([first, second], planner)
    edit_task(first.tasks.get(), by=planner, at=AT, duration_minutes=960)

    assert changed_since(run) == [str(first)]
    with pytest.raises(CannotLevel, match="Level again first"):
        apply_leveling(run, by=planner, at=AT)


def test_a_leveling_is_not_taken_back_once_its_tasks_were_moved_otherwise(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)
    applied = apply_leveling(leveled([first, second], planner), by=planner, at=AT)
    moved = next(one for one in (first, second) if one.tasks.get().leveling_delay_minutes)
    clear_leveling(moved, by=planner, at=AT)

    with pytest.raises(CannotUndo):
        undo_leveling(applied, by=planner, at=AT)
    assert not AppliedLeveling.objects.get().is_undone


def test_clearing_brings_the_dates_back(kara, planner):
    projects = [make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)]
    before = dates_of(*projects)
    apply_leveling(leveled(projects, planner), by=planner, at=AT)

    for project in projects:
        clear_leveling(project, by=planner, at=AT)

    assert dates_of(*projects) == before


def test_applying_takes_the_permission_on_every_project(kara, planner):
    projects = [make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)]
    run = leveled(projects, planner)
    lead = make_person("Lee Ortega", Role.SUPERVISOR)

    with pytest.raises(Refused):
        apply_leveling(run, by=lead, at=AT)
    assert not AppliedLeveling.objects.exists()


def test_leveling_takes_a_permission_and_something_to_level(kara, planner):
    project = make_plan("Switches", kara, 5)

    with pytest.raises(Refused):
        asked([project], kara)
    with pytest.raises(CannotLevel):
        asked([], planner)
    with pytest.raises(CannotLevel):
        asked([project], planner, objectives=())
    assert not Run.objects.exists()


def test_the_same_seed_gives_the_same_answer(kara, planner):
    projects = [make_plan("Switches", kara, 5, 4), make_plan("Phones", kara, 3, 2)]

    first, second = leveled(projects, planner), leveled(projects, planner)

    assert first.result["tasks"] == second.result["tasks"]
    assert first.digest == second.digest


def test_objectives_add_up():
    assert combined(["early", "steady"]).moves == STEADY.moves
    assert combined(["early", "steady"]).makespan == EARLY.makespan + STEADY.makespan


def test_scenarios_stand_beside_each_other_and_are_discarded(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)
    early = keep_scenario(leveled([first, second], planner), name="Early", by=planner, at=AT)
    phones = leveled([first, second], planner, objectives=("on_time",), priorities={second: "high"})
    ahead = keep_scenario(phones, name="Phones first", by=planner, at=AT)

    found = comparison_of([early, ahead], reader=planner)

    assert {row.project for row in found.projects} == {first, second}
    assert [len(column.words.people) for column in found.columns] == [1, 1]
    assert {row.task.project_id for row in found.tasks} <= {first.pk, second.pk}
    assert found.days_late_now is None

    discard_scenario(early, by=planner, at=AT)
    assert list(LevelingScenario.objects.all()) == [ahead]
    assert not Run.objects.get(pk=early.run_id).is_kept


def test_a_scenario_keeps_its_run_from_being_forgotten(kara, planner):
    projects = [make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)]
    kept = keep_scenario(leveled(projects, planner), name="Early", by=planner, at=AT)
    for _ in range(12):
        Run.objects.create(kind=kept.run.kind, parameters={}, engine_version="1", at=AT)

    forget_old_runs(at=AT + timedelta(days=4000))

    assert Run.objects.filter(pk=kept.run_id).exists()


def test_a_name_is_given_to_one_scenario_alone(kara, planner):
    projects = [make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)]
    keep_scenario(leveled(projects, planner), name="Early", by=planner, at=AT)

    with pytest.raises(ValidationError, match="Another scenario has this name"):
        keep_scenario(leveled(projects, planner, objectives=("steady",)), name="Early", by=planner, at=AT)


def test_deadlines_that_no_dates_keep_are_named_with_what_would_help(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 5)
    Task.objects.update(deadline=datetime(2027, 3, 8, 17))
    for project in (first, second):
        recalculate(project)

    run = leveled([first, second], planner, objectives=("on_time",), hold_deadlines=True)

    (obstacle,) = run.result["obstacles"]
    assert (obstacle["field"], len(obstacle["tasks"])) == ("deadline", 1)
    ((sentence, change),) = words_of(run, reader=planner).obstacles
    assert "cannot keep its deadline" in sentence
    assert change.startswith("Move the deadline to Mar 12")
    with pytest.raises(CannotLevel, match="no result"):
        apply_leveling(run, by=planner, at=AT)


def test_the_order_is_explained_by_priority(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 5)

    run = leveled([first, second], planner, objectives=("on_time",), priorities={second: "high"})

    (moved,) = words_of(run, reader=planner).tasks
    assert moved.task.project == first
    assert "busy with “Phones 1”" in moved.why
    assert moved.why.endswith("whose project has the higher priority")


def test_why_a_leveled_date_names_who_is_waited_for_and_hides_what_the_reader_may_not_see(kara, planner):
    first, second = make_plan("Switches", kara, 5), make_plan("Phones", kara, 3)
    run = leveled([first, second], planner, objectives=("on_time",), priorities={first: "high"})
    apply_leveling(run, by=planner, at=AT)
    waiting = second.tasks.get()
    owner = make_person("Noa Vance")
    second.manager = owner
    second.save()

    told = explanation_of(waiting, reader=planner)[0].sentence
    hidden = explanation_of(waiting, reader=owner)[0].sentence

    until = "until Mar 5, 2027."
    assert told.endswith(f"It waits for Kara Montoya, on “Switches 1” ({first.number}) {until}")
    assert hidden.endswith(f"It waits for Kara Montoya, on another project {until}")
