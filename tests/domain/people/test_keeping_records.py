import pytest

from milepost.domain.common.models import Change
from milepost.domain.common.recording import recording
from milepost.domain.people.actions.keeping_records import erase_change
from milepost.domain.people.models import Site
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def change() -> Change:
    with recording("people.add_site", by=None, at=AT) as record:
        record.create(Site(name="City hall"))
    return Change.objects.get()


def test_the_records_officer_erases_what_the_law_orders(change: Change) -> None:
    erase_change(change, by=make_person("", Role.RECORDS_OFFICER), at=AT, reason="Court order 2027-118")

    assert Change.objects.get(pk=change.pk).values is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RECORDS_OFFICER}))
def test_nobody_else_erases(change: Change, role: Role) -> None:
    with pytest.raises(Refused):
        erase_change(change, by=make_person("", role), at=AT, reason="Court order 2027-118")

    assert Change.objects.get(pk=change.pk).values is not None
