from datetime import date

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.governance.models import ActionItem
from milepost.domain.people.actions.succeeding import CannotTakeOver, confirm_succession, hand_on
from milepost.domain.people.holdings import holdings_of
from milepost.domain.people.models import Succession
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Deliverable, Issue, Risk
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.models import Responsibility
from tests.factories import (
    AT,
    give_role,
    make_administrator,
    make_department,
    make_person,
    make_project,
    make_task,
)

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)


@pytest.fixture
def admin():
    return make_administrator()


@pytest.fixture
def omar(admin):
    return make_person("Omar Quist", department=make_department("Infrastructure"))


@pytest.fixture
def kara(admin, omar):
    """Somebody with a thing of nearly every kind."""
    kara = make_person("Kara Montoya", Role.SUPERVISOR, supervisor=admin, department=omar.department)
    boss = make_person("Paz Manager")
    project = make_project("Radio", manager=boss, state="in_progress")
    give_role(kara, Role.TECHNICAL_LEAD, over=project)
    both = make_task(project, "Install", days=5, responsible=kara)
    beside = make_task(project, "Splice", days=5)
    for task in (both, beside):
        Assignment.objects.create(task=task, person=kara, units_percent=50)
    recalculate(project)
    facts = {"project": project, "owner": kara, "number": 1}
    Risk.objects.create(**facts, event="Rain", probability=2, impact=2, reviewed_on=DAY)
    Issue.objects.create(**facts, title="No power", opened_on=DAY)
    ActionItem.objects.create(number=1, title="Call the utility", owner=kara, project=project, raised_on=DAY)
    made = Deliverable.objects.create(project=project, number=1, name="Mast", raised_on=DAY, acceptor=kara)
    Responsibility.objects.create(project=project, deliverable=made, person=kara, duty="AR", state="accepted")
    report = make_person("Ned Ray", supervisor=kara, department=omar.department)
    wanted = RequestFields(
        tasks=[beside.uid], first=DAY, last=date(2027, 3, 5), needed_by=DAY, reason="Splice", person=report,
        share_percent=50.0,
    )  # fmt: skip
    ask_for_staff(project, wanted, by=boss, at=AT)
    return kara


def keys_of(person, reader):
    return [one.key for one in holdings_of(person, seen_by=reader)]


def kinds_of(person, reader):
    return {one.kind for one in holdings_of(person, seen_by=reader)}


def test_everything_passes_in_one_step_and_the_successor_confirms(admin, kara, omar):
    held = holdings_of(kara, seen_by=admin)
    assert {one.kind for one in held} == {
        "supervised", "city_role", "project_role", "task", "risk", "issue", "acceptance", "staff_request",
        "duty", "action_item",
    }  # fmt: skip

    made = hand_on(kara, [one.key for one in held], to=omar, reason="Retires in April", by=admin, at=AT)

    assert keys_of(kara, admin) == []
    assert kinds_of(omar, admin) == {one.kind for one in held}
    assert list(Assignment.objects.values_list("person__name", "units_percent")) == [("Omar Quist", 50)] * 2
    assert made.items.count() == len(held)
    [waiting] = waiting_for(omar, as_of=DAY, kinds={"succession"})
    assert (waiting.subject, waiting.title) == (made, "Take over from Kara Montoya")
    confirm_succession(made, by=omar, at=AT)
    assert waiting_for(omar, as_of=DAY, kinds={"succession"}) == []


def test_what_asks_for_acceptance_is_asked_of_the_successor(admin, kara, omar):
    keys = [one.key for one in holdings_of(kara, seen_by=admin) if one.kind == "duty"]

    hand_on(kara, keys, to=omar, reason="Retires", by=admin, at=AT)

    duty = Responsibility.objects.get()
    assert (duty.person, duty.state, duty.delegated_by) == (omar, "asked", kara)
    assert len(waiting_for(omar, as_of=DAY, kinds={"responsibility"})) == 1


def test_only_what_is_chosen_passes(admin, kara, omar):
    [risk] = [one.key for one in holdings_of(kara, seen_by=admin) if one.kind == "risk"]

    hand_on(kara, [risk], to=omar, reason="Moves to another team", by=admin, at=AT)

    assert (Risk.objects.get().owner, Issue.objects.get().owner) == (omar, kara)


def test_nothing_is_half_handed_on(admin, kara, omar):
    asked_for = make_person("Sol Vega")
    keys = keys_of(kara, admin)
    kara_request = kara.staff_requests_to_answer.get()
    kara_request.person = asked_for
    kara_request.save()
    before = ChangeSet.objects.count()

    with pytest.raises(CannotTakeOver, match=r"Staff requests: Sol Vega is asked for in it"):
        hand_on(kara, keys, to=asked_for, reason="Retires", by=admin, at=AT)

    assert (Risk.objects.get().owner, Succession.objects.count()) == (kara, 0)
    assert ChangeSet.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "  "}, "Say why"),
        ({"keys": []}, "Choose what"),
        ({"keys": ["risk-999"]}, "changed hands"),
    ],
)
def test_what_cannot_be_handed_on_is_said(admin, kara, omar, changes, words):
    terms = {"keys": keys_of(kara, admin), "reason": "Retires", **changes}

    with pytest.raises(CannotTakeOver, match=words):
        hand_on(kara, terms["keys"], to=omar, reason=terms["reason"], by=admin, at=AT)


def test_nothing_goes_to_who_left_or_to_oneself(admin, kara):
    gone = make_person("Gus Long", is_active=False)
    for to in (gone, kara):
        with pytest.raises(CannotTakeOver, match="somebody else who is active"):
            hand_on(kara, keys_of(kara, admin), to=to, reason="Retires", by=admin, at=AT)


def test_a_person_hands_on_the_own_work_and_a_stranger_does_not(kara, omar):
    [item] = [one.key for one in holdings_of(kara, seen_by=kara) if one.kind == "action_item"]

    with pytest.raises(Refused):
        hand_on(kara, [item], to=omar, reason="Because", by=omar, at=AT)
    hand_on(kara, [item], to=omar, reason="Leave of absence", by=kara, at=AT)

    assert ActionItem.objects.get().owner == omar


def test_only_the_successor_or_who_hands_on_confirms(admin, kara, omar):
    made = hand_on(kara, keys_of(kara, admin), to=omar, reason="Retires", by=admin, at=AT)

    with pytest.raises(Refused):
        confirm_succession(made, by=make_person("Ned Stranger"), at=AT)
