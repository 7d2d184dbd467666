import pytest

from milepost.domain.people.models import Department, Organization, Site
from tests.factories import make_city, make_department, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, administrator):
    make_city()
    return calling(administrator)


@pytest.mark.parametrize(
    ("path", "given", "changed"),
    [
        ("/departments", {"name": "Police", "code": "PD"}, {"name": "Police Department"}),
        ("/sites", {"name": "City hall", "address": "1 Main St"}, {"address": "2 Main St"}),
        ("/organizations", {"name": "Cablerun", "kind": "vendor"}, {"kind": "partner"}),
    ],
)
def test_a_unit_is_added_changed_and_listed(call, path, given, changed):
    added = call("POST", path, given)
    edited = call("PATCH", f"{path}/{added.json()['id']}", changed)

    listed = call("GET", path).json()["items"]
    assert (added.status_code, edited.status_code) == (201, 200)
    assert [one | given | changed for one in listed] == listed == [edited.json()]


def test_a_division_is_moved_and_set_free(call):
    fire, radio = make_department("Fire"), make_department("Radio")

    inside = call("PATCH", f"/departments/{radio.pk}", {"parent_id": fire.pk}).json()["parent_id"]
    free = call("PATCH", f"/departments/{radio.pk}", {"parent_id": None}).json()["parent_id"]

    assert (inside, free) == (fire.pk, None)


def test_a_department_within_itself_is_a_problem(call):
    fire = make_department("Fire")
    radio = make_department("Radio", parent=fire)

    answer = call("PATCH", f"/departments/{fire.pk}", {"parent_id": radio.pk})

    assert answer.status_code == 422
    assert answer.json()["detail"] == "Radio lies within Fire, so Fire cannot lie within it."


def test_a_code_stands_once(call):
    make_department("Fire", code="FD")

    answer = call("POST", "/departments", {"name": "Finance", "code": "FD"})

    assert (answer.status_code, answer.json()["field"]) == (422, "code")


@pytest.mark.parametrize("path", ["/departments", "/sites", "/organizations"])
def test_units_are_hidden_from_guests_and_kept_by_administrators(calling, path):
    guest = make_person("Gus T.", organization=make_organization())
    body = {"name": "Other", "code": "O", "kind": "vendor"}
    row = {"/departments": Department, "/sites": Site, "/organizations": Organization}[path]
    unit = row.objects.create(name="One", **({"code": "ONE"} if row is Department else {}))

    read = calling(guest)("GET", path).status_code
    call = calling(make_person("Sam Vega"))
    written = [call("POST", path, body).status_code, call("PATCH", f"{path}/{unit.pk}", body).status_code]

    assert (read, written) == (403, [403, 403])
