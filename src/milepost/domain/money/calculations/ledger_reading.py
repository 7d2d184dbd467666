"""A file of a ledger source laid beside what stands: what is new, corrected, closed, unchanged or cannot be read."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Max, Sum

from milepost.domain.money.calculations.matching import ProjectCodes
from milepost.domain.money.calculations.open_orders import rolled_lines
from milepost.domain.money.models import (
    Account,
    Allocation,
    CostCenter,
    FiscalYear,
    Fund,
    Kind,
    LedgerEntry,
    LedgerImport,
    LedgerSource,
    State,
)
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.engine.apportioning import apportioned
from milepost.exchange.sheets.expenditures import Reject
from milepost.exchange.sheets.ledger import LedgerLine

Profile = LedgerSource.Profile
SHOWN_REJECTS = 200
CENTS = 100
MADE_OF: dict[str, tuple[State, Kind]] = {
    Profile.PAYMENTS: (State.EXPENDED, Kind.PAYMENT),
    Profile.ORDERS: (State.ENCUMBERED, Kind.ORDER),
    Profile.REQUISITIONS: (State.PRE_ENCUMBERED, Kind.REQUISITION),
}
CODED = ("date", "vendor", "fund", "cost_center", "account", "amount", "description")


class Flag(StrEnum):
    """What a person should look at on a line that stands all the same."""

    CLOSED_YEAR = "closed_year"
    OTHER_YEAR = "other_year"
    NEW_CODE = "new_code"
    CORRECTED = "corrected"
    CLOSED = "closed"


class Key(NamedTuple):
    """What a line of the ledger is known by within its source."""

    document: str
    line: int


class Stands(NamedTuple):
    """What was posted of a line until now."""

    amount: Decimal
    version: int


@dataclass(slots=True)
class Reading:
    """Counts and sums of what a file would do; kept as the import's summary."""

    lines: int = 0
    file_total: Decimal = Decimal()
    new: int = 0
    new_total: Decimal = Decimal()
    standing: int = 0
    corrected: int = 0
    corrected_total: Decimal = Decimal()
    closed: int = 0
    closed_total: Decimal = Decimal()
    unmatched: int = 0
    unmatched_total: Decimal = Decimal()
    rejected: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)
    flags: Counter[str] = field(default_factory=Counter)
    new_codes: list[str] = field(default_factory=list)

    def reject(self, reject: Reject) -> None:
        """Count a line that is not taken; its amount, where it has one, is part of what the file adds up to."""
        self.rejected += 1
        self.file_total += reject.amount or 0
        if len(self.rejects) < SHOWN_REJECTS:
            amount = None if reject.amount is None else str(reject.amount)
            self.rejects.append({"row": reject.row, "reason": reject.reason, "amount": amount})

    def as_summary(self) -> dict[str, Any]:
        """Give it as JSON, with sums as texts to the cent."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: f"{value:.2f}" if isinstance(value, Decimal) else value for name, value in plain.items()
        }


class Made(NamedTuple):
    """An entry that posting would add, with the shares that projects have of it; neither is kept yet."""

    entry: LedgerEntry
    shares: Sequence[Allocation]


class Comparing:
    """Lays batches of lines beside what stands of a source, and gives the entries that posting would add."""

    def __init__(self, brought: LedgerImport, source: LedgerSource, *, as_of: date) -> None:
        self.reading = Reading()
        self._brought, self._source, self._as_of = brought, source, as_of
        self._state, self._kind = MADE_OF[source.profile]
        self._numbers_lines = "line" not in source.columns
        self._times: Counter[str] = Counter()
        self._seen: set[bytes] = set()
        self._codes = ProjectCodes()
        self._start = fiscal_year_start()
        self._closed = {year.year for year in FiscalYear.objects.all() if year.is_closed}
        self._rolled = rolled_lines() if self._state == State.ENCUMBERED else {}
        self.chart = Chart(self.reading)

    def take(self, lines: Sequence[LedgerLine]) -> list[Made]:
        """Give what lines would add; the chart has learned their codes before."""
        keyed = [(self._key(line), line) for line in lines]
        stands = self._standing({key.document for key, _ in keyed})
        made = []
        for key, line in keyed:
            self.reading.lines += 1
            if self._is_seen(key):
                self._twice(key, line)
                continue
            self.reading.file_total += line.amount
            entry = self._entry(key, line, stands.get(key))
            if entry is not None:
                made.append(self._shared(entry))
        return made

    def close(self) -> list[Made]:
        """Give what takes back all that stands and a snapshot does not name any more."""
        if not self._source.is_snapshot:
            return []
        made: list[Made] = []
        rows = (
            self._posted().values_list("document", "line").annotate(sum=Sum("amount"), version=Max("version"))
        )
        for document, line, amount, version in rows.order_by("document", "line"):
            held = self._rolled[document, line].amount if (document, line) in self._rolled else amount
            if not held or _mark(Key(document, line)) in self._seen:
                continue
            last = self._posted().filter(document=document, line=line).order_by("version").last()
            if last is None:
                continue
            self.reading.closed += 1
            self.reading.closed_total -= held
            self.reading.flags[Flag.CLOSED] += 1
            entry = self._like(last, -held, version + 1, Flag.CLOSED)
            made.append(self._shared(entry))
        return made

    def _is_seen(self, key: Key) -> bool:
        """Note a line, and tell whether the file has named it before."""
        before = len(self._seen)
        self._seen.add(_mark(key))
        return len(self._seen) == before

    def _key(self, line: LedgerLine) -> Key:
        """Know a line by its document and number, else by what it says and which of the same in the file it is."""
        document = line.document
        if not document:
            said = "|".join(str(getattr(line, "on" if name == "date" else name)) for name in CODED)
            document = hashlib.sha256(said.encode()).hexdigest()[:20]
        if line.document and not self._numbers_lines:
            return Key(document, line.line)
        self._times[document] += 1
        return Key(document, self._times[document])

    def _standing(self, documents: Collection[str]) -> dict[Key, Stands]:
        rows = self._posted().filter(document__in=list(documents)).order_by()
        found = rows.values_list("document", "line").annotate(sum=Sum("amount"), version=Max("version"))
        stands = {Key(document, line): Stands(amount, version) for document, line, amount, version in found}
        for place in (place for place in self._rolled if place[0] in documents):
            # A source that names what another brought and Milepost rolled begins with version 0 of its own.
            version = stands[Key(*place)].version if Key(*place) in stands else -1
            stands[Key(*place)] = Stands(self._rolled[place].amount, version)
        return stands

    def _posted(self) -> Any:
        return LedgerEntry.posted().filter(source=self._source, state=self._state)

    def _twice(self, key: Key, line: LedgerLine) -> None:
        reason = f"Document {key.document}, line {key.line} stands in this file already."
        self.reading.reject(Reject(line.row, reason, line.amount, is_listed=True))

    def _entry(self, key: Key, line: LedgerLine, stands: Stands | None) -> LedgerEntry | None:
        if stands is None:
            self.reading.new += 1
            self.reading.new_total += line.amount
            return self._made(key, line, line.amount, 0)
        if stands.amount == line.amount:
            self.reading.standing += 1
            return None
        self.reading.corrected += 1
        self.reading.corrected_total += line.amount - stands.amount
        return self._made(key, line, line.amount - stands.amount, stands.version + 1, Flag.CORRECTED)

    def _made(self, key: Key, line: LedgerLine, amount: Decimal, version: int, *flags: Flag) -> LedgerEntry:
        on = line.on or self._as_of
        by_date = fiscal_year_of(on, start_month=self._start)
        year = self._year_of(key, line.fiscal_year or by_date)
        found = [*flags, *self._flags(line, year, by_date)]
        self.reading.flags.update(found)
        return LedgerEntry(
            state=self._state, kind=self._kind, source_id=self._source.pk, document=key.document, line=key.line,
            version=version, on=on, fiscal_year=year, amount=amount,
            fund_id=self.chart.fund(line), cost_center_id=self.chart.cost_center(line),
            account_id=self.chart.account(line),
            vendor=line.vendor, description=line.description, project_code=line.project, flags=found,
            brought_by_id=self._brought.pk, by_id=self._brought.by_id, at=self._brought.at,
        )  # fmt: skip

    def _year_of(self, key: Key, year: int) -> int:
        """Give the year that a change of a line belongs to: where it goes on, if it was rolled."""
        return max(year, self._rolled[key].fiscal_year) if key in self._rolled else year

    def _flags(self, line: LedgerLine, year: int, by_date: int) -> Iterable[Flag]:
        if year in self._closed:
            yield Flag.CLOSED_YEAR
        if line.on is not None and year != by_date:
            yield Flag.OTHER_YEAR
        if self.chart.is_new(line):
            yield Flag.NEW_CODE

    def _like(self, last: LedgerEntry, amount: Decimal, version: int, flag: Flag) -> LedgerEntry:
        kept = (
            "document",
            "line",
            "fund_id",
            "cost_center_id",
            "account_id",
            "vendor",
            "project_code",
        )
        return LedgerEntry(
            state=self._state, kind=self._kind, source=self._source, version=version, on=self._as_of, amount=amount,
            flags=[flag], fiscal_year=self._year_of(Key(last.document, last.line), last.fiscal_year),
            brought_by=self._brought, by=self._brought.by, at=self._brought.at,
            description=last.description, **{name: getattr(last, name) for name in kept},
        )  # fmt: skip

    def _shared(self, entry: LedgerEntry) -> Made:
        shares = self._shares_before(entry) if entry.version else []
        project = (
            None
            if shares
            else self._codes.project_of(entry, cost_center=self.chart.code_of(entry.cost_center_id))
        )
        if project is not None:
            shares = [Allocation(entry=entry, project_id=project, amount=entry.amount)]
        if not shares:
            self.reading.unmatched += 1
            self.reading.unmatched_total += entry.amount
        return Made(entry, shares)

    def _shares_before(self, entry: LedgerEntry) -> list[Allocation]:
        """Divide a correction as the line itself was divided."""
        rows = Allocation.posted().filter(
            entry__source=self._source,
            entry__state=self._state,
            entry__document=entry.document,
            entry__line=entry.line,
        )
        found = list(
            rows.values_list("project", "uid").annotate(sum=Sum("amount")).order_by("project", "uid")
        )
        weights = [abs(int(amount * CENTS)) for _, _, amount in found]
        if not any(weights):
            return []
        parts = apportioned(int(entry.amount * CENTS), weights)
        return [
            Allocation(entry=entry, project_id=project, uid=uid, amount=Decimal(cents) / CENTS)
            for (project, uid, _), cents in zip(found, parts, strict=True)
        ]


def _mark(key: Key) -> bytes:
    """Give a short digest of a key, which is all that memory holds of a line."""
    return hashlib.blake2b(f"{key.line}|{key.document}".encode(), digest_size=12).digest()


class Chart:
    """The chart of accounts by code; codes that the ledger names first are added to it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._new: set[tuple[str, str]] = set()
        self._parts: dict[str, dict[str, Any]] = {
            "fund": {one.code: one for one in Fund.objects.all()},
            "cost_center": {one.code: one for one in CostCenter.objects.all()},
            "account": {one.code: one for one in Account.objects.all()},
        }
        self._centers: dict[int, str] = {}
        self.wanted: list[Fund | CostCenter | Account] = []
        """What lines name and the chart does not have; whoever reads the file adds it and takes it off this list."""

    def learn(self, lines: Iterable[LedgerLine]) -> None:
        """Note the codes that the chart does not have yet."""
        models: dict[str, type[Any]] = {"fund": Fund, "cost_center": CostCenter, "account": Account}
        for line in lines:
            for name, model in models.items():
                code = getattr(line, name)
                if code and code not in self._parts[name]:
                    part = model(code=code, name=getattr(line, f"{name}_name") or code)
                    self._parts[name][code] = part
                    self._new.add((name, code))
                    self._reading.new_codes.append(str(part))
                    self.wanted.append(part)

    def fund(self, line: LedgerLine) -> int | None:
        return self._key("fund", line.fund)

    def cost_center(self, line: LedgerLine) -> int | None:
        return self._key("cost_center", line.cost_center)

    def account(self, line: LedgerLine) -> int | None:
        return self._key("account", line.account)

    def code_of(self, cost_center: int | None) -> str:
        """Give the code of a cost center by its key."""
        return "" if cost_center is None else self._center_codes()[cost_center]

    def _center_codes(self) -> dict[int, str]:
        if len(self._centers) < len(self._parts["cost_center"]):
            self._centers = {part.pk: code for code, part in self._parts["cost_center"].items()}
        return self._centers

    def _key(self, name: str, code: str) -> int | None:
        part = self._parts[name].get(code)
        return part.pk if part else None

    def is_new(self, line: LedgerLine) -> bool:
        """Tell whether a line names a code that the chart did not have before the file."""
        return any((name, getattr(line, name)) in self._new for name in self._parts)
