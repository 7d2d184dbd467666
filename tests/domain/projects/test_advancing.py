from collections import defaultdict
from datetime import date

import pytest

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects import guards
from milepost.domain.projects.actions.advancing import CannotAdvance, advance_project, steps_open_to
from milepost.domain.projects.actions.holding import cancel_project, hold_project, resume_project
from milepost.domain.projects.models import Project
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

State = Project.State


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def director():
    return make_person("Ines Vega", Role.PORTFOLIO_MANAGER)


def made(manager, state=State.PROPOSED, **fields):
    return make_project("Switch refresh", manager=manager, state=state, **fields)


def test_a_medium_project_walks_from_proposal_to_closing(manager, director):
    project = made(manager)

    advance_project(project, State.APPROVED, by=director, at=AT)
    for state in (State.PLANNING, State.PROCUREMENT, State.IN_PROGRESS, State.CLOSING, State.CLOSED):
        advance_project(project, state, by=manager, at=AT)

    project.refresh_from_db()
    assert project.state == State.CLOSED
    summaries = ChangeSet.objects.order_by("id").values_list("action", "summary")
    assert list(summaries) == [
        ("projects.advance", "From Proposed to Approved."),
        ("projects.advance", "From Approved to Planning."),
        ("projects.advance", "From Planning to Procurement."),
        ("projects.advance", "From Procurement to In progress."),
        ("projects.advance", "From In progress to Closing."),
        ("projects.advance", "From Closing to Closed."),
    ]


def test_a_step_is_recorded_with_its_reason(manager):
    project = made(manager, State.PROCUREMENT)

    advance_project(project, State.PLANNING, by=manager, at=AT, reason="No bids came in.")

    change_set = ChangeSet.objects.get()
    assert (change_set.by, change_set.at, change_set.reason) == (manager.user, AT, "No bids came in.")
    assert Change.objects.get().values == {"state": ["procurement", "planning"]}


def test_a_manager_does_not_approve_a_project(manager):
    project = made(manager)

    with pytest.raises(Refused):
        advance_project(project, State.APPROVED, by=manager, at=AT)

    assert ChangeSet.objects.count() == 0


def test_a_sponsor_approves_the_project_they_sponsor(manager):
    project = made(manager)
    sponsor = make_person("Sol Ortiz")
    project.roles.create(person=sponsor, role=Role.SPONSOR)

    advance_project(project, State.APPROVED, by=sponsor, at=AT)

    assert project.state == State.APPROVED


def test_a_large_project_starts_work_and_closes_only_with_an_approval(manager, director):
    project = made(manager, State.PLANNING, tier=Project.Tier.LARGE)

    with pytest.raises(Refused):
        advance_project(project, State.IN_PROGRESS, by=manager, at=AT)
    advance_project(project, State.IN_PROGRESS, by=director, at=AT)
    advance_project(project, State.CLOSING, by=manager, at=AT)
    with pytest.raises(Refused):
        advance_project(project, State.CLOSED, by=manager, at=AT)

    assert project.state == State.CLOSING


def test_a_state_out_of_turn_is_refused(manager, director):
    project = made(manager)

    with pytest.raises(CannotAdvance, match="A project cannot go from Proposed to Closing"):
        advance_project(project, State.CLOSING, by=director, at=AT)


def test_going_back_needs_a_reason(manager):
    project = made(manager, State.CLOSING)

    with pytest.raises(CannotAdvance, match="“Return to work” needs a reason"):
        advance_project(project, State.IN_PROGRESS, by=manager, at=AT, reason=" ")


def test_closing_is_refused_while_tasks_are_open_and_names_them(manager):
    project = made(manager, State.CLOSING)
    summary = make_task(project, "Build")
    for name in ("Rack", "Wire", "Test"):
        make_task(project, name, parent=summary)
    make_task(project, "Order", percent_complete=100)
    make_task(project, "Idea", is_active=False)

    with pytest.raises(CannotAdvance) as refusal:
        advance_project(project, State.CLOSED, by=manager, at=AT)

    assert refusal.value.objections == ["3 tasks still open: “Rack”, “Wire”, “Test”."]
    project.refresh_from_db()
    assert project.state == State.CLOSING


def test_an_area_above_may_object(manager, monkeypatch):
    project = made(manager, State.CLOSING)
    monkeypatch.setattr(guards, "_GUARDS", defaultdict(list))

    @guards.guards(State.CLOSED)
    def unpaid_invoices(project):
        yield f"{project.name} has unpaid invoices."

    with pytest.raises(CannotAdvance, match="Switch refresh has unpaid invoices"):
        advance_project(project, State.CLOSED, by=manager, at=AT)


def test_what_is_over_is_reopened_only_with_an_approval_and_a_reason(manager, director):
    project = made(manager, State.CLOSED)

    with pytest.raises(Refused):
        advance_project(project, State.CLOSING, by=manager, at=AT, reason="Two sites were forgotten.")
    advance_project(project, State.CLOSING, by=director, at=AT, reason="Two sites were forgotten.")

    assert project.state == State.CLOSING


def test_pages_offer_the_steps_a_person_may_take(manager, director):
    project = made(manager)
    offered = {
        person.name: [step.verb for step in steps_open_to(person, project, on=date(2027, 3, 1))]
        for person in (manager, director)
    }

    assert offered == {"Mara Quint": [], "Ines Vega": ["Approve"]}


def test_two_people_at_once_take_a_step_only_once(manager):
    project = made(manager, State.PLANNING)
    stale = Project.objects.get(pk=project.pk)
    advance_project(project, State.IN_PROGRESS, by=manager, at=AT)

    with pytest.raises(CannotAdvance, match="from In progress to In progress"):
        advance_project(stale, State.IN_PROGRESS, by=manager, at=AT)


def test_a_project_is_held_and_returns_to_its_state(manager):
    project = made(manager, State.PROCUREMENT)

    hold_project(
        project, reason="Waits for the budget hearing.", review_on=date(2027, 4, 1), by=manager, at=AT
    )

    project.refresh_from_db()
    assert (project.state, project.held_state, project.hold_reason, project.hold_review_on) == (
        State.ON_HOLD,
        State.PROCUREMENT,
        "Waits for the budget hearing.",
        date(2027, 4, 1),
    )

    resume_project(project, by=manager, at=AT)

    project.refresh_from_db()
    assert (project.state, project.held_state, project.hold_reason, project.hold_review_on) == (
        State.PROCUREMENT,
        "",
        "",
        None,
    )
    assert list(ChangeSet.objects.values_list("summary", flat=True)) == [
        "Resumed: Procurement again.",
        "On hold; to be reviewed Apr 1, 2027.",
    ]


def test_a_held_project_is_held_longer_and_still_knows_its_state(manager):
    project = made(manager, State.PLANNING)
    hold_project(project, reason="Waits.", review_on=date(2027, 4, 1), by=manager, at=AT)

    hold_project(project, reason="Waits on.", review_on=date(2027, 5, 1), by=manager, at=AT)

    project.refresh_from_db()
    assert (project.held_state, project.hold_review_on) == (State.PLANNING, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("reason", "review_on", "message"),
    [
        ("", date(2027, 4, 1), "Say why"),
        ("Waits.", date(2027, 3, 1), "Give a review date that is still to come"),
    ],
)
def test_a_hold_needs_a_reason_and_a_review_to_come(manager, reason, review_on, message):
    with pytest.raises(CannotAdvance, match=message):
        hold_project(made(manager), reason=reason, review_on=review_on, by=manager, at=AT)


def test_a_team_member_does_not_hold_a_project(manager):
    project = made(manager)
    member = make_person("Teo Lin")
    project.roles.create(person=member, role=Role.TEAM_MEMBER)

    with pytest.raises(Refused):
        hold_project(project, reason="Waits.", review_on=date(2027, 4, 1), by=member, at=AT)


def test_a_project_that_is_not_held_cannot_be_resumed(manager):
    with pytest.raises(CannotAdvance, match="Switch refresh is not on hold"):
        resume_project(made(manager), by=manager, at=AT)


def test_a_held_project_is_canceled_with_a_reason(manager):
    project = made(manager, State.PLANNING)
    hold_project(project, reason="Waits.", review_on=date(2027, 4, 1), by=manager, at=AT)

    with pytest.raises(CannotAdvance, match="Say why"):
        cancel_project(project, reason="", by=manager, at=AT)
    cancel_project(project, reason="The building is sold.", by=manager, at=AT)

    project.refresh_from_db()
    assert (project.state, project.held_state, project.hold_review_on) == (State.CANCELED, "", None)


def test_what_is_over_is_neither_held_nor_canceled(manager, director):
    project = made(manager, State.CLOSED)

    with pytest.raises(CannotAdvance, match="closed already"):
        cancel_project(project, reason="Late.", by=director, at=AT)
    with pytest.raises(CannotAdvance, match="closed already"):
        hold_project(project, reason="Late.", review_on=date(2027, 4, 1), by=director, at=AT)
