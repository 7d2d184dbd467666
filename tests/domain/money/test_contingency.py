from datetime import date, timedelta
from decimal import Decimal

import pytest

from milepost.domain.common.recording import recording
from milepost.domain.money.actions.limiting import LimitTerms, set_limit, use_limit
from milepost.domain.money.calculations.contingency import contingency_over_time
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)


def test_what_is_left_follows_from_what_was_set_drawn_and_added():
    manager = make_person("Mara Quint")
    project = make_project("Radios", manager=manager)

    def reserve(amount, after):
        terms = LimitTerms("contingency", "Reserve", Decimal(amount), "Charter")
        return set_limit(project, terms, by=manager, at=AT + timedelta(days=after))

    limit = reserve(50_000, 10)
    set_limit(project, LimitTerms("council", "Award", Decimal(900_000), "Res. 7"), by=manager, at=AT)
    with recording("test.draw", by=manager.account, at=AT + timedelta(days=20), subject=project) as record:
        use_limit(record, limit, Decimal("12500.50"))
    reserve(60_000, 30)

    days = [DAY + timedelta(days=after) for after in (0, 10, 19, 20, 30)]
    assert contingency_over_time(project, days) == [
        None, Decimal(50_000), Decimal(50_000), Decimal("37499.50"), Decimal("47499.50"),
    ]  # fmt: skip
