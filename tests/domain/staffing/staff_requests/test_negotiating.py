from datetime import date, timedelta

import pytest

from milepost.domain.common.models import Event
from milepost.domain.common.models.rule import Rule
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    hold_tentatively,
    reopen_request,
)
from milepost.domain.staffing.actions.keeping_skills import add_staffing_role
from milepost.domain.staffing.actions.minding_requests import escalate_request, mind_requests
from milepost.domain.staffing.actions.requesting_staff import (
    accept_counter,
    ask_for_staff,
    change_request,
    draft_request,
    send_request,
    withdraw_request,
)
from milepost.domain.staffing.actions.stepping_requests import AnsweredMeanwhile, CannotRequest
from milepost.domain.staffing.models import StaffRequest
from milepost.domain.staffing.negotiation import STEPS, Side, State, deeds_in
from tests.domain.staffing.staff_requests.asking import DAY, wanted
from tests.factories import AT, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planned(project, install):
    recalculate(project)


@pytest.fixture
def request_(project, install, kara, manager):
    return ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)


def half_of(person, **changes):
    terms = {"person": person, "first": DAY, "last": date(2027, 3, 26), "share_percent": 50.0}
    return Counter(**{**terms, **changes})


def deeds(request):
    return list(request.entries.values_list("deed", flat=True))


def test_a_request_goes_to_the_supervisor_and_waits_there(request_, lead, kara):
    assert (request_.state, request_.supervisor) == ("requested", lead)
    assert [one.subject for one in waiting_for(lead, as_of=DAY, kinds={"staff_request"})] == [request_]
    assert Event.objects.filter(kind="staff_requested", to=[lead.user_id]).count() == 1


def test_confirming_assigns_the_person_in_the_same_step(request_, install, kara, lead):
    done = confirm_request(request_, by=lead, at=AT)

    assert done.state == "confirmed"
    assert list(Assignment.objects.values_list("task", "person", "units_percent")) == [
        (install.pk, kara.pk, 100)
    ]
    agreed = done.tasks.get()
    assert (agreed.agreed_first, agreed.agreed_last) == (DAY, date(2027, 3, 12))


def test_an_offer_is_a_version_that_the_project_accepts(request_, install, kara, lead, manager):
    offered = counter_request(request_, half_of(kara), comment="She has the core switches.", by=lead, at=AT)
    assert [one.subject for one in waiting_for(manager, as_of=DAY, kinds={"staff_offer"})] == [request_]

    accept_counter(offered, by=manager, at=AT)

    install.refresh_from_db()
    assert install.duration_minutes == 20 * 480
    assert list(request_.offers.values_list("version", "share_percent")) == [(1, 100), (2, 50)]
    assert deeds(request_) == ["sent", "countered", "confirmed"]
    assert request_.entries.get(deed="countered").comment == "She has the core switches."


def test_of_two_who_answer_at_once_the_second_is_told(request_, lead, director):
    seen = request_.revision
    decline_request(request_, comment="On call all month.", seen=seen, by=lead, at=AT)

    with pytest.raises(AnsweredMeanwhile, match="declined by Lee Ortega"):
        confirm_request(request_, seen=seen, by=lead, at=AT)

    assert not Assignment.objects.exists()


def test_a_refusal_says_why_and_the_project_asks_for_somebody_else(
    project, request_, install, lead, manager, team
):
    with pytest.raises(CannotRequest, match="Say why"):
        decline_request(request_, comment=" ", by=lead, at=AT)
    declined = decline_request(request_, comment="On call.", by=lead, at=AT)
    omar = make_person("Omar Quist", department=team, supervisor=lead)

    asked = change_request(declined, wanted(install, person=omar), by=manager, at=AT)
    confirm_request(asked, by=lead, at=AT)

    assert list(install.assignments.values_list("person__name", flat=True)) == ["Omar Quist"]


def test_a_role_is_filled_by_whom_the_supervisor_names(project, install, kara, lead, manager):
    office = make_person("Pat Office", Role.PORTFOLIO_MANAGER)
    role = add_staffing_role("Installer", needs={}, by=office, at=AT)
    Assignment.objects.create(task=install, resource="Installer", units_percent=100)
    asked = ask_for_staff(project, wanted(install, role=role, supervisor=lead), by=manager, at=AT)
    with pytest.raises(CannotRequest, match="Name who fills the role"):
        confirm_request(asked, by=lead, at=AT)

    confirm_request(asked, counter=half_of(kara, share_percent=100.0, last=date(2027, 3, 12)), by=lead, at=AT)

    assert [row.who for row in install.assignments.all()] == ["Kara Montoya"]


def test_less_than_asked_for_is_an_offer_and_no_confirmation(request_, kara, lead):
    with pytest.raises(CannotRequest, match="offer it instead"):
        confirm_request(request_, counter=half_of(kara), by=lead, at=AT)


def test_nobody_but_the_supervisor_answers(request_, manager, kara):
    for other in (manager, kara, make_person("Otto Ther", Role.PORTFOLIO_MANAGER)):
        with pytest.raises(Refused):
            confirm_request(request_, by=other, at=AT)


def test_a_supervisor_offers_only_the_own_people(request_, lead):
    stranger = make_person("Sam Stranger", supervisor=make_person("Other Lead"))

    with pytest.raises(CannotRequest, match="answers to somebody else"):
        counter_request(request_, half_of(stranger), by=lead, at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"share_percent": 120.0}, "share_percent"),
        ({"share_percent": None, "hours": 100.0}, "hours"),
        ({"share_percent": 50.0, "hours": 10.0}, "share_percent"),
        ({"first": date(2027, 2, 26)}, "first"),
        ({"last": date(2027, 2, 28)}, "last"),
        ({"needed_by": date(2027, 2, 28)}, "needed_by"),
        ({"tasks": [99]}, "tasks"),
        ({"tasks": []}, "tasks"),
        ({"person": None}, "person"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_at_its_field(project, install, kara, manager, changes, field):
    with pytest.raises(CannotRequest) as refused:
        ask_for_staff(project, wanted(install, **{"person": kara, **changes}), by=manager, at=AT)

    assert refused.value.field == field
    assert not StaffRequest.objects.exists()


def test_hours_are_a_share_of_how_long_the_tasks_last(project, install, kara, manager):
    asked = ask_for_staff(
        project, wanted(install, person=kara, share_percent=None, hours=20.0), by=manager, at=AT
    )

    assert (asked.offer.share_percent, asked.offer.hours) == (25, 20)


def test_who_left_works_elsewhere_or_has_no_supervisor_is_not_asked_for(project, install, manager, lead):
    left = make_person("Lou Left", supervisor=lead, is_active=False)
    vendor = make_person("Val Vendor", organization=make_organization())
    alone = make_person("Al One")

    for person, words in ((left, "has left"), (vendor, "by contract"), (alone, "Nobody supervises")):
        with pytest.raises(CannotRequest, match=words):
            ask_for_staff(project, wanted(install, person=person), by=manager, at=AT)


def test_a_supervisor_who_left_is_passed_over_and_a_loop_ends(
    project, install, kara, lead, director, manager
):
    lead.is_active = False
    lead.save()
    asked = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)
    assert asked.supervisor == director

    director.is_active = False
    director.supervisor = lead
    director.save()
    kara.refresh_from_db()
    with pytest.raises(CannotRequest, match="Nobody supervises"):
        ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)


def test_who_manages_and_supervises_answers_their_own_request(project, install, kara, lead):
    hats = make_person("Hattie Two", Role.PROJECT_MANAGER)
    kara.supervisor = hats
    kara.save()
    asked = ask_for_staff(project, wanted(install, person=kara), by=hats, at=AT)

    assert confirm_request(asked, by=hats, at=AT).state == "confirmed"
    assert list(asked.entries.values_list("deed", "by__name")) == [
        ("sent", "Hattie Two"),
        ("confirmed", "Hattie Two"),
    ]


def test_silence_reminds_then_asks_the_manager_who_escalates(request_, lead, director, manager):
    mind_requests(at=AT + timedelta(days=2))
    assert deeds(request_) == ["sent"]
    mind_requests(at=AT + timedelta(days=3))
    mind_requests(at=AT + timedelta(days=3, hours=1))
    mind_requests(at=AT + timedelta(days=6))
    assert deeds(request_) == ["sent", "reminded", "escalation_asked"]
    assert [one.title for one in waiting_for(manager, as_of=DAY, kinds={"staff_offer"})] == [
        "Kara Montoya: no answer yet"
    ]

    escalate_request(request_, by=manager, at=AT + timedelta(days=6))

    request_.refresh_from_db()
    assert request_.supervisor == director
    assert confirm_request(request_, by=director, at=AT + timedelta(days=6)).state == "confirmed"


def test_nothing_escalates_itself_unless_the_rule_says_so(request_, director):
    rule = Rule.objects.filter(name="staff_requests").first()
    Rule.objects.create(
        name="staff_requests",
        effective_on=date(2027, 1, 1),
        source="Policy 7",
        value={"remind_days": 1, "ask_days": 2, "escalates_itself": True},
        **({"title": rule.title} if rule and hasattr(rule, "title") else {}),
    )

    for day in (1, 2):
        mind_requests(at=AT + timedelta(days=day))

    request_.refresh_from_db()
    assert (request_.supervisor, deeds(request_)) == (director, ["sent", "reminded", "escalated"])


def test_a_request_whose_period_is_over_expires(request_):
    mind_requests(at=AT + timedelta(days=13))

    request_.refresh_from_db()
    assert request_.state == "expired"


def test_a_plan_that_moves_beyond_what_was_agreed_reopens_the_talk(request_, project, install, lead):
    confirm_request(request_, by=lead, at=AT)
    mind_requests(at=AT)
    assert deeds(request_) == ["sent", "confirmed"]

    install.refresh_from_db()
    install.duration_minutes = 12 * 480
    install.save()
    recalculate(project)
    mind_requests(at=AT)

    request_.refresh_from_db()
    assert request_.state == "requested"
    assert request_.entries.last().comment == "“Install” ends Mar 16, 2027, agreed was Mar 12, 2027."
    assert (request_.offer.last, install.assignments.count()) == (date(2027, 3, 16), 1)


def test_declining_what_was_reopened_lets_the_person_go(request_, install, lead):
    confirm_request(request_, by=lead, at=AT)
    reopen_request(request_, comment="She is needed elsewhere.", by=lead, at=AT)
    decline_request(request_, comment="No.", by=lead, at=AT)

    assert not install.assignments.exists()


def test_a_draft_waits_for_nobody_and_what_is_withdrawn_cannot_be_confirmed(
    project, install, kara, lead, manager
):
    draft = draft_request(project, wanted(install, person=kara), by=manager, at=AT)
    assert waiting_for(lead, as_of=DAY, kinds={"staff_request"}) == []

    sent = send_request(draft, by=manager, at=AT)
    hold_tentatively(sent, by=lead, at=AT)
    withdraw_request(sent, by=manager, at=AT)

    with pytest.raises(CannotRequest, match="withdrawn"):
        confirm_request(sent, by=lead, at=AT)


def test_every_state_but_the_last_ones_has_a_way_on():
    left = {state for state, _, _ in STEPS}

    assert set(State.values) - left == {"withdrawn", "expired"}
    assert set(deeds_in("requested", Side.SUPERVISOR)) == {"countered", "held", "confirmed", "declined"}
