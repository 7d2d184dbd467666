from datetime import date, timedelta

import pytest
from django.db.utils import IntegrityError

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.delegating import (
    CannotDelegate,
    DelegationFields,
    delegate_answers,
    end_delegation,
)
from milepost.domain.people.models import Delegation
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.standing_in import people_represented_by
from tests.factories import AT, make_city, make_organization, make_person

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2027, 3, 8), date(2027, 3, 19)


@pytest.fixture
def director():
    make_city()
    return make_person("Dee Rector")


@pytest.fixture
def lead(director):
    return make_person("Lee Ortega", supervisor=director)


@pytest.fixture
def deputy():
    return make_person("Max Deputy")


def fields(delegate, **changes):
    return DelegationFields(**{"delegate": delegate, "first": FIRST, "last": LAST, **changes})


def test_it_stands_from_its_first_day_to_its_last_and_ends_by_itself(lead, deputy):
    delegate_answers(lead, fields(deputy, reason="Leave"), by=lead, at=AT)

    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    assert [list(people_represented_by(deputy, on=day)) for day in days] == [[], [lead], [lead], []]
    change = ChangeSet.objects.get(action="people.delegate_answers")
    assert (change.by, change.summary) == (lead.user, "Max Deputy answers for Lee Ortega.")


def test_the_person_the_own_supervisor_and_an_administrator_delegate_and_nobody_else(lead, deputy, director):
    administrator = make_person(None, Role.ADMINISTRATOR)
    for by in (lead, director, administrator):
        end_delegation(delegate_answers(lead, fields(deputy), by=by, at=AT), by=by, at=AT)
    for by in (deputy, make_person(None, Role.PROJECT_MANAGER)):
        with pytest.raises(Refused):
            delegate_answers(lead, fields(deputy), by=by, at=AT)

    assert Delegation.objects.on(FIRST).count() == 0
    assert Delegation.objects.count() == 3


def test_ended_early_it_lets_nobody_answer_any_more(lead, deputy):
    made = delegate_answers(lead, fields(deputy), by=lead, at=AT)

    end_delegation(made, by=lead, at=AT)

    assert not people_represented_by(deputy, on=FIRST).exists()
    with pytest.raises(CannotDelegate):
        end_delegation(made, by=lead, at=AT)


def test_who_has_left_answers_for_nobody_and_is_answered_for_by_nobody(lead, deputy):
    delegate_answers(lead, fields(deputy), by=lead, at=AT)
    deputy.is_active = False
    deputy.save()

    assert not people_represented_by(deputy, on=FIRST).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": date(2020, 1, 1)}, "first"),
        ({"last": FIRST - timedelta(days=1)}, "last"),
        ({"last": FIRST + timedelta(days=400)}, "last"),
    ],
)
def test_days_that_make_no_sense_are_refused_at_their_field(lead, deputy, changes, field):
    with pytest.raises(CannotDelegate) as refused:
        delegate_answers(lead, fields(deputy, **changes), by=lead, at=AT)

    assert refused.value.field == field


def test_somebody_of_the_city_with_an_account_is_named_and_not_oneself(lead):
    vendor = make_person("Ven Dor", organization=make_organization("Vendor"))
    for delegate in (lead, vendor):
        with pytest.raises(CannotDelegate) as refused:
            delegate_answers(lead, fields(delegate), by=lead, at=AT)
        assert refused.value.field == "delegate"


def test_one_stands_in_at_a_time(lead, deputy):
    delegate_answers(lead, fields(deputy), by=lead, at=AT)

    with pytest.raises(CannotDelegate, match="end that first"):
        delegate_answers(lead, fields(make_person("Una Other"), first=LAST), by=lead, at=AT)
    with pytest.raises(IntegrityError):
        Delegation.objects.create(person=lead, delegate=lead, first=FIRST, last=LAST, by=lead, at=AT)
