from datetime import date, datetime

import pytest

from milepost.domain.common.models import Change
from milepost.domain.people.actions.recording_absences import (
    AbsenceFields,
    CannotRecord,
    record_absence,
    withdraw_absence,
)
from milepost.domain.people.models import Absence
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.setting_operations import set_operations, withdraw_operations
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.demand import demands_of, spread
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.queries import open_assignments, staffed_people
from tests.factories import (
    AT,
    make_calendar,
    make_city,
    make_department,
    make_organization,
    make_person,
    make_project,
    make_task,
)

pytestmark = pytest.mark.django_db
HOUR = 60
MARCH = date(2027, 3, 1)


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure", make_department("Information Technology"))


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", Role.SUPERVISOR, over=team, department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


def weeks(count=2):
    return periods_from(MARCH, Unit.WEEK)[:count]


def hours(person, periods=None):
    (team,) = picture_of([person], periods or weeks(), as_of=MARCH).teams
    return [tuple(round(minutes / HOUR, 2) for minutes in cell) for cell in team.people[0].cells]


def assigned(person, *, days=5, state="in_progress", units=100, work=None, **fields):
    project = make_project(state=state, **fields)
    task = make_task(project, days=days)
    Assignment.objects.create(task=task, person=person, units_percent=units, work_minutes=work)
    recalculate(project)
    return task


def test_capacity_is_the_calendar_less_absences_and_operations_take_their_share_of_it(kara, lead, team):
    record_absence(kara, AbsenceFields(date(2027, 3, 4), date(2027, 3, 5)), by=lead, at=AT)
    set_operations(team, share_percent=25, first=date(2027, 1, 1), by=lead, at=AT)

    assert hours(kara) == [(24, 6, 0, 0), (40, 10, 0, 0)]


def test_a_person_on_an_own_calendar_has_its_hours(kara):
    kara.calendar = make_calendar(week=[[[480, 720]]] * 4 + [[], [], []])
    kara.save()

    assert hours(kara) == [(16, 0, 0, 0), (16, 0, 0, 0)]


def test_overlapping_absences_add_up_to_at_most_the_whole_day(kara, lead):
    record_absence(kara, AbsenceFields(MARCH, None, share_percent=60), by=lead, at=AT)
    record_absence(kara, AbsenceFields(MARCH, MARCH, share_percent=60), by=lead, at=AT)

    assert hours(kara) == [(4 * 3.2, 0, 0, 0), (16, 0, 0, 0)]


def test_the_own_load_counts_before_the_division_and_that_before_the_department(kara, lead, team):
    boss = make_person("Ada Lovato", Role.ADMINISTRATOR)
    set_operations(team.parent, share_percent=50, first=date(2027, 1, 1), by=boss, at=AT)
    set_operations(team, share_percent=25, first=date(2027, 3, 8), by=lead, at=AT)
    own = set_operations(kara, share_percent=0, first=date(2027, 3, 9), last=date(2027, 3, 9), by=lead, at=AT)

    assert hours(kara) == [(40, 20, 0, 0), (40, 8, 0, 0)]
    withdraw_operations(own, by=lead, at=AT)
    assert hours(kara) == [(40, 20, 0, 0), (40, 10, 0, 0)]


def test_a_load_that_begins_the_same_day_takes_the_place_of_the_other(kara, lead):
    for percent in (10, 20):
        set_operations(kara, share_percent=percent, first=MARCH, by=lead, at=AT)

    assert hours(kara) == [(40, 8, 0, 0), (40, 8, 0, 0)]


def test_units_are_spread_over_the_days_of_the_task(kara):
    assigned(kara, days=10, units=50)

    assert hours(kara) == [(40, 0, 20, 0), (40, 0, 20, 0)]


def test_decided_work_is_spread_whatever_the_units_say(kara):
    assigned(kara, days=10, work=10 * HOUR)

    assert hours(kara) == [(40, 0, 5, 0), (40, 0, 5, 0)]


def test_what_is_done_is_not_asked_again_and_what_is_overdue_counts_on_the_first_day(kara):
    task = assigned(kara, days=5, start=datetime(2027, 2, 1, 8))
    task.percent_complete = 25
    task.save()

    assert hours(kara) == [(40, 0, 30, 0), (40, 0, 0, 0)]


@pytest.mark.parametrize(
    ("state", "expected"),
    [("proposed", (40, 0, 0, 40)), ("on_hold", (40, 0, 0, 0)), ("closed", (40, 0, 0, 0))],
)
def test_demand_of_a_proposed_project_is_tentative_and_of_an_idle_one_none(kara, state, expected):
    assigned(kara, state=state)

    assert hours(kara)[0] == expected


def test_people_of_a_summary_are_counted_below_it_alone(kara):
    task = assigned(kara)
    make_task(task.project, parent=task)
    recalculate(task.project)

    assert hours(kara)[0] == (40, 0, 0, 0)


def test_overload_is_told_of_the_person_and_counted_in_the_team(kara, lead):
    assigned(kara)
    assigned(kara, units=20)

    (team,) = picture_of([kara, lead], weeks(), as_of=MARCH).teams

    row = next(row for row in team.people if row.person == kara)
    assert [cell.is_over for cell in row.cells] == [True, False]
    assert round(row.cells[0].load_percent) == 120
    assert (team.whole.cells[0].is_over, team.over_counts) == (False, [1, 0])


def test_nobody_there_has_no_load_percent(kara, lead):
    record_absence(kara, AbsenceFields(MARCH, date(2027, 3, 31)), by=lead, at=AT)

    (team,) = picture_of([kara], weeks(), as_of=MARCH).teams

    assert [cell.load_percent for cell in team.people[0].cells] == [None, None]


def test_roles_that_nobody_fills_stand_apart(kara):
    task = assigned(kara)
    Assignment.objects.create(task=task, resource="Analyst", units_percent=200)

    picture = picture_of([kara], weeks(), as_of=MARCH)

    assert [(row.name, row.cells[0].assigned / HOUR) for row in picture.roles] == [("Analyst", 80)]


def test_the_picture_takes_as_many_queries_for_many_as_for_few(kara, team, django_assert_num_queries):
    for _ in range(3):
        assigned(make_person(department=team), calendar=make_calendar())
    people = list(staffed_people())

    with django_assert_num_queries(11):
        picture_of(people, periods_from(MARCH, Unit.MONTH), as_of=MARCH)


def test_the_sum_over_all_periods_is_the_work_that_is_left(kara):
    for days in (3, 17, 40):
        task = assigned(kara, days=days, units=70)
        task.percent_complete = 30
        task.save()
    demands = demands_of(open_assignments())

    found = spread(demands, periods_from(MARCH, Unit.WEEK), as_of=date(2027, 3, 10))

    assert found.minutes.sum(axis=1) == pytest.approx([days * 480 * 0.7 * 0.7 for days in (3, 17, 40)])


def test_only_who_staffs_a_persons_time_records_absences(kara, lead):
    colleague = make_person("Sam Lee", Role.TEAM_MEMBER)

    with pytest.raises(Refused):
        record_absence(kara, AbsenceFields(MARCH, MARCH), by=colleague, at=AT)
    with pytest.raises(Refused):
        record_absence(kara, AbsenceFields(MARCH, MARCH), by=kara, at=AT)
    with pytest.raises(Refused):
        set_operations(kara, share_percent=10, first=MARCH, by=colleague, at=AT)


def test_the_supervisor_named_staffs_a_persons_time_without_a_role(kara):
    boss = make_person("Noa Vance")
    kara.supervisor = boss
    kara.save()

    absence = record_absence(kara, AbsenceFields(MARCH, MARCH), by=boss, at=AT)
    withdraw_absence(absence, by=boss, at=AT)

    assert not Absence.objects.exists()


def test_the_reason_of_an_absence_is_kept_out_of_the_history(kara, lead):
    record_absence(kara, AbsenceFields(MARCH, MARCH, kind="leave", note="Surgery"), by=lead, at=AT)

    (change,) = Change.objects.filter(object_type="people.absence")

    assert change.values.keys().isdisjoint({"kind", "note"})
    assert Absence.objects.get().note == "Surgery"


def test_absences_are_of_the_citys_own_people(lead):
    vendor = make_person("Vi Ender", organization=make_organization(), supervisor=lead)

    with pytest.raises(CannotRecord):
        record_absence(vendor, AbsenceFields(MARCH, MARCH), by=lead, at=AT)


def test_months_begin_on_their_first_day_and_weeks_on_mondays():
    months = periods_from(date(2026, 11, 30), Unit.MONTH, months=3)
    first_week = periods_from(date(2026, 11, 30), Unit.WEEK)[0]

    assert months == [
        Period(date(2026, 11, 1), date(2026, 12, 1)),
        Period(date(2026, 12, 1), date(2027, 1, 1)),
        Period(date(2027, 1, 1), date(2027, 2, 1)),
    ]
    assert first_week == Period(date(2026, 11, 30), date(2026, 12, 7))
