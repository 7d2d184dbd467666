"""Estimates with a spread for the tasks of a plan, from a range in percent and from lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from milepost.engine.simulation import (
    BetaPert,
    Distribution,
    Driver,
    Group,
    History,
    ImpossibleEstimate,
    TaskCost,
    Uncertain,
)
from milepost.engine.simulation.inputs import ImpossibleInputs
from milepost.exchange.fields import BadValue, number_of
from milepost.exchange.finished_work import FinishedWork
from milepost.exchange.plan import Kind, Plan, PlanTask
from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list
from milepost.exchange.sheets.typed import Units, duration_of


class EstimateColumn(StrEnum):
    """The headings of a list of estimates."""

    TASK = "Task"
    LOW = "Low"
    LIKELY = "Likely"
    HIGH = "High"
    KIND = "Kind"
    """The kind of work whose history counts, instead of low, likely and high."""


class RiskColumn(StrEnum):
    """The headings of a list of risks."""

    RISK = "Risk"
    PROBABILITY = "Probability"
    LOW = "Low"
    LIKELY = "Likely"
    HIGH = "High"
    TASKS = "Tasks"


class CostColumn(StrEnum):
    """The headings of a list of costs; low and high are percent of what is given, and 100 where they are empty."""

    TASK = "Task"
    SPENT = "Spent"
    FIXED = "Fixed"
    PER_DAY = "Per day"
    LOW = "Low"
    HIGH = "High"


class _Tasks:
    """The tasks of a plan by number and by name."""

    def __init__(self, plan: Plan) -> None:
        self.named: dict[str, list[PlanTask]] = {}
        for task in plan.tasks:
            for text in {str(task.uid), task.name}:
                self.named.setdefault(text, []).append(task)

    def one(self, cells: Cells, column: str, text: str) -> PlanTask:
        """Give the one task that a cell names; raises `BadCell`."""
        found = self.named.get(text, [])
        if len(found) != 1:
            count = f"{len(found)} tasks are" if found else "no task is"
            raise BadCell(f"Row {cells.number}: {column}: {count} called “{text}”.")
        return found[0]


def spread_of(
    plan: Plan, percent: str, listed: Path | None, finished: FinishedWork | None = None
) -> list[Uncertain]:
    """Spread what is left of every open task as the list says, as it went before, or by a range in percent.

    Raises `ScheduleError`.
    """
    low, likely, high = percents_of(percent)
    own = dict(_estimates(plan, listed, finished)) if listed else {}

    def usual(left: float) -> Distribution:
        if finished:
            return History(finished.ratios(), left)
        return BetaPert(low * left / 100, likely * left / 100, high * left / 100)

    return [
        Uncertain(task.uid, own.get(task.uid) or usual(left))
        for task in _open_tasks(plan)
        if (left := _left(task)) or task.uid in own
    ]


def drivers_of(plan: Plan, listed: Path | None) -> list[Driver]:
    """Read the risks that drive tasks; raises `UnreadableFile`."""
    if listed is None:
        return []
    headings = {column.lower(): column for column in RiskColumn}
    return read_list(
        listed,
        partial(_driver, _Tasks(plan)),
        name=listed.name,
        headings=headings,
        required=RiskColumn.RISK,
    )


def costs_of(plan: Plan, listed: Path | None) -> list[TaskCost]:
    """Read what tasks cost; raises `UnreadableFile`."""
    if listed is None:
        return []
    headings = {column.lower(): column for column in CostColumn}
    return read_list(
        listed,
        partial(_cost, _Tasks(plan), minutes_per_day=plan.minutes_per_day),
        name=listed.name,
        headings=headings,
        required=CostColumn.TASK,
    )


def groups_of(plan: Plan, correlation: float) -> list[Group]:
    """Let the open tasks below each summary move together."""
    Group((), correlation)
    if not correlation:
        return []
    below: dict[int, list[int]] = defaultdict(list)
    for task in _open_tasks(plan):
        if task.parent_uid is not None:
            below[task.parent_uid].append(task.uid)
    return [Group(tuple(uids), correlation) for uids in below.values() if len(uids) > 1]


def _open_tasks(plan: Plan) -> Iterator[PlanTask]:
    for task in plan.tasks:
        is_done = task.actual_finish is not None or task.percent_complete >= 100
        if task.kind is Kind.TASK and task.active and not is_done and task.manual_start is None:
            yield task


def _left(task: PlanTask) -> float:
    if task.remaining_minutes is not None:
        return task.remaining_minutes
    return task.duration_minutes * (1 - task.percent_complete / 100)


def percents_of(text: str) -> tuple[float, float, float]:
    """Read low, likely and high in percent; raises `ScheduleError`."""
    try:
        low, likely, high = (number_of(part) for part in text.split(","))
    except (BadValue, ValueError):
        raise ImpossibleInputs(
            f"“{text}” is no range: give low, likely and high in percent, as 80,100,130."
        ) from None
    BetaPert(low, likely, high)
    return low, likely, high


def _estimates(plan: Plan, listed: Path, finished: FinishedWork | None) -> Iterable[tuple[int, Distribution]]:
    headings = {column.lower(): column for column in EstimateColumn}
    units = Units(plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month)
    return read_list(
        listed,
        partial(_estimate, _Tasks(plan), units=units, finished=finished),
        name=listed.name,
        headings=headings,
        required=EstimateColumn.TASK,
    )


def _estimate(
    tasks: _Tasks, cells: Cells, units: Units, finished: FinishedWork | None
) -> tuple[int, Distribution]:
    task = tasks.one(cells, EstimateColumn.TASK, cells.text(EstimateColumn.TASK))
    if kind := cells.text(EstimateColumn.KIND):
        return task.uid, _by_kind(cells, kind, _left(task), finished)
    three = [
        cells.read(column, lambda text: float(duration_of(text, units)[0]))
        for column in (EstimateColumn.LOW, EstimateColumn.LIKELY, EstimateColumn.HIGH)
    ]
    return task.uid, _beta(cells, three)


def _by_kind(cells: Cells, kind: str, left: float, finished: FinishedWork | None) -> History:
    if finished is None:
        raise BadCell(f"Row {cells.number}: {EstimateColumn.KIND}: give the history that “{kind}” stands in.")
    try:
        return History(finished.ratios(kind), left)
    except ImpossibleEstimate as error:
        raise BadCell(f"Row {cells.number}: {EstimateColumn.KIND} “{kind}”: {error}") from error


def _driver(tasks: _Tasks, cells: Cells) -> Driver:
    names = [
        part.strip() for part in cells.text(RiskColumn.TASKS).replace(",", ";").split(";") if part.strip()
    ]
    three = [
        None if (percent := cells.number_in(column)) is None else percent / 100
        for column in (RiskColumn.LOW, RiskColumn.LIKELY, RiskColumn.HIGH)
    ]
    try:
        return Driver(
            cells.text(RiskColumn.RISK),
            (cells.number_in(RiskColumn.PROBABILITY) or 0.0) / 100,
            _beta(cells, three),
            tuple(tasks.one(cells, RiskColumn.TASKS, name).uid for name in names),
        )
    except ImpossibleInputs as error:
        raise BadCell(f"Row {cells.number}: {error}") from error


def _cost(tasks: _Tasks, cells: Cells, minutes_per_day: int) -> TaskCost:
    uid = tasks.one(cells, CostColumn.TASK, cells.text(CostColumn.TASK)).uid
    spent, fixed, per_day, low, high = (
        cells.number_in(column)
        for column in (
            CostColumn.SPENT,
            CostColumn.FIXED,
            CostColumn.PER_DAY,
            CostColumn.LOW,
            CostColumn.HIGH,
        )
    )
    if spent is not None and spent < 0:
        raise BadCell(
            f"Row {cells.number}: {CostColumn.SPENT} of task {uid} is {spent:g}: no money spent is below 0."
        )
    shares = [(100 if share is None else share) / 100 for share in (low, high)]
    amounts = [fixed or 0.0, (per_day or 0.0) / minutes_per_day]
    spreads = [_beta(cells, [shares[0] * amount, amount, shares[1] * amount]) for amount in amounts]
    return TaskCost(uid, spreads[0], spreads[1], spent or 0.0)


def _beta(cells: Cells, three: Sequence[float | None]) -> BetaPert:
    low, likely, high = three
    if low is None or likely is None or high is None:
        raise BadCell(f"Row {cells.number}: Low, Likely and High are all needed.")
    try:
        return BetaPert(low, likely, high)
    except ImpossibleEstimate as error:
        raise BadCell(f"Row {cells.number}: {error}") from error
