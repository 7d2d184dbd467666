"""A new project is staffed from empty to confirmed while two supervisors answer differently."""

from datetime import date, datetime

import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, ProjectDates
from milepost.domain.staffing.actions.answering_requests import Counter, confirm_request, counter_request
from milepost.domain.staffing.actions.requesting_staff import accept_counter, ask_for_staff
from milepost.domain.staffing.calculations.answers import Answers
from milepost.domain.staffing.calculations.suggested_answers import Kind, suggestions_for
from milepost.engine.instants import datetime_of
from tests.domain.staffing.staff_requests.asking import DAY, wanted
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


def shown(request):
    answers = Answers(request, as_of=DAY)
    return {one.kind: one for one in suggestions_for(answers, request.offer)}


def finishes_of(effect):
    return {one.project: datetime_of(one.after) for one in [effect.own, *effect.others]}


def now_of(projects):
    rows = ProjectDates.objects.filter(project__in=projects)
    return {row.project_id: row.finish for row in rows}


def test_two_supervisors_answer_differently_and_the_schedules_show_what_was_shown(
    manager, lead, kara, other, director
):
    project = make_project("Station 9", manager=manager, state="planning")
    wire, set_up = make_task(project, "Wire", days=10), make_task(project, "Set up", days=5)
    link(wire, set_up)
    recalculate(project)
    second_lead = make_person("Sol Vega", supervisor=director)
    omar = make_person("Omar Quist", supervisor=second_lead)
    busy = make_project("Payroll", state="in_progress", start=datetime(2027, 3, 15, 8))
    Assignment.objects.create(task=make_task(busy, "Test payroll", days=5), person=omar)
    recalculate(busy)

    first = ask_for_staff(project, wanted(wire, person=kara), by=manager, at=AT)
    second = ask_for_staff(
        project,
        wanted(set_up, person=omar, first=date(2027, 3, 15), last=date(2027, 3, 19)),
        by=manager,
        at=AT,
    )
    with_room = shown(first)[Kind.MAKE_ROOM]
    confirm_request(
        first,
        counter=Counter(person=kara, first=DAY, last=date(2027, 3, 12), share_percent=100, makes_room=True),
        by=lead,
        at=AT,
    )
    after_first = now_of(finishes_of(with_room.effect))
    later = shown(second)[Kind.LATER]
    terms = later.terms
    offered = counter_request(
        second,
        Counter(person=omar, first=terms.first, last=later.last, share_percent=terms.share_percent),
        comment="Payroll first.",
        by=second_lead,
        at=AT,
    )
    accept_counter(offered, by=manager, at=AT)

    assert after_first == finishes_of(with_room.effect)
    assert now_of(finishes_of(later.effect)) == finishes_of(later.effect)
    assert [one.days_later for one in with_room.effect.others] == [7]
    assert later.effect.own.days_later == 7
    assert {row.person.name for row in Assignment.objects.filter(task__project=project)} == {
        "Kara Montoya",
        "Omar Quist",
    }
    assert set(project.staff_requests.values_list("state", flat=True)) == {"confirmed"}
