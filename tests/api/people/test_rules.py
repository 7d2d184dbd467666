import pytest

from milepost.domain.people.roles import Role
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db
PATH = "/rules/status_ratings/versions"
VERSION = {"effective_on": "2027-01-01", "value": {"days": 21}, "source": "Memo 7"}


def test_a_new_version_is_set_and_in_force(calling):
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))

    answer = call("POST", PATH, VERSION)

    wanted = VERSION | {"is_shipped": False}
    in_force = {rule["name"]: rule["in_force"] for rule in call("GET", "/rules").json()}
    assert (answer.status_code, answer.json()) == (201, wanted)
    assert in_force["status_ratings"] == call("GET", PATH).json()[0] == wanted


@pytest.mark.parametrize("value", [{}, {"days": "many"}, {"days": 21, "hours": 3}])
def test_a_value_of_another_shape_is_a_problem(calling, value):
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))

    assert call("POST", PATH, VERSION | {"value": value}).status_code == 422


def test_a_choice_that_is_no_word_is_a_problem(calling):
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))
    value = call("GET", "/rules/project_tiers/versions").json()[0]["value"]
    value["small"]["tabs"] = [{"overview": True}]

    answer = call("POST", "/rules/project_tiers/versions", VERSION | {"value": value})

    assert (answer.status_code, answer.json()["field"]) == (422, "small.tabs")


def test_a_rule_that_milepost_does_not_know_is_not_there(calling):
    call = calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))

    paths = [("GET", "/rules/other/versions", None), ("POST", "/rules/other/versions", VERSION)]

    assert [call(*one).status_code for one in paths] == [404, 404]


def test_a_guest_reads_no_rules_and_staff_set_none(calling):
    guest = calling(make_person("Gus T.", organization=make_organization()))
    staff = calling(make_person("Sam Vega"))

    assert [guest("GET", path).status_code for path in ("/rules", PATH)] == [403, 403]
    assert staff("POST", PATH, VERSION).status_code == 403
