from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.people.permissions import Refused
from milepost.domain.projects.calculations.progress_words import Word
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.checking_in import CannotCheckIn, Said, check_in
from milepost.domain.staffing.calculations.own_work import OwnTask, own_work, remaining_of, week_of
from milepost.domain.staffing.models import CheckIn, CheckInLine
from milepost.domain.staffing.waiting import own_check_in
from tests.factories import AT, make_person, make_project, make_task

MONDAY = date(2027, 3, 1)
NEXT_MONDAY = date(2027, 3, 8)


@pytest.fixture
def otto(db):
    return make_person("Otto Frey")


def a_task(person, *, units=100.0, days=5.0, **fields):
    project = make_project("Radios", state="in_progress", start=datetime(2027, 3, 1, 8))
    task = make_task(project, "Install", days=days, **fields)
    Assignment.objects.create(task=task, person=person, units_percent=units)
    recalculate(project)
    return task


def own(person):
    return own_work(person, since=MONDAY, until=NEXT_MONDAY)


def say(person, **words):
    [mine] = own(person)
    return check_in([Said(mine, **words)], week=MONDAY, by=person, at=AT)


def state_of(task):
    task.refresh_from_db()
    return task.percent_complete, task.remaining_minutes, task.actual_start


@pytest.mark.parametrize("day", [date(2027, 3, 14), date(2027, 11, 7)])
def test_a_week_in_which_the_clocks_are_set_begins_on_its_monday(day):
    assert week_of(day) == day - timedelta(days=6)


def test_hours_left_become_remaining_duration_at_the_share_of_time(otto):
    task = a_task(otto, units=50)

    say(otto, percent=30.0, left_minutes=10 * 60)

    assert state_of(task) == (30, 1200, datetime(2027, 3, 1, 8))


def test_of_hours_alone_the_percentage_follows(otto):
    task = a_task(otto, percent_complete=50)

    say(otto, left_minutes=60 * 60)

    assert state_of(task)[:2] == (25, 3600)


def test_of_a_percentage_alone_the_hours_follow(otto):
    a_task(otto)

    say(otto, percent=40.0)

    assert own(otto)[0].left_minutes == 24 * 60


def test_no_hours_left_is_done(otto):
    task = a_task(otto)

    say(otto, left_minutes=0)

    task.refresh_from_db()
    assert (task.percent_complete, task.actual_finish) == (100, datetime(2027, 3, 1, 9))


def test_a_word_stands_for_figures(otto):
    task = a_task(otto)

    say(otto, percent=Word.STARTED)

    assert state_of(task)[2] == datetime(2027, 3, 1, 8)


def test_who_has_most_left_decides_how_long_a_shared_task_takes(otto):
    task = a_task(otto)
    kara = make_person("Kara Montoya")
    Assignment.objects.create(task=task, person=kara)
    say(kara, percent=20.0, left_minutes=50 * 60)

    say(otto, percent=20.0, left_minutes=8 * 60)

    assert state_of(task)[1] == 3000


def test_what_was_said_this_week_is_shown_again(otto):
    a_task(otto)
    say(otto, percent=20.0, left_minutes=17 * 60)

    [mine] = own(otto)

    assert mine.left_minutes == 17 * 60


def test_nothing_changed_is_a_check_in_all_the_same(otto):
    task = a_task(otto)

    made = say(otto)

    lines = CheckInLine.objects.values_list("task", "percent_complete", "left_minutes")
    assert (made.consequences, list(lines)) == ([], [(task.pk, 0, 2400)])


def test_only_those_who_work_on_a_task_say_something_of_it(otto):
    task = a_task(otto)
    stranger = make_person("Kara Montoya")

    with pytest.raises(Refused):
        check_in([Said(OwnTask(task, 2400), percent=100.0)], week=MONDAY, by=stranger, at=AT)

    assert (state_of(task)[0], CheckIn.objects.count()) == (0, 0)


def test_nothing_is_written_where_one_project_refuses(otto):
    task = a_task(otto)
    other = a_task(otto)
    found = own(otto)
    Task.objects.filter(pk=other.pk).update(name="Closed")
    type(other.project).objects.filter(pk=other.project_id).update(state="closed")

    with pytest.raises(Exception, match="closed"):
        check_in([Said(one, percent=50.0) for one in found], week=MONDAY, by=otto, at=AT)

    assert (state_of(task)[0], CheckIn.objects.count()) == (0, 0)


def test_a_week_to_come_is_refused(otto):
    with pytest.raises(CannotCheckIn):
        check_in([], week=NEXT_MONDAY, by=otto, at=AT)


def test_it_waits_until_it_is_made(otto):
    a_task(otto)
    before = [one.due for one in own_check_in(otto, MONDAY)]

    say(otto)

    assert (before, list(own_check_in(otto, MONDAY))) == ([date(2027, 3, 5)], [])


@given(st.integers(0, 10_000), st.integers(1, 20_000), st.floats(1, 200))
def test_hours_left_and_remaining_duration_are_each_others_inverse(left, duration, units):
    whole = duration * units / 100

    remaining = remaining_of(left, whole, duration)

    assert abs(remaining * whole / duration - left) <= units / 200 + 1e-6
