import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.organizing import CannotOrganize, add_unit, edit_unit
from milepost.domain.people.models import Department, Organization, Person, Site
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_administrator, make_department, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    return make_administrator()


@pytest.mark.parametrize(
    ("unit", "action"),
    [
        (Department(name="Police", code="PD"), "people.add_department"),
        (Site(name="City hall"), "people.add_site"),
        (Organization(name="Fiber Co", kind="vendor"), "people.add_organization"),
    ],
)
def test_what_is_added_is_recorded(ada: Person, unit: Department, action: str) -> None:
    added = add_unit(unit, by=ada, at=AT)

    assert type(unit).objects.get() == added
    assert ChangeSet.objects.values_list("action", "subject_id").get() == (action, added.pk)


def test_a_department_is_renamed_and_moved(ada: Person) -> None:
    safety, police = make_department("Safety"), make_department("Police")

    edit_unit(police, by=ada, at=AT, name="Police services", parent=safety)

    police.refresh_from_db()
    assert (police.name, police.parent) == ("Police services", safety)
    assert ChangeSet.objects.get().action == "people.edit_department"


def test_a_department_never_lies_within_itself(ada: Person) -> None:
    safety = make_department("Safety")
    records = make_department("Records", parent=make_department("Police", parent=safety))

    for within in (safety, records):
        with pytest.raises(CannotOrganize, match=f"{within} lies within Safety"):
            edit_unit(safety, by=ada, at=AT, parent=within)


def test_codes_and_names_are_unique_and_say_so(ada: Person) -> None:
    make_department("Police", code="PD")

    with pytest.raises(ValidationError) as refused:
        add_unit(Department(name="Parks", code="PD"), by=ada, at=AT)

    assert refused.value.message_dict == {"code": ["Department with this Code already exists."]}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_organize(role: Role) -> None:
    somebody, police = make_person("", role), make_department("Police")

    with pytest.raises(Refused):
        add_unit(Site(name="City hall"), by=somebody, at=AT)
    with pytest.raises(Refused):
        edit_unit(police, by=somebody, at=AT, name="Parks")

    assert not ChangeSet.objects.exists()
