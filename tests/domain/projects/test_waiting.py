from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import Urgency, Waiting, waiting_for
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Issue, Risk
from tests.factories import give_role, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2027, 3, 3)


def told(person: Person) -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in waiting_for(person, as_of=WEDNESDAY)]


def test_urgency_follows_from_the_day(db):
    days = [date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 7), date(2027, 3, 8), None]

    found = [Waiting("task", None, "Install", due=day).urgency(WEDNESDAY) for day in days]

    late, week, following = Urgency.LATE, Urgency.THIS_WEEK, Urgency.NEXT
    assert found == [late, week, week, following, week]


def test_own_tasks_wait_even_on_a_project_that_one_may_not_see():
    member = make_person("Otto Frey")
    project = make_project(state="in_progress", is_restricted=True)
    make_task(project, "Install", responsible=member)
    make_task(project, "Somebody else's")
    make_task(project, "Done", responsible=member, percent_complete=100)
    make_task(project, "Much later", responsible=member, constraint=2, constraint_at=datetime(2027, 9, 6, 8))
    recalculate(project)

    assert told(member) == [("task", "Install"), ("check_in", "Check in for the week")]


def test_a_task_of_a_held_project_does_not_wait():
    member = make_person("Otto Frey")
    project = make_project(state="on_hold")
    make_task(project, "Install", responsible=member)
    recalculate(project)

    assert told(member) == []


def test_own_risks_and_issues_wait_where_the_project_is_visible():
    owner = make_person("Otto Frey")
    seen, hidden = make_project(), make_project()
    give_role(owner, Role.TEAM_MEMBER, over=seen)
    for project in (seen, hidden):
        Risk.objects.create(project=project, number=1, event="Late", probability=1, impact=1, owner=owner)
        Issue.objects.create(project=project, number=1, title="Broken", opened_on=WEDNESDAY, owner=owner)

    assert told(owner) == [("risk", "Late"), ("issue", "Broken")]


def test_a_proposal_waits_for_whoever_may_approve_it():
    project = make_project(state="proposed")
    sponsor, other = make_person("Kara Mont"), make_person("Otto Frey", Role.SPONSOR, over=make_department())
    give_role(sponsor, Role.SPONSOR, over=project)

    assert (told(sponsor), told(other)) == ([("proposal", "Approve the proposal, or cancel it")], [])


def test_a_hold_waits_for_its_manager_once_its_review_is_due():
    manager = make_person("Mara Quint")
    make_project(manager=manager, state="on_hold", hold_reason="Money", hold_review_on=WEDNESDAY)
    make_project(manager=manager, state="on_hold", hold_reason="Money", hold_review_on=date(2027, 3, 4))

    assert told(manager) == [("hold", "Review the hold: resume, hold on, or cancel")]


def test_what_waits_is_found_in_the_same_number_of_queries_for_one_and_three_projects():
    manager = make_person("Mara Quint")

    def furnish() -> None:
        project = make_project(manager=manager, state="in_progress")
        make_task(project, "Install", responsible=manager)
        Risk.objects.create(project=project, number=1, event="Late", probability=1, impact=1, owner=manager)
        make_project(manager=manager, state="on_hold", hold_reason="Money", hold_review_on=WEDNESDAY)
        recalculate(project)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            waiting_for(Person.objects.get(pk=manager.pk), as_of=WEDNESDAY)
        return len(asked)

    furnish()
    one = queries()
    furnish()
    furnish()

    assert queries() == one
