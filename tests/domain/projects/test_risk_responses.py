from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.common.models import Change, Event
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.responding import (
    CannotRespond,
    add_response_action,
    finish_response_action,
)
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.actions.risk_library import adopt_common_risks, keep_common_risk
from milepost.domain.projects.actions.risks import (
    CannotChangeRisk,
    RiskFields,
    answer_escalation,
    close_risk,
    create_risk,
    edit_risk,
    escalate_risk,
)
from milepost.domain.projects.calculations.issue_escalation import Level, level_of, reached_lately
from milepost.domain.projects.calculations.risk_exposure import (
    expected_cost,
    exposure_of,
    exposure_over_time,
)
from milepost.domain.projects.calculations.risk_scales import risk_categories, risk_scales
from milepost.domain.projects.models import Issue, Risk
from milepost.domain.projects.models.restriction import Restriction
from milepost.domain.projects.risk_library.offering import offered_to, shipped_risks
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
FIELDS = RiskFields(event="The fiber comes late", probability=3, impact=4)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager, type="application")


def test_the_scales_give_the_middle_of_each_step():
    scales = risk_scales(on=TODAY)

    assert [round(scales.chance(n), 3) for n in range(1, 6)] == [0.05, 0.2, 0.4, 0.6, 0.825]
    assert [scales.zone(score) for score in (5, 6, 11, 12, 25)] == ["low", "medium", "medium", "high", "high"]


def test_the_highest_dimension_is_the_impact(project, manager):
    risk = create_risk(
        project,
        RiskFields(event="Late", probability=2, schedule_impact=2, cost_impact=5),
        by=manager,
        at=AT,
    )
    assert risk.impact == 5

    edit_risk(risk, RiskFields(cost_impact=None), by=manager, at=AT)
    assert risk.impact == 2

    edit_risk(risk, RiskFields(impact=4), by=manager, at=AT)
    assert (risk.impact, risk.schedule_impact, risk.cost_impact) == (4, None, None)


def test_a_strategy_fits_the_kind_of_risk(project, manager):
    with pytest.raises(CannotChangeRisk, match="“Exploit” does not fit") as refused:
        create_risk(project, FIELDS | {"strategy": "exploit"}, by=manager, at=AT)

    assert refused.value.field == "strategy"
    chance = create_risk(project, FIELDS | {"kind": "opportunity", "strategy": "exploit"}, by=manager, at=AT)
    with pytest.raises(CannotChangeRisk, match="does not fit"):
        edit_risk(chance, RiskFields(kind="threat"), by=manager, at=AT)


def test_each_new_rating_is_kept_and_other_changes_are_not(project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    edit_risk(risk, RiskFields(response="Order early"), by=manager, at=AT)
    edit_risk(risk, RiskFields(probability=5), by=manager, at=AT + timedelta(days=1))
    close_risk(risk, reason="It is in.", by=manager, at=AT + timedelta(days=2))

    kept = [(score.on.day, score.score, score.state) for score in risk.scores.all()]
    assert kept == [(1, 12, "open"), (2, 20, "open"), (3, 20, "closed")]


def test_exposure_is_chance_times_cost_of_what_was_open_then(project, manager):
    first = create_risk(project, FIELDS | {"cost_if_happens": Decimal(10_000)}, by=manager, at=AT)
    create_risk(project, FIELDS | {"kind": "opportunity", "cost_if_happens": Decimal(99)}, by=manager, at=AT)
    create_risk(project, FIELDS, by=manager, at=AT)
    assert exposure_of(project, seen_by=manager, as_of=TODAY).amount == Decimal("4000.00")

    edit_risk(first, RiskFields(probability=4), by=manager, at=AT + timedelta(days=40))
    close_risk(first, reason="Over.", by=manager, at=AT + timedelta(days=70))

    points = exposure_over_time(project, seen_by=manager, as_of=TODAY + timedelta(days=75))
    assert [(point.on, point.amount, point.count) for point in points] == [
        (date(2027, 3, 31), Decimal("4000.00"), 2),
        (date(2027, 4, 30), Decimal("6000.00"), 2),
        (date(2027, 5, 15), None, 1),
    ]
    now = exposure_of(project, seen_by=manager, as_of=TODAY)
    assert (now.amount, now.rated, now.unrated) == (None, 0, 1)


def test_exposure_leaves_out_what_the_reader_has_no_clearance_for_and_says_so(project, manager):
    costs = FIELDS | {"cost_if_happens": Decimal(10_000)}
    create_risk(project, costs, by=manager, at=AT)
    secret = create_risk(project, costs, by=manager, at=AT)
    restrict(secret, Restriction.SECURITY, reason="Shows the doors", by=manager, at=AT)
    analyst = make_person("Fin Analyst", Role.FINANCE_ANALYST)

    seen = exposure_of(project, seen_by=manager, as_of=TODAY)
    less = exposure_of(project, seen_by=analyst, as_of=TODAY)
    points = exposure_over_time(project, seen_by=analyst, as_of=TODAY)

    assert (seen.amount, seen.rated, seen.withheld) == (Decimal(8_000), 2, False)
    assert (less.amount, less.rated, less.withheld) == (Decimal(4_000), 1, True)
    assert [(point.amount, point.count) for point in points] == [(Decimal(4_000), 1)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10**8)), min_size=1, max_size=5))
def test_exposure_adds_up_over_risks(rated):
    scales = risk_scales(on=TODAY)
    threats = [(probability, Decimal(cents) / 100) for probability, cents in rated]

    whole = expected_cost(threats, scales)
    parts = [expected_cost([one], scales) for one in threats]

    assert abs(whole - sum(parts)) <= Decimal("0.01") * len(threats)
    assert 0 <= whole <= sum(cost for _, cost in threats) + Decimal("0.01")


def test_an_action_waits_for_its_owner_until_it_is_done(project, manager):
    tech = make_person("Tom Reyes")
    give_role(tech, Role.TEAM_MEMBER, over=project)
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    action = add_response_action(
        risk, {"text": "Order early", "owner": tech, "due_on": TODAY}, by=manager, at=AT
    )

    waits = waiting_for(tech, as_of=TODAY, kinds={"response"})
    assert [(one.title, one.due) for one in waits] == [("Order early", TODAY)]
    assert Event.objects.get(kind="response_assigned").to == [tech.account.pk]

    finish_response_action(action, is_done=True, by=tech, at=AT)
    assert waiting_for(tech, as_of=TODAY, kinds={"response"}) == []
    close_risk(risk, reason="Over.", by=manager, at=AT)
    with pytest.raises(CannotRespond, match="no longer open"):
        add_response_action(risk, {"text": "More"}, by=manager, at=AT)


def test_who_left_is_given_nothing_to_do(project, manager):
    left = make_person("Lee Gone", is_active=False)
    risk = create_risk(project, FIELDS, by=manager, at=AT)

    with pytest.raises(CannotRespond, match="Lee Gone left"):
        add_response_action(risk, {"text": "Order", "owner": left}, by=manager, at=AT)
    with pytest.raises(CannotChangeRisk, match="Lee Gone left"):
        edit_risk(risk, RiskFields(owner=left), by=manager, at=AT)


def test_an_escalated_risk_waits_for_an_answer_and_comes_back_with_it(project, manager):
    sponsor = make_person("Sue Park")
    give_role(sponsor, Role.SPONSOR, over=project)
    risk = create_risk(project, FIELDS, by=manager, at=AT)

    escalate_risk(risk, sponsor, reason="Money for a second path", by=manager, at=AT)
    waits = waiting_for(sponsor, as_of=TODAY, kinds={"escalation"})
    assert [(one.title, one.is_decision) for one in waits] == [("The fiber comes late", True)]

    answer_escalation(risk, answer="Take it from the reserve.", by=sponsor, at=AT)
    assert (risk.escalated_to, risk.escalation_reason) == (None, "")
    assert waiting_for(sponsor, as_of=TODAY, kinds={"escalation"}) == []
    assert Change.objects.filter(change_set__reason="Take it from the reserve.").exists()


def test_guests_see_what_is_shared_and_what_is_their_own(project, manager):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=project)
    hidden, shared, own = (
        create_risk(project, FIELDS | more, by=manager, at=AT)
        for more in ({}, {"is_shared": True}, {"owner": guest})
    )

    assert list(Risk.objects.visible_to(guest)) == [shared, own]
    assert [risk.is_seen_by(guest) for risk in (hidden, shared, own)] == [False, True, True]
    assert Risk.objects.visible_to(manager).count() == 3
    assert not Risk.objects.visible_to(make_person("Stranger", account=False)).exists()


def test_only_who_manages_shares_with_guests(project, manager):
    member = make_person("Mem Ber")
    give_role(member, Role.TEAM_MEMBER, over=project)
    risk = create_risk(project, FIELDS, by=member, at=AT)

    with pytest.raises(Refused):
        edit_risk(risk, RiskFields(is_shared=True), by=member, at=AT)
    edit_risk(risk, RiskFields(is_shared=True, event="It comes late"), by=manager, at=AT)
    edit_risk(risk, RiskFields(is_shared=True, event="It comes very late"), by=member, at=AT)


def test_the_library_offers_by_type_what_the_register_does_not_hold(project, manager):
    offered = offered_to(project)
    adopted = adopt_common_risks(project, offered[:2], by=manager, at=AT)

    assert [risk.event for risk in adopted] == [one.event for one in offered[:2]]
    assert offered_to(project) == offered[2:]
    assert {one.category for rows in shipped_risks().values() for one in rows} <= set(
        risk_categories(on=TODAY)
    )
    for rows in shipped_risks().values():
        for one in rows:
            Risk(
                project=project, number=1, **{k: v for k, v in one._asdict().items() if k != "own_id"}
            ).full_clean(exclude=["project"])


def test_a_risk_worth_remembering_is_offered_to_the_next_project(project, manager):
    office = make_person("Pia Office", Role.PORTFOLIO_MANAGER)
    risk = create_risk(project, FIELDS | {"response": "Order early"}, by=manager, at=AT)

    with pytest.raises(Refused):
        keep_common_risk(risk, by=manager, at=AT)
    keep_common_risk(risk, by=office, at=AT)

    following = make_project("Library", manager=manager, type="application")
    assert offered_to(following)[0].event == "The fiber comes late"


def test_an_issue_reaches_those_above_by_age_and_severity(project, manager):
    issue = create_issue(
        project, {"title": "No power", "severity": Issue.Severity.CRITICAL}, by=manager, at=AT
    )

    levels = [level_of(issue, as_of=TODAY + timedelta(days=days)).level for days in (1, 2, 5, 10)]
    assert levels == [Level.OWNER, Level.MANAGER, Level.SPONSOR, Level.OFFICE]
    ahead = level_of(issue, as_of=TODAY)
    assert (ahead.next_level, ahead.next_on) == (Level.MANAGER, date(2027, 3, 3))
    lately = list(reached_lately([issue], on=TODAY + timedelta(days=5)))
    assert lately == [(issue, Level.MANAGER), (issue, Level.SPONSOR)]


def test_a_low_issue_is_never_escalated(project, manager):
    issue = create_issue(project, {"title": "A scratch", "severity": 1}, by=manager, at=AT)

    found = level_of(issue, as_of=TODAY + timedelta(days=900))

    assert (found.level, found.next_on) == (Level.OWNER, None)
