import pytest

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, people_over_whom
from milepost.domain.people.roles import Role
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "action", ["people.edit_availability", "people.view_absence_reasons", "common.view_audit"]
)
def test_all_at_once_is_what_is_told_of_each(action):
    parks = make_department("Parks")
    trees = make_department("Trees", parent=parks)
    chief = make_person("Depa Chief", Role.SUPERVISOR, over=parks)
    office = make_person("Port Folio", Role.PORTFOLIO_MANAGER)
    lead = make_person("Lee Ortega", department=trees)
    left = make_person("Gone Away", is_active=False)
    make_person("Kara Montoya", supervisor=lead, department=make_department())
    make_person("Omar Quist", supervisor=left, department=trees)

    for reader in (chief, office, lead, left):
        told = {one for one in Person.objects.all() if may(reader, action, one)}
        assert set(people_over_whom(reader, action)) == told
