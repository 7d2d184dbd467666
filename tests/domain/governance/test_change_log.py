from decimal import Decimal

import pytest

from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.deciding_change import send_for_decision
from milepost.domain.governance.actions.requesting_change import CannotChange, CostLine, Wanted
from milepost.domain.governance.actions.scoping_change import bring_scope
from milepost.domain.governance.calculations.change_log import change_log_of
from milepost.domain.governance.calculations.entered_scope import entered_scope, entered_tasks
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.scoping import (
    add_deliverable,
    add_requirement,
    agree_scope,
    drop_requirement,
    edit_requirement,
)
from tests.domain.governance.changing import in_decision, longer, make_agreed_project, requested, sign
from tests.factories import AT, make_city, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def nora():
    return make_person("Nora Sale", Role.EXECUTIVE)


@pytest.fixture
def project(mara, nora):
    return make_agreed_project(mara, nora)


def test_the_log_adds_days_and_dollars_up_against_the_original_finish(project, mara, nora):
    for days, amount in ((13, 4000), (15, -1000)):
        wanted = Wanted(longer(project, days).commands, [CostLine(2, Decimal(amount))])
        sign(in_decision(project, wanted, by=mara), mara, nora)
    project.refresh_from_db()

    log = change_log_of(project)

    assert [(one.days, one.days_so_far, one.cost_so_far) for one in log.entries] == [
        (5, 5, Decimal(4000)), (2, 7, Decimal(3000)),
    ]  # fmt: skip
    assert (log.days_to_original, log.days_beyond_changes) == (7, 0)
    assert log.original_finish != log.agreed_finish == log.expected_finish


def test_what_entered_is_told_by_change_by_baseline_or_by_nothing(project, mara, nora):
    add_task(project, "Label", by=mara, at=AT)
    set_baseline(project, name="Labels too", reason="Forgotten", by=mara, at=AT)
    brought = {"do": "insert", "key": "new", "values": {"name": "Test", "duration": "2d"}}
    change = in_decision(project, Wanted([brought]), by=mara, type="scope", draws_on="float")
    sign(change, mara, nora)
    add_task(project, "Paint", by=mara, at=AT)

    found = {one.name: one for one in entered_tasks(project)}

    assert found.keys() == {"Label", "Test", "Paint"}
    assert found["Label"].baseline.name == "Labels too"
    assert found["Test"].change == change
    assert (found["Paint"].is_unexplained, found["Paint"].by) == (True, "Mara Quint")


def test_nothing_entered_before_anything_was_agreed(mara, nora):
    assert entered_tasks(make_agreed_project(mara, nora)) == []


def test_requirements_and_deliverables_that_entered_are_told_by_what_explains_them(project, mara, nora):
    first, loose, gone = [
        add_requirement(project, {"text": text}, by=mara, at=AT) for text in ("Calls", "Texts", "Faxes")
    ]
    agree_scope(project, by=mara, at=AT)
    add_deliverable(project, {"name": "Recorder"}, by=mara, at=AT)
    drop_requirement(gone, reason="Nobody faxes", by=mara, at=AT)
    agree_scope(project, reason="Recorder forgotten", by=mara, at=AT)
    brought = add_requirement(project, {"text": "Video"}, by=mara, at=AT)
    add_requirement(project, {"text": "Chat"}, by=mara, at=AT)
    edit_requirement(loose, {"text": "Texts in Spanish"}, by=mara, at=AT)
    change = requested(project, longer(project, 12), by=mara)
    bring_scope(change, [brought], by=mara, at=AT)
    before = {one.name: one.is_unexplained for one in entered_scope(project)}
    assess_change(change, by=mara, at=AT)
    send_for_decision(change, draws_on="baseline", by=mara, at=AT)
    sign(change, mara, nora)

    found = {
        one.name: (one.kind, one.is_reworded, one.change, str(one.baseline)) for one in entered_scope(project)
    }

    assert before["Video"]
    assert found == {
        "Texts in Spanish": ("requirement", True, None, "None"),
        "Video": ("requirement", False, change, "None"),
        "Chat": ("requirement", False, None, "None"),
        "Recorder": ("deliverable", False, None, "Scope baseline 2"),
    }
    assert first.text not in found


def test_a_change_brings_only_scope_of_its_own_project(project, mara, nora):
    stranger = add_requirement(make_agreed_project(mara, nora), {"text": "Elsewhere"}, by=mara, at=AT)
    change = requested(project, Wanted(), by=mara)

    with pytest.raises(CannotChange, match="of this project"):
        bring_scope(change, [stranger], by=mara, at=AT)
