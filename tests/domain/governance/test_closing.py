from datetime import date, datetime, timedelta

import pytest

from milepost.domain.governance.actions.action_items import raise_action_item
from milepost.domain.governance.actions.defects import report_defect
from milepost.domain.governance.actions.going_live import decide_go_live, plan_go_live
from milepost.domain.governance.actions.handing_over import (
    CannotHandOver,
    accept_handover,
    add_exit_criterion,
    end_hypercare,
    measure_benefit,
    meet_exit_criterion,
    plan_benefit,
    prepare_handover,
)
from milepost.domain.governance.actions.punch_list import add_punch_item
from milepost.domain.governance.actions.requesting_change import request_change
from milepost.domain.governance.actions.running_cutover import begin_run, end_step, start_step
from milepost.domain.governance.actions.writing_runbook import add_runbook_step
from milepost.domain.governance.models import GoLive
from milepost.domain.people.permissions import Refused
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.advancing import CannotAdvance, advance_project
from milepost.domain.projects.models import Project
from tests.factories import AT, make_department, make_person, make_project

pytestmark = pytest.mark.django_db
FULL = {"documents": "Runbook 7", "licenses": "Until 2030", "assets": "Two servers"}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Dispatch", manager=manager, state=Project.State.CLOSING)


@pytest.fixture
def live(project, manager):
    """Something that went live this morning and is in hypercare."""
    go_live = plan_go_live(
        project, {"title": "Cutover", "starts": datetime(2027, 3, 1, 6)}, by=manager, at=AT
    )
    add_runbook_step(go_live, {"title": "Switch"}, waits_for=[], by=manager, at=AT)
    decide_go_live(go_live, "go", words="", by=manager, at=AT)
    step = begin_run(go_live, "cutover", by=manager, at=AT).steps.get()
    start_step(step, by=manager, at=AT)
    end_step(step, "done", note="", by=manager, at=AT)
    go_live.refresh_from_db()
    return go_live


def objections(project, manager):
    with pytest.raises(CannotAdvance) as refused:
        advance_project(project, Project.State.CLOSED, by=manager, at=AT)
    return refused.value.objections


def test_closing_is_refused_while_things_are_open_and_says_which(project, manager):
    plan_go_live(project, {"title": "Cutover", "starts": datetime(2027, 3, 6, 22)}, by=manager, at=AT)
    report_defect(project, {"title": "Slow call"}, by=manager, at=AT)
    add_punch_item(project, {"room": "214", "title": "Loose plate"}, by=manager, at=AT)
    raise_action_item({"title": "Order masts", "project": project}, by=manager, at=AT)
    fields = {"title": "Faster", "measure": "Median", "target": "60 s", "measure_on": date(2028, 1, 1)}
    plan_benefit(project, fields, by=manager, at=AT)
    request_change(project, {"title": "Two floors", "reason": "Asked"}, by=manager, at=AT)

    assert objections(project, manager) == [
        "1 go-live not over: “Cutover”.",
        "1 change request not ended: “Change 1: Two floors”.",
        "1 defect still open: “Slow call”.",
        "1 punch item still open: “214: Loose plate”.",
        "1 action item still open: “Order masts”.",
        "1 benefit to measure without an owner: “Faster”.",
    ]


def test_hypercare_ends_when_every_criterion_is_met(live, manager):
    criterion = add_exit_criterion(live, "No critical defect for a week", by=manager, at=AT)
    with pytest.raises(CannotHandOver, match="Not met yet: No critical defect"):
        end_hypercare(live, by=manager, at=AT)

    meet_exit_criterion(criterion, measured="None since Mar 1", by=manager, at=AT)
    end_hypercare(live, by=manager, at=AT)

    assert live.state == GoLive.State.STABLE


def test_what_went_live_is_handed_over_before_the_project_closes(live, project, manager):
    end_hypercare(live, by=manager, at=AT)
    assert objections(project, manager)[0].startswith("Nobody was asked")
    owner = make_person("Olga Reyes")
    handover = prepare_handover(project, {"support_owner": owner}, by=manager, at=AT)
    assert objections(project, manager) == ["Olga Reyes has not taken the system on."]
    assert [one.kind for one in waiting_for(owner, as_of=AT.date())] == ["handover"]
    with pytest.raises(CannotHandOver, match="support team, documents, licenses and contracts, assets"):
        accept_handover(handover, by=owner, at=AT)

    handover = prepare_handover(project, {**FULL, "support_team": make_department()}, by=manager, at=AT)
    with pytest.raises(Refused):
        accept_handover(handover, by=manager, at=AT)
    accept_handover(handover, by=owner, at=AT)
    advance_project(project, Project.State.CLOSED, by=manager, at=AT)

    assert project.state == Project.State.CLOSED


def test_a_changed_hand_over_is_accepted_anew(project, manager):
    owner = make_person("Olga Reyes")
    fields = {**FULL, "support_owner": owner, "support_team": make_department()}
    handover = prepare_handover(project, fields, by=manager, at=AT)
    accept_handover(handover, by=owner, at=AT)

    handover = prepare_handover(project, fields | {"assets": "Three servers"}, by=manager, at=AT)

    assert handover.accepted_at is None


def test_a_benefit_is_measured_by_its_owner_after_the_project(project, manager):
    owner = make_person("Olga Reyes")
    day = AT.date() + timedelta(days=10)
    fields = {"title": "Faster", "measure": "Median", "target": "60 s", "measure_on": day, "owner": owner}
    benefit = plan_benefit(project, fields, by=manager, at=AT)
    project.state = Project.State.CLOSED
    project.save()
    assert [one.title for one in waiting_for(owner, as_of=AT.date())] == ["Measure: Faster"]

    with pytest.raises(CannotHandOver):
        measure_benefit(benefit, "to_measure", measured="58 s", words="", by=owner, at=AT)
    measure_benefit(benefit, "realized", measured="58 s", words="", by=owner, at=AT)

    assert (benefit.state, benefit.measured_by, waiting_for(owner, as_of=AT.date())) == (
        "realized",
        owner,
        [],
    )
