"""What a file of expenditures would do: new lines, lines that stand already, and those that are rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from milepost.domain.money.models import (
    Account,
    Allocation,
    CostCenter,
    Fund,
    Kind,
    LedgerEntry,
    LedgerImport,
    State,
)
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project, Task
from milepost.exchange.sheets.expenditures import ListedExpenditure, Reject, read_expenditures
from milepost.exchange.sheets.lists import kept_in_a_file

BATCH = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """The lines of a file, sorted by what becomes of them."""

    new: Sequence[Allocation]
    """Each with its entry, neither of them kept yet."""
    standing: Sequence[LedgerEntry]
    """Posted before, and the same in the file."""
    rejects: Sequence[Reject]
    file_total: Decimal
    """Of all lines of the file that hold an amount."""
    control_total: Decimal | None

    @property
    def new_total(self) -> Decimal:
        return sum((one.amount for one in self.new), Decimal())

    @property
    def difference(self) -> Decimal | None:
        """How far the file is from its control total."""
        return None if self.control_total is None else self.file_total - self.control_total

    @property
    def is_tied(self) -> bool:
        return not self.difference


def preview_of(brought: LedgerImport) -> Preview:
    """Read a brought file again and say what posting it would do; raises `UnreadableFile`."""
    name = brought.attachment.name
    with kept_in_a_file(BytesIO(brought.attachment.read()), name) as path:
        listed, rejects = read_expenditures(path, name=name)
    sorting = _Sorting(brought, listed)
    for one in listed:
        sorting.take(one)
    rejects = sorted([*rejects, *sorting.rejects], key=lambda reject: reject.row)
    total = sum((one.amount for one in listed), Decimal()) + sum(
        (reject.amount for reject in rejects if reject.amount is not None and not reject.is_listed), Decimal()
    )
    return Preview(sorting.new, sorting.standing, rejects, total, brought.control_total)


class _Sorting:
    """Sorts the lines of a file by what stands already and which tasks there are."""

    def __init__(self, brought: LedgerImport, listed: Sequence[ListedExpenditure]) -> None:
        self._brought = brought
        self._project: Project = brought.of_project
        self._posted = _posted({one.document for one in listed})
        tasks = list(Task.objects.filter(project=self._project).values_list("uid", "name"))
        self._uids = {str(uid): uid for uid, _ in tasks}
        names = [name.strip().lower() for _, name in tasks]
        self._by_name = {
            name.strip().lower(): uid for uid, name in tasks if names.count(name.strip().lower()) == 1
        }
        self._seen: dict[tuple[str, int], int] = {}
        self._start_month = fiscal_year_start()
        self._chart: dict[str, dict[str, Any]] = {
            "fund": {one.code.lower(): one for one in Fund.objects.all()},
            "cost_center": {one.code.lower(): one for one in CostCenter.objects.all()},
            "account": {one.code.lower(): one for one in Account.objects.all()},
        }
        self.new: list[Allocation] = []
        self.standing: list[LedgerEntry] = []
        self.rejects: list[Reject] = []

    def take(self, one: ListedExpenditure) -> None:
        key = (one.document, one.line)
        before = self._seen.setdefault(key, one.row)
        posted = self._posted.get(key)
        if reason := self._problem(one, before, posted):
            self.rejects.append(Reject(one.row, reason, one.amount, is_listed=True))
        elif posted is not None:
            self.standing.append(posted)
        else:
            self.new.append(self._share(one))

    def _share(self, one: ListedExpenditure) -> Allocation:
        entry = LedgerEntry(
            state=State.EXPENDED,
            kind=Kind.PAYMENT,
            document=one.document,
            line=one.line,
            on=one.on,
            fiscal_year=fiscal_year_of(one.on, start_month=self._start_month),
            amount=one.amount,
            vendor=one.vendor,
            description=one.description,
            project_code=self._project.number,
            brought_by=self._brought,
            by=self._brought.by,
            at=self._brought.at,
            **{name: codes.get(getattr(one, name).lower()) for name, codes in self._chart.items()},
        )
        return Allocation(entry=entry, project=self._project, uid=self._uid(one.task), amount=one.amount)

    def _problem(self, one: ListedExpenditure, before: int, posted: LedgerEntry | None) -> str:
        if one.project and one.project.lower() != self._project.number.lower():
            return f"It belongs to {one.project}, not to {self._project.number}."
        if before != one.row:
            return f"Document {one.document}, line {one.line} also stands in row {before}."
        if one.task and self._uid(one.task) is None:
            return f"No single task or phase is called “{one.task}”."
        for name, codes in self._chart.items():
            code = getattr(one, name)
            if code and code.lower() not in codes:
                return f"There is no {name.replace('_', ' ')} {code} in the chart of accounts."
        if posted is None:
            return ""
        if self._project.pk not in {share.project_id for share in posted.allocations.all()}:
            return f"Document {one.document}, line {one.line} is posted to another project."
        if (posted.on, posted.amount) != (one.on, one.amount):
            return (
                f"Document {one.document}, line {one.line} is posted as {posted.amount:,.2f} of {posted.on}: "
                "what is posted is corrected by a reversal under a document of its own."
            )
        return ""

    def _uid(self, text: str) -> int | None:
        wanted = text.strip().lower()
        return self._uids.get(wanted) or self._by_name.get(wanted)


def _posted(documents: set[str]) -> dict[tuple[str, int], LedgerEntry]:
    names = sorted(documents)
    found: dict[tuple[str, int], LedgerEntry] = {}
    rows = LedgerEntry.posted().filter(source=None, state=State.EXPENDED).prefetch_related("allocations")
    for first in range(0, len(names), BATCH):
        for row in rows.filter(document__in=names[first : first + BATCH]):
            found[row.document, row.line] = row
    return found
