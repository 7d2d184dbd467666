"""At year end projects ask what may roll; finance decides, and both years are entered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import Coding, check_open, next_document, post
from milepost.domain.money.calculations.carry_forward import WorksheetLine, turn_of_the_year, worksheet
from milepost.domain.money.models import CarryForward, Kind
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

ENTRIES = 3
"""How many entries a decision makes at most: what rolls out, what lapses, what the next year gets."""


class CannotCarryForward(Refusal):
    """Says why money cannot roll so; may name its `field`."""


class Request(NamedTuple):
    """What a project asks to keep of one line, and why."""

    amount: Decimal
    reason: str = ""


Place = tuple[int, int]
"""Keys of fund and account."""


def request_carry_forward(
    project: Project, fiscal_year: int, requests: Mapping[Place, Request], *, by: Person, at: datetime
) -> list[CarryForward]:
    """Keep what a project asks for, line by line, in place of what it asked before."""
    require(by, "money.request_carry_forward", project)
    with recording("money.request_carry_forward", by=by.account, at=at, subject=project) as record:
        lines = {(line.fund.pk, line.account.pk): line for line in worksheet([project], fiscal_year)}
        if unknown := set(requests) - set(lines):
            raise CannotCarryForward(
                gettext("Nothing is unspent of {count} of these lines.").format(count=len(unknown))
            )
        kept = [
            _keep(record, lines[place], request, fiscal_year, by=by, at=at)
            for place, request in requests.items()
            if not lines[place].is_decided
        ]
        record.summary = gettext("{amount:,.2f} dollars of FY {year} are asked to roll.").format(
            amount=sum(one.requested for one in kept), year=fiscal_year
        )
    return kept


def approve_carry_forward(asked: Sequence[CarryForward], *, authority: str, by: Person, at: datetime) -> None:
    """Decide requests of one year: what rolls leaves the year and is appropriated in the next; the rest lapses."""
    require(by, "money.approve_carry_forward")
    if not authority.strip():
        raise CannotCarryForward(
            gettext("Name the ordinance or resolution that carries the money forward."), field="authority"
        )
    if any(one.by_id == by.pk for one in asked):
        raise CannotCarryForward(gettext("Somebody else decides what you have asked for."))
    with recording("money.approve_carry_forward", by=by.account, at=at, reason=authority) as record:
        held = list(
            CarryForward.objects.select_for_update(of=("self",))
            .filter(pk__in=[one.pk for one in asked], state=CarryForward.State.REQUESTED)
            .select_related("project", "fund", "account")
        )
        if not held:
            raise CannotCarryForward(gettext("Choose requests that wait for a decision."))
        document = next_document("CF")
        for number, one in enumerate(held):
            _enter(record, one, document, number * ENTRIES + 1, authority, by=by, at=at)
            record.update(
                one,
                state=CarryForward.State.APPROVED,
                authority=authority.strip(),
                decided_by=by,
                decided_at=at,
            )
        record.subject = held[0]
        record.summary = gettext("{amount:,.2f} dollars of FY {year} roll by {authority}.").format(
            amount=sum(one.requested for one in held), year=held[0].fiscal_year, authority=authority
        )


def _keep(
    record: Recorder, line: WorksheetLine, request: Request, fiscal_year: int, *, by: Person, at: datetime
) -> CarryForward:
    if not 0 <= request.amount <= line.unspent:
        raise CannotCarryForward(
            gettext("{account}: ask between nothing and the {unspent:,.2f} unspent.").format(
                account=line.account, unspent=line.unspent
            )
        )
    if request.amount > line.by_rule and not request.reason.strip():
        raise CannotCarryForward(
            gettext("{fund} lapses at year end: say why more than what is encumbered is to roll.").format(
                fund=line.fund
            )
        )
    values = {
        "unspent": line.unspent, "encumbered": line.encumbered, "requested": request.amount,
        "reason": request.reason.strip(), "by": by, "at": at,
    }  # fmt: skip
    if line.asked is not None:
        return record.update(line.asked, **values)
    row = CarryForward(
        project=line.project, fiscal_year=fiscal_year, fund=line.fund, account=line.account, **values
    )
    return record.create(row)


def _enter(
    record: Recorder,
    one: CarryForward,
    document: str,
    first: int,
    authority: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Take what is unspent out of the year, by what rolls and what lapses, and appropriate in the next what rolls."""
    [line] = [
        line
        for line in worksheet([one.project], one.fiscal_year)
        if (line.fund, line.account) == (one.fund, one.account)
    ]
    if line.unspent != one.unspent:
        raise CannotCarryForward(
            gettext(
                "{project}, {account}: {now:,.2f} are unspent now, {then:,.2f} when it was asked. Ask anew."
            ).format(project=one.project.number, account=one.account, now=line.unspent, then=one.unspent)
        )
    last, first_day = turn_of_the_year(one.fiscal_year)
    entries = (
        (Kind.CARRY_FORWARD, -one.requested, one.fiscal_year, last),
        (Kind.LAPSE, -one.lapses, one.fiscal_year, last),
        (Kind.CARRY_FORWARD, one.requested, one.fiscal_year + 1, first_day),
    )
    for number, (kind, amount, year, on) in enumerate(entries, first):
        if amount:
            check_open(year, on)
            coding = Coding(fund=one.fund, account=one.account, fiscal_year=year)
            post(record, one.project, coding, amount, kind=kind, document=document, line=number, on=on, by=by, at=at,
                 authority=authority.strip(), description=one.reason)  # fmt: skip
