"""Months of the books are closed one after the other, and the last one is opened again."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.calculations.period_checks import MONTHS, days_of, period_checks
from milepost.domain.money.models import FiscalYear, PeriodClose
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require


class CannotClose(Refusal):
    """Says why a month of the books is not closed or opened; may name its `field`."""


def close_month(year: FiscalYear, *, reason: str = "", by: Person, at: datetime) -> PeriodClose:
    """Close the next month of a fiscal year; what is still open in it wants a reason, and is kept with it."""
    require(by, "money.close_periods")
    with recording("money.close_month", by=by.account, at=at, subject=year, reason=reason) as record:
        held = FiscalYear.objects.select_for_update().get(pk=year.pk)
        month = held.closed_months + 1
        if month > MONTHS:
            raise CannotClose(gettext("{year} is closed.").format(year=held))
        if days_of(held.year, month)[1] >= local_day(at):
            raise CannotClose(gettext("This month is not over yet."))
        findings = [
            [check.subject.value, check.open] for check in period_checks(held, month) if not check.holds
        ]
        if findings and not reason.strip():
            raise CannotClose(
                gettext("Something is still open: say why the month is closed all the same."), field="reason"
            )
        record.update(held, closed_months=month)
        record.summary = gettext("Month {month} of {year} was closed; {count} checks were open.").format(
            month=month, year=held, count=len(findings)
        )
        return _write(record, held, month, PeriodClose.Act.CLOSED, findings, reason, by=by, at=at)


def open_month_again(year: FiscalYear, *, reason: str, by: Person, at: datetime) -> PeriodClose:
    """Open the month of a fiscal year that was closed last, with a reason."""
    require(by, "money.close_periods")
    if not reason.strip():
        raise CannotClose(gettext("Say why the month is opened again."), field="reason")
    with recording("money.open_month_again", by=by.account, at=at, subject=year, reason=reason) as record:
        held = FiscalYear.objects.select_for_update().get(pk=year.pk)
        if not held.closed_months:
            raise CannotClose(gettext("No month of {year} is closed.").format(year=held))
        month = held.closed_months
        record.update(held, closed_months=month - 1)
        record.summary = gettext("Month {month} of {year} was opened again.").format(month=month, year=held)
        return _write(record, held, month, PeriodClose.Act.OPENED, [], reason, by=by, at=at)


def _write(
    record: Recorder,
    year: FiscalYear,
    month: int,
    act: str,
    findings: Sequence[Sequence[object]],
    reason: str,
    *,
    by: Person,
    at: datetime,
) -> PeriodClose:
    row = PeriodClose(
        fiscal_year=year,
        month=month,
        act=act,
        findings=list(findings),
        reason=reason.strip()[:300],
        by=by,
        at=at,
    )
    return record.create(row)
