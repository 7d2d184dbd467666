from datetime import date

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import ChangeSet, Rule
from milepost.domain.common.rules import rule_value, schemas
from milepost.domain.people.actions.configuring import edit_city, set_rule
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_administrator, make_city, make_person

pytestmark = pytest.mark.django_db

DAY = date(2027, 7, 1)


def test_the_city_is_configured_and_the_change_recorded() -> None:
    city = make_city()

    edit_city(city, by=make_administrator(), at=AT, name="Vista Ridge", fiscal_year_start_month=7)

    city.refresh_from_db()
    assert city.fiscal_year_start_month == 7
    assert ChangeSet.objects.get().action == "people.edit_city"


@pytest.mark.parametrize(
    "values", [{"time_zone": "Mars/Base"}, {"fiscal_year_start_month": 13}, {"name": ""}]
)
def test_a_city_that_cannot_be_is_refused(values: dict[str, object]) -> None:
    city = make_city()

    with pytest.raises(ValidationError):
        edit_city(city, by=make_administrator(), at=AT, **values)

    assert not ChangeSet.objects.exists()


def test_a_rule_is_set_from_a_day_on() -> None:
    office = make_person("", Role.PORTFOLIO_MANAGER)
    value = schemas()["project_tiers"].shipped[-1].value
    stricter = value | {"medium": value["medium"] | {"report_days": 7}}

    set_rule("project_tiers", stricter, effective_on=DAY, source="Resolution 27-114", by=office, at=AT)

    assert rule_value("project_tiers", on=DAY) == stricter
    assert rule_value("project_tiers", on=date(2027, 6, 30)) == value
    assert ChangeSet.objects.values_list("action", "summary").get() == (
        "common.edit_rules",
        "“What each tier asks for” from 2027-07-01 on: Resolution 27-114.",
    )


def test_a_version_of_the_same_day_is_replaced() -> None:
    office = make_person("", Role.PORTFOLIO_MANAGER)
    value = schemas()["project_tiers"].shipped[-1].value

    for source in ("Draft", "Resolution 27-114"):
        set_rule("project_tiers", value, effective_on=DAY, source=source, by=office, at=AT)

    assert Rule.objects.values_list("source", flat=True).get() == "Resolution 27-114"


def test_a_value_of_another_shape_is_refused() -> None:
    office = make_person("", Role.PORTFOLIO_MANAGER)

    with pytest.raises(ValidationError):
        set_rule("project_tiers", {"small": 1}, effective_on=DAY, source="Memo", by=office, at=AT)

    assert not Rule.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER}))
def test_only_the_office_sets_rules(role: Role) -> None:
    with pytest.raises(Refused):
        set_rule("project_tiers", {}, effective_on=DAY, source="Memo", by=make_person("", role), at=AT)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_configure_the_city(role: Role) -> None:
    with pytest.raises(Refused):
        edit_city(make_city(), by=make_person("", role), at=AT, name="Elsewhere")
