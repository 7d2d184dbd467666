"""The capital improvement plan: items by year with who pays, what is unfunded, and what it costs to run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from milepost.domain.money.models import (
    Account,
    BudgetVersion,
    CapitalItem,
    Fund,
    FundingSource,
    OperatingImpact,
)
from milepost.domain.people.models import Department
from milepost.domain.projects.models import Project

ZERO = Decimal("0.00")
SPANS = (5, 10)
IMPACT_YEARS = 5


class PlannedAmount(NamedTuple):
    """What a row of the plan costs in one year, and who pays; `version` is the budget that says so, if one does."""

    year: int
    fund: Fund | None
    source: FundingSource | None
    amount: Decimal
    version: BudgetVersion | None = None


@dataclass(frozen=True)
class PlanRow:
    """An item of the plan, or a project that spends capital without one."""

    name: str
    department: Department
    state: str
    project: Project | None
    item: CapitalItem | None
    amounts: Sequence[PlannedAmount]
    impacts: Sequence[OperatingImpact] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Name it in an address."""
        return f"item-{self.item.pk}" if self.item else f"project-{self.project.pk if self.project else 0}"

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.amounts), ZERO)

    @property
    def unfunded(self) -> Decimal:
        return sum((one.amount for one in self.amounts if one.fund is None), ZERO)

    def by_year(self, years: Sequence[int]) -> "ByYear":
        return by_year(self.amounts, years)

    def running(self, year: int) -> Decimal:
        """Give what it costs to run in a year."""
        return sum((one.amount for one in self.impacts if one.fiscal_year == year), ZERO)


class ByYear(NamedTuple):
    """Sums before the years of the plan, in each of them, and after; they re-add to the whole."""

    before: Decimal
    years: list[Decimal]
    after: Decimal
    names: Sequence[int]
    """The years of the plan."""

    @property
    def pairs(self) -> list[tuple[int, Decimal]]:
        """Give each year with its sum."""
        return list(zip(self.names, self.years, strict=True))

    @property
    def within(self) -> Decimal:
        return sum(self.years, ZERO)

    @property
    def total(self) -> Decimal:
        return self.before + self.within + self.after


@dataclass(frozen=True)
class CapitalPlan:
    """The plan over some years, by item, fund and source."""

    years: Sequence[int]
    rows: Sequence[PlanRow]

    @cached_property
    def by_fund(self) -> dict[Fund | None, ByYear]:
        """Give the sums of each fund, of what is unfunded last."""
        found: dict[Fund | None, list[PlannedAmount]] = {}
        for one in self._amounts:
            found.setdefault(one.fund, []).append(one)
        order = sorted(found, key=lambda fund: (fund is None, fund.code if fund else ""))
        return {fund: by_year(found[fund], self.years) for fund in order}

    @cached_property
    def by_source(self) -> dict[tuple[Fund | None, FundingSource | None], ByYear]:
        """Give the sums of each source within its fund; what names no source is the fund's own money."""
        found: dict[tuple[Fund | None, FundingSource | None], list[PlannedAmount]] = {}
        for one in self._amounts:
            if one.fund is not None:
                found.setdefault((one.fund, one.source), []).append(one)
        order = sorted(found, key=lambda key: (key[0].code if key[0] else "", key[1].name if key[1] else ""))
        return {key: by_year(found[key], self.years) for key in order}

    @property
    def total(self) -> ByYear:
        return by_year(self._amounts, self.years)

    @property
    def unfunded(self) -> list[PlanRow]:
        """Give the rows that nobody pays for yet, in part or in all."""
        return [row for row in self.rows if row.unfunded]

    def when(self, year: int) -> str:
        """Say where a year lies: before the plan, in it, or after."""
        if year < self.years[0]:
            return "before"
        return "after" if year > self.years[-1] else "within"

    @property
    def impact_years(self) -> list[int]:
        return list(self.years[:IMPACT_YEARS])

    @cached_property
    def impacts(self) -> list[tuple[str, list[Decimal], Decimal]]:
        """Give the operating impact by kind over five years, and the positions it needs at most."""
        found = []
        for kind, label in OperatingImpact.Kind.choices:
            of_kind = [one for row in self.rows for one in row.impacts if one.kind == kind]
            sums = [
                sum((one.amount for one in of_kind if one.fiscal_year == year), ZERO)
                for year in self.impact_years
            ]
            positions = [
                sum((one.positions or ZERO for one in of_kind if one.fiscal_year == year), ZERO)
                for year in self.impact_years
            ]
            if any(sums) or any(positions):
                found.append((str(label), sums, max(positions, default=ZERO)))
        return found

    @property
    def impact_total(self) -> list[Decimal]:
        return [sum((row.running(year) for row in self.rows), ZERO) for year in self.impact_years]

    @property
    def impact_rows(self) -> list[tuple[str, list[tuple[int, Decimal]], Decimal]]:
        """Give the operating impact by kind, each sum with its year."""
        years = self.impact_years
        return [
            (label, list(zip(years, sums, strict=True)), positions) for label, sums, positions in self.impacts
        ]

    @property
    def impact_sums(self) -> list[tuple[int, Decimal]]:
        """Give the operating impact of each year."""
        return list(zip(self.impact_years, self.impact_total, strict=True))

    @cached_property
    def _amounts(self) -> list[PlannedAmount]:
        return [one for row in self.rows for one in row.amounts]


def capital_plan(
    projects: Iterable[Project], *, first_year: int, span: int, department: Department | None = None
) -> CapitalPlan:
    """Read the plan from a fiscal year on; of projects that a reader may not see nothing is told."""
    seen = {project.pk: project for project in projects}
    versions = _latest_versions(seen)
    items = CapitalItem.objects.exclude(state=CapitalItem.State.DROPPED).select_related("department")
    items = items.prefetch_related("amounts__fund", "amounts__funding_source", "impacts")
    rows = [
        _item_row(item, seen, versions)
        for item in items
        if item.project_id is None or item.project_id in seen
    ]
    taken = {row.project.pk for row in rows if row.project}
    rows += [
        _project_row(seen[pk], version)
        for pk, version in versions.items()
        if pk not in taken and _spends_capital(version)
    ]
    last = first_year + span - 1
    shown = [
        row
        for row in rows
        if (department is None or row.department == department)
        and any(one.year >= first_year for one in row.amounts)
    ]
    order = sorted(shown, key=lambda row: (row.department.name, _rank(row), row.name))
    return CapitalPlan(range(first_year, last + 1), order)


def by_year(amounts: Iterable[PlannedAmount], years: Sequence[int]) -> ByYear:
    """Add amounts up by year."""
    sums: dict[int, Decimal] = {}
    for one in amounts:
        sums[one.year] = sums.get(one.year, ZERO) + one.amount
    return ByYear(
        sum((amount for year, amount in sums.items() if year < years[0]), ZERO),
        [sums.get(year, ZERO) for year in years],
        sum((amount for year, amount in sums.items() if year > years[-1]), ZERO),
        years,
    )


def _item_row(
    item: CapitalItem, seen: Mapping[int, Project], versions: Mapping[int, BudgetVersion]
) -> PlanRow:
    """Take the years of a project's budget from the budget, and the others from the item."""
    version = versions.get(item.project_id or 0)
    amounts = _of_version(version) if version else []
    budgeted = {one.year for one in amounts}
    own = [
        PlannedAmount(one.fiscal_year, one.fund, one.funding_source, one.amount)
        for one in item.amounts.all()
        if one.fiscal_year not in budgeted
    ]
    return PlanRow(
        item.name, item.department, str(item.get_state_display()), seen.get(item.project_id or 0), item,
        [*amounts, *own], list(item.impacts.all()),
    )  # fmt: skip


def _project_row(project: Project, version: BudgetVersion) -> PlanRow:
    stage = str(version.get_stage_display())
    return PlanRow(project.name, project.department, stage, project, None, _of_version(version))


def _of_version(version: BudgetVersion) -> list[PlannedAmount]:
    return [
        PlannedAmount(line.fiscal_year, line.fund, line.funding_source, line.amount, version)
        for line in version.lines.all()
    ]


def _latest_versions(seen: Mapping[int, Project]) -> dict[int, BudgetVersion]:
    """Give the last budget version of each project."""
    found = BudgetVersion.objects.filter(project__in=list(seen)).order_by("project", "number")
    related = ("lines__fund", "lines__account", "lines__funding_source")
    return {version.project_id: version for version in found.prefetch_related(*related)}


def _spends_capital(version: BudgetVersion) -> bool:
    return any(line.account.spends_on == Account.Class.CAPITAL for line in version.lines.all())


def _rank(row: PlanRow) -> int:
    return row.item.priority if row.item and row.item.priority else 10**6
