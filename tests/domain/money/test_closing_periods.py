from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest

from milepost.domain.money.actions.closing_periods import CannotClose, close_month, open_month_again
from milepost.domain.money.actions.entering import CannotEnter, check_open, open_year
from milepost.domain.money.actions.importing_ledger import bring_ledger, post_ledger, read_ledger_file
from milepost.domain.money.calculations.period_checks import Subject, days_of, period_checks
from milepost.domain.money.models import LedgerSource, PeriodClose
from milepost.domain.people.models import City
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_city, make_person, make_project
from tests.money_factories import make_entry

pytestmark = pytest.mark.django_db

APRIL = datetime(2027, 4, 5, 12, tzinfo=UTC)
OPEN = "The ERP was closed before Milepost came."


@pytest.fixture
def analyst():
    return make_person("Lee Ledger", Role.FINANCE_ANALYST)


@pytest.fixture
def year(analyst):
    make_city()
    return open_year(2027, by=analyst, at=AT)


def open_in(year, month):
    return {check.subject: check.open for check in period_checks(year, month) if not check.holds}


def test_a_month_of_a_fiscal_year_that_starts_in_july_is_found(year):
    City.objects.update(fiscal_year_start_month=7)

    assert days_of(2027, 1) == (date(2026, 7, 1), date(2026, 7, 31))
    assert days_of(2027, 8) == (date(2027, 2, 1), date(2027, 2, 28))
    assert days_of(2027, 12) == (date(2027, 6, 1), date(2027, 6, 30))


def test_the_checklist_names_what_is_open_in_the_month_alone(year):
    LedgerSource.objects.create(name="Payments", profile=LedgerSource.Profile.PAYMENTS)
    for day, kind in (
        (date(2027, 1, 5), "payment"),
        (date(2027, 1, 6), "p_card"),
        (date(2027, 2, 1), "payment"),
    ):
        make_entry("5", on=day, kind=kind)
    make_entry("7", make_project("Radios"), on=date(2027, 1, 9))

    assert open_in(year, 1) == {
        Subject.EXTRACTS: 1, Subject.UNMATCHED: 1, Subject.P_CARDS: 1, Subject.RECONCILED: 1,
    }  # fmt: skip
    assert Subject.P_CARDS not in open_in(year, 2)


def test_what_is_open_is_reasoned_past_and_kept_with_the_month(year, analyst):
    with pytest.raises(CannotClose, match="still open") as refusal:
        close_month(year, by=analyst, at=APRIL)
    close_month(year, reason=OPEN, by=analyst, at=APRIL)

    assert refusal.value.field == "reason"
    kept = PeriodClose.objects.get()
    assert (kept.month, kept.findings, kept.reason, kept.by) == (1, [["reconciled", 1]], OPEN, analyst)
    year.refresh_from_db()
    assert year.closed_months == 1
    with pytest.raises(CannotEnter, match="closed"):
        check_open(2027, date(2027, 1, 20))
    check_open(2027, date(2027, 2, 1))


def test_a_month_is_closed_once_it_is_over_and_by_finance_alone(year, analyst):
    for _ in range(3):
        close_month(year, reason=OPEN, by=analyst, at=APRIL)

    with pytest.raises(CannotClose, match="not over"):
        close_month(year, reason=OPEN, by=analyst, at=APRIL)
    with pytest.raises(Refused):
        close_month(year, reason=OPEN, by=make_person("Mara", Role.PROJECT_MANAGER), at=APRIL)


def test_the_last_closed_month_is_opened_again_with_a_reason(year, analyst):
    close_month(year, reason=OPEN, by=analyst, at=APRIL)

    with pytest.raises(CannotClose, match="why"):
        open_month_again(year, reason="", by=analyst, at=APRIL)
    open_month_again(year, reason="A late journal", by=analyst, at=APRIL)

    year.refresh_from_db()
    assert year.closed_months == 0
    assert [one.act for one in PeriodClose.objects.all()] == ["closed", "opened"]
    with pytest.raises(CannotClose, match="No month"):
        open_month_again(year, reason="Once more", by=analyst, at=APRIL)


def test_a_file_that_is_not_tied_is_named(year, analyst):
    columns = {"date": "Day", "amount": "Sum", "document": "Document"}
    source = LedgerSource.objects.create(
        name="Payments", profile=LedgerSource.Profile.PAYMENTS, columns=columns
    )
    content = BytesIO(b"Day,Sum,Document\n2027-01-05,10.00,V-1\n")
    brought = bring_ledger(source, content, "january.csv", control_total=Decimal(11), by=analyst, at=AT)
    read_ledger_file(brought, as_of=AT.date())
    post_ledger(brought, reason="The ledger says so.", by=analyst, at=AT)

    [tied] = [check for check in period_checks(year, 1) if check.subject == Subject.TIED]

    assert tied.names == (str(brought),)
