"""What is shown before an answer equals what the schedules show after it."""

from datetime import date, datetime, timedelta

import pytest

from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Project, Task, TaskDates
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    reopen_request,
)
from milepost.domain.staffing.actions.requesting_staff import accept_counter, ask_for_staff
from milepost.domain.staffing.actions.stepping_requests import CannotRequest
from milepost.domain.staffing.calculations.answers import Answers
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.engine.effort import TaskType
from milepost.engine.instants import datetime_of
from tests.domain.staffing.staff_requests.asking import DAY, wanted
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


def shown_before(request, *, person, share=100.0, first=DAY, makes_room=False):
    terms = OfferedTerms(person.pk, share, first, makes_room)
    (effect,) = Answers(request, as_of=DAY).effects([terms])
    assert effect.refusal == ""
    return effect


def finishes():
    return {project.pk: project.dates.finish for project in Project.objects.select_related("dates")}


def settle(request, counter, *, lead, manager):
    if counter.share_percent == 100 and counter.first == DAY:
        return confirm_request(request, counter=counter, by=lead, at=AT)
    countered = counter_request(request, counter, by=lead, at=AT)
    return accept_counter(countered, by=manager, at=AT)


@pytest.mark.parametrize("follows_people", [False, True])
@pytest.mark.parametrize("makes_room", [False, True])
@pytest.mark.parametrize(("share", "first"), [(100, DAY), (30, date(2027, 3, 4))])
@pytest.mark.parametrize("kind", [TaskType.FIXED_UNITS, TaskType.FIXED_DURATION])
def test_every_answer_brings_what_was_shown(
    project, install, other, kara, lead, manager, share, first, makes_room, follows_people, kind
):
    install.type = kind
    install.save()
    after = make_task(project, "Test", days=3)
    link(install, after)
    waiting = make_project("Waits", state="in_progress")
    link(after, make_task(waiting, "Cut over", days=2))
    behind = make_task(other, "Certify", days=2)
    link(other.tasks.first(), behind)
    project.follows_people = follows_people
    project.save()
    record_absence(kara, AbsenceFields(date(2027, 3, 3), date(2027, 3, 4)), by=lead, at=AT)
    for one in (project, other, waiting):
        recalculate(one)
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)

    shown = shown_before(request, person=kara, share=share, first=first, makes_room=makes_room)
    counter = Counter(
        person=kara, first=first, last=first + timedelta(days=60), share_percent=share, makes_room=makes_room
    )
    if share == 100 and first == DAY:
        counter = Counter(
            person=kara, first=DAY, last=date(2027, 3, 12), share_percent=100.0, makes_room=makes_room
        )
    settle(request, counter, lead=lead, manager=manager)

    told = {one.project: datetime_of(one.after) for one in [shown.own, *shown.others]}
    found = finishes()
    assert told == {pk: found[pk] for pk in told}
    assert {pk for pk in found if pk not in told} <= {waiting.pk}
    dates = TaskDates.objects.in_bulk(shown.spans)
    assert {pk: (datetime_of(span.start), datetime_of(span.finish)) for pk, span in shown.spans.items()} == {
        pk: (one.start, one.finish) for pk, one in dates.items()
    }
    assert kara.assignments.get(task=install).units_percent == share


def agreed_hours(person):
    """The hours a person is assigned to, week by week until the last of them."""
    (team,) = picture_of([person], periods_from(DAY, Unit.WEEK)[:12], as_of=DAY).teams
    return [round(cell.assigned / 60, 2) for cell in team.people[0].cells]


def half_done(project, install):
    """Five of ten days are done on the day of the requests, so that 40 hours are left."""
    Task.objects.filter(pk=install.pk).update(percent_complete=50, actual_start=datetime(2027, 2, 22, 8))
    recalculate(project)


@pytest.mark.parametrize(("share", "weeks"), [(100, [40]), (50, [20, 20]), (25, [10, 10, 10, 10])])
def test_who_joins_a_begun_task_has_all_that_is_left_of_it(
    project, install, kara, lead, manager, share, weeks
):
    half_done(project, install)
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)

    shown = shown_before(request, person=kara, share=share)
    counter = Counter(person=kara, first=DAY, last=date(2027, 3, 12), share_percent=share)
    settle(request, counter, lead=lead, manager=manager)

    assert shown.hours == 40
    assert [round(week.after / 60, 2) for week in shown.weeks[: len(weeks) + 1]] == [*weeks, 0]
    assert agreed_hours(kara)[: len(weeks) + 1] == [*weeks, 0]


@pytest.mark.parametrize(("share", "weeks"), [(50, [20, 20]), (20, [8] * 5)])
def test_another_share_of_a_begun_task_leaves_the_work_that_is_left(
    project, install, kara, lead, manager, share, weeks
):
    recalculate(project)
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)
    confirmed = confirm_request(request, by=lead, at=AT)
    half_done(project, install)
    before = agreed_hours(kara)
    reopened = reopen_request(confirmed, comment="Half of the time.", by=lead, at=AT)

    shown = shown_before(reopened, person=kara, share=share)
    counter = Counter(person=kara, first=DAY, last=date(2027, 4, 30), share_percent=share)
    settle(reopened, counter, lead=lead, manager=manager)

    assert before[:2] == [40, 0]
    assert [round(week.after / 60, 2) for week in shown.weeks[: len(weeks) + 1]] == [*weeks, 0]
    assert agreed_hours(kara)[: len(weeks) + 1] == [*weeks, 0]
    assert Task.objects.get(pk=install.pk).dates.finish == datetime_of(shown.spans[install.pk].finish)


def test_other_work_that_makes_room_waits_and_no_longer(project, install, other, kara, lead, manager):
    recalculate(project)
    splice = other.tasks.get()
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)
    stays = shown_before(request, person=kara)
    yields = shown_before(request, person=kara, makes_room=True)

    confirm_request(
        request,
        counter=Counter(person=kara, first=DAY, last=date(2027, 3, 12), share_percent=100, makes_room=True),
        by=lead,
        at=AT,
    )

    assert [one.days_later for one in stays.others] == [0]
    assert (stays.over_hours, yields.over_hours) == (40, 0)
    assert [one.days_later for one in yields.others] == [7]
    splice.dates.refresh_from_db()
    assert splice.dates.start == datetime(2027, 3, 15, 8)


def test_who_declines_is_shown_what_stays_undone(project, install, kara, manager):
    recalculate(project)
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)

    accepted, declined = Answers(request, as_of=DAY).effects(
        [OfferedTerms(kara.pk, 100, DAY), OfferedTerms(None, 100, DAY)]
    )

    assert (accepted.hours, declined.hours) == (80, 0)
    assert not Assignment.objects.exists()


def test_who_is_to_be_replaced_leaves_with_the_yes_and_stays_with_the_no(
    project, install, other, kara, team, lead, manager
):
    sam = make_person("Sam Reyes", department=team, supervisor=lead)
    Assignment.objects.create(task=install, person=sam)
    recalculate(project)
    first, second = (
        ask_for_staff(project, wanted(install, person=kara, in_place_of=sam), by=manager, at=AT)
        for _ in range(2)
    )

    decline_request(first, comment="Not now.", by=lead, at=AT)
    after_no = list(install.assignments.values_list("person", flat=True))
    shown = shown_before(second, person=kara)
    confirm_request(second, by=lead, at=AT)

    assert after_no == [sam.pk]
    assert list(install.assignments.values_list("person", flat=True)) == [kara.pk]
    assert finishes()[project.pk] == datetime_of(shown.own.after)


def test_nobody_is_asked_for_in_place_of_themselves(project, install, kara, manager):
    recalculate(project)

    with pytest.raises(CannotRequest, match="two people"):
        ask_for_staff(project, wanted(install, person=kara, in_place_of=kara), by=manager, at=AT)
