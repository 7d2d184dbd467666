from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.common.models import ChangeSet, Event
from milepost.domain.governance.actions.applying_change import apply_approved
from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.deciding_change import (
    Said,
    hand_over_step,
    meet_conditions,
    send_for_decision,
    sign_change,
    withdraw_sign_off,
)
from milepost.domain.governance.actions.requesting_change import (
    CannotChange,
    CostLine,
    Wanted,
    edit_change,
    request_change,
    withdraw_change,
)
from milepost.domain.governance.models import ChangeRequest, SignOff
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.models import Budget
from milepost.domain.people.models import CalendarException, WorkingCalendar
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from tests.domain.governance.changing import (
    in_decision,
    longer,
    make_agreed_project,
    requested,
    sign,
    task,
)
from tests.factories import AT, link, make_calendar, make_city, make_person, make_task

pytestmark = pytest.mark.django_db
State = ChangeRequest.State


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


def test_the_impact_is_computed_and_the_plan_stays_as_it_is(project, mara):
    change = requested(project, longer(project), by=mara)
    before, edits = project.dates.finish, ChangeSet.objects.count()

    impact = assess_change(change, by=mara, at=AT)

    assert (impact.days_later, impact.result["finish_before"], impact.result["finish_after"]) == (
        5, "2027-03-19", "2027-03-24",
    )  # fmt: skip
    assert impact.result["milestones"][0]["because"] == ["Install"]
    project.refresh_from_db()
    assert project.dates.finish == before
    assert task(project, "Install").duration_minutes == 10 * 480
    assert ChangeSet.objects.count() == edits + 1
    assert change.state == State.ASSESSED


def test_what_was_tried_is_what_applying_makes(project, mara, nora):
    extra = {
        "do": "insert",
        "key": "new",
        "values": {"name": "Test", "duration": "4d", "predecessors": "2", "successors": "3"},
    }
    change = in_decision(project, Wanted([*longer(project).commands, extra]), by=mara)
    impact = change.impacts.get()

    sign(change, mara, nora)

    assert change.state == State.APPLIED
    project.refresh_from_db()
    assert f"{project.dates.finish:%Y-%m-%d}" == impact.result["finish_after"]
    assert impact.result["added"] == ["Test"]
    assert [one.name for one in project.baselines.all()] == ["Baseline", "After change 1"]
    assert change.baseline == project.baselines.last()


def test_only_a_new_baseline_baselines_and_the_rest_can_be_undone(project, mara, nora):
    edit_task(task(project, "Order"), duration_minutes=2 * 480, by=mara, at=AT)
    change = in_decision(project, longer(project, 12), by=mara, draws_on="float")

    sign(change, mara)

    assert change.state == State.APPLIED
    assert project.baselines.count() == 1
    undo_change(ChangeSet.objects.filter(action="governance.apply_change").get(), by=mara, at=AT)
    change.refresh_from_db()
    assert change.state == State.APPROVED
    assert task(project, "Install").duration_minutes == 10 * 480


def test_a_change_is_refused_when_the_schedule_moved_since_its_impact(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    edit_task(task(project, "Order"), duration_minutes=6 * 480, by=mara, at=AT)

    with pytest.raises(CannotChange, match="schedule changed since"):
        sign(change, mara)
    assess_change(change, by=mara, at=AT)
    sign(change, mara, nora)

    assert change.state == State.APPLIED
    assert project.baselines.count() == 2


def test_worse_figures_ask_everybody_again(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    sign(change, mara)
    edit_task(task(project, "Order"), duration_minutes=6 * 480, by=mara, at=AT)

    assess_change(change, by=mara, at=AT)

    assert [step.state for step in change.steps.all()] == ["waiting", "waiting"]
    assert SignOff.objects.last().verdict == "reopened"


def test_figures_past_another_threshold_ask_whoever_that_names_as_well(project, mara, nora):
    change = in_decision(project, longer(project, 11), by=mara)
    assert [step.level for step in change.steps.all()] == ["manager"]
    ChangeRequest.objects.update(commands=longer(project, 40).commands)

    assess_change(change, by=mara, at=AT)
    sign(change, mara)

    assert [(step.level, step.person, step.state) for step in change.steps.all()] == [
        ("manager", mara, "approved"), ("sponsor", nora, "waiting"), ("committee", None, "waiting"),
    ]  # fmt: skip
    assert change.state == State.IN_DECISION


def test_an_approved_change_waits_while_what_it_draws_on_does_not_hold_it(project, mara, nora):
    reserve = set_limit(
        project, LimitTerms("contingency", "Reserve", Decimal(50000), "Charter"), by=mara, at=AT
    )
    wanted = Wanted([], [CostLine(2, Decimal(40000))])
    change = in_decision(project, wanted, by=mara, draws_on="contingency")
    type(reserve).objects.update(used=Decimal(30000))

    sign(change, mara, nora)

    assert change.state == State.APPROVED
    with pytest.raises(CannotChange, match="20,000 is left"):
        apply_approved(change, by=mara, at=AT)


def test_conditions_are_met_though_the_schedule_moved_and_the_change_waits(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    sign(change, mara)
    step = change.steps.last()
    sign_change(step, Said("conditions", "Only with a second crew"), by=nora, at=AT)
    edit_task(task(project, "Order"), duration_minutes=4 * 480, by=mara, at=AT)

    meet_conditions(step, by=mara, at=AT)

    change.refresh_from_db()
    assert (change.state, change.steps.last().has_open_conditions) == (State.APPROVED, False)


def test_a_change_of_a_project_that_is_over_waits_for_nobody(project, mara):
    in_decision(project, longer(project), by=mara)
    Project.objects.update(state=Project.State.CANCELED)

    assert waiting_for(mara, as_of=AT.date(), kinds={"change"}) == []


def test_thresholds_name_who_decides_with_the_reason(project, mara, nora):
    change = in_decision(project, longer(project, 40), by=mara)

    assert [(step.level, step.person) for step in change.steps.all()] == [
        ("manager", mara), ("sponsor", nora), ("committee", None),
    ]  # fmt: skip
    assert "From 5 days on, this sign-off is needed." in change.steps.all()[1].because
    assert [one.kind for one in waiting_for(mara, as_of=date(2027, 3, 1)) if one.kind == "change"] == [
        "change"
    ]
    sign(change, mara, nora)
    assert change.state == State.IN_DECISION


def test_only_the_person_named_signs_and_only_when_it_is_their_turn(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    first, second = change.steps.all()

    with pytest.raises(CannotChange, match="not the turn"):
        sign_change(second, Said("approved"), by=nora, at=AT)
    with pytest.raises(CannotChange, match="Mara Quint is asked"):
        sign_change(first, Said("approved"), by=nora, at=AT)
    with pytest.raises(CannotChange, match="Write the conditions"):
        sign_change(first, Said("conditions"), by=mara, at=AT)


def test_conditions_hold_the_change_up_until_they_are_met(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    sign(change, mara)
    step = change.steps.last()
    sign_change(step, Said("conditions", "Only with a second crew"), by=nora, at=AT)
    change.refresh_from_db()
    assert change.state == State.APPROVED

    meet_conditions(step, by=mara, at=AT)

    change.refresh_from_db()
    assert change.state == State.APPLIED


def test_a_sign_off_is_withdrawn_by_who_gave_it_before_it_is_applied(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    sign(change, mara)
    step = change.steps.first()

    with pytest.raises(CannotChange, match="Only the person who signed"):
        withdraw_sign_off(step, reason="No", by=nora, at=AT)
    withdraw_sign_off(step, reason="The crew left", by=mara, at=AT)

    step.refresh_from_db()
    assert step.is_waiting
    assert [one.verdict for one in step.sign_offs.all()] == ["approved", "withdrawn"]


def test_a_no_ends_it_and_the_plan_stays(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)

    sign_change(change.steps.first(), Said("rejected", "Too late in the year"), by=mara, at=AT)

    change.refresh_from_db()
    assert (change.state, change.outcome) == (State.REJECTED, "Too late in the year")
    assert task(project, "Install").duration_minutes == 10 * 480


def test_somebody_else_is_asked_for_a_person_who_left(project, mara, nora):
    change = in_decision(project, longer(project), by=mara)
    sign(change, mara)
    step, pia = change.steps.last(), make_person("Pia Nord", Role.EXECUTIVE)

    with pytest.raises(CannotChange, match="may not see"):
        hand_over_step(step, make_person("Vic Ray"), by=mara, at=AT)
    hand_over_step(step, pia, by=mara, at=AT)

    assert Event.objects.filter(kind="change_to_decide").last().to == [pia.user.pk]
    sign_change(step, Said("approved"), by=pia, at=AT)


def test_money_counts_against_limits_and_makes_a_budget_only_with_a_baseline(project, mara, nora):
    agree_budget(project, {2: Decimal(100000)}, measures={}, by=mara, at=AT)
    contract = set_limit(
        project, LimitTerms("contract", "Masts", Decimal(90000), "C-1", Decimal(60000)), by=mara, at=AT
    )
    set_limit(project, LimitTerms("council", "Council", Decimal(120000), "Res. 5"), by=mara, at=AT)
    reserve = set_limit(
        project, LimitTerms("contingency", "Reserve", Decimal(50000), "Charter"), by=mara, at=AT
    )
    wanted = Wanted([], [CostLine(2, Decimal(40000), contract)])

    change = in_decision(project, wanted, by=mara, draws_on="contingency")

    crossed = {
        one["kind"]: (one["after"], one["is_crossed"]) for one in change.impacts.get().result["limits"]
    }
    assert crossed == {
        "contract": ("100000.00", True), "council": ("140000.00", True), "contingency": ("40000.00", False),
    }  # fmt: skip
    assert [step.level for step in change.steps.all()] == ["manager", "sponsor", "council"]
    change.steps.filter(level="council").delete()
    sign(change, mara, nora)
    reserve.refresh_from_db()
    contract.refresh_from_db()
    assert (reserve.used, contract.used, Budget.objects.count()) == (Decimal(40000), Decimal(100000), 1)
    with pytest.raises(CannotChange, match="10,000 is left"):
        in_decision(project, wanted, by=mara, draws_on="contingency")
    again = in_decision(project, Wanted([], [CostLine(2, Decimal(20000))]), by=mara)
    sign(again, mara, nora)
    assert (again.budget.total, again.state) == (Decimal(120000), State.APPLIED)


def test_float_does_not_take_what_passes_the_agreed_finish(project, mara):
    with pytest.raises(CannotChange, match="Float does not take this"):
        in_decision(project, longer(project), by=mara, draws_on="float")


def test_year_ends_meeting_dates_and_blackouts_that_are_crossed_are_named(project, mara):
    council = WorkingCalendar.objects.create(name="Council meetings", week=[[]] * 7)
    windows = make_calendar("Windows")
    for day in (date(2027, 3, 23), date(2027, 12, 7), date(2028, 1, 11)):
        CalendarException.objects.create(
            calendar=council, name="Council", first=day, last=day, shifts=[[1080, 1260]]
        )
    CalendarException.objects.create(
        calendar=windows, name="Year-end freeze", first=date(2027, 12, 10), last=date(2028, 1, 8)
    )
    vote = make_task(project, "Council votes", duration_minutes=180, calendar=council)
    live = make_task(project, "Go live", days=1, calendar=windows)
    link(task(project, "Install"), vote)
    link(task(project, "Install"), live)
    recalculate(project)

    impact = assess_change(requested(project, longer(project, 220), by=mara), by=mara, at=AT)

    assert [(one["year"], one["ends"]) for one in impact.result["fiscal_years"]] == [(2027, "2027-12-31")]
    assert impact.result["meetings"] == [
        {
            "name": "Council meetings",
            "task": "Council votes",
            "before": "2027-03-23",
            "after": "2028-01-11",
            "missed": 2,
        }
    ]
    assert [(one["name"], one["tasks"]) for one in impact.result["blackouts"]] == [
        ("Year-end freeze", ["Go live"])
    ]


def test_an_edit_that_cannot_be_is_refused_with_its_sentence(project, mara):
    gone = make_task(project, "Gone")
    wanted = Wanted([{"do": "set", "task": gone.pk, "values": {"duration": "3d"}}])
    change = requested(project, wanted, by=mara)
    Task.objects.filter(pk=gone.pk).delete()

    with pytest.raises(CannotEdit, match="not part of the project any more"):
        assess_change(change, by=mara, at=AT)


def test_what_is_asked_for_stays_once_people_decide(project, mara, nora):
    change = requested(project, longer(project), by=mara)
    assess_change(change, by=mara, at=AT)
    edit_change(change, {"title": "Three floors"}, longer(project, 14), by=mara, at=AT)
    assert change.state == State.SUBMITTED
    assess_change(change, by=mara, at=AT)
    send_for_decision(change, draws_on="baseline", by=mara, at=AT)

    with pytest.raises(CannotChange, match="In decision"):
        edit_change(change, {"title": "Four floors"}, by=mara, at=AT)
    withdraw_change(change, reason="Asked wrongly", by=mara, at=AT)
    assert change.state == State.WITHDRAWN


def test_who_may_not_is_refused(project, mara):
    change = requested(project, longer(project), by=mara)
    visitor = make_person("Vic Ray")

    with pytest.raises(Refused):
        request_change(project, {"title": "A", "reason": "B"}, by=visitor, at=AT)
    with pytest.raises(Refused):
        assess_change(change, by=visitor, at=AT)
    assert not ChangeRequest.objects.visible_to(visitor).exists()
