from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.effort import work_minutes_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment, Project, Task, TaskDates
from milepost.domain.staffing.actions.reassigning import (
    AskTheSupervisor,
    CannotReassign,
    reassign,
    undo_reassignment,
)
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.given_teams import given
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.calculations.reassignments import Reassignment, Reassignments, Way
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate
from milepost.engine.effort import TaskType
from milepost.engine.instants import datetime_of
from tests.factories import AT, link, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    """Who supervises both and may plan their projects."""
    return make_person("Lee Ortega", Role.TECHNICAL_LEAD)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


@pytest.fixture
def sam(team, lead):
    return make_person("Sam Reyes", department=team, supervisor=lead)


@pytest.fixture
def install(kara):
    """Ten days of Kara's work from Monday, March 1, with a task and another project behind it."""
    project = make_project("Radio", state="in_progress")
    task = make_task(project, "Install", days=10, responsible=kara)
    Assignment.objects.create(task=task, person=kara)
    after = make_task(project, "Test", days=3)
    link(task, after)
    link(after, make_task(make_project("Waits", state="in_progress"), "Cut over", days=2))
    return task


@pytest.fixture
def splice(sam):
    """Five days of Sam's work in another project, from March 8 on."""
    project = make_project("Fiber", state="in_progress", start=datetime(2027, 3, 8, 8))
    task = make_task(project, "Splice", days=5)
    Assignment.objects.create(task=task, person=sam)
    return task


def recalculated():
    for project in Project.objects.order_by("pk"):
        recalculate(project)


def shown_before(wanted):
    (effect,) = Reassignments(as_of=DAY).effects([wanted])
    assert effect.refusal == ""
    return effect


def finishes():
    return {project.pk: project.dates.finish for project in Project.objects.select_related("dates")}


def check_came(effect, before):
    """Check that finishes, dates and both people's weeks are what was shown."""
    told = {one.project: datetime_of(one.after) for one in [effect.own, *effect.others]}
    assert finishes() == before | told
    dates = TaskDates.objects.in_bulk(effect.spans)
    assert {pk: (datetime_of(span.start), datetime_of(span.finish)) for pk, span in effect.spans.items()} == {
        pk: (one.start, one.finish) for pk, one in dates.items()
    }
    for load in effect.loads:
        person = Person.objects.get(pk=load.person)
        picture = picture_of([person], periods_from(DAY, Unit.WEEK), as_of=DAY)
        cells = picture.teams[0].people[0].cells
        assert [week.after for week in load.weeks] == pytest.approx([cell.assigned for cell in cells])


@pytest.mark.parametrize("follows_people", [False, True])
@pytest.mark.parametrize("kind", [TaskType.FIXED_UNITS, TaskType.FIXED_DURATION])
@pytest.mark.parametrize(
    ("way", "percent"),
    [(Way.GIVE, 0), (Way.GIVE, 40), (Way.SHARE, 0), (Way.SHARE, 40), (Way.SWAP, 40), (Way.MOVE, 0)],
)
def test_every_reassignment_brings_what_was_shown(
    install, splice, kara, sam, lead, way, kind, percent, follows_people
):
    Task.objects.update(type=kind)
    Project.objects.update(follows_people=follows_people)
    Task.objects.filter(pk=install.pk).update(percent_complete=percent)
    record_absence(sam, AbsenceFields(date(2027, 3, 3), date(2027, 3, 4)), by=lead, at=AT)
    if way is Way.MOVE:
        Assignment.objects.create(task=splice, person=kara)
    recalculated()
    before = finishes()
    wanted = Reassignment(
        way=way, task=install.pk, giver=kara.pk, taker=None if way is Way.MOVE else sam.pk,
        in_return=splice.pk if way is Way.SWAP else None,
    )  # fmt: skip

    shown = shown_before(wanted)
    reassign(wanted, by=lead, at=AT)

    check_came(shown, before)


@pytest.mark.parametrize("kind", [TaskType.FIXED_UNITS, TaskType.FIXED_DURATION])
def test_who_works_on_the_task_already_takes_the_share_in_addition(install, kara, sam, lead, kind):
    Task.objects.update(type=kind)
    Assignment.objects.create(task=install, person=sam, units_percent=50)
    recalculated()
    before = finishes()
    wanted = Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk)

    shown = shown_before(wanted)
    reassign(wanted, by=lead, at=AT)

    check_came(shown, before)
    row = install.assignments.get()
    fixed = kind is TaskType.FIXED_DURATION
    assert (row.person, row.units_percent) == (sam, 150 if fixed else 100)
    assert Task.objects.get(pk=install.pk).duration_minutes == (10 if fixed else 15) * 480


def test_what_is_left_of_a_task_under_way_is_what_the_other_person_has(install, kara, sam, lead):
    Task.objects.filter(pk=install.pk).update(percent_complete=40)
    recalculated()

    shown = shown_before(Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk))

    giver, taker = shown.loads
    assert shown.hours == pytest.approx(48)
    assert sum(week.before - week.after for week in giver.weeks) == pytest.approx(48 * 60)
    assert sum(week.after - week.before for week in taker.weeks) == pytest.approx(48 * 60)


def test_the_cost_is_told_apart_by_loaded_rates_and_undefined_without_one(install, kara, sam):
    recalculated()
    wanted = Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk)
    unknown = shown_before(wanted).cost_difference
    for person, hourly in ((kara, "60"), (sam, "75.50")):
        job_class = JobClass.objects.create(name=f"Class of {person}")
        LaborRate.objects.create(job_class=job_class, hourly=Decimal(hourly), first=date(2026, 1, 1))
        JobClassification.objects.create(person=person, job_class=job_class, first=date(2026, 1, 1))

    assert (unknown, shown_before(wanted).cost_difference) == (None, Decimal("1240.00"))


def test_overload_moves_with_the_task(install, splice, kara, sam):
    Assignment.objects.create(task=splice, person=kara)
    recalculated()

    shown = shown_before(Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk))

    giver, taker = shown.loads
    assert (giver.over_before, giver.over_after) == (pytest.approx(40), 0)
    assert (taker.over_before, taker.over_after) == (0, pytest.approx(40))
    assert [week.period.first for week in taker.over_weeks] == [date(2027, 3, 8)]


def test_one_change_takes_it_back_from_both_projects(install, splice, kara, sam, lead):
    recalculated()
    before = finishes()
    rows = set(Assignment.objects.values_list("task", "person"))
    wanted = Reassignment(way=Way.SWAP, task=install.pk, giver=kara.pk, taker=sam.pk, in_return=splice.pk)
    made = reassign(wanted, by=lead, at=AT)
    swapped = set(Assignment.objects.values_list("task", "person"))

    undo_reassignment(made.change_set, by=lead, at=AT)

    assert swapped == {(install.pk, sam.pk), (splice.pk, kara.pk)}
    assert set(Assignment.objects.values_list("task", "person")) == rows
    assert finishes() == before
    assert Task.objects.get(pk=install.pk).responsible == kara
    with pytest.raises(CannotUndo):
        undo_reassignment(made.change_set, by=lead, at=AT)


def test_who_answers_for_the_task_passes_on_unless_it_is_shared(install, kara, sam, lead):
    recalculated()
    reassign(Reassignment(way=Way.SHARE, task=install.pk, giver=kara.pk, taker=sam.pk), by=lead, at=AT)
    shared = Task.objects.get(pk=install.pk).responsible
    reassign(Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk), by=lead, at=AT)

    assert (shared, Task.objects.get(pk=install.pk).responsible) == (kara, sam)
    assert install.assignments.get().units_percent == 100


def test_it_takes_who_may_plan_the_project_and_give_the_time(install, kara, sam, lead):
    recalculated()
    wanted = Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk)
    supervisor_only = make_person("Sue Pervisor")
    sam.supervisor = supervisor_only
    sam.save()

    with pytest.raises(Refused):
        reassign(wanted, by=supervisor_only, at=AT)
    with pytest.raises(AskTheSupervisor, match="Sam Reyes answers to somebody else"):
        reassign(wanted, by=lead, at=AT)

    assert not ChangeSet.objects.filter(action="staffing.reassign").exists()


def test_a_schedule_that_changed_meanwhile_is_looked_at_again(install, kara, sam, lead):
    recalculated()
    wanted = Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk)
    project = Project.objects.get(pk=install.project_id)

    with pytest.raises(CannotReassign, match="changed meanwhile"):
        reassign(wanted, seen=project.revision - 1, by=lead, at=AT)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"taker": None}, "somebody else"),
        ({"way": Way.SWAP}, "in return"),
        ({"way": Way.MOVE}, "fits where it is"),
    ],
)
def test_what_leads_nowhere_is_refused_in_words(install, kara, sam, lead, changes, words):
    recalculated()
    fields = {"way": Way.GIVE, "task": install.pk, "giver": kara.pk, "taker": sam.pk, **changes}

    with pytest.raises(CannotReassign, match=words):
        reassign(Reassignment(**fields), by=lead, at=AT)


def test_a_done_task_is_nobodys_to_give(install, kara, sam, lead):
    Task.objects.filter(pk=install.pk).update(percent_complete=100)
    recalculated()

    with pytest.raises(CannotReassign, match="done"):
        reassign(Reassignment(way=Way.GIVE, task=install.pk, giver=kara.pk, taker=sam.pk), by=lead, at=AT)


terms = st.tuples(st.floats(1, 100), st.none() | st.integers(1, 5000))


@for_all(mine=terms, theirs=st.none() | terms, share=st.floats(1, 100), kind=st.sampled_from(TaskType))
def test_no_work_is_lost_or_made(mine, theirs, share, kind):
    task = Task(duration_minutes=4800, type=kind)
    team = [Terms(1, "", *mine)] + ([Terms(2, "", *theirs)] if theirs else [])

    found = given(task, team, giver=1, taker=2, share_percent=share)

    after = Task(duration_minutes=found.duration_minutes, type=kind)
    assert work_minutes_of(after, found.team) == pytest.approx(work_minutes_of(task, team), abs=3)
