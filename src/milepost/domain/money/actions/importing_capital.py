"""A capital plan comes from a spreadsheet: every row right, or nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.money.actions.planning_capital import AmountTerms
from milepost.domain.money.models import CapitalAmount, CapitalItem, Fund, FundingSource
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.exchange.sheets.capital_items import ListedCapital, read_capital_list
from milepost.exchange.sheets.lists import kept_in_a_file

MOST_ROWS = 5_000


@dataclass(slots=True)
class NewItem:
    """An item that a list would ask for, with what it costs by year and who pays."""

    row: int
    item: CapitalItem
    amounts: list[AmountTerms]

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.amounts), Decimal())

    @property
    def unfunded(self) -> Decimal:
        return sum((one.amount for one in self.amounts if one.fund is None), Decimal())

    @property
    def funds(self) -> list[str]:
        return sorted({str(one.funding_source or one.fund) for one in self.amounts if one.fund})

    @property
    def years(self) -> tuple[int, int]:
        """Give its first and last fiscal year."""
        years = [one.fiscal_year for one in self.amounts]
        return min(years), max(years)


class NewPlan(list[NewItem]):
    """The items of a list, with what they add up to."""

    @property
    def total(self) -> Decimal:
        return sum((new.total for new in self), Decimal())

    @property
    def unfunded(self) -> Decimal:
        return sum((new.unfunded for new in self), Decimal())


def read_capital(content: BinaryIO, file_name: str) -> list[ListedCapital]:
    """Read a capital plan as it was brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_capital_list(path, name=file_name)


def import_capital(rows: Sequence[ListedCapital], *, by: Person, at: datetime) -> list[CapitalItem]:
    """Ask for the items of a list in one change; raises `CannotImportList` with every row that is wrong."""
    require(by, "money.plan_capital")
    with recording("money.import_capital", by=by.account, at=at) as record:
        found = understood_capital(rows)
        for new in found:
            record.create(new.item)
            record.create_many([CapitalAmount(item=new.item, **one._asdict()) for one in new.amounts])
        record.summary = gettext("{count:,} items of {total:,.2f} dollars came to the capital plan.").format(
            count=len(found), total=found.total
        )
    return [new.item for new in found]


def understood_capital(rows: Sequence[ListedCapital]) -> NewPlan:
    """Resolve departments, funds, sources and projects, and gather the rows of each item."""
    if not rows:
        raise CannotImportList([gettext("The list holds no item.")])
    if len(rows) > MOST_ROWS:
        raise CannotImportList(
            [gettext("The list holds more than {most:,} rows; bring it in parts.").format(most=MOST_ROWS)]
        )
    meanings, found = _CapitalMeanings(), dict[str, NewItem]()
    for row in rows:
        for problem in meanings.take(row, found):
            meanings.problems.append(gettext("Row {row}: {problem}").format(row=row.row, problem=problem))
    for new in found.values():
        if not new.amounts and not meanings.problems:
            meanings.problems.append(
                gettext("Row {row}: “{item}” has no amount in any year.").format(row=new.row, item=new.item)
            )
    if meanings.problems:
        raise CannotImportList(meanings.problems)
    return NewPlan(found.values())


class _CapitalMeanings:
    """What the texts of a capital plan may name."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        departments = list(Department.objects.filter(is_active=True))
        self._departments = _by_text((one, (one.name, one.code)) for one in departments)
        self._funds = _by_text(
            (one, (one.code, one.name, str(one))) for one in Fund.objects.filter(is_active=True)
        )
        sources = FundingSource.objects.select_related("fund")
        self._sources = _by_text((one, (one.name, str(one))) for one in sources)
        self._projects = {one.number.lower(): one for one in Project.objects.all()}
        self._standing = {name.lower() for name in CapitalItem.objects.values_list("name", flat=True)}
        self._done = set(CapitalItem.objects.exclude(project=None).values_list("project", flat=True))

    def take(self, row: ListedCapital, found: dict[str, NewItem]) -> Iterator[str]:
        """Add a row to its item, or give sentences of what is wrong with it."""
        wrong = [*self._unknown(row)]
        if wrong:
            yield from wrong
            return
        new = found.get(row.item.lower())
        if new is None:
            new = NewItem(row.row, self._item(row), [])
            found[row.item.lower()] = new
            yield from self._faults(new.item)
        elif row.department and self._departments[row.department.lower()] != new.item.department:
            yield gettext("“{item}” stands above with another department.").format(item=row.item)
        source = self._sources.get(row.source.lower())
        fund = self._funds.get(row.fund.lower()) or (source.fund if source else None)
        if source and source.fund != fund:
            yield gettext("“{source}” pays into {fund}.").format(source=source, fund=source.fund)
        taken = {one[:3] for one in new.amounts}
        for year, amount in row.amounts.items():
            terms = AmountTerms(int(year), fund, source, Decimal(amount))
            if terms[:3] in taken:
                yield gettext("FY {year} of this fund and source stands above already.").format(year=year)
            new.amounts.append(terms)

    def _unknown(self, row: ListedCapital) -> Iterator[str]:
        named: list[tuple[str, str, dict[str, Any]]] = [
            (gettext("department"), row.department, self._departments),
            (gettext("fund"), row.fund, self._funds),
            (gettext("funding source"), row.source, self._sources),
            (gettext("project"), row.project, self._projects),
        ]
        for what, text, known in named:
            if text and text.lower() not in known:
                yield gettext("there is no {what} “{text}”.").format(what=what, text=text[:60])
        if not row.department:
            yield gettext("the department is missing.")
        if row.state and _state(row.state) is None:
            known_states = ", ".join(map(str, CapitalItem.State.labels))
            yield gettext("“{text}” is none of {known}.").format(text=row.state[:40], known=known_states)
        if row.item.lower() in self._standing:
            yield gettext("“{item}” stands in the plan already; change it there.").format(item=row.item)

    def _item(self, row: ListedCapital) -> CapitalItem:
        return CapitalItem(
            name=row.item, department=self._departments[row.department.lower()],
            project=self._projects.get(row.project.lower()), need=row.need, is_mandated=row.is_mandated,
            priority=row.rank, state=_state(row.state) or CapitalItem.State.REQUESTED,
        )  # fmt: skip

    def _faults(self, item: CapitalItem) -> Iterator[str]:
        if item.project_id and item.project_id in self._done:
            yield gettext("another item is done by {project} already.").format(project=item.project)
        elif item.project_id:
            self._done.add(item.project_id)
        try:
            check_row(item)
        except ValidationError as error:
            for name, said in error.message_dict.items():
                yield f"{name}: {' '.join(said)}"


def _by_text(named: Any) -> dict[str, Any]:
    return {text.lower(): one for one, texts in named for text in texts}


def _state(text: str) -> str | None:
    wanted = text.strip().lower()
    return next(
        (value for value, label in CapitalItem.State.choices if wanted in (value, str(label).lower())), None
    )
