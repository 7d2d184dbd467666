"""A project's budget by fund, account and year passes from request to adoption; adopting appropriates it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT, Coding, check_open, next_document, post
from milepost.domain.money.models import (
    BudgetLine,
    BudgetVersion,
    Kind,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

Stage = BudgetVersion.Stage
MOST_LINES = 200
Key = tuple[int, int, int, int | None, int | None]


class CannotDecideBudget(Refusal):
    """Says why a version cannot be kept; may name its `field`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a version gives of one fund and account in one year."""

    coding: Coding
    amount: Decimal
    purpose: str = BudgetLine.Purpose.BASE


def keep_version(
    project: Project,
    stage: str,
    lines: Sequence[Line],
    *,
    on: date,
    authority: str = "",
    reason: str = "",
    by: Person,
    at: datetime,
) -> BudgetVersion:
    """Keep a version of a project's budget; one that is adopted or amended is appropriated line by line.

    Beside a version in force only the difference is posted: the entries always add up to the version in force.
    """
    decides = stage in BudgetVersion.IN_FORCE
    require(by, "money.adopt_budget" if decides else "money.request_budget", project)
    lines = [line for line in lines if line.amount]
    with recording(
        "money.keep_budget_version", by=by.account, at=at, subject=project, reason=reason
    ) as record:
        earlier = list(BudgetVersion.objects.filter(project=project).prefetch_related("lines"))
        in_force = next((one for one in reversed(earlier) if one.is_in_force), None)
        _check(project, stage, lines, authority, reason, in_force)
        version = record.create(
            BudgetVersion(
                project=project, number=len(earlier) + 1, stage=stage, authority=authority.strip(),
                reason=reason.strip(), on=on, by=by, at=at,
            )
        )  # fmt: skip
        record.create_many([_row(version, line) for line in lines])
        if decides:
            _appropriate(record, version, lines, in_force)
        record.summary = gettext("{version} of {amount:,.2f} dollars was kept.").format(
            version=version, amount=sum(line.amount for line in lines)
        )
    return version


def _check(
    project: Project,
    stage: str,
    lines: Sequence[Line],
    authority: str,
    reason: str,
    in_force: BudgetVersion | None,
) -> None:
    if project.is_over:
        raise CannotDecideBudget(gettext("This project is over; its budget stays."))
    if not lines:
        raise CannotDecideBudget(gettext("Give at least one line an amount."))
    if len(lines) > MOST_LINES:
        raise CannotDecideBudget(gettext("A version holds at most {most} lines.").format(most=MOST_LINES))
    if any(not 0 <= line.amount <= MOST_AMOUNT for line in lines):
        raise CannotDecideBudget(gettext("A budget line is not negative."))
    if len({(line.coding, line.purpose) for line in lines}) < len(lines):
        raise CannotDecideBudget(gettext("Two lines name the same fund, account, year and purpose."))
    if stage in BudgetVersion.IN_FORCE and not authority.strip():
        raise CannotDecideBudget(
            gettext("Name the ordinance or resolution that adopts it."), field="authority"
        )
    if stage == Stage.ADOPTED and in_force is not None:
        raise CannotDecideBudget(
            gettext("A budget is adopted already; a change of it is an amendment."), field="stage"
        )
    if stage == Stage.AMENDED and in_force is None:
        raise CannotDecideBudget(gettext("Nothing is adopted yet that could be amended."), field="stage")
    if stage == Stage.AMENDED and not reason.strip():
        raise CannotDecideBudget(gettext("Say why the budget is amended."), field="reason")


def _row(version: BudgetVersion, line: Line) -> BudgetLine:
    coding = line.coding
    return BudgetLine(
        version=version, purpose=line.purpose, fiscal_year=coding.fiscal_year, fund=coding.fund,
        account=coding.account, cost_center=coding.cost_center, funding_source=coding.funding_source,
        amount=line.amount,
    )  # fmt: skip


def _appropriate(
    record: Recorder, version: BudgetVersion, lines: Sequence[Line], in_force: BudgetVersion | None
) -> None:
    """Post what the version gives beyond the one before, by line of fund, account and year."""
    wanted: dict[Key, tuple[Coding, Decimal]] = {}
    for line in lines:
        key = _key(line.coding)
        wanted[key] = (line.coding, line.amount + (wanted[key][1] if key in wanted else 0))
    for row in (
        in_force.lines.select_related("fund", "account", "cost_center", "funding_source") if in_force else ()
    ):
        coding = Coding(
            fund=row.fund, account=row.account, fiscal_year=row.fiscal_year, cost_center=row.cost_center,
            funding_source=row.funding_source,
        )  # fmt: skip
        key = _key(coding)
        wanted[key] = (coding, (wanted[key][1] if key in wanted else Decimal()) - row.amount)
    changed = [(coding, amount) for coding, amount in wanted.values() if amount]
    kind = Kind.AMENDMENT if in_force else Kind.ADOPTED
    document = next_document("BU")
    for fiscal_year in sorted({coding.fiscal_year for coding, _ in changed}):
        check_open(fiscal_year, version.on)
    for number, (coding, amount) in enumerate(changed, 1):
        post(record, version.project, coding, amount, kind=kind, document=document, line=number, on=version.on,
             by=version.by, at=version.at, authority=version.authority, description=version.reason)  # fmt: skip


def _key(coding: Coding) -> Key:
    return (
        coding.fiscal_year,
        coding.fund.pk,
        coding.account.pk,
        coding.cost_center.pk if coding.cost_center else None,
        coding.funding_source.pk if coding.funding_source else None,
    )
