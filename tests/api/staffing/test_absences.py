import pytest

from milepost.domain.people.models import Absence
from milepost.domain.people.roles import Role
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db
LEAVE = {"first": "2027-03-08", "last": "2027-03-12", "reason": "leave", "note": "Family"}


@pytest.fixture
def lead():
    return make_person("Lee Ortega")


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", supervisor=lead, department=make_department("Networks"))


def test_a_supervisor_records_reads_and_withdraws(calling, lead, kara):
    address, call = f"/people/{kara.pk}/absences", calling(lead)

    made = call("POST", address, LEAVE)
    again = call("POST", address, LEAVE)

    assert (made.status_code, again.status_code) == (201, 200)
    assert (
        made.json()
        == again.json()
        == {"id": made.json()["id"], "person_id": kara.pk, "share_percent": 100, **LEAVE}
    )
    assert call("GET", "/absences").json() == {"items": [made.json()], "count": 1}
    assert call("DELETE", f"/absences/{made.json()['id']}").status_code == 204
    assert not Absence.objects.exists()


def test_only_the_person_and_the_supervisor_read_the_reason(calling, lead, kara):
    Absence.objects.create(person=kara, first="2027-03-08", last="2027-03-12", kind="leave", note="Family")
    office = make_person("Port Folio", Role.PORTFOLIO_MANAGER)
    chief = make_person("Depa Chief", Role.SUPERVISOR, over=kara.department)
    boss_of_others = make_person("Sue Pervisor", Role.SUPERVISOR, over=make_department())
    stranger = make_person("Stan Ger")

    def reasons(person):
        return [one["reason"] for one in calling(person)("GET", "/absences").json()["items"]]

    assert [reasons(one) for one in (kara, lead, chief)] == [["leave"]] * 3
    assert reasons(office) == [None]
    assert [reasons(one) for one in (boss_of_others, stranger)] == [[], []]


def test_who_keeps_the_time_but_may_not_know_the_reason_is_not_told_it(calling, kara):
    office = make_person("Port Folio", Role.PORTFOLIO_MANAGER)

    made = calling(office)("POST", f"/people/{kara.pk}/absences", LEAVE).json()

    assert (made["first"], made["reason"], made["note"]) == ("2027-03-08", None, None)


def test_absences_are_found_by_person_and_days(calling, lead, kara):
    other = make_person("Omar Diaz", supervisor=lead)
    for person, first, last in (
        (kara, "2027-03-08", "2027-03-12"),
        (kara, "2027-05-03", None),
        (other, "2027-03-08", "2027-03-08"),
    ):
        Absence.objects.create(person=person, first=first, last=last)

    def found(query):
        items = calling(lead)("GET", f"/absences?{query}").json()["items"]
        return [(one["person_id"], one["first"]) for one in items]

    assert found(f"person_id={kara.pk}") == [(kara.pk, "2027-03-08"), (kara.pk, "2027-05-03")]
    assert found("first=2027-03-09&last=2027-04-01") == [(kara.pk, "2027-03-08")]
    assert found("first=2028-01-01") == [(kara.pk, "2027-05-03")]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"last": "2027-03-01"}, 422),
        ({"share_percent": 101}, 422),
        ({"last": "2040-01-01"}, 422),
        ({"reason": "x"}, 422),
    ],
)
def test_an_absence_that_cannot_be_is_refused(calling, lead, kara, changes, status):
    assert calling(lead)("POST", f"/people/{kara.pk}/absences", LEAVE | changes).status_code == status
    assert not Absence.objects.exists()


def test_more_people_take_no_more_queries(calling, lead, kara, django_assert_max_num_queries):
    for number in range(10):
        person = make_person(f"Person {number}", supervisor=lead)
        Absence.objects.create(person=person, first="2027-03-08")

    with django_assert_max_num_queries(10):
        assert calling(lead)("GET", "/absences").json()["count"] == 10
