"""Which year a page of the year's end opens on."""

from datetime import date

import pytest

from milepost.domain.money.models import FiscalYear
from milepost.web.money import years

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "closed", "query", "expected"),
    [
        (date(2027, 1, 4), 11, {}, 2026),
        (date(2027, 1, 4), 12, {}, 2027),
        (date(2026, 12, 31), 11, {}, 2026),
        (date(2027, 1, 4), 11, {"year": "2027"}, 2027),
        (date(2027, 1, 4), 12, {"year": "2031"}, 2027),
    ],
)
def test_the_year_just_over_is_shown_until_it_is_closed(rf, monkeypatch, on, closed, query, expected):
    FiscalYear.objects.create(year=2026, closed_months=closed)
    monkeypatch.setattr(years, "today", lambda: on)

    assert years.year_asked(rf.get("/", query))[0] == expected
