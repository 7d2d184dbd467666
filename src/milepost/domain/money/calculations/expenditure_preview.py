"""What a file of expenditures would do: new lines, lines that stand already, and those that are rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from milepost.domain.money.models import Expenditure, ExpenditureImport
from milepost.domain.projects.models import Project, Task
from milepost.exchange.sheets.expenditures import ListedExpenditure, Reject, read_expenditures
from milepost.exchange.sheets.lists import kept_in_a_file

BATCH = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """The lines of a file, sorted by what becomes of them."""

    new: Sequence[Expenditure]
    standing: Sequence[Expenditure]
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


def preview_of(brought: ExpenditureImport) -> Preview:
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

    def __init__(self, brought: ExpenditureImport, listed: Sequence[ListedExpenditure]) -> None:
        self._brought = brought
        self._project: Project = brought.project
        self._posted = _posted({one.document for one in listed})
        tasks = list(Task.objects.filter(project=self._project).values_list("uid", "name"))
        self._uids = {str(uid): uid for uid, _ in tasks}
        names = [name.strip().lower() for _, name in tasks]
        self._by_name = {
            name.strip().lower(): uid for uid, name in tasks if names.count(name.strip().lower()) == 1
        }
        self._seen: dict[tuple[str, int], int] = {}
        self.new: list[Expenditure] = []
        self.standing: list[Expenditure] = []
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
            fields = {"document": one.document, "line": one.line, "on": one.on, "amount": one.amount}
            posting = Expenditure(project=self._project, brought_by=self._brought, **fields)
            posting.uid, posting.description = self._uid(one.task), one.description
            self.new.append(posting)

    def _problem(self, one: ListedExpenditure, before: int, posted: Expenditure | None) -> str:
        if one.project and one.project.lower() != self._project.number.lower():
            return f"It belongs to {one.project}, not to {self._project.number}."
        if before != one.row:
            return f"Document {one.document}, line {one.line} also stands in row {before}."
        if one.task and self._uid(one.task) is None:
            return f"No single task or phase is called “{one.task}”."
        if posted is None:
            return ""
        if posted.project_id != self._project.pk:
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


def _posted(documents: set[str]) -> dict[tuple[str, int], Expenditure]:
    names = sorted(documents)
    found: dict[tuple[str, int], Expenditure] = {}
    for first in range(0, len(names), BATCH):
        for row in Expenditure.objects.filter(document__in=names[first : first + BATCH]):
            found[row.document, row.line] = row
    return found
