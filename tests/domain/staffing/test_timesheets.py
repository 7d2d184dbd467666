"""A week in hours: entered, handed in, decided on, posted, and corrected by adjustments alone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.common.models import Rule
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.adjusting_hours import CannotAdjustHours, adjust_hours, lock_hours
from milepost.domain.staffing.actions.checking_in import Said, check_in
from milepost.domain.staffing.actions.deciding_timesheets import (
    CannotDecideHours,
    approve_timesheet,
    return_timesheet,
)
from milepost.domain.staffing.actions.keeping_timesheets import (
    CannotKeepHours,
    keep_timesheet,
    submit_timesheet,
    take_back_timesheet,
)
from milepost.domain.staffing.actions.setting_operations import set_operations
from milepost.domain.staffing.calculations.own_work import own_work
from milepost.domain.staffing.calculations.timesheets import (
    Line,
    days_of,
    entered_in,
    length_of,
    lines_of,
    planned_in,
    posted_in,
    week_in_hours,
)
from milepost.domain.staffing.models import PostedHours, Timesheet
from tests.factories import give_role, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

WEEK = date(2027, 3, 1)
FRIDAY = datetime(2027, 3, 5, 17, tzinfo=ZoneInfo("America/Denver"))
OPERATIONS = Line(code="operations")
HOUR = 60


def switch_on(**more):
    value = {"is_on": True, "feeds_progress": False, **more}
    Rule.objects.create(name="timesheets", effective_on=date(2027, 1, 1), value=value, source="Council")


@pytest.fixture
def lead():
    make_city()
    return make_person("Lee Ortega", department=make_department("Infrastructure"))


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", department=lead.department, supervisor=lead)


@pytest.fixture
def task(kara):
    switch_on()
    project = make_project("Radio", state="in_progress")
    made = make_task(project, "Install", days=5)
    Assignment.objects.create(task=made, person=kara, units_percent=50)
    recalculate(project)
    return made


@pytest.fixture
def install(task):
    return Line(task.project_id, task.uid)


def submitted(kara, hours, *, week=WEEK, at=FRIDAY):
    return submit_timesheet(kara, hours, week=week, by=kara, at=at)


def test_the_week_is_prefilled_from_the_plan_with_operations(lead, kara, install):
    set_operations(kara, share_percent=25, first=WEEK, by=lead, at=FRIDAY)

    week = week_in_hours(kara, WEEK)

    found = {(line.line, line.name): list(line.minutes) for line in week.lines if line.total}
    assert found == {
        (install, "Install"): [240] * 5 + [0, 0],
        (OPERATIONS, "Operations and support"): [120] * 5 + [0, 0],
    }
    assert (week.is_planned, week.total) == (True, 30 * HOUR)
    assert [line.name for line in week.lines][-1] == "Away"


def test_off_by_default(lead, kara):
    with pytest.raises(CannotKeepHours, match="keeps no timesheets"):
        keep_timesheet(kara, {(OPERATIONS, WEEK): 60}, week=WEEK, by=kara, at=FRIDAY)


def test_hours_count_once_they_are_approved(lead, kara, install):
    hours = {(install, WEEK): 240, (OPERATIONS, WEEK): 180}
    keep_timesheet(kara, {(install, WEEK): 300}, week=WEEK, by=kara, at=FRIDAY)
    sheet = submitted(kara, hours)
    assert (entered_in(sheet), posted_in(kara, WEEK)) == (hours, {})

    approved = approve_timesheet(sheet, by=lead, at=FRIDAY)

    assert posted_in(kara, WEEK) == hours
    assert (approved.sheet.state, approved.sheet.decided_by) == ("approved", lead)
    with pytest.raises(CannotKeepHours, match="is approved"):
        keep_timesheet(kara, hours, week=WEEK, by=kara, at=FRIDAY)


def test_a_returned_timesheet_is_mended_and_handed_in_again(lead, kara, install):
    sheet = submitted(kara, {(install, WEEK): 240})
    with pytest.raises(CannotDecideHours, match="what is to be mended"):
        return_timesheet(sheet, reason=" ", by=lead, at=FRIDAY)

    return_timesheet(sheet, reason="Tuesday is missing", by=lead, at=FRIDAY)
    again = submitted(kara, {(install, WEEK): 240, (install, date(2027, 3, 2)): 240})

    assert (again.pk, again.state, again.reason) == (sheet.pk, "submitted", "")


def test_the_second_to_decide_is_told(lead, kara, install):
    boss = make_person("Dee Rector", Role.SUPERVISOR, over=lead.department)
    sheet = submitted(kara, {(install, WEEK): 240})
    approve_timesheet(sheet, seen=sheet.revision, by=lead, at=FRIDAY)

    with pytest.raises(CannotDecideHours, match="Lee Ortega has decided: approved"):
        return_timesheet(sheet, reason="No", seen=sheet.revision, by=boss, at=FRIDAY)

    assert PostedHours.objects.count() == 1


def test_nobody_decides_on_other_hours_than_were_read(lead, kara, install):
    sheet = submitted(kara, {(install, WEEK): 240})
    take_back_timesheet(sheet, by=kara, at=FRIDAY)
    with pytest.raises(CannotDecideHours, match="not handed in"):
        approve_timesheet(sheet, by=lead, at=FRIDAY)
    submitted(kara, {(install, WEEK): 600})

    with pytest.raises(CannotDecideHours, match="have changed"):
        approve_timesheet(sheet, seen=sheet.revision, by=lead, at=FRIDAY)


def test_nobody_approves_the_own_hours_nor_those_of_others_teams(lead, kara, install):
    sheet = submitted(kara, {(install, WEEK): 240})
    kara.supervisor = None
    kara.save()
    both = make_person("Otto Ther", Role.SUPERVISOR, over=make_department("Streets"))

    with pytest.raises(Refused):
        approve_timesheet(sheet, by=both, at=FRIDAY)
    own = make_person("Sue Visor", Role.SUPERVISOR)
    hers = submit_timesheet(own, {(OPERATIONS, WEEK): 60}, week=WEEK, by=own, at=FRIDAY)
    with pytest.raises(CannotDecideHours, match="their own hours"):
        approve_timesheet(hers, by=own, at=FRIDAY)


def test_somebody_who_left_hands_nothing_in_and_the_supervisor_may(lead, kara, install):
    kara.is_active = False
    kara.save()
    hours = {(install, WEEK): 240}
    with pytest.raises(Refused):
        submitted(kara, hours)

    sheet = submit_timesheet(kara, hours, week=WEEK, by=lead, at=FRIDAY)
    approve_timesheet(sheet, by=lead, at=FRIDAY)

    assert posted_in(kara, WEEK) == hours


@pytest.mark.parametrize(
    ("hours", "week", "sentence"),
    [
        ({(OPERATIONS, WEEK): 25 * HOUR}, WEEK, "has 24 hours, and 25 are entered"),
        ({(OPERATIONS, date(2027, 3, 9)): 60}, WEEK, "no day of this week"),
        ({(OPERATIONS, WEEK): -60}, WEEK, "below zero"),
        ({(OPERATIONS, date(2027, 3, 8)): 60}, date(2027, 3, 8), "not begun"),
        ({(OPERATIONS, date(2027, 3, 2)): 60}, date(2027, 3, 2), "begins on a Monday"),
        ({(Line(code="sleep"), WEEK): 60}, WEEK, "tasks that you work on"),
        ({(Line(1, 99), WEEK): 60}, WEEK, "tasks that you work on"),
        ({}, WEEK, "No hours"),
    ],
)
def test_what_is_no_week_is_refused_and_nothing_is_kept(kara, task, hours, week, sentence):
    with pytest.raises(CannotKeepHours, match=sentence):
        submitted(kara, hours, week=week)

    assert not Timesheet.objects.exists()


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2027, 3, 14), 23), (date(2027, 11, 7), 25), (date(2027, 3, 15), 24)],
)
def test_a_day_is_as_long_as_clocks_make_it(kara, task, day, hours):
    week = day - timedelta(days=day.weekday())
    at = datetime(2027, 12, 1, 12, tzinfo=ZoneInfo("America/Denver"))
    assert length_of(day) == hours * HOUR

    with pytest.raises(CannotKeepHours):
        submitted(kara, {(OPERATIONS, day): hours * HOUR + 1}, week=week, at=at)
    assert submitted(kara, {(OPERATIONS, day): hours * HOUR}, week=week, at=at).state == "submitted"


def test_the_other_tasks_of_a_project_take_no_hours(kara, task):
    other = make_task(task.project, "Paint")

    with pytest.raises(CannotKeepHours, match="work on or answer for"):
        submitted(kara, {(Line(task.project_id, other.uid), WEEK): 60})


def test_closed_days_take_no_hours_until_they_are_opened_with_a_reason(lead, kara, install):
    finance = make_person("Fay Nance", Role.FINANCE_ANALYST)
    sheet = submitted(kara, {(install, WEEK): 240})
    lock_hours(date(2027, 3, 7), by=finance, at=FRIDAY)

    with pytest.raises(CannotDecideHours, match="is closed"):
        approve_timesheet(sheet, by=lead, at=FRIDAY)
    with pytest.raises(CannotKeepHours, match="is closed"):
        submit_timesheet(lead, {(OPERATIONS, WEEK): 60}, week=WEEK, by=lead, at=FRIDAY)
    with pytest.raises(CannotAdjustHours, match="opens closed days"):
        lock_hours(date(2027, 2, 28), by=finance, at=FRIDAY)
    with pytest.raises(Refused):
        lock_hours(date(2027, 3, 31), by=lead, at=FRIDAY)
    lock_hours(date(2027, 2, 28), reason="One sheet was late", by=finance, at=FRIDAY)
    approve_timesheet(sheet, by=lead, at=FRIDAY)

    assert posted_in(kara, WEEK) == {(install, WEEK): 240}


def test_what_counts_is_corrected_by_an_adjustment_and_stays_as_it_was_posted(lead, kara, install):
    finance = make_person("Fay Nance", Role.FINANCE_ANALYST)
    approve_timesheet(submitted(kara, {(install, WEEK): 240}), by=lead, at=FRIDAY)
    terms = {"day": WEEK, "at": FRIDAY}

    with pytest.raises(CannotAdjustHours, match="Only 4 hours"):
        adjust_hours(kara, install, minutes=-241, reason="Typing", by=lead, **terms)
    with pytest.raises(CannotKeepHours, match="has 24 hours"):
        adjust_hours(kara, install, minutes=1300, reason="Typing", by=lead, **terms)
    with pytest.raises(CannotAdjustHours, match="Say why"):
        adjust_hours(kara, install, minutes=-60, reason="", by=lead, **terms)
    with pytest.raises(Refused):
        adjust_hours(kara, install, minutes=60, reason="More", by=kara, **terms)
    adjust_hours(kara, install, minutes=-60, reason="It was operations", by=lead, **terms)
    lock_hours(WEEK, by=finance, at=FRIDAY)
    with pytest.raises(CannotAdjustHours, match="closed"):
        adjust_hours(kara, OPERATIONS, minutes=60, reason="It was operations", by=lead, **terms)
    adjust_hours(kara, OPERATIONS, minutes=60, reason="It was operations", by=finance, **terms)

    assert posted_in(kara, WEEK) == {(install, WEEK): 180, (OPERATIONS, WEEK): 60}
    assert [row.minutes for row in PostedHours.objects.order_by("pk")] == [240, -60, 60]


def test_hours_become_progress_only_where_the_city_says_so(lead, kara, task, install):
    sheet = submitted(kara, {(install, WEEK): 300})
    approve_timesheet(sheet, by=lead, at=FRIDAY)
    task.refresh_from_db()
    assert (task.percent_complete, task.actual_start) == (0, None)

    Rule.objects.update(value={"is_on": True, "feeds_progress": True})
    later = date(2027, 3, 2)
    next_monday = datetime(2027, 3, 8, 9, tzinfo=ZoneInfo("America/Denver"))
    adjust_hours(kara, install, day=later, minutes=60, reason="Forgotten", by=lead, at=next_monday)
    other = submit_timesheet(
        kara, {(install, date(2027, 3, 8)): 240}, week=date(2027, 3, 8), by=kara, at=next_monday
    )
    approved = approve_timesheet(other, by=lead, at=next_monday)

    # Of 20 hours 10 are worked: half of the duration is left.
    task.refresh_from_db()
    assert (task.percent_complete, task.remaining_minutes) == (50, 1200)
    assert [project for project, _ in approved.consequences] == [task.project]


def test_an_adjustment_changes_what_is_left_and_hours_of_whoever_has_no_account_do_too(
    lead, kara, task, install
):
    Rule.objects.update(value={"is_on": True, "feeds_progress": True})
    Person.objects.filter(pk=kara.pk).update(user=None)
    give_role(lead, Role.PROJECT_MANAGER, over=task.project)
    hours = {(install, WEEK): 480}
    approve_timesheet(submit_timesheet(kara, hours, week=WEEK, by=lead, at=FRIDAY), by=lead, at=FRIDAY)
    task.refresh_from_db()
    approved = task.remaining_minutes

    adjust_hours(kara, install, day=WEEK, minutes=-120, reason="Another project", by=lead, at=FRIDAY)

    task.refresh_from_db()
    assert (approved, task.remaining_minutes) == (1440, 1680)


def test_what_somebody_said_of_the_hours_left_counts_before_the_hours(lead, kara, task, install):
    Rule.objects.update(value={"is_on": True, "feeds_progress": True})
    own = next(iter(own_work(kara, since=WEEK, until=WEEK + timedelta(days=7))))
    check_in([Said(own, left_minutes=900)], week=WEEK, by=kara, at=FRIDAY)
    task.refresh_from_db()
    said = task.remaining_minutes

    approve_timesheet(submitted(kara, {(install, WEEK): 480}), by=lead, at=FRIDAY)

    task.refresh_from_db()
    assert task.remaining_minutes == said == 1800


def test_hours_never_finish_a_task(lead, kara, task, install):
    Rule.objects.update(value={"is_on": True, "feeds_progress": True})
    hours = {(install, day): 600 for day in days_of(WEEK)[:4]}

    approve_timesheet(submitted(kara, hours), by=lead, at=FRIDAY)

    task.refresh_from_db()
    assert (task.percent_complete, task.actual_finish) == (99, None)


def test_hours_outlast_a_task_that_is_removed(lead, kara, task, install):
    approve_timesheet(submitted(kara, {(install, WEEK): 240}), by=lead, at=FRIDAY)
    Assignment.objects.all().delete()
    Task.objects.filter(pk=task.pk).delete()

    week = week_in_hours(kara, WEEK)

    assert [(line.name, line.total) for line in week.lines] == [("Radio", 240)]


def test_a_week_takes_as_many_queries_for_many_tasks(kara, task, django_assert_num_queries):
    planned_in(kara, WEEK)
    with django_assert_num_queries(17):
        week_in_hours(kara, WEEK)
    for number in range(8):
        made = make_task(task.project, f"More {number}", days=5)
        Assignment.objects.create(task=made, person=kara, units_percent=5)
    recalculate(task.project)

    with django_assert_num_queries(17):
        week_in_hours(kara, WEEK)


HOURS = st.dictionaries(
    st.tuples(st.sampled_from(["operations", "training", "away"]), st.integers(0, 6)),
    st.integers(1, 480),
    max_size=21,
)


@given(HOURS)
@settings(max_examples=40, deadline=None)
def test_hours_by_day_re_add_to_lines_and_to_the_week(entered):
    days = days_of(WEEK)
    hours = {(Line(code=code), days[place]): minutes for (code, place), minutes in entered.items()}

    lines = lines_of(hours, [], days)

    assert sum(line.total for line in lines) == sum(hours.values())
    by_day = [sum(line.minutes[place] for line in lines) for place in range(7)]
    assert by_day == [sum(m for (_, day), m in hours.items() if day == one) for one in days]


@given(st.lists(st.integers(-300, 300).filter(bool), max_size=12))
@settings(max_examples=25, deadline=None)
def test_adjustments_re_add(deltas):
    make_city()
    lead = make_person()
    kara = make_person(supervisor=lead)
    standing = 0
    for minutes in deltas:
        fits = 0 <= standing + minutes <= 24 * HOUR
        terms = {"day": WEEK, "minutes": minutes, "reason": "Clock", "by": lead, "at": FRIDAY}
        if fits:
            adjust_hours(kara, OPERATIONS, **terms)
            standing += minutes
        else:
            with pytest.raises((CannotAdjustHours, CannotKeepHours)):
                adjust_hours(kara, OPERATIONS, **terms)

    assert sum(posted_in(kara, WEEK).values()) == standing
    assert sum(PostedHours.objects.filter(person=kara).values_list("minutes", flat=True)) == standing
