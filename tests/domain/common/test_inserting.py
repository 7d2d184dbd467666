from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.common import inserting
from milepost.domain.common.inserting import insert_objects, insert_rows
from milepost.domain.money.models import Fund, Kind, LedgerEntry, LedgerTotal, State
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


def test_rows_stand_as_the_orm_would_have_written_them_each_with_its_key(monkeypatch):
    monkeypatch.setattr(inserting, "MOST_VALUES", 50)
    by, fund = make_person("Lee Ledger"), Fund.objects.create(code="100", name="General")
    entries = [
        LedgerEntry(
            state=State.EXPENDED, kind=Kind.PAYMENT, document="AP-1", line=line, on=date(2027, 3, line),
            fiscal_year=2027, amount=Decimal(f"-{line}.05"), fund=fund if line % 2 else None,
            vendor="O'Hara, 100 % \N{SNOWMAN}", flags=["new_code"] * (line % 3), by=by, at=AT,
        )
        for line in range(1, 8)
    ]  # fmt: skip

    insert_objects(entries)

    names = [field.attname for field in LedgerEntry._meta.concrete_fields]
    stands = [tuple(getattr(one, name) for name in names) for one in LedgerEntry.objects.order_by("line")]
    assert stands == [tuple(getattr(one, name) for name in names) for one in entries]


def test_nothing_to_insert_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_objects([])
        keys = insert_rows(LedgerTotal, ("amount", "lines"), [])

    assert keys == []
