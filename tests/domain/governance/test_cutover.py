from datetime import UTC, datetime, timedelta

import pytest

from milepost.domain.governance.actions.going_live import (
    CannotGoLive,
    cancel_go_live,
    decide_go_live,
    edit_go_live,
    plan_go_live,
)
from milepost.domain.governance.actions.readying import (
    add_readiness_item,
    reopen_readiness_item,
    settle_readiness_item,
    take_checklist,
)
from milepost.domain.governance.actions.running_cutover import (
    CannotRun,
    back_out,
    begin_run,
    end_step,
    start_step,
    stop_rehearsal,
    take_step_back,
)
from milepost.domain.governance.actions.writing_runbook import (
    CannotWriteRunbook,
    add_call,
    add_runbook_step,
    copy_runbook,
    edit_runbook_step,
    move_runbook_step,
    remove_call,
    remove_runbook_step,
)
from milepost.domain.governance.calculations.run_board import latest_that_fits, run_board
from milepost.domain.governance.models import CutoverRun, Decision, GoLive, RunStep
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.models import Project
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 3, 6, 22, 0)
TEN_PM = datetime(2027, 3, 7, 5, 0, tzinfo=UTC)
"""10 PM of Mar 6, 2027 in Denver."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def go_live(manager):
    project = make_project("Dispatch", manager=manager)
    fields = {
        "title": "Dispatch cutover",
        "starts": NIGHT,
        "latest_back_out": NIGHT + 150 * MINUTE,
        "service_back_by": NIGHT + 240 * MINUTE,
    }
    return plan_go_live(project, fields, by=manager, at=AT)


@pytest.fixture
def runbook(go_live, manager):
    """Four steps, one after the other: 30, 60, 15 (to decide) and 45 minutes; and one of 60 minutes back."""
    told = [("work", 0, 30), ("work", 30, 60), ("decision", 90, 15), ("work", 105, 45)]
    steps = []
    for number, (kind, offset, takes) in enumerate(told, 1):
        fields = {
            "kind": kind,
            "title": f"Step {number}",
            "offset_minutes": offset,
            "duration_minutes": takes,
        }
        steps.append(add_runbook_step(go_live, fields, waits_for=steps[-1:], by=manager, at=AT))
    back = {"kind": "back_out", "title": "Old system up", "duration_minutes": 60}
    return [*steps, add_runbook_step(go_live, back, waits_for=[], by=manager, at=AT)]


@pytest.fixture
def run(go_live, runbook, manager):
    decide_go_live(go_live, "go", words="", by=manager, at=AT)
    return begin_run(go_live, "cutover", by=manager, at=TEN_PM)


def step(run, number):
    return run.steps.get(number=number)


def do(run, number, *, by, begins, ends):
    start_step(step(run, number), by=by, at=TEN_PM + begins * MINUTE)
    end_step(step(run, number), "done", note="", by=by, at=TEN_PM + ends * MINUTE)


def test_times_must_be_in_order(go_live, manager):
    with pytest.raises(CannotGoLive) as refused:
        edit_go_live(go_live, {"latest_back_out": NIGHT + 300 * MINUTE}, by=manager, at=AT)

    assert refused.value.field == "latest_back_out"


def test_an_hour_that_the_clocks_skip_is_refused(go_live, manager):
    with pytest.raises(CannotGoLive, match="skip that hour"):
        edit_go_live(go_live, {"starts": datetime(2027, 3, 14, 2, 30)}, by=manager, at=AT)


def test_only_those_who_plan_may_plan(go_live):
    member = make_person("Tim")
    give_role(member, Role.TEAM_MEMBER, over=go_live.project)

    with pytest.raises(Refused):
        plan_go_live(go_live.project, {"title": "Other", "starts": NIGHT}, by=member, at=AT)


def test_the_checklist_fits_the_type_of_project_and_is_taken_once(go_live, manager):
    go_live.project.type = "application"
    go_live.project.save()

    taken = take_checklist(go_live, by=manager, at=AT)

    assert taken > 13
    assert go_live.readiness_items.filter(category="Data").count() == 2
    assert take_checklist(go_live, by=manager, at=AT) == 0


def test_a_go_names_what_is_open(go_live, manager):
    add_readiness_item(go_live, {"category": "People", "title": "Trained"}, by=manager, at=AT)

    with pytest.raises(CannotGoLive, match="Required items are open: Trained"):
        decide_go_live(go_live, "go", words="", by=manager, at=AT)

    made = decide_go_live(go_live, "conditions", words="Trainers stay on site.", by=manager, at=AT)
    assert made.open_items == ["Trained"]
    assert Decision.objects.get().text == "Go with conditions for Dispatch cutover"


def test_an_item_is_settled_by_its_owner_with_evidence(go_live, manager):
    owner = make_person("Olga")
    item = add_readiness_item(
        go_live, {"category": "People", "title": "Trained", "owner": owner}, by=manager, at=AT
    )
    assert [one.title for one in waiting_for(owner, as_of=AT.date(), kinds={"readiness"})] == ["Trained"]

    settle_readiness_item(item, "done", evidence="Roster of Mar 1", by=owner, at=AT)

    assert (item.settled_by, item.settled_at, item.evidence) == (owner, AT, "Roster of Mar 1")
    reopen_readiness_item(item, by=owner, at=AT)
    assert item.settled_by is None


def test_another_night_needs_another_decision(go_live, runbook, manager):
    decide_go_live(go_live, "go", words="", by=manager, at=AT)

    edit_go_live(go_live, {"starts": NIGHT + timedelta(hours=1)}, by=manager, at=AT)

    assert go_live.state == GoLive.State.PREPARING
    with pytest.raises(CannotRun, match="needs a go"):
        begin_run(go_live, "cutover", by=manager, at=AT)


def test_a_step_waits_only_for_steps_above_it(go_live, runbook, manager):
    with pytest.raises(CannotWriteRunbook):
        edit_runbook_step(runbook[0], {}, waits_for=[runbook[2]], by=manager, at=AT)
    with pytest.raises(CannotWriteRunbook, match="stays after it"):
        move_runbook_step(runbook[1], down=-1, by=manager, at=AT)


def test_a_step_moves_among_those_of_its_way(go_live, runbook, manager):
    last = add_runbook_step(go_live, {"title": "Tell the city"}, waits_for=[], by=manager, at=AT)

    move_runbook_step(last, down=-1, by=manager, at=AT)

    forward = [one.title for one in go_live.runbook_steps.all() if not one.is_back_out]
    assert forward == ["Step 1", "Step 2", "Step 3", "Tell the city", "Step 4"]


def test_what_is_run_this_moment_is_not_moved_to_another_night(run, manager):
    with pytest.raises(CannotGoLive, match="being run"):
        edit_go_live(run.go_live, {"starts": NIGHT + timedelta(days=7)}, by=manager, at=TEN_PM)

    edit_go_live(run.go_live, {"lead": manager}, by=manager, at=TEN_PM)


def test_of_a_project_that_is_over_nothing_is_planned_on(go_live, runbook, manager):
    item = add_readiness_item(
        go_live, {"category": "People", "title": "Trained", "owner": manager}, by=manager, at=AT
    )
    Project.objects.update(state=Project.State.CLOSED)

    for act in (
        lambda: edit_go_live(go_live, {"lead": manager}, by=manager, at=AT),
        lambda: cancel_go_live(go_live, reason="Over", by=manager, at=AT),
        lambda: settle_readiness_item(item, "done", evidence="Roster", by=manager, at=AT),
        lambda: remove_runbook_step(runbook[0], by=manager, at=AT),
    ):
        with pytest.raises(CannotGoLive, match="Reopen it first"):
            act()
    assert waiting_for(manager, as_of=AT.date(), kinds={"readiness"}) == []


def test_removing_a_step_ties_its_neighbors(go_live, runbook, manager):
    remove_runbook_step(runbook[1], by=manager, at=AT)

    assert [wait.waits_for for wait in runbook[2].waits.all()] == [runbook[0]]


def test_a_runbook_is_copied_with_its_waits_and_calls(go_live, runbook, manager):
    lead = add_call(go_live, {"name": "Ann", "role": "Lead", "phone": "1"}, by=manager, at=AT)
    add_call(go_live, {"name": "Ben", "role": "Data", "phone": "2", "called_by": lead}, by=manager, at=AT)
    other = plan_go_live(go_live.project, {"title": "Second wave", "starts": NIGHT}, by=manager, at=AT)

    assert copy_runbook(other, go_live, by=manager, at=AT) == 5

    assert [wait.waits_for.title for wait in other.runbook_steps.all()[1].waits.all()] == ["Step 1"]
    assert other.call_tree.get(name="Ben").called_by == other.call_tree.get(name="Ann")
    remove_call(other.call_tree.get(name="Ann"), by=manager, at=AT)
    assert other.call_tree.get().called_by is None


def test_the_latest_back_out_that_fits_leaves_time_for_the_way_back(go_live, runbook):
    assert latest_that_fits(go_live, list(go_live.runbook_steps.all())) == NIGHT + 180 * MINUTE


def test_a_cutover_goes_live_with_its_last_step(run, manager):
    for number, begins, ends in [(1, 0, 30), (2, 30, 90), (3, 90, 100), (4, 105, 150)]:
        do(run, number, by=manager, begins=begins, ends=ends)

    run.refresh_from_db()
    run.go_live.refresh_from_db()
    assert (run.state, run.ended_at) == ("done", TEN_PM + 150 * MINUTE)
    assert run.go_live.state == GoLive.State.LIVE


def test_a_step_begins_only_after_what_it_waits_for(run, manager):
    with pytest.raises(CannotRun, match="waits for: Step 1"):
        start_step(step(run, 2), by=manager, at=TEN_PM)


def test_of_two_phones_the_second_is_told_what_the_first_did(run, manager):
    first, second = step(run, 1), step(run, 1)
    start_step(first, by=manager, at=TEN_PM)

    with pytest.raises(CannotRun, match="marked “Under way” by now, Mara Quint"):
        start_step(second, by=manager, at=TEN_PM)


def test_failing_and_skipping_need_a_reason(run, manager):
    start_step(step(run, 1), by=manager, at=TEN_PM)

    with pytest.raises(CannotRun) as refused:
        end_step(step(run, 1), "failed", note=" ", by=manager, at=TEN_PM)

    assert refused.value.field == "note"


def test_a_failed_step_is_tried_again_or_skipped(run, manager):
    start_step(step(run, 1), by=manager, at=TEN_PM)
    end_step(step(run, 1), "failed", note="No disk", by=manager, at=TEN_PM + 5 * MINUTE)
    board = run_board(run, at=TEN_PM + 6 * MINUTE)
    assert (board.end, board.minutes_late) == (None, None)

    start_step(step(run, 1), by=manager, at=TEN_PM + 10 * MINUTE)
    end_step(step(run, 1), "done", note="", by=manager, at=TEN_PM + 40 * MINUTE)

    board = run_board(run, at=TEN_PM + 40 * MINUTE)
    assert (board.minutes_late, board.back_out_margin) == (10, 35)


def test_a_mistake_is_taken_back_until_what_waited_for_it_begins(run, manager):
    do(run, 1, by=manager, begins=0, ends=20)
    start_step(step(run, 2), by=manager, at=TEN_PM + 30 * MINUTE)
    with pytest.raises(CannotRun, match="has begun"):
        take_step_back(step(run, 1), by=manager, at=TEN_PM)

    take_step_back(step(run, 2), by=manager, at=TEN_PM + 31 * MINUTE)
    take_step_back(step(run, 1), by=manager, at=TEN_PM + 31 * MINUTE)

    assert set(run.steps.values_list("state", flat=True)) == {"waiting"}


def test_backing_out_drops_what_is_left_and_runs_the_way_back(run, manager):
    do(run, 1, by=manager, begins=0, ends=50)
    start_step(step(run, 2), by=manager, at=TEN_PM + 50 * MINUTE)
    end_step(step(run, 2), "failed", note="Conversion stops", by=manager, at=TEN_PM + 100 * MINUTE)

    back_out(run, reason="Not done before 12:30", by=manager, at=TEN_PM + 120 * MINUTE)

    board = run_board(run, at=TEN_PM + 120 * MINUTE)
    assert [one.step.state for one in board.steps] == ["done", "dropped", "dropped", "dropped"]
    assert board.end == TEN_PM + 180 * MINUTE
    assert board.is_back_in_time
    with pytest.raises(CannotRun, match="not on the way"):
        start_step(step(run, 1), by=manager, at=TEN_PM)
    do(run, 5, by=manager, begins=121, ends=170)
    run.refresh_from_db()
    run.go_live.refresh_from_db()
    assert (run.state, run.go_live.state) == ("backed_out", "backed_out")


def test_a_rehearsal_starts_its_clock_when_it_begins_and_changes_nothing(go_live, runbook, manager):
    run = begin_run(go_live, "rehearsal", by=manager, at=AT)

    board = run_board(run, at=AT)
    assert (board.planned_end, board.minutes_late) == (AT + 150 * MINUTE, 0)
    assert run.latest_back_out == AT + 150 * MINUTE
    stop_rehearsal(run, reason="Enough seen", by=manager, at=AT + 10 * MINUTE)
    go_live.refresh_from_db()
    assert go_live.state == GoLive.State.PREPARING


def test_one_run_at_a_time(run, manager):
    with pytest.raises(CannotRun, match="under way already"):
        begin_run(run.go_live, "rehearsal", by=manager, at=TEN_PM)
    with pytest.raises(CannotGoLive, match="being run"):
        cancel_go_live(run.go_live, reason="Never mind", by=manager, at=TEN_PM)
    with pytest.raises(CannotRun, match="not stopped halfway"):
        stop_rehearsal(run, reason="", by=manager, at=TEN_PM)


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer(manager):
    """Nov 7, 2027: 11 PM and eight hours later it is 6 AM by the clocks."""
    project = make_project("Phones", manager=manager)
    fields = {"title": "Phones", "starts": datetime(2027, 11, 6, 23, 0)}
    go_live = plan_go_live(project, fields, by=manager, at=AT)
    add_runbook_step(go_live, {"title": "Copy", "duration_minutes": 480}, waits_for=[], by=manager, at=AT)
    decide_go_live(go_live, "go", words="", by=manager, at=AT)

    run = begin_run(go_live, "cutover", by=manager, at=AT)

    assert run_board(run, at=run.planned_start).end == datetime(2027, 11, 7, 13, 0, tzinfo=UTC)


def test_a_step_is_marked_by_its_owner_and_not_by_others(go_live, runbook, manager):
    vendor, guest = make_person("Vera"), make_person("Guy", Role.AUDITOR)
    edit_runbook_step(runbook[0], {"owner": vendor}, waits_for=[], by=manager, at=AT)
    run = begin_run(go_live, "rehearsal", by=manager, at=AT)

    start_step(step(run, 1), by=vendor, at=AT)

    assert step(run, 1).state == RunStep.State.UNDER_WAY
    with pytest.raises(Refused):
        end_step(step(run, 1), "done", note="", by=guest, at=AT)
    assert CutoverRun.objects.get().revision == 1
