"""A committee decides a change at a point of its agenda."""

from datetime import datetime

import pytest

from milepost.domain.governance.actions.convening import call_meeting
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.minuting import Line, add_minute_entry
from milepost.domain.governance.actions.preparing import take_proposals
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.people.roles import Role
from tests.domain.governance.changing import in_decision, longer, make_agreed_project, sign
from tests.factories import AT, make_city, make_person

pytestmark = pytest.mark.django_db
State = ChangeRequest.State


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def clerk():
    """Somebody who leads the meeting and records no decisions of the project."""
    return make_person("Cleo Park")


@pytest.fixture
def change(mara):
    """A change that waits for the steering committee."""
    nora = make_person("Nora Sale", Role.EXECUTIVE)
    project = make_agreed_project(mara, nora)
    change = in_decision(project, longer(project, 40), by=mara)
    sign(change, mara, nora)
    return change


def decide(change, mara, *, vote, by=None):
    by = by or mara
    fields = {"title": "Committee", "facilitator": by, "starts": datetime(2027, 3, 1, 9)}
    meeting = call_meeting({**fields, "project": change.project}, invited=[], by=mara, at=AT)
    take_proposals(meeting, [f"change:{change.pk}"], by=mara, at=AT)
    point = meeting.agenda_items.get()
    entry = add_minute_entry(meeting, Line("As proposed", "decision", point, vote=vote), by=by, at=AT)
    change.refresh_from_db()
    return entry


@pytest.mark.parametrize(
    ("vote", "state"),
    [(Vote(5, 1), State.APPLIED), (Vote(2, 4), State.REJECTED), (Vote(3, 3), State.REJECTED)],
)
def test_the_vote_on_the_agenda_decides_yes_or_no(change, mara, vote, state):
    entry = decide(change, mara, vote=vote)

    assert change.state == state
    assert entry.decision.sign_off.step.level == "committee"


def test_without_a_vote_the_change_goes_on_waiting(change, mara):
    decide(change, mara, vote=None)

    assert change.state == State.IN_DECISION


def test_who_records_no_decisions_of_the_project_decides_nothing(change, mara, clerk):
    entry = decide(change, mara, vote=Vote(5, 1), by=clerk)

    assert (entry.decision.vote, change.state) == ("5 for, 1 against, 0 abstained", State.IN_DECISION)
