"""Which project a ledger line belongs to: by the ledger's codes, else by what lines like it were given to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count

from milepost.domain.money.models import Allocation, LedgerCode, LedgerEntry
from milepost.domain.projects.models import Project


class ProjectCodes:
    """The ledger's codes of projects; a project's own number is one of them."""

    def __init__(self) -> None:
        self._by_field: dict[str, dict[str, int]] = {field: {} for field in LedgerCode.Field.values}
        for number, pk in Project.objects.values_list("number", "pk"):
            self._by_field[LedgerCode.Field.PROJECT][number.lower()] = pk
        for field, value, project in LedgerCode.objects.values_list("field", "value", "project"):
            self._by_field[field][value.lower()] = project

    def project_of(self, entry: LedgerEntry, *, cost_center: str = "") -> int | None:
        """Give the project that a line names: by its project code, else its document, else its cost center."""
        said = {
            LedgerCode.Field.PROJECT: entry.project_code,
            LedgerCode.Field.ORDER: entry.document,
            LedgerCode.Field.COST_CENTER: cost_center,
        }
        for field, text in said.items():
            found = self._by_field[field].get(text.lower()) if text else None
            if found is not None:
                return found
        return None


class Suggestion(NamedTuple):
    """A project that a line may belong to, with the reason in words."""

    project: int
    reason: str


def suggestions(entries: Sequence[LedgerEntry]) -> dict[int, Suggestion]:
    """Suggest a project by what most lines of the same vendor or cost center were given to, in two queries."""
    by_vendor = _usual("entry__vendor", {entry.vendor for entry in entries if entry.vendor})
    others = [entry for entry in entries if entry.vendor not in by_vendor]
    by_center = _usual(
        "entry__cost_center", {entry.cost_center_id for entry in others if entry.cost_center_id}
    )
    found = {}
    for entry in entries:
        if project := by_vendor.get(entry.vendor):
            found[entry.pk] = Suggestion(project, f"most lines of {entry.vendor} belong to it")
        elif project := by_center.get(entry.cost_center_id):
            found[entry.pk] = Suggestion(project, "most lines of this cost center belong to it")
    return found


def _usual(field: str, values: Iterable[object]) -> dict[object, int]:
    """Give the project that most allocations of each value name."""
    rows = Allocation.posted().filter(project__isnull=False, **{f"{field}__in": list(values)})
    counted: dict[object, Counter[int]] = {}
    for value, project, count in rows.values_list(field, "project").annotate(count=Count("pk")).order_by():
        counted.setdefault(value, Counter())[project] = count
    return {value: counts.most_common(1)[0][0] for value, counts in counted.items()}
