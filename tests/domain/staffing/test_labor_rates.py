from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.staffing.actions.keeping_rates import (
    CannotKeepRates,
    add_job_class,
    classify,
    edit_job_class,
    set_labor_rate,
    withdraw_labor_rate,
)
from milepost.domain.staffing.actions.requesting_staff import ask_for_staff
from milepost.domain.staffing.calculations.answers import Answers
from milepost.domain.staffing.calculations.labor_cost import (
    LaborRates,
    cost_of,
    internal_cost_of,
    rated_classes,
)
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.models import LaborRate, PostedHours
from tests.domain.staffing.staff_requests.asking import DAY, wanted
from tests.factories import (
    AT,
    make_city,
    make_department,
    make_organization,
    make_person,
    make_project,
    make_task,
)

pytestmark = pytest.mark.django_db
JANUARY, MARCH = date(2027, 1, 1), date(2027, 3, 8)


@pytest.fixture
def finance():
    make_city()
    return make_person("Fay Nance", Role.FINANCE_ANALYST)


@pytest.fixture
def engineer(finance):
    return add_job_class("Network engineer", by=finance, at=AT)


@pytest.fixture
def kara(finance):
    team = make_department("Infrastructure")
    return make_person("Kara Montoya", department=team, supervisor=make_person("Lee Ortega", department=team))


def rated(job_class, hourly, first, *, finance, **more):
    return set_labor_rate(job_class, hourly=Decimal(hourly), first=first, by=finance, at=AT, **more)


def posted(person, day, minutes, *, project=None):
    goes = {"project": project} if project else {"code": "operations"}
    return PostedHours.objects.create(
        person=person, day=day, minutes=minutes, source="timesheet", by=person, at=AT, **goes
    )


def test_a_rate_counts_from_its_day_until_the_next_begins(finance, engineer, kara):
    rated(engineer, "88.50", JANUARY, finance=finance)
    rated(engineer, "91", MARCH, finance=finance)
    classify(kara, engineer, first=date(2027, 1, 15), by=finance, at=AT)

    rates = LaborRates([kara.pk])

    days = [date(2027, 1, 14), date(2027, 1, 15), date(2027, 3, 7), MARCH]
    assert [rates.hourly(kara.pk, day) for day in days] == [None, Decimal("88.50"), Decimal("88.50"), 91]
    assert rates.hourly(kara.pk + 1000, MARCH) is None


def test_one_day_has_one_rate_and_the_history_keeps_what_was(finance, engineer):
    rated(engineer, "88.00", JANUARY, finance=finance)
    rated(engineer, "89.00", JANUARY, finance=finance)

    assert [rate.hourly for rate in engineer.rates.all()] == [89]
    told = ChangeSet.objects.filter(action="staffing.set_labor_rate").latest("pk").changes.all()
    assert {tuple(change.values["hourly"]) for change in told} == {("88.00", None), (None, "89.00")}


@pytest.mark.parametrize("hourly", ["0", "-1", "0.001", "1000000"])
def test_a_rate_that_is_no_rate_is_refused(finance, engineer, hourly):
    with pytest.raises(ValidationError):
        rated(engineer, hourly, JANUARY, finance=finance)

    assert not LaborRate.objects.exists()


def test_a_rate_that_would_rewrite_costed_hours_asks_why(finance, engineer, kara):
    classify(kara, engineer, first=JANUARY, by=finance, at=AT)
    first = rated(engineer, "88", JANUARY, finance=finance)
    posted(kara, MARCH, 480)

    rated(engineer, "95", date(2027, 3, 9), finance=finance)
    with pytest.raises(CannotKeepRates, match="Say why") as refused:
        rated(engineer, "90", MARCH, finance=finance)
    with pytest.raises(CannotKeepRates):
        withdraw_labor_rate(first, by=finance, at=AT)
    with pytest.raises(CannotKeepRates):
        classify(kara, engineer, first=MARCH, by=finance, at=AT)
    rated(engineer, "90", MARCH, finance=finance, reason="Finance had the wrong overhead")

    assert refused.value.field == "reason"
    assert ChangeSet.objects.latest("pk").reason == "Finance had the wrong overhead"


def test_others_keep_no_rates(engineer, kara):
    with pytest.raises(Refused):
        rated(engineer, "88", JANUARY, finance=kara)
    with pytest.raises(Refused):
        classify(kara, engineer, first=JANUARY, by=kara, at=AT)


def test_people_of_vendors_have_no_job_class(finance, engineer):
    vendor = make_person("Vera Ndor", organization=make_organization())

    with pytest.raises(CannotKeepRates, match="another organization"):
        classify(vendor, engineer, first=JANUARY, by=finance, at=AT)


def test_classes_show_the_rate_and_the_people_of_the_day(finance, engineer, kara):
    senior = add_job_class("Senior engineer", by=finance, at=AT)
    edit_job_class(senior, name="Network engineer II", description="", by=finance, at=AT)
    rated(engineer, "88", JANUARY, finance=finance)
    classify(kara, engineer, first=JANUARY, by=finance, at=AT)
    classify(kara, senior, first=MARCH, by=finance, at=AT)

    def told(on):
        return [
            (one.job_class.name, one.rate and one.rate.hourly, [each.person.name for each in one.people])
            for one in rated_classes(on=on)
        ]

    assert told(date(2027, 2, 1)) == [
        ("Network engineer", 88, ["Kara Montoya"]),
        ("Network engineer II", None, []),
    ]
    assert told(MARCH) == [("Network engineer", 88, []), ("Network engineer II", None, ["Kara Montoya"])]


def test_an_answer_costs_its_hours_at_the_rates_of_their_days(finance, engineer, kara):
    manager = make_person("Paz Manager", Role.PROJECT_MANAGER)
    project = make_project("Radio", manager=manager, state="in_progress")
    install = make_task(project, "Install", days=10)
    recalculate(project)
    request = ask_for_staff(project, wanted(install, person=kara), by=manager, at=AT)
    terms = [OfferedTerms(kara.pk, 100, DAY), OfferedTerms(None, 100, DAY)]

    (without, nobody) = Answers(request, as_of=DAY).effects(terms)
    classify(kara, engineer, first=JANUARY, by=finance, at=AT)
    rated(engineer, "88", JANUARY, finance=finance)
    (at_one, _) = Answers(request, as_of=DAY).effects(terms)
    rated(engineer, "100", MARCH, finance=finance)
    (at_two, _) = Answers(request, as_of=DAY).effects(terms)

    assert (without.hours, without.cost, nobody.cost) == (80, None, None)
    assert at_one.cost == 80 * 88
    assert at_two.cost == 40 * 88 + 40 * 100


def test_internal_cost_says_apart_what_has_no_rate(finance, engineer, kara):
    project = make_project("Radio")
    other = make_person("Otto Ther")
    assert internal_cost_of(project, as_of=MARCH) is None
    classify(kara, engineer, first=JANUARY, by=finance, at=AT)
    rated(engineer, "88", JANUARY, finance=finance)
    for person, day, minutes in [(kara, MARCH, 480), (kara, MARCH, -60), (other, MARCH, 90)]:
        posted(person, day, minutes, project=project)
    posted(kara, date(2027, 3, 9), 480, project=project)
    posted(kara, MARCH, 60)

    found = internal_cost_of(project, as_of=MARCH)

    assert (found.minutes, found.cost, found.minutes_without_rate) == (510, Decimal("616.00"), 90)


@given(
    st.integers(1, 100_000),
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999.99"), places=2),
)
def test_a_cost_is_right_to_half_a_cent(minutes, hourly):
    assert abs(cost_of(minutes, hourly) - Decimal(minutes) * hourly / 60) <= Decimal("0.005")
