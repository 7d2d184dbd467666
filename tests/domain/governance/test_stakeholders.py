from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.governance.actions.stakeholders import (
    CannotKeepStakeholders,
    add_stakeholder,
    plan_communication,
    record_sent,
    retire_stake,
)
from milepost.domain.governance.actions.vendor_log import (
    CannotChangeVendorEntry,
    add_vendor_entry,
    settle_vendor_entry,
)
from milepost.domain.governance.calculations.cadence import next_due
from milepost.domain.governance.calculations.vendor_log import vendor_log
from milepost.domain.governance.models import Stakeholder, VendorEntry
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.dependencies import record_dependency
from milepost.domain.projects.models import Project
from tests.factories import AT, give_role, make_organization, make_person, make_project

TODAY = date(2027, 3, 1)
STAKE = {
    "name": "Dispatchers",
    "interest": 5,
    "influence": 4,
    "current": "resistant",
    "desired": "supportive",
}
LONGEST_TURN = {"weekly": 7, "fortnightly": 14, "monthly": 31, "quarterly": 92}
MESSAGE = {
    "audience": "Night shift", "message": "When radios change", "cadence": "monthly", "channel": "briefing",
}  # fmt: skip


@pytest.fixture
def manager(db):
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.mark.parametrize(
    ("due", "cadence", "after", "expected"),
    [
        (date(2027, 1, 31), "monthly", date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 1, 31), "monthly", date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 1, 4), "fortnightly", date(2027, 1, 20), date(2027, 2, 1)),
        (date(2027, 1, 4), "weekly", date(2027, 1, 1), date(2027, 1, 11)),
        (date(2027, 11, 30), "quarterly", date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 1, 4), "once", date(2027, 1, 4), None),
    ],
)
def test_the_next_day_of_a_cadence(due, cadence, after, expected):
    assert next_due(due, cadence, after=after) == expected


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(list(LONGEST_TURN)),
    st.integers(-400, 400),
)
def test_the_next_day_lies_after_both_and_within_one_turn(due, cadence, days):
    after = due + timedelta(days=days)
    following = next_due(due, cadence, after=after)

    assert following > max(due, after)
    assert (following - max(due, after)).days <= LONGEST_TURN[cadence]
    assert next_due(due, cadence, after=after, until=following - timedelta(days=1)) is None


def test_a_due_message_waits_for_its_owner_until_it_is_sent(project, manager):
    planned = plan_communication(project, MESSAGE | {"owner": manager, "next_on": TODAY}, by=manager, at=AT)
    assert [one.title for one in waiting_for(manager, as_of=TODAY, kinds={"communication"})] == [
        "When radios change"
    ]

    record_sent(planned, by=manager, at=AT)

    assert planned.next_on == date(2027, 4, 1)
    assert waiting_for(manager, as_of=TODAY, kinds={"communication"}) == []
    with pytest.raises(CannotKeepStakeholders, match="Say why"):
        record_sent(planned, is_sent=False, by=manager, at=AT)


def test_what_is_sent_once_is_over_then(project, manager):
    planned = plan_communication(project, MESSAGE | {"cadence": "once", "next_on": TODAY}, by=manager, at=AT)

    record_sent(planned, by=manager, at=AT)

    assert (planned.state, planned.next_on) == ("ended", None)
    with pytest.raises(CannotKeepStakeholders, match="Nothing of this message"):
        record_sent(planned, by=manager, at=AT)


def test_stakeholders_are_seen_by_those_who_work_with_them_alone(project, manager):
    one = add_stakeholder(project, STAKE, by=manager, at=AT)
    planned = plan_communication(project, MESSAGE | {"next_on": TODAY}, by=manager, at=AT)
    guest, member = make_person("Gus T."), make_person("Mem Ber")
    give_role(guest, Role.GUEST, over=project)
    give_role(member, Role.TEAM_MEMBER, over=project)

    assert one.gap == 2
    assert [Stakeholder.objects.visible_to(who).count() for who in (guest, member, manager)] == [0, 1, 1]
    with pytest.raises(Refused):
        add_stakeholder(project, STAKE, by=member, at=AT)
    Project.objects.filter(pk=project.pk).update(state="closed")
    project.refresh_from_db()
    for act in (
        lambda: add_stakeholder(project, STAKE, by=manager, at=AT),
        lambda: retire_stake(one, by=manager, at=AT),
        lambda: record_sent(planned, by=manager, at=AT),
    ):
        with pytest.raises(CannotKeepStakeholders, match="Station 7 is over"):
            act()


def test_the_log_of_a_vendor_gathers_what_is_open_over_projects(project, manager):
    vendor = make_organization("Fiber West")
    other = make_project("Tower", manager=manager)
    for where, direction in ((project, "owed_to_us"), (other, "we_owe")):
        fields = {"direction": direction, "what": direction, "organization": vendor, "due_on": TODAY}
        record_dependency(where, fields, by=manager, at=AT)
    dispute = {"kind": "dispute", "text": "Freight", "amount": Decimal(120), "project": project}
    entry = add_vendor_entry(vendor, dispute, by=manager, at=AT)
    add_vendor_entry(vendor, {"text": "Call held", "project": project}, by=manager, at=AT)

    log = vendor_log(vendor, seen_by=manager, as_of=TODAY + timedelta(days=3))

    assert [one.what for one in (*log.owed_to_us, *log.we_owe)] == ["owed_to_us", "we_owe"]
    assert (log.disputed, [one.text for one in log.notes]) == (Decimal(120), ["Call held"])
    assert log.late_count(TODAY + timedelta(days=3)) == 1

    with pytest.raises(CannotChangeVendorEntry, match="Say how"):
        settle_vendor_entry(entry, settlement=" ", by=manager, at=AT)
    settle_vendor_entry(entry, settlement="They pay.", by=manager, at=AT)
    assert vendor_log(vendor, seen_by=manager, as_of=TODAY).disputed == 0


def test_a_vendor_reads_nothing_of_its_own_log(project, manager):
    vendor = make_organization("Fiber West")
    add_vendor_entry(vendor, {"text": "They are slow", "project": project}, by=manager, at=AT)
    guest = make_person("Vic Vendor", organization=vendor)
    give_role(guest, Role.GUEST, over=project)

    assert not VendorEntry.objects.visible_to(guest).exists()
    assert VendorEntry.objects.visible_to(manager).count() == 1
