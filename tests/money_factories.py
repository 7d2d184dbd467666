"""Functions that make rows of the ledger for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from milepost.domain.money.calculations.totaling import queue_unmatched
from milepost.domain.money.models import Account, Allocation, Fund, Kind, LedgerEntry, State
from milepost.domain.projects.models import Project
from tests.factories import AT, make_person

ON = date(2027, 3, 2)


def make_fund(code: str = "100", **fields: Any) -> Fund:
    """Give a fund, the general one unless fields say otherwise."""
    made, _ = Fund.objects.get_or_create(
        code=code, defaults={"name": "General", "type": Fund.Type.GENERAL, **fields}
    )
    return made


def make_account(code: str = "52350", **fields: Any) -> Account:
    """Give an operating account."""
    made, _ = Account.objects.get_or_create(
        code=code, defaults={"name": "Software", "spends_on": Account.Class.OPERATING, **fields}
    )
    return made


def make_entry(
    amount: str, project: Project | None = None, uid: int | None = None, **fields: Any
) -> LedgerEntry:
    """Post a line of the ledger, expended unless fields say otherwise, wholly of a project where one is given."""
    document = fields.setdefault("document", "AP-1")
    fields.setdefault("line", LedgerEntry.objects.filter(document=document).count() + 1)
    fields.setdefault("state", State.EXPENDED)
    fields.setdefault("kind", Kind.PAYMENT)
    fields.setdefault("on", ON)
    fields.setdefault("fiscal_year", fields["on"].year)
    by = fields.pop("by", None) or (project and project.manager) or make_person("Lee Ledger")
    entry = LedgerEntry.objects.create(amount=Decimal(amount), by=by, at=AT, **fields)
    if project is not None:
        Allocation.objects.create(entry=entry, project=project, uid=uid, amount=entry.amount)
    else:
        queue_unmatched([entry])
    return entry
