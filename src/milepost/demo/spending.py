"""Money of demo projects: a budget for each phase when the plan is agreed, and extracts: one soon, then quarterly."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from milepost.demo.accounting import CAPITAL_FROM, VENDORS, fund_of
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.actions.deciding_budget import Line, keep_version
from milepost.domain.money.actions.entering import Coding
from milepost.domain.money.actions.importing_expenditures import bring_expenditures, post_expenditures
from milepost.domain.money.models import Account, BudgetLine, BudgetVersion
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.exchange.sheets.expenditures import ListedExpenditure, write_expenditure_list

FIRST, QUARTER = timedelta(weeks=4), timedelta(weeks=11)
"""After how long the first extract comes, so that work done is never beside nothing spent, and each one after it."""
BEFORE_CONTRACT = "Procurement"
"""A phase that ends with a contract; where things are bought as well, it is called otherwise."""
DEAREST, CHEAPEST = 1.22, 0.88
WHAT = ("Professional services", "Licenses", "Equipment", "Internal labor charge", "Training")
HUNDRED = Decimal(100)
SERVICES = Decimal("0.6")
Stage = BudgetVersion.Stage


class Spending:
    """The budget of one project and what is spent of it."""

    def __init__(self, project: Project, *, budget: int, finance: Person, seed: str) -> None:
        self.project = project
        self.finance = finance
        self.budget = budget
        self.random = Random(f"{seed}/money")
        self.shares: dict[int, Decimal] = {}
        self.posted: dict[int, float] = {}
        self.last: date | None = None
        self.documents = 0

    def follow(self, day: date, *, by: Person, at: datetime) -> None:
        """Agree the budget once a baseline stands, and post a quarter's documents when one is over."""
        if not self.budget or not self.project.baselines.exists():
            return
        if self.last is None:
            phases = self._phases()
            whole = sum(map(self._work, phases))
            self.shares = {
                phase.uid: (Decimal(self.budget) * self._work(phase) / whole / HUNDRED).quantize(Decimal(1))
                * HUNDRED
                for phase in phases
            }
            # What rounding leaves goes to the last phase, so that the parts are the whole.
            self.shares[phases[-1].uid] += self.budget - sum(self.shares.values())
            agree_budget(self.project, self.shares, measures={}, by=by, at=at)
            self._adopt(day, by=by, at=at)
            self.last = day
        elif day - self.last >= (QUARTER if self.posted else FIRST):
            self._post(day, by=by, at=at)
            self.last = day

    def _adopt(self, day: date, *, by: Person, at: datetime) -> None:
        """Ask for the money by the year in which each phase starts, with a contingency, and have it adopted."""
        self.fund = fund_of(self.project, self.budget)
        self.accounts = [
            Account.objects.get(code=code) for code in ("52190", "64200" if self._is_capital else "52350")
        ]
        lines = [*self._lines_of_budget(day.year)]
        keep_version(self.project, Stage.REQUESTED, lines, on=day, by=by, at=at)
        authority = f"Resolution {day.year}-{3_400 + self.project.pk}"
        keep_version(self.project, Stage.ADOPTED, lines, on=day, authority=authority, by=self.finance, at=at)

    @property
    def _is_capital(self) -> bool:
        return self.budget >= CAPITAL_FROM

    def _lines_of_budget(self, first_year: int) -> Iterator[Line]:
        by_year: dict[int, Decimal] = {}
        for phase in self._phases():
            year = max(first_year, phase.dates.start.year)
            by_year[year] = by_year.get(year, Decimal()) + self.shares[phase.uid]
        for year, amount in sorted(by_year.items()):
            services = (amount * SERVICES / HUNDRED).quantize(Decimal(1)) * HUNDRED
            for account, part in zip(self.accounts, (services, amount - services), strict=True):
                coding = Coding(fund=self.fund, account=account, fiscal_year=year)
                yield Line(coding=coding, amount=part)
        coding = Coding(fund=self.fund, account=self.accounts[0], fiscal_year=max(by_year))
        contingency = (Decimal(self.budget) / 10 / HUNDRED).quantize(Decimal(1)) * HUNDRED
        yield Line(coding=coding, amount=contingency, purpose=BudgetLine.Purpose.CONTINGENCY)

    def _phases(self) -> list[Task]:
        top = Task.objects.filter(project=self.project, parent=None).select_related("dates")
        return [task for task in top.order_by("position") if self._work(task)]

    def _work(self, phase: Task) -> int:
        """Sum the durations of all tasks below a phase, however deep they lie; nothing is paid before a contract."""
        if phase.name == BEFORE_CONTRACT:
            return 0
        tasks = Task.objects.filter(project=self.project).order_by("position")
        rows = list(tasks.values_list("pk", "parent", "duration_minutes"))
        summaries = {parent for _, parent, _ in rows}
        below, whole = {phase.pk}, 0
        for task, parent, minutes in rows:
            if parent in below:
                below.add(task)
                whole += 0 if task in summaries else minutes
        return whole

    def _post(self, day: date, *, by: Person, at: datetime) -> None:
        lines = list(self._lines(day))
        if not lines:
            return
        total = sum((line.amount for line in lines), Decimal())
        name = f"ledger-{self.project.number}-{day:%Y-%m}.xlsx"
        file = BytesIO(write_expenditure_list(lines))
        brought = bring_expenditures(self.project, file, name, control_total=total, by=by, at=at)
        post_expenditures(brought, by=by, at=at)

    def _lines(self, day: date) -> Iterator[ListedExpenditure]:
        """Give a few documents for each phase that moved on, spread over the days since the last extract."""
        days = (day - (self.last or day)).days
        for phase in self._phases():
            earned = float(self.shares.get(phase.uid, 0)) * phase.dates.percent_complete / 100
            new = earned - self.posted.get(phase.uid, 0.0)
            if new < 1:
                continue
            self.posted[phase.uid] = earned
            spent = new * self.random.uniform(CHEAPEST, DEAREST)
            for share in (0.5, 0.3, 0.2):
                self.documents += 1
                yield self._line(phase, spent * share, day - timedelta(days=self.random.randrange(1, days)))
            if self.random.random() < 0.08:
                self.documents += 1
                yield self._line(phase, -spent * 0.05, day - timedelta(days=2), what="Credit memo")

    def _line(self, phase: Task, amount: float, on: date, what: str = "") -> ListedExpenditure:
        return ListedExpenditure(
            row=0,
            on=on,
            amount=Decimal(amount).quantize(Decimal("0.01")),
            document=f"AP-{self.project.number[-8:]}-{self.documents:04}",
            task=str(phase.uid),
            fund=self.fund.code,
            account=self.random.choice(self.accounts).code,
            vendor=self.random.choice(VENDORS)[0],
            description=what or self.random.choice(WHAT),
        )
