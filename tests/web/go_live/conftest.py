from datetime import datetime

import pytest

from milepost.domain.governance.actions.going_live import plan_go_live
from milepost.domain.governance.actions.writing_runbook import add_runbook_step
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_city, make_person, make_project, signed_in


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint")


@pytest.fixture
def project(mara):
    return make_project("Radios", manager=mara)


@pytest.fixture
def guest(project):
    vendor = make_person("Vera Vance")
    give_role(vendor, Role.GUEST, over=project)
    return vendor


@pytest.fixture
def member(project):
    person = make_person("Tim Mendez")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


@pytest.fixture
def visitor(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def go_live(project, mara):
    fields = {"title": "Radio cutover", "starts": datetime(2027, 3, 6, 22)}
    return plan_go_live(project, fields, by=mara, at=AT)


@pytest.fixture
def step(go_live, mara):
    fields = {"title": "Copy the channels", "duration_minutes": 30}
    return add_runbook_step(go_live, fields, waits_for=[], by=mara, at=AT)
