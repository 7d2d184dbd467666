from datetime import date, timedelta

import pytest

from milepost.domain.common.models import Event
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.dependencies import (
    CannotChangeDependency,
    agree_to_date,
    edit_dependency,
    end_dependency,
    record_dependency,
)
from milepost.domain.projects.models import Dependency
from milepost.domain.projects.queries import with_agreement
from tests.factories import AT, give_role, make_department, make_organization, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY, DUE = date(2027, 3, 1), date(2027, 3, 10)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def vendor():
    return make_organization("Fiber West")


@pytest.fixture
def counterpart(vendor, project):
    person = make_person("Vic Vendor", organization=vendor)
    give_role(person, Role.GUEST, over=project)
    return person


@pytest.fixture
def owed(project, manager, vendor, counterpart):
    fields = {
        "direction": "owed_to_us",
        "what": "Fiber at the door",
        "organization": vendor,
        "owner": manager,
        "counterpart": counterpart,
        "due_on": DUE,
    }
    return record_dependency(project, fields, by=manager, at=AT)


def agreement(dependency):
    found = with_agreement(Dependency.objects.filter(pk=dependency.pk)).get()
    return found.we_agreed, found.they_agreed, found.is_agreed


def test_both_sides_agree_and_a_moved_date_opens_the_agreement_again(owed, manager, counterpart):
    assert agreement(owed) == (False, False, False)
    agree_to_date(owed, "we", by=manager, at=AT)
    agree_to_date(owed, "they", by=counterpart, at=AT)
    assert agreement(owed) == (True, True, True)

    edit_dependency(owed, {"what": "Fiber at the rack"}, by=manager, at=AT + timedelta(hours=1))
    assert agreement(owed) == (True, True, True)
    edit_dependency(owed, {"due_on": DUE + timedelta(days=7)}, by=manager, at=AT + timedelta(hours=2))
    assert agreement(owed) == (False, False, False)

    edit_dependency(owed, {"due_on": DUE}, by=manager, at=AT + timedelta(hours=3))
    assert agreement(owed) == (False, False, False)
    assert [str(one) for one in owed.agreements.all()] == [
        "Mara Quint agreed to Mar 10, 2027",
        "Vic Vendor agreed to Mar 10, 2027",
    ]


def test_who_speaks_for_the_other_side_is_asked_and_sees_it_in_my_work(owed, counterpart, manager):
    assert Event.objects.get(kind="date_to_agree").to == [counterpart.account.pk]
    waits = waiting_for(counterpart, as_of=TODAY, kinds={"agreement"})
    assert [(one.title, one.is_decision) for one in waits] == [
        ("Agree to Mar 10, 2027: Fiber at the door", True)
    ]
    assert list(Dependency.objects.visible_to(counterpart)) == [owed]

    agree_to_date(owed, "they", by=counterpart, at=AT)

    assert waiting_for(counterpart, as_of=TODAY, kinds={"agreement"}) == []
    assert [one.kind for one in waiting_for(manager, as_of=TODAY, kinds={"dependency"})] == ["dependency"]


def test_an_agreement_written_down_for_the_other_side_says_who(owed, manager):
    with pytest.raises(CannotChangeDependency, match="Say who of the other side agreed"):
        agree_to_date(owed, "they", by=manager, at=AT)

    given = agree_to_date(owed, "they", said_by="Vic Vendor, by phone", by=manager, at=AT)

    assert (given.who, given.by) == ("Vic Vendor, by phone", manager)


def test_the_counterpart_agrees_for_nobody_else(owed, counterpart):
    with pytest.raises(Refused):
        agree_to_date(owed, "we", by=counterpart, at=AT)


def test_there_is_one_other_side(project, manager, vendor):
    fields = {"direction": "we_owe", "what": "Keys"}
    for wrong in ({}, {"organization": vendor, "department": make_department()}, {"other_project": project}):
        with pytest.raises(CannotChangeDependency) as refused:
            record_dependency(project, fields | wrong, by=manager, at=AT)
        assert refused.value.field == "other_project"


def test_a_dependency_is_met_or_dropped_with_a_reason(owed, manager):
    with pytest.raises(CannotChangeDependency, match="Say why"):
        end_dependency(owed, "dropped", outcome="", by=manager, at=AT)

    end_dependency(owed, "met", outcome="", by=manager, at=AT)

    assert (owed.state, owed.ended_on, owed.days_overdue(TODAY + timedelta(days=99))) == ("met", TODAY, 0)
